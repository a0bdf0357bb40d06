package views

import (
	"html/template"
	"strings"

	"stet/models/text"
)

// difference marks what changed from was to is, word by word.
func difference(was, is string) template.HTML {
	var b strings.Builder
	for _, c := range text.Diff(was, is) {
		switch c.Op {
		case text.Delete:
			b.WriteString("<del>")
			escape(&b, c.Text)
			b.WriteString("</del>")
		case text.Insert:
			b.WriteString("<ins>")
			escape(&b, c.Text)
			b.WriteString("</ins>")
		default:
			escape(&b, c.Text)
		}
	}
	return template.HTML(b.String())
}
