package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordLimit bounds, in bytes, how far the rules look for a word: what is longer
// is none that they know.
const wordLimit = 64

// wordBefore is the word the stop's terminators stand after, with the full
// stops and hyphens inside it.
func (s *stop) wordBefore() string { return s.wordEndingBefore(s.mark) }

// wordEndingBefore is the last word before the byte offset end, past the white
// space there.
func (s *stop) wordEndingBefore(end int) string {
	window := s.text[max(s.start, end-wordLimit):end]
	window = strings.TrimRightFunc(window, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
	})
	i := strings.LastIndexFunc(window, func(r rune) bool {
		return !wordRune(r) && !unicode.IsMark(r) && !strings.ContainsRune(".-/'’°", r)
	})
	if i < 0 {
		return window
	}
	_, size := utf8.DecodeRuneInString(window[i:])
	return strings.TrimLeft(window[i+size:], "'’")
}

// wordAfter is the first word after the stop, past what opens it: quotation
// marks, brackets, dashes.
func (s *stop) wordAfter() string {
	window := s.text[s.next:min(len(s.text), s.next+wordLimit)]
	window = strings.TrimLeftFunc(window, func(r rune) bool { return !wordRune(r) })
	i := strings.IndexFunc(window, func(r rune) bool {
		return !wordRune(r) && !unicode.IsMark(r) && !strings.ContainsRune("'’", r)
	})
	if i < 0 {
		return window
	}
	return window[:i]
}

// starterFollows reports whether a word that often begins a sentence comes next;
// "A." is an initial.
func (s *stop) starterFollows() bool {
	word := s.wordAfter()
	initials := len(word) <= 2 && strings.Contains(s.text[s.next:min(len(s.text), s.next+wordLimit)], word+".")
	return starter(word) && !initials
}

// bracketLimit bounds, in bytes, how far apart brackets may stand to count.
const bracketLimit = 400

// bracketed reports whether the stop lies inside brackets that opened after the
// sentence had begun: what they hold is part of that sentence.
func (s *stop) bracketed() bool {
	before := s.text[max(s.start, s.mark-bracketLimit):s.end]
	after := s.text[s.end:min(len(s.text), s.end+bracketLimit)]
	for _, pair := range []string{"()", "（）", "《》"} {
		open, shut := pair[:len(pair)/2], pair[len(pair)/2:]
		if !strings.Contains(before, open) {
			continue
		}
		i := strings.LastIndex(before, open)
		opensLater := len(before) > bracketLimit || strings.TrimSpace(before[:i]) != ""
		if opensLater && !strings.Contains(before[i:], shut) && strings.Contains(after, shut) {
			return true
		}
	}
	return false
}

// speakerFollows reports whether a quotation closes at the stop and its speaker
// comes next, in English order: "Mary Smith asked".
func (s *stop) speakerFollows() bool {
	if !s.closed() {
		return false
	}
	words := strings.Fields(s.text[s.next:min(len(s.text), s.next+wordLimit)])
	for i, word := range words {
		if i > 0 && speaks(strings.TrimRight(word, ".,:")) {
			return true
		}
		if !capital(word) || starter(word) && i > 0 {
			return false
		}
	}
	return false
}

// roman reports whether word is a Roman numeral in capitals.
func roman(word string) bool { return word != "" && strings.Trim(word, "IVXLC") == "" }
