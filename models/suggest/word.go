package suggest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class says what a word is made of.
type class int

const (
	letters class = iota
	digits
	symbol // one punctuation mark or sign
)

// word is a piece of a sentence: letters, a number or one sign.
type word struct {
	start, end int // bytes of the sentence
	class      class
	norm       string // as the word lists spell it
	capital    bool   // begins with an upper-case letter
}

// split cuts a sentence into words; white space is left out. lang decides how
// letters are normalised.
func split(s, lang string) []word {
	words := make([]word, 0, len(s)/5+4)
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		if unicode.IsSpace(r) {
			at += size
			continue
		}
		w := word{start: at, end: at + size, class: classOf(r), capital: unicode.IsUpper(r)}
		if w.class != symbol {
			w.end = at + runEnd(s[at:], w.class)
		}
		w.norm = normalise(s[w.start:w.end], w.class, lang)
		words = append(words, w)
		at = w.end
	}
	return words
}

func classOf(r rune) class {
	switch {
	case unicode.IsDigit(r):
		return digits
	case unicode.IsLetter(r), unicode.IsMark(r):
		return letters
	}
	return symbol
}

// runEnd is the byte length of the run of class c that s begins with. A
// separator inside a number and an apostrophe inside a word belong to the run.
func runEnd(s string, c class) int {
	end := 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if joins(r, c) {
			end += size
			continue
		}
		next, width := utf8.DecodeRuneInString(s[end+size:])
		if !links(r, c) || !joins(next, c) {
			break
		}
		end += size + width
	}
	return end
}

func joins(r rune, c class) bool {
	return classOf(r) == c || c == letters && (unicode.IsMark(r) || unicode.Is(unicode.Cf, r))
}

// links reports whether r may stand inside a run of class c.
func links(r rune, c class) bool {
	if c == digits {
		return strings.ContainsRune(".,٫٬'’\u00a0\u202f\u2009", r)
	}
	return r == '\'' || r == '’'
}

// normalise gives words and word lists one spelling: lower case, straight
// apostrophes; in Arabic without the article, clitics and vowel signs; in
// French without the elided article.
func normalise(s string, c class, lang string) string {
	if c != letters {
		return s
	}
	s = strings.ToLower(s)
	if strings.Contains(s, "’") {
		s = strings.ReplaceAll(s, "’", "'")
	}
	switch lang {
	case "ar":
		return bareArabic(s)
	case "fr":
		if i := strings.IndexByte(s, '\''); i > 0 && i <= len("qu") {
			return s[i+1:]
		}
	}
	return s
}

// bareArabic folds the letters that are often written for each other and takes
// off the conjunction, preposition and article in front. At least three letters
// remain, so that short words keep their first.
func bareArabic(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case 'أ', 'إ', 'آ':
			return 'ا'
		case 'ى':
			return 'ي'
		case 'ة':
			return 'ه'
		}
		if unicode.IsMark(r) || r == 'ـ' {
			return -1
		}
		return r
	}, s)
	for _, clitics := range [][]string{{"و", "ف"}, {"لل", "ب", "ل", "ك"}, {"ال"}} {
		s = trimClitic(s, clitics)
	}
	return s
}

func trimClitic(s string, clitics []string) string {
	for _, clitic := range clitics {
		rest, found := strings.CutPrefix(s, clitic)
		if found && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return s
}

// size counts words as the rules about length mean them. In a script without
// spaces two Chinese characters or five other letters pass for a word.
func size(s string, words []word) int {
	n := 0
	for _, w := range words {
		switch {
		case w.class == symbol:
		case w.class == digits:
			n++
		default:
			n += wordsIn(s[w.start:w.end])
		}
	}
	return n
}

func wordsIn(s string) int {
	first, _ := utf8.DecodeRuneInString(s)
	switch {
	case first < 0x0E00: // Latin, Cyrillic, Hebrew, Arabic, the scripts of India
		return 1
	case unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return (utf8.RuneCountInString(s) + 1) / 2
	case unicode.In(first, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
		return (utf8.RuneCountInString(s) + 4) / 5
	}
	return 1
}
