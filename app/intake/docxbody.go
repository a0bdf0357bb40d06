package intake

import (
	"encoding/xml"
	"strings"
)

// body reads the text of a Word document, or of one of its notes, as it stands
// after its tracked changes or before them (ECMA-376 part 1, 17). An element it
// does not know is transparent: what is inside it counts.
type body struct {
	*xmlReader
	*wordFile
	flow
	links      map[string]string // addresses by relation
	properties properties        // of the paragraph
	look       look              // of the run
	fields     []field           // that have begun
	tables     int               // around
	alt        string            // description of the drawing
	owner      *pin              // of the note that is read, nil in the body
	lastID     string            // w14:paraId of the last paragraph
}

func (b *body) readParagraph(e xml.StartElement) error {
	b.lastID = attr(e, "paraId")
	outer, err := b.start()
	if err != nil {
		return err
	}
	around := b.properties
	b.properties = properties{}
	if err := b.children(b.element); err != nil {
		return err
	}
	b.dropBrokenFields()
	b.left[changeOf(b.Original)] += b.properties.changed
	if b.properties.joined {
		b.carry(outer)
	} else {
		kind, level := b.styles.kind(b.properties)
		b.finish(outer, kind, level)
	}
	b.properties = around
	return nil
}

func (b *body) element(e xml.StartElement) error {
	switch {
	case isWord(e.Name):
		return b.word(e)
	case e.Name.Space == compatNamespace && e.Name.Local == "AlternateContent":
		return b.alternatives()
	}
	switch e.Name.Local {
	case "docPr", "cNvPr", "shape":
		if alt := oneLine(attr(e, "descr") + attr(e, "alt")); alt != "" {
			b.alt = alt
		}
	case "blip", "imagedata":
		b.picture()
	case "chart":
		b.left[charts]++
	case "relIds": // of the parts that a diagram's words are in
		b.left[diagrams]++
	case "oMath":
		b.left[formulas]++
		return b.skip()
	case "textpath":
		return b.wordArt(attr(e, "string"))
	}
	return b.children(b.element)
}

func (b *body) picture() {
	b.left[pictures]++
	if b.alt != "" {
		b.alts = append(b.alts, b.alt)
		b.alt = ""
	}
}

// word reads an element of WordprocessingML.
func (b *body) word(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return b.readParagraph(e)
	case "pPr":
		return b.properties.read(b.xmlReader, b.Original)
	case "r":
		return b.run()
	case "rPr":
		return b.runProperties()
	case "t", "delText":
		return b.content(b.element, func(s xml.CharData) error { return b.show(unbroken.Replace(string(s))) })
	case "del", "moveFrom", "ins", "moveTo":
		return b.change(e.Name.Local)
	case "hyperlink":
		return b.link(e)
	case "tbl", "sdt", "txbxContent":
		return b.container(e)
	case "tr", "tc":
		return b.piece()
	case "fldChar", "instrText", "delInstrText", "fldSimple":
		return b.field(e)
	case "sym":
		return b.symbol(e)
	}
	if sign := signOf(e); sign != "" {
		if err := b.show(sign); err != nil {
			return err
		}
		return b.skip()
	}
	return b.other(e)
}

// unbroken shows a line break in a text as Word does, which has an element for
// real ones.
var unbroken = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ")

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
	case "footnoteReference", "endnoteReference", "commentReference", "commentRangeStart", "commentRangeEnd":
		return b.note(e)
	case "headerReference", "footerReference":
		b.left[headersFooters]++
	case "altChunk", "subDoc":
		b.left[insertedFiles]++
	case "rt":
		b.left[readings]++
		return b.skip()
	case "sdtPr", "sdtEndPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "rubyPr", "customXmlPr", "smartTagPr", "background":
		return b.skip()
	}
	return b.children(b.element)
}

// change reads what was inserted or deleted if it is in the text that is wanted.
func (b *body) change(name string) error {
	b.changed()
	removed := name == "del" || name == "moveFrom"
	if removed != b.Original {
		return b.pass()
	}
	return b.children(b.element)
}

// pass reads what is not in the text that is wanted. Only the ends of comments'
// ranges count there: the range may go on beyond.
func (b *body) pass() error {
	return b.children(func(e xml.StartElement) error {
		if isWord(e.Name) && (e.Name.Local == "commentRangeStart" || e.Name.Local == "commentRangeEnd") {
			return b.note(e)
		}
		return b.pass()
	})
}

// container reads a table, a content control or a text box.
func (b *body) container(e xml.StartElement) error {
	switch e.Name.Local {
	case "tbl":
		return b.table()
	case "sdt":
		return b.counting(controls)
	default:
		return b.textBox()
	}
}

// counting reads an element and counts it where it has words.
func (b *body) counting(sort item) error {
	room := *b.room
	err := b.children(b.element)
	if *b.room != room {
		b.left[sort]++
	}
	return err
}

func (b *body) table() error {
	if err := b.settle(); err != nil {
		return err
	}
	sort := tables
	if b.tables > 0 {
		sort = nestedTables
	}
	b.tables++
	err := b.counting(sort)
	b.tables--
	return err
}

func (b *body) textBox() error {
	fields := b.fields
	b.fields = nil
	if err := b.counting(textBoxes); err != nil {
		return err
	}
	b.fields = fields
	return b.settle()
}

// piece reads a row or a cell of a table, unless a tracked change has taken it
// out of the text or not yet put it in.
func (b *body) piece() error {
	gone := false
	err := b.children(func(e xml.StartElement) error {
		switch {
		case gone:
			return b.pass()
		case isWord(e.Name) && (e.Name.Local == "trPr" || e.Name.Local == "tcPr"):
			var err error
			gone, err = b.absent()
			return err
		}
		return b.element(e)
	})
	if err != nil {
		return err
	}
	return b.settle()
}

// absent reads the properties of a row or a cell and reports whether it is not
// in the text that is wanted.
func (b *body) absent() (gone bool, err error) {
	err = b.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "ins", "cellIns":
			b.changed()
			gone = gone || b.Original
		case "del", "cellDel":
			b.changed()
			gone = gone || !b.Original
		}
		return b.skip()
	})
	return gone, err
}

// alternatives reads the first of several ways to say the same that says
// anything.
func (b *body) alternatives() error {
	taken := false
	return b.children(func(e xml.StartElement) error {
		if taken {
			return b.skip()
		}
		room, left := *b.room, b.left
		err := b.children(b.element)
		taken = *b.room != room || b.left != left
		return err
	})
}

// wordArt takes over the words of a shape of them as a paragraph.
func (b *body) wordArt(s string) error {
	if strings.TrimSpace(s) != "" {
		outer, err := b.start()
		if err == nil {
			err = b.write(s)
		}
		if err != nil {
			return err
		}
		b.finish(outer, "", 0)
		b.left[textBoxes]++
	}
	return b.children(b.element)
}
