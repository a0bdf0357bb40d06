package intake

import (
	"encoding/xml"
	"path"

	"stet/models/text"
)

// Namespaces of WordprocessingML (ECMA-376): transitional, strict, and that of
// markup compatibility (part 3).
const (
	wordNamespace   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	compatNamespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// wordFile is a Word document while it is read: what its parts share.
type wordFile struct {
	*archive
	Options
	main     string // name of the part with the body
	styles   styles
	pins     pins
	notes    []taken
	said     map[string]int // see Note.key
	noteRoom int64          // bytes of text of notes that may still come
	left     tally
	alts     []string
}

// readDOCX reads the body of a Word document, its notes and its comments.
func readDOCX(data []byte, o Options) (draft, error) {
	a, err := openArchive(data)
	if err != nil {
		return draft{}, err
	}
	main, err := a.related("", "officeDocument", "word/document.xml")
	if err != nil {
		return draft{}, err
	}
	if !a.has(main) {
		return draft{}, a.refuseOther()
	}
	styles, err := a.styles(main)
	if err != nil {
		return draft{}, err
	}
	w := wordFile{archive: a, Options: o, main: main, styles: styles, said: map[string]int{}, noteRoom: o.Limits.MaxText}
	parts, err := w.readBody()
	if err != nil {
		return draft{}, err
	}
	if err := w.readNotes(); err != nil {
		return draft{}, err
	}
	return draft{parts: parts, notes: w.notes, pins: w.pins.all, left: w.left, alts: w.alts, language: styles.language}, nil
}

func (w *wordFile) readBody() ([]text.Part, error) {
	links, err := w.links(w.main)
	if err != nil {
		return nil, err
	}
	room := w.Limits.MaxText
	b := body{wordFile: w, flow: newFlow(w.Limits, &room), links: links}
	err = w.read(w.main, func(x *xmlReader) error {
		b.xmlReader = x
		return x.root(func(xml.StartElement) error { return b.children(b.element) })
	})
	if err != nil {
		return nil, err
	}
	return b.parts, b.close()
}

// changed counts a tracked change.
func (w *wordFile) changed() { w.left[changeOf(w.Original)]++ }

// links are the addresses that the part called source leads to, by relation.
func (w *wordFile) links(source string) (map[string]string, error) {
	relations, err := w.relations(source)
	links := map[string]string{}
	for _, r := range relations {
		if r.kind == "hyperlink" {
			links[r.id] = r.target
		}
	}
	return links, err
}

// beside is the name of a part that the body has a relation of this kind to, or
// of the file that usually is one.
func (w *wordFile) beside(kind string) (string, error) {
	return w.related(w.main, kind, path.Join(path.Dir(w.main), kind+".xml"))
}

func isWord(name xml.Name) bool {
	return name.Space == wordNamespace || name.Space == strictNamespace
}
