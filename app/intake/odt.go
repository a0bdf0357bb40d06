package intake

import (
	"bytes"
	"encoding/xml"
	"strings"

	"stet/models/text"
)

// openFile is an OpenDocument text while it is read (ODF 1.3, part 3).
type openFile struct {
	Options
	styles   styles
	body     []text.Part
	pins     pins
	notes    []taken
	said     map[string]int // see Note.key
	noteRoom int64          // bytes of text of notes that may still come
	left     tally
	alts     []string
	regions  map[string]region
	deleted  int // tokens of deleted text that may still be kept
}

// readODT reads an OpenDocument text: an archive, or one flat file of XML.
func readODT(data []byte, o Options) (draft, error) {
	f := openFile{
		Options: o, styles: styles{byID: map[string]style{}, characters: map[string]style{}},
		said: map[string]int{}, noteRoom: o.Limits.MaxText, regions: map[string]region{}, deleted: maxDeleted,
	}
	if err := f.readAll(data); err != nil {
		return draft{}, err
	}
	return draft{parts: f.body, notes: threaded(f.notes), pins: f.pins.all, left: f.left, alts: f.alts, language: f.styles.language}, nil
}

func (f *openFile) readAll(data []byte) error {
	if !isArchive(data) {
		return f.readXML(newXMLReader(strings.NewReader(string(data))))
	}
	a, err := openArchive(data)
	if err != nil {
		return err
	}
	if err := a.checkOpen(); err != nil {
		return err
	}
	if a.has("styles.xml") {
		if err := a.read("styles.xml", f.readXML); err != nil {
			return err
		}
	}
	return a.read("content.xml", f.readXML)
}

// isOpenText reports whether the archive holds an OpenDocument text, or the
// template of one.
func (a *archive) isOpenText() bool {
	return strings.HasPrefix(a.mimetype(), openDocument+"text")
}

// checkOpen refuses an archive without a text, or with one that is locked: its
// manifest says how to unlock it (ODF 1.3 part 2, 4.8).
func (a *archive) checkOpen() error {
	if !a.has("content.xml") {
		return damaged()
	}
	manifest, err := a.head("META-INF/manifest.xml", maxManifest)
	if err == nil && bytes.Contains(manifest, []byte("encryption-data")) {
		return locked()
	}
	return err
}

// maxManifest bounds what is read of a manifest, in bytes.
const maxManifest = 1_000_000

// readXML reads the styles and the text of one part, or of a flat file.
func (f *openFile) readXML(x *xmlReader) error {
	return x.root(func(xml.StartElement) error {
		return x.children(func(e xml.StartElement) error {
			switch qualified(e.Name) {
			case "office:styles", "office:automatic-styles":
				return f.readStyles(x)
			case "office:master-styles":
				return f.readMasters(x)
			case "office:body":
				return f.readBody(x)
			}
			return x.skip()
		})
	})
}

// changed counts a tracked change.
func (f *openFile) changed() { f.left[changeOf(f.Original)]++ }

func (f *openFile) readBody(x *xmlReader) error {
	room := f.Limits.MaxText
	b := openBody{xmlReader: x, openFile: f, flow: newFlow(f.Limits, &room), tracking: newTracking()}
	err := x.children(func(e xml.StartElement) error {
		if qualified(e.Name) != "office:text" {
			return refuse("This is an OpenDocument file, but not a text. Save the text as .docx or .odt, or paste it.")
		}
		return x.children(b.element)
	})
	if err == nil {
		err = b.close()
	}
	f.body = b.parts
	return err
}

// qualified is a name as the standard writes it, with the usual prefix of its
// namespace: text:p.
func qualified(name xml.Name) string {
	var prefix string
	switch name.Space {
	case "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":
		prefix = "draw"
	case "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0":
		prefix = "svg"
	case "http://purl.org/dc/elements/1.1/":
		prefix = "dc"
	case "http://www.w3.org/1998/Math/MathML":
		prefix = "math"
	default:
		prefix = strings.TrimSuffix(name.Space, ":1.0")
		prefix = prefix[strings.LastIndexByte(prefix, ':')+1:]
	}
	return prefix + ":" + name.Local
}
