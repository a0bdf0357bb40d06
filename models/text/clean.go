package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean brings text from outside into the form Stet keeps: Unicode NFC, "\n"
// for every kind of line break (CR LF, CR, vertical tab, form feed, NEL, LINE
// SEPARATOR, PARAGRAPH SEPARATOR), no other control character but the tab, no
// byte order mark, no byte that is not UTF-8, and no white space at the end of
// a line or of the text. After 30 combining marks on one letter NFC puts a U+034F
// (UAX #15, section 13, Stream-Safe Text). It never puts a U+FFFD where there was none.
// Clean(Clean(s)) is Clean(s).
func Clean(s string) string {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unwanted) {
		s = sweep(s)
	}
	return trimLines(norm.NFC.String(s))
}

func unwanted(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
}

// sweep drops or replaces every unwanted code point and every invalid byte.
func sweep(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		invalid := r == utf8.RuneError && size == 1
		i += size
		switch {
		case invalid:
		case strings.ContainsRune("\r\v\f\u0085\u2028\u2029", r):
			b.WriteByte('\n')
		case !unwanted(r):
			b.WriteRune(r)
		}
	}
	return b.String()
}

// trimLines takes the white space off the end of each line and of the text.
func trimLines(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
	}
	return strings.Join(lines, "\n")
}
