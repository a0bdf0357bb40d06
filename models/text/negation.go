package text

import "strings"

// Denies reports whether a word negates, in English, German, French, Spanish,
// Portuguese or Italian.
func Denies(word string) bool {
	word = Fold(strings.ToLower(word))
	if strings.HasSuffix(word, "n't") {
		return true
	}
	switch word {
	case "no", "not", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot",
		"falsely", "hardly", "denied", "denies", "deny", "refused", "failed", "unlikely",
		"nicht", "nie", "niemals", "niemand", "nichts", "nirgends", "weder", "ohne",
		"kein", "keine", "keinen", "keinem", "keiner", "keines",
		"ne", "pas", "jamais", "rien", "personne", "aucun", "aucune", "sans", "ni",
		"nunca", "jamás", "nada", "nadie", "ningún", "ninguna", "ninguno", "sin", "tampoco",
		"não", "nem", "ninguém", "nenhum", "nenhuma", "sem",
		"non", "mai", "niente", "nessuno", "nessuna", "senza", "né":
		return true
	}
	return false
}
