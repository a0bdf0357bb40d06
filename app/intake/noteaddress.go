package intake

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

// bareAddress finds an address in running text, with what may end the sentence
// or close a bracket behind it.
var bareAddress = regexp.MustCompile(`https?://[^\s<>"“”„«»]+`)

// addresses lists the addresses in a note: of its links and in its words.
func addresses(parts []text.Part) []string {
	var all []string
	add := func(s string) {
		a, ok := text.Address(s)
		if ok && !strings.HasPrefix(a, "mailto:") && !slices.Contains(all, a) && len(all) < 100 {
			all = append(all, a)
		}
	}
	for _, p := range parts {
		for _, m := range p.Marks {
			if m.Kind == text.Link {
				add(m.Value)
			}
		}
		for _, s := range bareAddress.FindAllString(p.Text, 100) {
			add(trimAddress(s))
		}
	}
	return all
}

// trimAddress takes off the marks behind an address in a sentence. A bracket
// that it opened itself stays.
func trimAddress(s string) string {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		switch {
		case r == ')' && strings.Count(s, "(") >= strings.Count(s, ")"):
			return s
		case strings.ContainsRune(".,:;!?…)]}'’", r):
			s = s[:len(s)-size]
		default:
			return s
		}
	}
	return s
}
