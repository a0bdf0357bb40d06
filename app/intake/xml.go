package intake

import (
	"encoding/xml"
	"errors"
	"io"

	"golang.org/x/net/html/charset"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Bounds of one XML part of a document. A book of 300,000 words stays within
// half of each.
const (
	maxPartBytes  = 64_000_000
	maxTokenBytes = 1_000_000 // of one tag or one run of text
	maxTokens     = 2_000_000 // tags, attributes and texts together
	maxDepth      = 256       // of elements
	maxAttributes = 500       // of one tag
)

// xmlReader reads an XML part element by element. It follows no entity and no
// reference, and bounds bytes, tokens and depth while it reads.
type xmlReader struct {
	decoder *xml.Decoder
	gauge   *gauge
	depth   int
	tokens  int
	replay  []xml.Token // that come before those of the decoder
}

func newXMLReader(r io.Reader) *xmlReader {
	g := &gauge{source: transform.NewReader(r, utf.BOMOverride(transform.Nop))}
	d := xml.NewDecoder(g)
	d.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
		if g.wide(label) {
			return in, nil
		}
		return charset.NewReaderLabel(label, in)
	}
	return &xmlReader{decoder: d, gauge: g}
}

// gauge counts the bytes that a decoder takes, in all and for one token.
type gauge struct {
	source io.Reader
	total  int
	token  int
}

var errTooBig = errors.New("xml part or token is too big")

func (g *gauge) Read(p []byte) (int, error) {
	n, err := g.source.Read(p)
	g.total += n
	g.token += n
	if g.total > maxPartBytes || g.token > maxTokenBytes {
		return 0, errTooBig
	}
	return n, err
}

// wide reports whether label names an encoding that only a byte order mark
// can have made readable this far: it is decoded already.
func (g *gauge) wide(label string) bool {
	e, name := charset.Lookup(label)
	return e != nil && (name == "utf-16le" || name == "utf-16be")
}

// next is the next token, io.EOF after the last one.
func (x *xmlReader) next() (xml.Token, error) {
	if len(x.replay) > 0 {
		token := x.replay[0]
		x.replay = x.replay[1:]
		return token, x.count(token)
	}
	x.gauge.token = 0
	token, err := x.decoder.Token()
	switch {
	case err == io.EOF:
		return nil, io.EOF
	case errors.Is(err, errTooBig):
		return nil, tooBigInside()
	case err != nil:
		return nil, damaged()
	}
	return token, x.count(token)
}

func (x *xmlReader) count(token xml.Token) error {
	x.tokens++
	switch t := token.(type) {
	case xml.StartElement:
		x.tokens += len(t.Attr)
		if len(t.Attr) > maxAttributes {
			return tooBigInside()
		}
		x.depth++
	case xml.EndElement:
		x.depth--
	case xml.Directive:
		return refuse("The document holds a document type definition, which no word processor writes." + mendDocument)
	}
	if x.depth > maxDepth {
		return refuse("The parts of the document are nested too deep to be an article. Paste the text instead.")
	}
	if x.tokens > maxTokens {
		return tooBigInside()
	}
	return nil
}

// root calls each with the outermost element; each must read it to its end.
func (x *xmlReader) root(each func(xml.StartElement) error) error {
	for {
		token, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if start, ok := token.(xml.StartElement); ok {
			if err := each(start); err != nil {
				return err
			}
		}
	}
}

// children calls each with every child of the element whose start was read
// last, and reads that element to its end. each must do the same with the child.
func (x *xmlReader) children(each func(xml.StartElement) error) error {
	return x.content(each, func(xml.CharData) error { return nil })
}

// content is children with the text between them.
func (x *xmlReader) content(each func(xml.StartElement) error, chars func(xml.CharData) error) error {
	for {
		token, err := x.next()
		if err == io.EOF {
			return damaged()
		}
		if err == nil {
			switch t := token.(type) {
			case xml.StartElement:
				err = each(t)
			case xml.CharData:
				err = chars(t)
			case xml.EndElement:
				return nil
			}
		}
		if err != nil {
			return err
		}
	}
}

// record reads the element whose start was read last to its end and returns what
// is inside, to be replayed. room is how many tokens may still be kept.
func (x *xmlReader) record(room *int) (inside []xml.Token, err error) {
	for depth := 1; ; {
		token, err := x.next()
		if err == io.EOF {
			return nil, damaged()
		}
		if err != nil {
			return nil, err
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth == 0 {
			return inside, nil
		}
		if *room--; *room < 0 {
			return nil, tooBigInside()
		}
		inside = append(inside, xml.CopyToken(token))
	}
}

// skip reads the element whose start was read last to its end.
func (x *xmlReader) skip() error {
	return x.children(func(xml.StartElement) error { return x.skip() })
}

// mendDocument is what helps a document that cannot be read.
const mendDocument = " Open it in your word processor, save it again as .docx, and choose that file."

func tooBigInside() error {
	return refuse("The document is far bigger inside than any article. Copy its text into a new document, or paste it.")
}

func damaged() error {
	return refuse("The document is damaged or incomplete." + mendDocument)
}
