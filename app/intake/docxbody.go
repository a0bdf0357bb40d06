package intake

import (
	"encoding/xml"
	"strings"

	"stet/models/text"
)

// body reads the text of a Word document as it stands when every tracked
// change is accepted (ECMA-376 part 1, 17). An element it does not know is
// transparent: what is inside it counts.
type body struct {
	*xmlReader
	styles    styles
	limits    Limits
	room      int64 // bytes of text that may still come
	parts     []text.Part
	paragraph *paragraph // that is being read; the outermost holds what is outside all
	carried   string     // text of a paragraph that goes on in the next
	hidden    bool       // the run is
	left      tally
}

// paragraph collects the text of one paragraph. Its place among the parts is
// taken when it starts, so that a text box comes after the paragraph it is in.
type paragraph struct {
	place int
	text  strings.Builder
	properties
}

func (b *body) readRoot(x *xmlReader) error {
	b.xmlReader = x
	err := x.root(func(xml.StartElement) error { return b.readParagraph() })
	if b.carried != "" {
		b.parts = append(b.parts, text.Part{Kind: text.Paragraph, Text: b.carried})
	}
	return err
}

func (b *body) readParagraph() error {
	if len(b.parts) > maxParts {
		return tooMany()
	}
	outer := b.paragraph
	b.paragraph = &paragraph{place: len(b.parts)}
	b.parts = append(b.parts, text.Part{})
	if outer != nil {
		b.paragraph.text.WriteString(b.carried)
		b.carried = ""
	}
	err := b.children(b.element)
	b.finish(b.paragraph)
	b.paragraph = outer
	return err
}

// finish puts a paragraph in its place, or frees the place.
func (b *body) finish(p *paragraph) {
	s := p.text.String()
	if p.joined {
		b.carried, s = s, ""
	}
	switch {
	case s != "":
		kind, level := b.styles.kind(p.properties)
		b.parts[p.place] = text.Part{Kind: kind, Level: level, Text: s}
	case p.place == len(b.parts)-1:
		b.parts = b.parts[:p.place]
	}
}

func (b *body) element(e xml.StartElement) error {
	switch {
	case isWord(e.Name):
		return b.word(e)
	case e.Name.Space == compatNamespace && e.Name.Local == "AlternateContent":
		return b.alternatives()
	}
	switch e.Name.Local {
	case "blip", "imagedata":
		b.left[pictures]++
	case "chart":
		b.left[charts]++
	case "oMath":
		b.left[formulas]++
		return b.skip()
	}
	return b.children(b.element)
}

// word reads an element of WordprocessingML.
func (b *body) word(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return b.readParagraph()
	case "pPr":
		return b.paragraph.read(b.xmlReader)
	case "r":
		return b.run()
	case "rPr":
		return b.runProperties()
	case "t":
		return b.content(b.element, func(s xml.CharData) error { return b.write(string(s)) })
	case "del", "moveFrom", "ins", "moveTo":
		b.left[changes]++
		if e.Name.Local == "del" || e.Name.Local == "moveFrom" {
			return b.skip()
		}
		return b.children(b.element)
	}
	if sign := signOf(e); sign != "" {
		if err := b.write(sign); err != nil {
			return err
		}
		return b.skip()
	}
	return b.other(e)
}

// signOf is the character that an empty element stands for.
func signOf(e xml.StartElement) string {
	switch e.Name.Local {
	case "tab", "ptab":
		return "\t"
	case "br", "cr":
		return "\n"
	case "noBreakHyphen":
		return "\u2011"
	case "softHyphen":
		return "\u00AD"
	}
	return ""
}

// other reads the elements that hold no text of their own.
func (b *body) other(e xml.StartElement) error {
	switch e.Name.Local {
	case "footnoteReference":
		b.left[footnotes]++
	case "endnoteReference":
		b.left[endnotes]++
	case "commentReference":
		b.left[comments]++
	case "headerReference", "footerReference":
		b.left[headersFooters]++
	case "sym":
		b.left[symbols]++
	case "altChunk", "subDoc":
		b.left[insertedFiles]++
	case "tbl":
		b.left[tables]++
	case "instrText", "delText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "background":
		return b.skip()
	}
	return b.children(b.element)
}

func (b *body) run() error {
	outer := b.hidden
	err := b.children(b.element)
	b.hidden = outer
	return err
}

// runProperties looks for hidden text. A toggle is on unless it says otherwise
// (ECMA-376 part 1, 17.17.4).
func (b *body) runProperties() error {
	return b.children(func(e xml.StartElement) error {
		if e.Name.Local == "vanish" {
			switch attr(e, "val") {
			case "0", "false", "off":
			default:
				b.hidden = true
			}
		}
		return b.skip()
	})
}

// alternatives reads the first choice of several ways to say the same, and the
// fallback where there is no choice.
func (b *body) alternatives() error {
	taken := false
	return b.children(func(e xml.StartElement) error {
		if taken {
			return b.skip()
		}
		taken = true
		return b.children(b.element)
	})
}

func (b *body) write(s string) error {
	if b.hidden {
		b.left[hiddenText]++
		return nil
	}
	if b.room -= int64(len(s)); b.room < 0 {
		return tooLong(b.limits)
	}
	b.paragraph.text.WriteString(s)
	return nil
}
