package text

import (
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// Fold makes texts equal that differ in typography only: it is NFC with
// quotation marks as ' and ", dashes as -, runs of white space as one space and
// none at the ends. Fingerprints are made of folded text.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range norm.NFC.String(s) {
		if unicode.IsSpace(r) {
			space = b.Len() > 0
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(foldRune(r))
	}
	return b.String()
}

func foldRune(r rune) rune {
	switch r {
	case '‘', '’', '‚', '‛', '‹', '›', '′', '‵', '＇', 'ʼ', '`', '´':
		return '\''
	case '“', '”', '„', '‟', '«', '»', '″', '‶', '＂', '「', '」', '『', '』', '〝', '〞', '〟':
		return '"'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹘', '﹣', '－', '⸺', '⸻':
		return '-'
	}
	return r
}

// Words counts the words of s (UAX #29, section 4) that hold a letter or a
// digit. Scripts without spaces are counted as the standard splits them, a
// Chinese character for a word.
func Words(s string) int {
	n := 0
	for w := words.FromString(s); w.Next(); {
		if strings.ContainsFunc(w.Value(), wordRune) {
			n++
		}
	}
	return n
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
