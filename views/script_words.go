package views

import (
	"encoding/json"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"sync"

	"stet/models/message"
)

// inScript finds what a script says.
var inScript = regexp.MustCompile(`\bt\('((?:[^'\\]|\\.)*)'`)

// spokenByScripts are the keys of everything that scripts say.
var spokenByScripts = sync.OnceValue(func() []message.Key {
	var keys []message.Key
	files, err := fs.Sub(staticFiles, "static/js")
	if err != nil {
		panic(err) // they are embedded
	}
	names, err := fs.Glob(files, "*.js")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		source, err := fs.ReadFile(files, path.Base(name))
		if err != nil {
			panic(err)
		}
		for _, m := range inScript.FindAllSubmatch(source, -1) {
			keys = append(keys, message.Key(m[1]))
		}
	}
	return keys
})

// scriptWords is what scripts say in a language, as JSON of keys and what the
// catalogue has for them.
func scriptWords(l message.Language) (template.JS, error) {
	said, catalogue := map[message.Key]message.Entry{}, l.Catalogue()
	for _, key := range spokenByScripts() {
		if e, has := catalogue[key]; has {
			said[key] = e
		}
	}
	data, err := json.Marshal(said)
	return template.JS(data), err
}
