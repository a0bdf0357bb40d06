package export

import (
	"archive/zip"
	"encoding/xml"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"stet/models"
	"stet/models/text"
)

// maxRanges bounds the ends of ranges in a document, counted in every paragraph
// they go through.
const maxRanges = 1_000_000

// docxReader reads the text of a Word document of ours, with the ranges that
// bookmarks and comments have in it.
type docxReader struct {
	*partReader
	ours      map[signature]bool // of the tracked changes that Stet proposed
	styles    map[string]string  // names of styles by their ids, in small letters without spaces
	links     map[string]string  // addresses by the ids of their relations
	bookmarks map[string]string  // names by their ids, of those of ours
	title     string
	parts     []text.Part
	open      map[string]int // ranges: where each begins in the paragraph
	ranges    int
	paragraph *docxParagraph
	look      stretch // of the run
	dropped   bool    // the words are deleted
	after     bool    // the appendix has begun
	comments  []docxComment
}

// signature says who tracked a change and when, to the second.
type signature struct {
	by string
	at int64
}

// docxParagraph is the paragraph that is being read.
type docxParagraph struct {
	style  string
	depth  int // of a list item, from 1; 0 for none
	text   strings.Builder
	points int // code points of text
	marks  []text.Mark
}

func newDocxReader(z *zip.Reader, c *models.Checked) (*docxReader, error) {
	r := &docxReader{ours: map[signature]bool{}, styles: map[string]string{}, links: map[string]string{}, bookmarks: map[string]string{}, open: map[string]int{}, paragraph: &docxParagraph{}}
	for i := range c.Claims {
		v := c.Claims[i].Verdict
		r.ours[signature{signer(v), signedAt(v).Unix()}] = true
	}
	for _, part := range []struct {
		name string
		read func(xml.StartElement) error
	}{{"word/_rels/document.xml.rels", r.relations}, {"word/styles.xml", r.readStyles}, {"word/comments.xml", r.readComments}, {"word/commentsExtended.xml", r.readThreads}, {"word/document.xml", r.readBody}} {
		f := partOf(z, part.name)
		if f == nil {
			if part.name == "word/document.xml" {
				return nil, errDamaged
			}
			continue
		}
		err := readPart(f, func(x *partReader) error {
			r.partReader = x
			return x.root(part.read)
		})
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// relations reads where links lead.
func (r *docxReader) relations(xml.StartElement) error {
	return r.children(func(e xml.StartElement) error {
		if strings.HasSuffix(valueOf(e, "Type"), "/hyperlink") {
			r.links[valueOf(e, "Id")] = valueOf(e, "Target")
		}
		return r.skip()
	}, nil)
}

// readStyles reads what the styles are called: programs rename their ids, and
// translate neither the names of their own nor those of ours.
func (r *docxReader) readStyles(xml.StartElement) error {
	return r.children(func(e xml.StartElement) error {
		id := valueOf(e, "styleId")
		return r.children(func(e xml.StartElement) error {
			if e.Name.Local == "name" {
				r.styles[id] = strings.ToLower(strings.ReplaceAll(valueOf(e, "val"), " ", ""))
			}
			return r.skip()
		}, nil)
	}, nil)
}

func (r *docxReader) readBody(xml.StartElement) error { return r.children(r.element, nil) }

// element reads what is in a body, a paragraph or a run. What it does not know is
// transparent: what is inside counts.
func (r *docxReader) element(e xml.StartElement) error {
	switch e.Name.Local {
	case "p":
		return r.readParagraph()
	case "pPr":
		return r.children(r.property, nil)
	case "r":
		outer := r.look
		err := r.children(r.element, nil)
		r.look = outer
		return err
	case "rPr":
		return r.children(r.appearance, nil)
	case "hyperlink":
		outer := r.look.link
		r.look.link = r.links[valueOf(e, "id")]
		err := r.children(r.element, nil)
		r.look.link = outer
		return err
	case "t", "delText":
		return r.children(func(xml.StartElement) error { return r.skip() }, r.write)
	case "ins", "moveTo":
		return r.changed(r.isOurs(e))
	case "del", "moveFrom":
		return r.changed(!r.isOurs(e))
	case "bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd":
		r.edge(e)
		return r.skip()
	case "instrText", "delInstrText", "sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "Fallback", "drawing", "pict", "object":
		return r.skip()
	}
	r.write(signOf(e.Name.Local))
	return r.children(r.element, nil)
}

// signOf is the character that an empty element stands for.
func signOf(name string) string {
	return map[string]string{"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}[name]
}

// isOurs reports whether a tracked change is a correction that Stet proposed.
func (r *docxReader) isOurs(e xml.StartElement) bool {
	at, err := time.Parse(time.RFC3339, valueOf(e, "date"))
	if err != nil {
		at = time.Time{}
	}
	return r.ours[signature{valueOf(e, "author"), at.Unix()}]
}

// changed reads a tracked change whose words count or do not.
func (r *docxReader) changed(dropped bool) error {
	outer := r.dropped
	r.dropped = outer || dropped
	err := r.children(r.element, nil)
	r.dropped = outer
	return err
}

// property reads what a paragraph is.
func (r *docxReader) property(e xml.StartElement) error {
	switch e.Name.Local {
	case "pStyle":
		r.paragraph.style = r.styles[valueOf(e, "val")]
	case "numPr":
		r.paragraph.depth = max(r.paragraph.depth, 1)
		return r.children(r.property, nil)
	case "ilvl":
		if level, err := strconv.Atoi(valueOf(e, "val")); err == nil {
			r.paragraph.depth = level + 1
		}
	}
	return r.skip()
}

// appearance reads how a run looks. A toggle is on unless it says otherwise
// (ECMA-376 part 1, 17.17.4).
func (r *docxReader) appearance(e xml.StartElement) error {
	on := true
	switch valueOf(e, "val") {
	case "0", "false", "off":
		on = false
	}
	switch e.Name.Local {
	case "b":
		r.look.bold = on
	case "i":
		r.look.italic = on
	}
	return r.skip()
}

// write adds words to the paragraph, with the marks of their look.
func (r *docxReader) write(s string) {
	if r.dropped || s == "" {
		return
	}
	p := r.paragraph
	span := text.Span{Start: p.points, End: p.points + utf8.RuneCountInString(s)}
	p.text.WriteString(s)
	p.points = span.End
	if r.look.bold {
		p.marks = append(p.marks, text.Mark{Kind: text.Bold, Span: span})
	}
	if r.look.italic {
		p.marks = append(p.marks, text.Mark{Kind: text.Italic, Span: span})
	}
	if r.look.link != "" {
		p.marks = append(p.marks, text.Mark{Kind: text.Link, Span: span, Value: r.look.link})
	}
}

// edge begins or ends a range.
func (r *docxReader) edge(e xml.StartElement) {
	id, name := valueOf(e, "id"), "comment "+valueOf(e, "id")
	switch e.Name.Local {
	case "bookmarkStart":
		if name = valueOf(e, "name"); !strings.HasPrefix(name, placeBookmark) && !strings.HasPrefix(name, skipBookmark) {
			return
		}
		r.bookmarks[id] = name
		fallthrough
	case "commentRangeStart":
		r.open[name] = r.paragraph.points
	case "bookmarkEnd":
		name = r.bookmarks[id]
		fallthrough
	case "commentRangeEnd":
		if start, open := r.open[name]; open {
			r.mark(name, start)
			delete(r.open, name)
		}
	}
}

func (r *docxReader) mark(name string, start int) {
	r.ranges++
	r.paragraph.marks = append(r.paragraph.marks, text.Mark{Kind: text.Note, Span: text.Span{Start: start, End: r.paragraph.points}, Value: name})
}
