package views

import "strings"

// escape writes s as the text of an element or of a quoted attribute.
func escape(b *strings.Builder, s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		var out string
		switch s[i] {
		case '<':
			out = "&lt;"
		case '>':
			out = "&gt;"
		case '&':
			out = "&amp;"
		case '"':
			out = "&#34;"
		default:
			continue
		}
		b.WriteString(s[from:i])
		b.WriteString(out)
		from = i + 1
	}
	b.WriteString(s[from:])
}

// utf16Len is the number of UTF-16 units of s, which is how a browser counts.
func utf16Len(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 0xF0: // four bytes, two units
			n += 2
		case c < 0x80 || c >= 0xC0:
			n++
		}
	}
	return n
}
