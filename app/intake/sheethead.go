package intake

import (
	"regexp"
	"slices"
	"strings"

	"stet/models/message"
	"stet/models/text"
)

// topic is what a column of a sheet is about.
type topic int

const (
	aboutNothing topic = iota
	aboutFact
	aboutQuote
	aboutSource
	aboutLink
	aboutLocator
	aboutExcerpt
	aboutRelations
	aboutVerdict
	aboutStatus
	aboutExplanation
	aboutCorrection
	aboutNote
	aboutKind
	aboutRisk
)

// topics are the names that people give to the columns of a sheet, in lower
// case, without the signs around them and in the singular.
var topics = compileTopics(map[topic]string{
	aboutFact: "fact, claim, wording, statement, assertion, what is claimed, fact to check, claim to check, fakt, aussage, behauptung, tatsache, tatsachenbehauptung, " +
		"angabe, zu prüfen, факт, утверждение, тезис, заявление, твердження, fait, affirmation, allégation, énoncé, hecho, afirmación, dato, afirmação, fato, " +
		"facto, fatto, affermazione, feit, bewering, fakty, twierdzenie, stwierdzenie, iddia, ادعاء, طענה, טענה, 事实, 说法, 主張, 事実",
	aboutQuote: "quote, quotation, words, text, passage, sentence, in the text, words in the text, excerpt from the article, exact words, zitat, textstelle, wortlaut, " +
		"passus, stelle, satz, im text, text im artikel, цитата, текст, фраза, предложение, отрывок, место в тексте, citation, extrait du texte, phrase, texte, " +
		"cita, frase, texto, pasaje, citação, trecho, citazione, testo, passo, citaat, zin, tekst, cytat, zdanie, alıntı, اقتباس, ציטוט, 引文, 引用, 原文",
	aboutSource: "source, evidence, reference, proof, cited, quelle, beleg, nachweis, referenz, источник, ссылка на источник, джерело, доказательство, référence, preuve, " +
		"fuente, referencia, prueba, fonte, referência, riferimento, bron, źródło, kaynak, مصدر, מקור, 来源, 出典",
	aboutLink: "link, url, address, web address, web, website, source url, source link, adresse, webadresse, internetadresse, ссылка, адрес, lien, enlace, dirección, " +
		"endereço, collegamento, indirizzo, رابط, קישור, 链接, リンク",
	aboutLocator:   "locator, page, where, where in the source, seite, fundstelle, страница, место, страница источника, emplacement, página, pagina, strona, sayfa",
	aboutExcerpt:   "excerpt, extract, source says, what the source says, auszug, ausschnitt, выдержка, extrait, extracto, fragmento, estratto",
	aboutRelations: "relation, stance, supports or contradicts, beziehung, отношение, relación, relazione",
	aboutVerdict: "verdict, fact check, check, rating, finding, result, conclusion, assessment, true or false, urteil, bewertung, ergebnis, befund, einschätzung, вердикт, оценка, вывод, " +
		"результат, висновок, veredicto, calificación, conclusión, resultado, avaliação, veredito, verdetto, giudizio, évaluation, oordeel, werdykt, ocena, hüküm, " +
		"حكم, פסיקה, 结论, 判定",
	aboutStatus: "status, state, progress, done, checked, stand, zustand, bearbeitungsstand, erledigt, geprüft, статус, состояние, готово, проверено, statut, état, estado, " +
		"stato, stan, durum, الحالة, סטטוס, 状态, 状態",
	aboutExplanation: "explanation, reason, reasoning, why, begründung, erklärung, erläuterung, объяснение, обоснование, пояснение, explication, motif, explicación, razón, " +
		"explicação, spiegazione, motivazione, toelichting, uzasadnienie, açıklama",
	aboutCorrection: "correction, proposed words, replacement, should read, korrektur, berichtigung, vorschlag, исправление, правка, как надо, corrección, correção, " +
		"correzione, correctie, korekta, düzeltme",
	aboutNote: "note, comment, remark, memo, anmerkung, bemerkung, kommentar, notiz, hinweis, примечание, комментарий, заметка, примітка, remarque, commentaire, nota, " +
		"comentario, observación, comentário, observação, commento, opmerking, uwaga, komentarz, not, ملاحظة, הערה, 备注, 備考",
	aboutKind: "kind, type, art, sorte, вид, тип, tipo",
	aboutRisk: "risk, risiko, риск, risque, riesgo, risco, rischio",
})

