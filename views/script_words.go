package views

import (
	"encoding/json"
	"io/fs"
	"regexp"

	"stet/models/message"
)

// inScript finds what a script says.
var inScript = regexp.MustCompile(`\bt\('((?:[^'\\]|\\.)*)'`)

// scriptWords is what scripts say in a language, as JSON of keys and what the
// catalogue has for them.
var scriptWords = message.Once(func(l message.Language) string {
	said, catalogue := map[message.Key]message.Entry{}, l.Catalogue()
	names, _ := fs.Glob(staticFiles, "static/js/*.js") // the pattern is ours
	for _, name := range names {
		source, _ := staticFiles.ReadFile(name) // it is embedded
		for _, m := range inScript.FindAllSubmatch(source, -1) {
			key := message.Key(m[1])
			if e, has := catalogue[key]; has {
				said[key] = e
			}
		}
	}
	data, _ := json.Marshal(said) // texts alone
	return string(data)
})
