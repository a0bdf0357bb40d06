package export

import (
	"encoding/xml"
	"errors"
	"io"
)

// Bounds of one part of a Word document. A book of 300,000 words stays within
// half of each.
const (
	maxPart   = 64 << 20 // bytes
	maxTokens = 4_000_000
	maxDepth  = 256 // of elements
)

// errDamaged is all that is told of a document that was written by Stet once and
// is not sound any more.
var errDamaged = errors.New("this Word document is damaged, or far bigger inside than any article. Open it in Word, save it again as .docx, and choose that file")

// partReader reads a part element by element, within bounds.
type partReader struct {
	*xml.Decoder
	tokens, depth int
}

func newPartReader(r io.Reader) *partReader {
	return &partReader{Decoder: xml.NewDecoder(io.LimitReader(r, maxPart))}
}

// root reads the outermost element.
func (x *partReader) root(element func(xml.StartElement) error) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		if start, ok := t.(xml.StartElement); ok {
			return element(start)
		}
	}
}

// children reads the element whose start was read last to its end: each element
// inside goes to element, which must do the same, and the text between to chars.
func (x *partReader) children(element func(xml.StartElement) error, chars func(string)) error {
	for {
		t, err := x.next()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := element(t); err != nil {
				return err
			}
		case xml.CharData:
			if chars != nil {
				chars(string(t))
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads the element whose start was read last, and makes nothing of it.
func (x *partReader) skip() error {
	return x.children(func(xml.StartElement) error { return x.skip() }, nil)
}

func (x *partReader) next() (xml.Token, error) {
	t, err := x.Token()
	if err != nil {
		return nil, errDamaged
	}
	x.tokens++
	switch t.(type) {
	case xml.StartElement:
		x.depth++
	case xml.EndElement:
		x.depth--
	case xml.Directive:
		return nil, errDamaged // no word processor writes one
	}
	if x.tokens > maxTokens || x.depth > maxDepth {
		return nil, errDamaged
	}
	return t, nil
}

// valueOf is the value of an attribute by its local name.
func valueOf(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
