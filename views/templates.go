package views

import (
	"embed"
	"html/template"

	"stet/models/message"
)

//go:embed *.html
var templateFiles embed.FS

// templates are the parsed templates in a language; each page has the one its
// name says.
var templates = message.Once(parsed)

func parsed(l message.Language) *template.Template {
	return template.Must(template.New("").Funcs(functionsIn(l)).ParseFS(templateFiles, "*.html"))
}
