package message

import (
	"embed"
	"encoding/json"
	"fmt"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

//go:embed *.json
var files embed.FS

// Entry is what a catalogue says for a key: one text, or one for each plural
// form of the language, by the names CLDR has for them ("one", "few", "other").
type Entry struct {
	Text  string
	Forms map[string]string
	Of    int // which value the form is chosen by, from 1
}

// UnmarshalJSON reads a text, or an object of forms with an optional "of".
func (e *Entry) UnmarshalJSON(data []byte) error {
	e.Of = 1
	if data[0] == '"' {
		return json.Unmarshal(data, &e.Text)
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	e.Forms = map[string]string{}
	for name, v := range all {
		switch v := v.(type) {
		case string:
			e.Forms[name] = v
		case float64:
			e.Of = int(v)
		}
	}
	return nil
}

// MarshalJSON writes what UnmarshalJSON reads, for a browser.
func (e Entry) MarshalJSON() ([]byte, error) {
	if e.Forms == nil {
		return json.Marshal(e.Text)
	}
	all := map[string]any{"of": e.Of}
	for name, text := range e.Forms {
		all[name] = text
	}
	return json.Marshal(all)
}

// forms are the names of plural forms in the order they are tried.
var forms = []string{"=0", "=1", "zero", "one", "two", "few", "many", "other"}

func (e Entry) message() catalog.Message {
	if e.Forms == nil {
		return catalog.String(e.Text)
	}
	var cases []any
	for _, f := range forms {
		if text, ok := e.Forms[f]; ok {
			cases = append(cases, f, text)
		}
	}
	return plural.Selectf(e.Of, "", cases...)
}

// Catalogue is what the language says for each key; English has few.
func (l Language) Catalogue() map[Key]Entry { return speechIn(l).entries }

// speech is a language as it is spoken: its entries, and the printer that puts
// values into them.
type speech struct {
	entries map[Key]Entry
	printer *message.Printer
}

// speechIn is the speech of a language.
var speechIn = Once(read)

// read parses a catalogue of ours. A broken one is a mistake of the build, and
// no program starts with it.
func read(l Language) speech {
	data, err := files.ReadFile(l.Tag() + ".json")
	if err != nil {
		panic(fmt.Sprintf("catalogue of %s: %v", l, err))
	}
	s, err := parse(l, data)
	if err != nil {
		panic(fmt.Sprintf("catalogue of %s: %v", l, err))
	}
	return s
}

func parse(l Language, data []byte) (speech, error) {
	entries := map[Key]Entry{}
	if err := json.Unmarshal(data, &entries); err != nil {
		return speech{}, err
	}
	tag := l.printed()
	built := catalog.NewBuilder(catalog.Fallback(language.English))
	for key, e := range entries {
		if err := built.Set(tag, string(key), e.message()); err != nil {
			return speech{}, fmt.Errorf("%q: %w", key, err)
		}
	}
	return speech{entries, message.NewPrinter(tag, message.Catalog(built))}, nil
}

// Say is the key in the language, with its values put in. Numbers are written as
// the language writes them. What a catalogue lacks is said in English.
func (l Language) Say(key Key, args ...any) string {
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = l.value(a)
	}
	return speechIn(l).say(key, said)
}

func (s speech) say(key Key, args []any) string {
	if len(args) > 0 {
		return s.printer.Sprintf(string(key), args...)
	}
	if e := s.entries[key]; e.Text != "" {
		return e.Text
	}
	return string(key)
}

// value is what stands in a message for one of its values.
func (l Language) value(v any) any {
	switch v := v.(type) {
	case Key:
		return l.Say(v)
	case Message:
		return l.Tell(v)
	}
	return v
}

// Tell is a message in the language.
func (l Language) Tell(m Message) string { return l.Say(m.Key, m.Args...) }
