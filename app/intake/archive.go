package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"path"
	"strings"
)

// maxEntries bounds the files in a document's archive; Word writes some twenty
// and one for every picture.
const maxEntries = 10_000

// archive is an Open Packaging or OpenDocument archive: parts by name, which
// does not distinguish case (ECMA-376 part 2, 6.2.2). Names are looked up, never
// opened as paths.
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

// partName is a name as the parts are listed by: some programs write the
// separators of Windows, or a name from the root.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

func (a *archive) has(name string) bool { return a.parts[partName(name)] != nil }

// read hands the part called name to each. What a part declares about its size
// counts for nothing: the reader counts.
func (a *archive) read(name string, each func(*xmlReader) error) error {
	name = partName(name)
	f := a.parts[name]
	if a.twice[name] {
		return refuse("The document holds two texts under one name, and programs differ in which they show." + mendDocument)
	}
	if f.Flags&1 != 0 {
		return locked()
	}
	r, err := f.Open()
	if err != nil {
		return damaged()
	}
	defer r.Close()
	return each(newXMLReader(r))
}

func locked() error {
	return refuse("The document is locked with a password. Take the password off, save it, and choose it again.")
}

// relation is a relationship of a part (ECMA-376 part 2, 6.5).
type relation struct {
	id       string
	kind     string // the last step of its type, which strict and transitional documents share
	target   string // as it is written
	external bool
}

// relations lists the relationships of the part called source, of the archive
// itself where that is "".
func (a *archive) relations(source string) (all []relation, err error) {
	folder, base := path.Split(source)
	name := folder + "_rels/" + base + ".rels"
	if !a.has(name) {
		return nil, nil
	}
	err = a.read(name, func(x *xmlReader) error {
		return x.root(func(xml.StartElement) error {
			return x.children(func(e xml.StartElement) error {
				all = append(all, relation{
					id: attr(e, "Id"), kind: path.Base(attr(e, "Type")), target: attr(e, "Target"), external: attr(e, "TargetMode") == "External",
				})
				return x.skip()
			})
		})
	})
	return all, err
}

// related is the name of the part that the part called source has a
// relationship of this kind to, or fallback. A part outside the archive is
// nobody's business.
func (a *archive) related(source, kind, fallback string) (string, error) {
	relations, err := a.relations(source)
	found := fallback
	for _, r := range relations {
		if r.kind == kind && !r.external {
			if name := a.resolve(source, r.target); name != "" {
				found = name
			}
		}
	}
	return found, err
}

// resolve is the name of the part that a target means, seen from the part
// called source, "" when there is none.
func (a *archive) resolve(source, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if plain, err := url.PathUnescape(target); err == nil && !a.has(target) {
		target = plain
	}
	name := target
	if !strings.HasPrefix(target, "/") {
		name = path.Join(path.Dir(source), target)
	}
	if target == "" || !a.has(name) {
		return ""
	}
	return name
}

// refuseOther names an archive that is no text document.
func (a *archive) refuseOther() error {
	const mend = " Save the text as .docx or .odt, or paste it."
	kind := a.mimetype()
	switch {
	case a.has("xl/workbook.xml"), strings.HasPrefix(kind, openDocument+"spreadsheet"):
		return refuse("This is a spreadsheet, not an article." + mend)
	case a.has("ppt/presentation.xml"), strings.HasPrefix(kind, openDocument+"presentation"):
		return refuse("This is a set of slides, not an article." + mend)
	case strings.HasPrefix(kind, openDocument):
		return refuse("This is an OpenDocument file, but not a text." + mend)
	case a.has("[Content_Types].xml"):
		return refuse("The document has no text inside: it is damaged or incomplete." + mendDocument)
	default:
		return refuse("This is an archive. Unpack it and choose the article inside, as .txt, .md, .html, .docx or .odt.")
	}
}

// openDocument begins the media types of OpenDocument (ODF 1.3 part 2, 3.3).
const openDocument = "application/vnd.oasis.opendocument."

// mimetype is what an OpenDocument archive says it is.
func (a *archive) mimetype() string {
	head, err := a.head("mimetype", 100)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(head))
}

// head is the beginning of the part called name, at most n bytes, none where
// there is no such part.
func (a *archive) head(name string, n int64) ([]byte, error) {
	f := a.parts[partName(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged()
	}
	defer r.Close()
	head, err := io.ReadAll(io.LimitReader(r, n))
	if err != nil {
		return nil, damaged()
	}
	return head, nil
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
