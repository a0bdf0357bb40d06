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
func Clean(s string) string { return cleanAt(s, nil) }

// cleanAt is Clean. It takes byte offsets of s, in order, and puts in their
// place those of what it gives. A place inside what becomes one code point, or
// several that hang together, moves behind it.
func cleanAt(s string, at []int) string {
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unwanted) {
		s = sweep(s, at)
	}
	return trimLines(compose(s, at), at)
}

func unwanted(r rune) bool {
	return r != '\n' && r != '\t' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\uFEFF'
}

// sweep drops or replaces every unwanted code point and every invalid byte.
func sweep(s string, at []int) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		for len(at) > 0 && at[0] <= i {
			at[0], at = b.Len(), at[1:]
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		invalid := r == utf8.RuneError && size == 1
		i += size
		switch {
		case invalid, r == '\r' && strings.HasPrefix(s[i:], "\n"):
		case strings.ContainsRune("\r\v\f\u0085\u2028\u2029", r):
			b.WriteByte('\n')
		case !unwanted(r):
			b.WriteRune(r)
		}
	}
	for i := range at {
		at[i] = b.Len()
	}
	return b.String()
}

// compose is NFC. It composes between the places, each moved to where nothing
// after it can change what stands before it.
func compose(s string, at []int) string {
	if len(at) == 0 || norm.NFC.IsNormalString(s) {
		return norm.NFC.String(s)
	}
	var b strings.Builder
	done := 0
	for i, place := range at {
		place = max(place, done)
		for place < len(s) && !norm.NFC.PropertiesString(s[place:]).BoundaryBefore() {
			_, size := utf8.DecodeRuneInString(s[place:])
			place += size
		}
		b.WriteString(norm.NFC.String(s[done:place]))
		at[i], done = b.Len(), place
	}
	b.WriteString(norm.NFC.String(s[done:]))
	return b.String()
}

// trimLines takes the white space off the end of each line and of the text.
func trimLines(s string, at []int) string {
	lines := strings.Split(strings.TrimRightFunc(s, unicode.IsSpace), "\n")
	start, kept := 0, 0 // of the line, in s and in what is kept of it
	for i, line := range lines {
		lines[i] = strings.TrimRightFunc(line, unicode.IsSpace)
		end := start + len(line)
		for ; len(at) > 0 && at[0] <= end; at = at[1:] {
			at[0] = kept + min(at[0]-start, len(lines[i]))
		}
		start, kept = end+1, kept+len(lines[i])+1
	}
	for i := range at {
		at[i] = kept - 1
	}
	return strings.Join(lines, "\n")
}
