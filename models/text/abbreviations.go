package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordKind says what a full stop after a word may mean.
type wordKind int

const (
	plainWord wordKind = iota
	leads              // an abbreviation that something always follows: a title, "e.g."
	counts             // one that a number follows: "p.", "Nr."
	closing            // one that may end a sentence: "etc."
	firm               // one that ends it only where a sentence clearly begins: "Inc.", "U.S."
	initial            // a single letter
)

// kindOf classifies the word before a full stop. An article elided before it,
// as in "l'Ing.", is no part of it.
func kindOf(word string) wordKind {
	if i := strings.LastIndexAny(word, "'’"); i > 0 {
		_, size := utf8.DecodeRuneInString(word[i:])
		return abbreviation(word[i+size:])
	}
	if kind := abbreviation(word); kind != plainWord {
		return kind
	}
	switch n := utf8.RuneCountInString(word); {
	case n == 1 && unicode.IsLetter(lastOf(word)):
		return initial
	case strings.Contains(word, "."):
		return dotted(word)
	case n == 2 && len(word) == 2 && word[0] == word[1] && capital(word):
		return firm // a plural in Spanish: "EE. UU."
	case n <= 4 && capital(word) && word != strings.ToUpper(word) && !strings.ContainsFunc(strings.ToLower(word), vowel):
		return leads // a title in some language: "Mgr."
	}
	return plainWord
}

// dotted classifies a word with full stops inside it: "U.S", "J.K", "z.B" are
// abbreviations, "example.com" and "1.5" are words.
func dotted(word string) wordKind {
	for part := range strings.SplitSeq(word, ".") {
		if utf8.RuneCountInString(part) > 2 || strings.ContainsFunc(part, unicode.IsDigit) {
			return plainWord
		}
	}
	return firm
}

// ordinary reports whether word is plainly no abbreviation, so that a small
// letter after it begins a careless sentence rather than goes on with this one.
func ordinary(word string) bool {
	return kindOf(word) == plainWord && strings.ContainsFunc(strings.ToLower(word), vowel) &&
		!strings.ContainsFunc(word, unicode.IsDigit)
}

// vowel reports whether the small letter r is a vowel of a European alphabet or
// belongs to another script.
func vowel(r rune) bool {
	return unicode.IsLetter(r) && !strings.ContainsRune("bcdfghjklmnpqrstvwxzçñćčďłńňřśšťźżžбвгджзйклмнпрстфхцчшщъь", r)
}

// abbreviation looks a word up, without its last full stop, among the common
// abbreviations of European languages. At the beginning of a sentence it may
// have a capital letter that its entry lacks.
func abbreviation(word string) wordKind {
	if kind := lookUp(word); kind != plainWord || !capital(word) {
		return kind
	}
	return lookUp(decapitalised(word))
}

func lookUp(word string) wordKind {
	switch {
	case leadingWords[word]:
		return leads
	case countingWords[word]:
		return counts
	case closingWords[word]:
		return closing
	case firmWords[word]:
		return firm
	}
	return plainWord
}

// decapitalised is word with a small first letter, or small throughout when it
// is as "P.M".
func decapitalised(word string) string {
	_, size := utf8.DecodeRuneInString(word)
	if strings.Contains(word, ".") {
		size = len(word)
	}
	return strings.ToLower(word[:size]) + word[size:]
}
