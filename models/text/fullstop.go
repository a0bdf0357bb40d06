package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fullStopEnds decides after a single full stop followed by a space.
func (s *stop) fullStopEnds() bool {
	before, after := s.wordBefore(), s.wordAfter()
	first, _ := utf8.DecodeRuneInString(after)
	switch {
	case s.labels():
		return false
	case unicode.IsLower(first):
		return s.carelessEnds(before, after)
	case before == "":
		return !s.speakerFollows()
	case unicode.IsDigit(lastOf(before)):
		return !s.ordinalBefore(before, after)
	}
	return s.abbreviationEnds(before, after)
}

// labels reports whether the sentence has nothing but a number, a letter or a
// bullet before the stop, or a quotation nothing but a number: the label of a
// list item.
func (s *stop) labels() bool {
	word := s.wordBefore()
	quoted := strings.HasSuffix(s.text[s.start:s.mark-len(word)], `"`) || strings.HasSuffix(s.text[s.start:s.mark-len(word)], "“")
	if quoted && word != "" && strings.Trim(word, "0123456789") == "" {
		return true
	}
	if s.mark-s.start > wordLimit {
		return false
	}
	label := strings.TrimFunc(s.text[s.start:s.mark], func(r rune) bool { return !wordRune(r) })
	return len(label) <= 3 && strings.Trim(label, "0123456789") == "" || utf8.RuneCountInString(label) == 1 || roman(label)
}

// carelessEnds decides before a small letter, which only a careless writer lets
// begin a sentence. A short word before it may be an abbreviation nobody listed.
func (s *stop) carelessEnds(before, after string) bool {
	if s.closed() || !ordinary(before) || unicode.Is(unicode.Pd, s.rune(s.next)) {
		return false
	}
	after, _, _ = strings.Cut(strings.ReplaceAll(after, "’", "'"), "'")
	return utf8.RuneCountInString(before) > 3 || startingEnglish[after]
}

// lastOf is the last code point of word.
func lastOf(word string) rune {
	r, _ := utf8.DecodeLastRuneInString(word)
	return r
}

// ordinalBefore reports whether "12." stands for "12th", as in many languages.
func (s *stop) ordinalBefore(number, after string) bool {
	if len(number) > 2 || !capital(after) {
		return false
	}
	return month(after) || beforeOrdinal(s.wordEndingBefore(s.mark-len(number)))
}

// abbreviationEnds decides where the word before may be an abbreviation and
// the next does not begin with a small letter.
func (s *stop) abbreviationEnds(before, after string) bool {
	first, _ := utf8.DecodeRuneInString(after)
	enumerates := unicode.IsDigit(first) || s.rune(s.next) == '('
	switch kindOf(before) {
	case leads:
		return s.closed()
	case counts:
		return !enumerates && !roman(after)
	case closing:
		return !enumerates && (!s.short() || s.starterFollows())
	case firm:
		return !s.short() && (s.starterFollows() || s.closed())
	case initial:
		return s.initialEnds(before, unicode.IsDigit(first))
	}
	return !roman(before) || len(before) == 1 || capital(s.wordEndingBefore(s.mark-len(before))) || s.starterFollows()
}

// short reports whether the sentence is too short to end with an abbreviation:
// "At 5 a.m. Mr. Smith went".
func (s *stop) short() bool {
	return s.mark-s.start < wordLimit && len(strings.Fields(s.text[s.start:s.mark])) <= 3
}

// initialEnds decides after a single letter.
func (s *stop) initialEnds(letter string, digitFollows bool) bool {
	previous := s.wordEndingBefore(s.mark - len(letter))
	switch {
	case letter == "I":
		return previous != "" && !capital(previous)
	case capital(letter):
		return s.starterFollows() && !capital(previous)
	default:
		return !digitFollows && unicode.IsDigit(lastOf(previous)) && s.starterFollows()
	}
}
