package typeset

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/go-text/typesetting/language"
	xlanguage "golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Lack is a script that some characters cannot be drawn of, because no font
// that has them is known or installed.
type Lack struct {
	Script string // its name in English; "Symbols" for what belongs to none
	Count  int    // of characters
}

func (s *setter) lacks() []Lack {
	var all []Lack
	for name, n := range s.lacking {
		all = append(all, Lack{name, n})
	}
	slices.SortFunc(all, func(a, b Lack) int { return cmp.Or(b.Count-a.Count, cmp.Compare(a.Script, b.Script)) })
	return all
}

// without is what stands in the place of characters that no font has.
func (s *setter) without(text []rune) string {
	n, name := 0, ""
	for _, r := range text {
		if !invisible(r) {
			n, name = n+1, cmp.Or(name, script(r))
			s.lacking[script(r)]++
		}
	}
	return fmt.Sprintf("[%s: %d]", name, n)
}

func script(r rune) string {
	of := language.LookupScript(r)
	if !of.Strong() {
		return "Symbols"
	}
	parsed, err := xlanguage.ParseScript(of.String())
	if err != nil {
		return of.String()
	}
	return display.English.Scripts().Name(parsed)
}
