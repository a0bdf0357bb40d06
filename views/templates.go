package views

import (
	"embed"
	"html/template"
	"sync"

	"stet/models/message"
)

//go:embed *.html
var templateFiles embed.FS

// sets are the parsed templates in each language, made when first asked for;
// each page has the one its name says.
var sets = map[message.Language]func() *template.Template{
	message.English: sync.OnceValue(func() *template.Template { return parsed(message.English) }),
	message.German:  sync.OnceValue(func() *template.Template { return parsed(message.German) }),
	message.Russian: sync.OnceValue(func() *template.Template { return parsed(message.Russian) }),
	message.Arabic:  sync.OnceValue(func() *template.Template { return parsed(message.Arabic) }),
}

func parsed(l message.Language) *template.Template {
	return template.Must(template.New("").Funcs(functionsIn(l)).ParseFS(templateFiles, "*.html"))
}

// templates are those in a language, or else in English.
func templates(l message.Language) *template.Template {
	if set, ok := sets[l]; ok {
		return set()
	}
	return sets[message.English]()
}