// compileTopics turns the lists round: what a column is about, by its name.
func compileTopics(lists map[topic]string) map[string]topic {
	byName := map[string]topic{"quellen": aboutSource, "belege": aboutSource, "nachweise": aboutSource, "anmerkungen": aboutNote, "bemerkungen": aboutNote, "kommentare": aboutNote, "notizen": aboutNote}
	for about, names := range lists {
		for name := range strings.SplitSeq(names, ", ") {
			byName[text.Fold(name)] = about
			byName[text.Fold(name)+"s"] = about // the plural of several languages
		}
	}
	return byName
}

// ours are the columns of Stet's own tables. What is not among them is left where
// it is.
var ours = map[string]topic{"wording": aboutFact, "quotes": aboutQuote, "kind": aboutKind, "risk": aboutRisk, "rating": aboutVerdict, "explanation": aboutExplanation, "correction": aboutCorrection,
	"sources": aboutSource, "locators": aboutLocator, "excerpts": aboutExcerpt, "relations": aboutRelations, "state": aboutStatus, "note": aboutNote}

// ownMarks are columns by which a table of Stet's is known.
var ownMarks = []string{"wording", "quotes", "rating", "sources", "locators", "relations"}

// head is what the columns of a sheet are about.
type head struct {
	own     bool // as Stet writes them
	written bool // in a text with separators, not in a workbook
	topics  []topic
	unread  []string // names of those that are about nothing known, quoted
}

var around = regexp.MustCompile(`\s*[(\[].*[)\]]\s*$|[\s\d:*#.?]+$|^[\s*#]+`)

// headingOf is a name of a column without the signs and numbers around it.
func headingOf(cell string) string {
	s := strings.ToLower(text.Fold(strings.NewReplacer("_", " ", "-", " ", "\n", " ").Replace(cell)))
	for {
		bare := around.ReplaceAllString(s, "")
		if bare == s {
			return s
		}
		s = bare
	}
}

// findHead is the index of the row that names the columns, -1 without one: of
// the first rows the one with most names, among them fact or quote.
func findHead(rows [][]string) int {
	best, at := 0, -1
	for i, cells := range rows[:min(len(rows), headRows)] {
		h := readHead(cells)
		n := h.known()
		if (slices.Contains(h.topics, aboutFact) || slices.Contains(h.topics, aboutQuote)) && n > best {
			best, at = n, i
		}
	}
	return at
}

// known is how many columns are about something known.
func (h head) known() int {
	n := 0
	for _, about := range h.topics {
		if about != aboutNothing {
			n++
		}
	}
	return n
}

func readHead(cells []string) head {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = headingOf(unmarked(c))
	}
	h := head{own: !slices.ContainsFunc(ownMarks, func(m string) bool { return !slices.Contains(names, m) })}
	for i, name := range names {
		about := topics[name]
		if h.own {
			about = ours[name]
		}
		h.topics = append(h.topics, about)
		if about == aboutNothing && name != "" && !h.own {
			h.unread = append(h.unread, "“"+oneLine(cells[i])+"”")
		}
	}
	return h
}

// maxNamed is how many columns that were not read are named.
const maxNamed = 12

// leftOut says what of the sheet was not taken over.
func (h head) leftOut(bare int) []message.Message {
	var all []message.Message
	if h.own {
		all = append(all, message.New("Who approved what, and what was said about it, stays in the file: here it has to be reviewed anew."))
	}
	if n := len(h.unread); n > 0 {
		named := strings.Join(h.unread[:min(n, maxNamed)], ", ")
		said := message.New("Columns that were not read: %s.", named)
		if n > maxNamed {
			said = message.New("Columns that were not read: %s and %d more.", named, n-maxNamed)
		}
		all = append(all, said)
	}
	if bare > 0 {
		all = append(all, message.New("%d rows have neither a fact nor a quote, and stayed behind.", bare))
	}
	return all
}
