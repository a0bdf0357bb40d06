package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// maxEntries bounds the files in a document's archive; Word writes some twenty
// and one for every picture.
const maxEntries = 10_000

// Namespaces of WordprocessingML (ECMA-376): transitional, strict, and that of
// markup compatibility (part 3).
const (
	wordNamespace   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictNamespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	compatNamespace = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// readDOCX reads the body of a Word document.
func readDOCX(data []byte, l Limits) (draft, error) {
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
	b := body{styles: styles, room: l.MaxText, limits: l}
	if err := a.read(main, b.readRoot); err != nil {
		return draft{}, err
	}
	return draft{parts: b.parts, left: b.left, language: styles.language}, nil
}

// archive is an Open Packaging archive: parts by name, which does not
// distinguish case (ECMA-376 part 2, 6.2.2). Names are looked up, never opened
// as paths.
type archive struct {
	parts map[string]*zip.File
	twice map[string]bool
}

func openArchive(data []byte) (*archive, error) {
	// The directory is read whole by the library, so its records are counted
	// before: their number there is only declared.
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil, refuse("The document holds more files than any article. Copy its text into a new document, or paste it.")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged()
	}
	a := &archive{parts: map[string]*zip.File{}, twice: map[string]bool{}}
	for _, f := range z.File {
		name := partName(f.Name)
		a.twice[name] = a.parts[name] != nil
		a.parts[name] = f
	}
	return a, nil
}

func partName(name string) string { return strings.ToLower(strings.TrimPrefix(name, "/")) }

func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// read hands the part called name to each. What a part declares about its size
// counts for nothing; the reader stops at its own bounds.
func (a *archive) read(name string, each func(*xmlReader) error) error {
	name = partName(name)
	f := a.parts[name]
	if a.twice[name] {
		return refuse("The document holds two texts under one name, and programs differ in which they show. Open it in Word, save it again as .docx, and choose that file.")
	}
	if f.Flags&1 != 0 {
		return refuse("The document is locked with a password. Take the password off, save it, and choose it again.")
	}
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer r.Close()
	return each(newXMLReader(r))
}

// related is the name of the first part that the part called source has a
// relationship of this kind to, or fallback. A kind is the last step of the
// relationship's type, which strict and transitional documents share. A part
// outside the archive is nobody's business.
func (a *archive) related(source, kind, fallback string) (string, error) {
	folder, base := path.Split(source)
	relations := folder + "_rels/" + base + ".rels"
	found := fallback
	if !a.has(relations) {
		return found, nil
	}
	note := func(e xml.StartElement) {
		target := attr(e, "Target")
		if path.Base(attr(e, "Type")) != kind || attr(e, "TargetMode") == "External" || target == "" {
			return
		}
		if !strings.HasPrefix(target, "/") {
			target = path.Join(folder, target)
		}
		if a.has(target) {
			found = target
		}
	}
	err := a.read(relations, func(x *xmlReader) error {
		return x.root(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				note(e)
				return x.skip()
			})
		})
	})
	return found, err
}

// refuseOther names an archive that is not a Word document.
func (a *archive) refuseOther() error {
	const mend = " Save the text as .docx, or paste it."
	switch {
	case a.has("xl/workbook.xml"):
		return refuse("This is a spreadsheet, not an article." + mend)
	case a.has("ppt/presentation.xml"):
		return refuse("This is a set of slides, not an article." + mend)
	case strings.HasPrefix(a.mimetype(), "application/vnd.oasis.opendocument"):
		return refuse("This is an OpenDocument file. Open it in a word processor, save it as .docx, and choose that file.")
	case a.has("[Content_Types].xml"):
		return refuse("The document has no text inside: it is damaged or incomplete. Open it in Word, save it again as .docx, and choose that file.")
	default:
		return refuse("This is an archive. Unpack it and choose the article inside, as .txt, .md, .html or .docx.")
	}
}

// mimetype is what an OpenDocument archive says it is.
func (a *archive) mimetype() string {
	f := a.parts["mimetype"]
	if f == nil {
		return ""
	}
	r, err := f.Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	head, _ := io.ReadAll(io.LimitReader(r, 100))
	return string(head)
}

// attr is the value of an attribute by its local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func isWord(name xml.Name) bool {
	return name.Space == wordNamespace || name.Space == strictNamespace
}
