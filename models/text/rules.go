package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ends decides whether a sentence ends at the stop.
func (s *stop) ends() bool {
	if s.next == len(s.text) {
		return true
	}
	first := s.rune(s.next)
	switch last := s.rune(s.mark); {
	case strings.ContainsRune(",;:，；：、،؛", first):
		return false
	case terminates(first):
		return s.omissionFollows()
	case s.bracketed():
		return false
	case wide(last):
		return s.wideEnds(last, first)
	case s.next == s.end:
		return s.gluedEnds(first)
	case s.elided():
		return s.ellipsisEnds()
	case last == '.':
		return s.fullStopEnds()
	default:
		return s.cryEnds(last)
	}
}

// omissionFollows reports whether the next sentence begins with an ellipsis.
func (s *stop) omissionFollows() bool {
	after := strings.TrimLeft(s.text[s.next:], ".…")
	r, _ := utf8.DecodeRuneInString(after)
	return len(after) < len(s.text)-s.next && unicode.IsLetter(r)
}

// rune is the code point at the byte offset at.
func (s *stop) rune(at int) rune {
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	return r
}

// closed reports whether a quotation mark or bracket closes at the stop.
func (s *stop) closed() bool { return s.end > s.tail }

// wide reports whether r is a terminator that wants no space after it.
func wide(r rune) bool { return r > 0x7F && r != '…' && r != '⋯' }

// wideEnds decides after the terminators of scripts other than the European.
func (s *stop) wideEnds(last, first rune) bool {
	switch {
	case last == '．':
		return !unicode.IsDigit(first)
	case s.closed():
		return first != 'と' && first != 'っ' // Japanese quotes with と and って
	default:
		return true
	}
}

// gluedEnds decides where no space follows: "box.Then" ends, "example.com",
// "3.5" and "Yahoo!ニュース" do not.
func (s *stop) gluedEnds(first rune) bool {
	before, after := s.wordBefore(), s.wordAfter()
	if s.closed() || s.elided() || !unicode.IsUpper(first) || !ordinary(before) || strings.ToLower(before) != before {
		return false
	}
	_, size := utf8.DecodeRuneInString(after)
	rest := after[size:]
	return starter(after) || roman(after) || rest != "" && strings.ToLower(rest) == rest
}

// elided reports whether the terminators are an ellipsis.
func (s *stop) elided() bool {
	run := s.text[s.mark:s.tail]
	return strings.Count(run, ".") > 1 || strings.ContainsAny(run, "…⋯")
}

// ellipsisEnds decides after an ellipsis. In "[...]" and in a spaced ". . ."
// words are left out; a fourth dot ends the sentence.
func (s *stop) ellipsisEnds() bool {
	run := s.text[s.mark:s.tail]
	if run == ". . ." || s.mark > 0 && strings.ContainsAny(s.text[s.mark-1:s.mark], "[(") {
		return false
	}
	first := s.rune(s.next)
	return !s.lowerFollows() && !unicode.In(first, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// cryEnds decides after a question or exclamation mark. One inside a quotation
// that goes on in lower case, or with its speaker, ends nothing; nor does one
// that belongs to a name such as Yahoo!.
func (s *stop) cryEnds(last rune) bool {
	if !s.lowerFollows() {
		return !s.speakerFollows()
	}
	if s.closed() || unicode.Is(unicode.Pd, s.rune(s.next)) {
		return false
	}
	return last == '?' || !capital(s.wordBefore())
}

// lowerFollows reports whether the next word begins with a small letter.
func (s *stop) lowerFollows() bool {
	first, _ := utf8.DecodeRuneInString(s.wordAfter())
	return unicode.IsLower(first)
}

// capital reports whether word begins with a capital letter.
func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}
