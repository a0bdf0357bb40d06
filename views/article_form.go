package views

import "unicode/utf8"

// Reading is a file that goes with a form once more, and how it was read.
type Reading struct {
	Name     string
	Encoding string // "" where the format settles it
	Guessed  bool   // that nothing but the bytes spoke for it
	Text     string // as far as it could be read
	Kept     string // the file, in base64
}

// longestStart is in code points: enough to see whether the letters are right.
const longestStart = 300

// Start is the beginning of the text.
func (r Reading) Start() string {
	start := r.Text
	for n := 0; len(start) > 0 && n < longestStart; n++ {
		_, size := utf8.DecodeRuneInString(start)
		start = start[size:]
	}
	if start == "" {
		return r.Text
	}
	return r.Text[:len(r.Text)-len(start)] + "…"
}

// EncodingOptions are the encodings to choose from.
func (p ArticleFormPage) EncodingOptions() []Option {
	all := []Option{{Value: "", Label: p.Say("Find it")}}
	for _, name := range p.Encodings {
		all = append(all, Option{Value: name, Label: name})
	}
	return all
}

// AddressField is the field that shows what is wrong with the address of a
// page, where the form has one.
func (p ArticleFormPage) AddressField() string { return addressField(p.Fetches) }

// AddressField is that of the form for the published page.
func (p PublishedPage) AddressField() string { return addressField(p.Fetches) }

func addressField(fetches bool) string {
	if fetches {
		return "address"
	}
	return "text" // which is there in any case
}

// ScaleOptions are the scales to choose from; a new article has that of its
// section where none is chosen.
func (p ArticleFormPage) ScaleOptions() []Option {
	if p.Article != nil {
		return scaleOptions(p.Scales)
	}
	return append([]Option{{Value: "", Label: p.Say("Its section’s, or the newsroom’s")}}, scaleOptions(p.Scales)...)
}
