package intake

import (
	"strings"
	"unicode"

	"github.com/gogs/chardet"
)

// alphabet is a script that single bytes are used for, with the letters that
// make up most of any text in it, and the encodings that were in use.
type alphabet struct {
	script    *unicode.RangeTable
	frequent  string // lower case where there is one
	encodings []string
}

func alphabets() []alphabet {
	return []alphabet{
		{unicode.Cyrillic, "оеаинтсрвлкмід", []string{"Windows-1251", "KOI8-R", "KOI8-U", "IBM866", "ISO-8859-5"}},
		{unicode.Greek, "αοιετσνηυρπκςίό", []string{"Windows-1253"}},
		{unicode.Hebrew, "יוהלאתרבמשנ", []string{"Windows-1255"}},
		{unicode.Arabic, "اليمونترةبسعد", []string{"Windows-1256"}},
		{unicode.Thai, "ารนอกเ่งมยล้วด", []string{"Windows-874"}},
	}
}

// detect finds the encoding of a text that is not Unicode, and would rather
// find none than a wrong one. The detector is good at the encodings of East
// Asia, whose bytes follow rules, and at telling languages in Latin script
// apart; those of single bytes in other scripts are told by the text they make.
func detect(data []byte) (named, bool) {
	guesses, err := chardet.NewTextDetector().DetectAll(data[:min(len(data), enough)])
	if err != nil {
		guesses = nil
	}
	if isEscaped(data) {
		return encodingNamed("ISO-2022-JP")
	}
	for _, g := range guesses {
		if e, ok := encodingLabelled(g.Charset); ok && g.Confidence >= surely && reads(data, e, isEastAsian) {
			return e, true
		}
	}
	if e, ok := detectAlphabet(data); ok {
		return e, true
	}
	for _, g := range guesses {
		if e, ok := encodingLabelled(g.Charset); ok && reads(data, e, isLatin) {
			return e, true
		}
	}
	latin, _ := encodingNamed("Windows-1252")
	return latin, reads(data, latin, isLatin)
}

// enough bytes of a text show what it is in.
const enough = 64 << 10

// surely is the confidence, in percent, that the detector has in an encoding of
// several bytes when every sequence of them is good and they are in use.
const surely = 90

// reads reports whether the text that an encoding makes of data passes a test.
func reads(data []byte, e named, passes func(string) bool) bool {
	d, err := decodeStrictly(data, e, true)
	return err == nil && passes(d.text)
}

// detectAlphabet is the encoding whose text has most of the letters that are
// frequent in its script.
func detectAlphabet(data []byte) (best named, found bool) {
	most := leastShare
	for _, a := range alphabets() {
		for _, name := range a.encodings {
			e, _ := encodingNamed(name)
			d, err := decodeStrictly(data, e, true)
			if err != nil {
				continue
			}
			if share := a.share(d.text); share > most {
				best, most, found = e, share, true
			}
		}
	}
	return best, found
}

// leastShare is of the letters of a text; those that are frequent make up 0.65
// or more of any text that is long enough to be one.
const leastShare = 0.5

// share is the part of the letters beyond ASCII that are frequent ones, 0 where
// the text is not of the alphabet: one letter in fifty may be of another, none
// may hang on a letter of ASCII, and capitals do not follow small letters.
func (a alphabet) share(s string) float64 {
	letters, frequent, others, odd := 0, 0, 0, 0
	var before rune
	for _, r := range s {
		switch {
		case r < unicode.MaxASCII:
			if isASCIILetter(r) && before > unicode.MaxASCII && unicode.IsLetter(before) {
				odd++
			}
		case unicode.Is(a.script, r) && (unicode.IsLetter(r) || unicode.IsMark(r)):
			letters++
			if strings.ContainsRune(a.frequent, unicode.ToLower(r)) {
				frequent++
			}
			if isASCIILetter(before) || unicode.IsUpper(r) && unicode.IsLower(before) {
				odd++
			}
		case !isSign(r) && !unicode.Is(a.script, r):
			others++
		}
		before = r
	}
	if letters == 0 || (others+odd)*50 > letters {
		return 0
	}
	return float64(frequent) / float64(letters)
}

func isASCIILetter(r rune) bool { return r < unicode.MaxASCII && unicode.IsLetter(r) }

// isEastAsian reports whether nearly all that is beyond ASCII in a text is of
// Chinese, Japanese or Korean.
func isEastAsian(s string) bool {
	good, bad := 0, 0
	for _, r := range s {
		switch {
		case r < unicode.MaxASCII:
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo) && r < 0x20000,
			r >= 0x3000 && r < 0x3040, r >= 0xFF00 && r < 0xFFF0, r == 'ー', isSign(r):
			good++
		default:
			bad++
		}
	}
	return good > 0 && bad*50 <= good
}

// isLatin reports whether a text looks like one of a language in Latin script:
// at most a third of the letters are beyond ASCII, and whatever else is beyond
// it is a sign that people write.
func isLatin(s string) bool {
	plain, beyond := 0, 0
	var before rune
	for _, r := range s {
		switch {
		case isASCIILetter(r):
			plain++
		case r >= unicode.MaxASCII && unicode.IsLetter(r):
			if !unicode.Is(unicode.Latin, r) && r != 'ª' && r != 'º' || unicode.IsUpper(r) && unicode.IsLower(before) {
				return false
			}
			beyond++
		case r >= unicode.MaxASCII && !isSign(r):
			return false
		}
		before = r
	}
	return s != "" && beyond*2 <= plain
}

// isSign knows what people write beside letters, in any script.
func isSign(r rune) bool {
	const signs = "\u201C\u201D\u201E\u2018\u2019\u201A\u2013\u2014\u2015\u2026\u2022\u20AC\u2030\u2122\u2116\u2020\u2021\u2039\u203A£§©®°«»¿¡ªº·²³¹½¼¾´¨×÷±µ\u00A0\u00AD\u060C\u061B\u061F\u0640\u200C\u200D\u200E\u200F\u20AA\u0E3F"
	return strings.ContainsRune(signs, r)
}
