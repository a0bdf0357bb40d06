package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// token is a word, a number, a character of a script without spaces, or a
// punctuation mark or symbol. White space is in no token.
type token struct {
	text.Span
	key int32 // equal for tokens that differ in typography or case only
}

// Weights say how much it means that two texts share a token: next to nothing
// for a comma, little for a short word, which is likely to be "of" or "the".
const (
	markWeight  = 2
	shortWeight = 4
	wordWeight  = 8
	shortLength = 3 // code points
)

// lexicon gives equal tokens of both texts the same key.
type lexicon struct {
	raw     map[string]int32 // by the token as written
	folded  map[string]int32
	weights []int32 // by key
}

func newLexicon() *lexicon {
	return &lexicon{raw: map[string]int32{}, folded: map[string]int32{}}
}

func (x *lexicon) key(raw string) int32 {
	if key, ok := x.raw[raw]; ok {
		return key
	}
	folded := strings.ToLower(text.Fold(raw))
	key, ok := x.folded[folded]
	if !ok {
		key = int32(len(x.weights))
		x.folded[folded] = key
		x.weights = append(x.weights, weigh(folded))
	}
	x.raw[raw] = key
	return key
}

func weigh(s string) int32 {
	first, _ := utf8.DecodeRuneInString(s)
	switch {
	case !unicode.IsLetter(first) && !unicode.IsDigit(first):
		return markWeight
	case unicode.IsLetter(first) && utf8.RuneCountInString(s) <= shortLength:
		return shortWeight
	default:
		return wordWeight
	}
}

// class is what a code point does to the token it stands in.
type class int

const (
	space  class = iota
	letter       // goes on with a word
	digit        // goes on with a word or number
	solo         // is a token of its own
	joiner       // belongs to what precedes it
)

func classify(r rune) class {
	if r < utf8.RuneSelf {
		return classifyASCII(r)
	}
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.In(r, unicode.M, unicode.Cf, unicode.Sk):
		return joiner
	case unspaced(r):
		return solo
	case unicode.IsLetter(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	}
	return solo
}

func classifyASCII(r rune) class {
	switch {
	case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
		return letter
	case '0' <= r && r <= '9':
		return digit
	case r == ' ' || '\t' <= r && r <= '\r':
		return space
	}
	return solo
}

// unspaced reports whether r belongs to a script that puts no space between
// words.
func unspaced(r rune) bool {
	return r >= 0xE00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// tokenize splits a text. It counts code points as it goes.
func tokenize(s string, x *lexicon) []token {
	tokens := make([]token, 0, len(s)/5+1)
	for at, point := 0, 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		kind := classify(r)
		if kind == space {
			at, point = at+size, point+1
			continue
		}
		bytes, points := extent(s[at:], kind, size)
		tokens = append(tokens, token{text.Span{Start: point, End: point + points}, x.key(s[at : at+bytes])})
		at, point = at+bytes, point+points
	}
	return tokens
}

// extent is the length of the token that s begins with, in bytes and code
// points; its first code point is of the given class and size.
func extent(s string, first class, size int) (bytes, points int) {
	bytes, points = size, 1
	last := first
	for bytes < len(s) {
		r, size := utf8.DecodeRuneInString(s[bytes:])
		kind := classify(r)
		switch {
		case kind == joiner:
		case last == solo || last == joiner:
			return bytes, points
		case kind == letter || kind == digit:
			last = kind
		case !links(last, r, s[bytes+size:]):
			return bytes, points
		}
		bytes, points = bytes+size, points+1
	}
	return bytes, points
}

// links reports whether r is an apostrophe between letters.
func links(before class, r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	return (r == '\'' || r == '’' || r == 'ʼ') && before == letter && classify(next) == letter
}
