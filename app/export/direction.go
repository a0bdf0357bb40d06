package export

import (
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/bidi"
)

// rightToLeft are the scripts written from right to left (ISO 15924).
var rightToLeft = []string{"Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}

// direction is the direction in which a language (BCP 47) is written.
func direction(tag string) string {
	script, _ := language.Make(tag).Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// leaning is the direction that most letters of s have, or otherwise when there
// is no telling. The first letter alone would mislead: an Arabic sentence may
// begin with a Latin name.
func leaning(s, otherwise string) string {
	balance := 0
	for _, r := range s {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.L:
			balance++
		case bidi.R, bidi.AL:
			balance--
		}
	}
	switch {
	case balance > 0:
		return "ltr"
	case balance < 0:
		return "rtl"
	}
	return otherwise
}
