package text

import "unicode"

// starred is how many stars stand for a mark.
var starred = []struct {
	kind  MarkKind
	stars int
}{{Bold, 2}, {Italic, 1}}

// starsMax is the longest run of stars that is a sign: bold and italic.
const starsMax = 3

// flank says whether stars between two code points may begin a mark and whether
// they may end one. The beginning and the end of a block count as line breaks.
func flank(before, after rune) (begins, ends bool) {
	b, a := leaning(before), leaning(after)
	if b == onWord && a == onWord && !unspaced(before) && !unspaced(after) {
		return false, false
	}
	return a != onSpace && (a != onPunctuation || b != onWord), b != onSpace && (b != onPunctuation || a != onWord)
}

// lean is what a run of stars leans on.
type lean int

const (
	onWord lean = iota
	onSpace
	onPunctuation
)

func leaning(r rune) lean {
	switch {
	case unicode.IsSpace(r):
		return onSpace
	case unicode.IsPunct(r), unicode.IsSymbol(r):
		return onPunctuation
	}
	return onWord
}

// unspaced reports whether r is of a script whose words, or the endings of
// whose words, stand without a space between them.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}
