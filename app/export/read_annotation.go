package export

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"stet/models"
	"stet/models/text"
)

// Annotation is what a Web Annotation says of a text.
type Annotation struct {
	ID          string
	Places      []models.CheckedPlace // of an empty span where only the quote is known; none when it is about the whole text
	SHA256      string                // in hex, of the text that the places count in; "" when the file does not say
	Wording     string                // describing
	Kind        models.Kind           // classifying; "" when Stet does not know it
	Rating      string                // assessing: the label
	Explanation string                // commenting
	Correction  string                // editing
	Questions   []string              // questioning
	Links       []string              // linking: web addresses, each once
}

// maxAnnotations is how many annotations are read of one file.
const maxAnnotations = 100_000

// ReadAnnotations reads Web Annotations: what the format "annotation" wrote, or
// a collection, a page, a list or a single annotation of another program. Of
// the selectors it takes quotes and positions. Positions are code points, as
// the model has them; other programs may count otherwise, so a position holds
// only where the text there is the quote. It refuses, with a sentence, a file
// over 64 MB, one that is not JSON, and one without annotations of its own.
func ReadAnnotations(r io.Reader) ([]Annotation, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxJSON+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read the annotations: %w", err)
	case len(raw) > maxJSON:
		return nil, errors.New("this file is larger than 64 MB. Export fewer annotations at once, or check that it is the right file")
	case !utf8.Valid(raw):
		return nil, errors.New("this file is not UTF-8 text. Choose the JSON-LD file as it was exported")
	}
	var file oneOrMore[fileNode]
	if err := json.Unmarshal(raw, &file); err != nil {
		return nil, fmt.Errorf("this file cannot be read as Web Annotations (%w). Choose a JSON-LD file with an AnnotationCollection, an AnnotationPage or annotations", err)
	}
	var all []Annotation
	for _, found := range file {
		all = append(all, found.annotations()...)
	}
	switch {
	case len(all) > maxAnnotations:
		return nil, fmt.Errorf("this file has %d annotations, and %d can be read at once. Export fewer", len(all), maxAnnotations)
	case len(all) == 0 && !(len(file) == 1 && file[0].empty()):
		return nil, errors.New("this file holds no Web Annotations. Choose a JSON-LD file that has its annotations inside, not the address of a page with them")
	}
	return all, nil
}

// annotations are those of a collection or a page, or the one that the node is.
func (n *fileNode) annotations() []Annotation {
	items := n.Items
	for _, page := range n.First {
		items = append(items, page.Items...)
	}
	if slices.Contains(n.Type, "Annotation") {
		items = []annotationNode{n.self}
	}
	var all []Annotation
	for i := range items {
		if slices.Contains(items[i].Type, "Annotation") {
			all = append(all, items[i].annotation())
		}
	}
	return all
}

// empty reports whether the node is a collection or a page that says it has
// nothing in it.
func (n *fileNode) empty() bool {
	return slices.Contains(n.Type, "AnnotationCollection") && n.Total == 0 && len(n.First) == 0 ||
		slices.Contains(n.Type, "AnnotationPage") && n.Items != nil && len(n.Items) == 0
}

func (n *annotationNode) annotation() Annotation {
	a := Annotation{ID: n.ID, Explanation: n.BodyValue}
	for i := range n.Body {
		a.take(&n.Body[i])
	}
	for i := range n.Target {
		t := &n.Target[i]
		if p, ok := t.place(); ok {
			a.Places = append(a.Places, p)
		}
		if a.SHA256 == "" {
			a.SHA256 = t.hash()
		}
	}
	return a
}

// take puts a body where its purpose says. A body without one is a comment when
// it is text, and a link when it is elsewhere (section 3.3.5).
func (a *Annotation) take(b *resourceNode) {
	link := b.ID
	if b.Source != nil {
		link = b.Source.ID
	}
	if b.Value == "" {
		if link = web(link); link != "" && !slices.Contains(a.Links, link) {
			a.Links = append(a.Links, link)
		}
		return
	}
	purpose := "commenting"
	if len(b.Purpose) > 0 {
		purpose = b.Purpose[0]
	}
	switch purpose {
	case "describing":
		a.Wording = b.Value
	case "classifying":
		if k := models.Kind(b.Value); slices.Contains(models.Kinds, k) {
			a.Kind = k
		}
	case "assessing":
		a.Rating = b.Value
	case "editing":
		a.Correction = b.Value
	case "questioning":
		a.Questions = append(a.Questions, b.Value)
	case "commenting":
		a.Explanation = strings.TrimPrefix(a.Explanation+"\n\n"+b.Value, "\n\n")
	}
}

// place is what the selectors of a target say together; false when it has no
// quote, for a position alone cannot be checked.
func (t *resourceNode) place() (models.CheckedPlace, bool) {
	var p models.CheckedPlace
	for _, s := range t.Selector {
		switch {
		case slices.Contains(s.Type, "TextQuoteSelector") && p.Quote == "":
			p.Quote, p.Prefix, p.Suffix = s.Exact, s.Prefix, s.Suffix
		case slices.Contains(s.Type, "TextPositionSelector") && s.Start != nil && s.End != nil && 0 <= *s.Start && *s.Start < *s.End:
			p.Span = text.Span{Start: *s.Start, End: *s.End}
		}
	}
	return p, p.Quote != ""
}

// hash is the SHA-256 in hex of the text that a target names.
func (t *resourceNode) hash() string {
	for _, s := range t.State {
		for _, name := range s.Cached {
			if digest, ok := strings.CutPrefix(name, hashName); ok {
				if sum, err := base64.RawURLEncoding.DecodeString(digest); err == nil && len(sum) == 32 {
					return hex.EncodeToString(sum)
				}
			}
		}
	}
	return ""
}
