package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stop is a place in a block where a sentence may end. All offsets are bytes.
type stop struct {
	text  string
	start int // of the sentence that may end here
	mark  int // of the first terminator
	tail  int // after the terminators
	end   int // after the marks that close
	next  int // of the first visible code point of what follows
}

// scan moves to the next stop and reports whether there is one.
func (s *stop) scan() bool {
	s.mark = s.end
	for s.mark < len(s.text) && s.terminators(s.mark) == s.mark {
		s.mark++
		for s.mark < len(s.text) && quiet(s.text[s.mark]) {
			s.mark++
		}
	}
	if s.mark == len(s.text) {
		return false
	}
	s.tail = s.terminators(s.mark)
	s.end = s.closers(s.tail)
	for more := s.terminators(s.end); more > s.end; more = s.terminators(s.end) {
		s.end = s.closers(more)
	}
	s.next = len(s.text) - len(strings.TrimLeftFunc(s.text[s.end:], unicode.IsSpace))
	return true
}

// quiet reports whether no terminator begins with the byte b.
func quiet(b byte) bool {
	return b >= '@' && b < utf8.RuneSelf || b == ' ' || b&0xC0 == 0x80
}

// terminators is the offset after the run of terminators that begins at from;
// the dots of an ellipsis may have spaces between them.
func (s *stop) terminators(from int) int {
	at := from
	for at < len(s.text) {
		if at > from && s.text[at-1] == '.' && strings.HasPrefix(s.text[at:], " .") {
			at++
		}
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if !terminates(r) && !s.disguised(r, at) && (at == from || !unicode.Is(unicode.Cf, r)) {
			break
		}
		at += size
	}
	return at
}

// terminates reports whether r may end a sentence: an ellipsis, or a code point
// with the property Sentence_Terminal.
func terminates(r rune) bool {
	switch {
	case r < 0x80:
		return r == '.' || r == '!' || r == '?'
	case r < 0x589 || 0x3041 <= r && r <= 0xA4FE:
		return false // the common letters, for speed
	default:
		return r == '…' || r == '⋯' || unicode.Is(unicode.Sentence_Terminal, r)
	}
}

// disguised reports whether r at the offset at is a terminator that looks like
// another mark: after Greek a question mark is a semicolon (NFC makes it one),
// after Armenian a full stop is often typed as a colon.
func (s *stop) disguised(r rune, at int) bool {
	if r != ':' && r != ';' {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return r == ';' && unicode.Is(unicode.Greek, before) || r == ':' && unicode.Is(unicode.Armenian, before)
}

// closers is the offset after the quotation marks, brackets, footnote signs and
// format characters at from that belong to what ends there.
func (s *stop) closers(from int) int {
	for from < len(s.text) {
		gap := len(s.text[from:]) - len(strings.TrimLeft(s.text[from:], " \u00a0\u202f"))
		r, size := utf8.DecodeRuneInString(s.text[from+gap:])
		after, _ := utf8.DecodeRuneInString(s.text[from+gap+size:])
		if !closes(r, after, gap > 0) {
			break
		}
		from += gap + size
	}
	return from
}

// closes reports whether r, which after follows, closes what a sentence opened.
// spaced says that r stands after a space, as French and Japanese have it.
func closes(r, after rune, spaced bool) bool {
	apart := !unicode.IsLetter(after) && !unicode.IsDigit(after)
	switch {
	case unicode.Is(unicode.Pe, r) && r != '„':
		return true
	case unicode.Is(unicode.Pf, r):
		return !spaced && (r != '’' || apart) || spaced && r == '»' && apart
	case spaced:
		return false
	case unicode.Is(unicode.Pi, r) || r == '"' || r == '\'':
		return apart
	default:
		return unicode.Is(unicode.Cf, r) || strings.ContainsRune("¹²³⁴⁵⁶⁷⁸⁹⁰", r)
	}
}
