package views

import (
	"embed"
	"html/template"
)

//go:embed *.html
var templateFiles embed.FS

// templates are the parsed templates; each page has the one its name says.
var templates = template.Must(template.New("").Funcs(functions).ParseFS(templateFiles, "*.html"))
