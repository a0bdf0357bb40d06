package export

import (
	"fmt"
	"slices"
	"strconv"

	"stet/models"
	"stet/models/text"
)

// document writes the body of the Word document, and keeps what the other parts
// need to know of it.
type document struct {
	wordPen
	c         *models.Checked
	doc       text.Document
	changes   *changes
	edges     map[int][]string // bookmarks of skips that begin or end at a code point
	placed    []wordComment    // the comments, by their ids
	ids       map[place]int    // of the first comment on a place
	tracked   int              // tracked changes so far
	marks     int              // bookmarks so far
	bookmarks map[string]int   // their ids
	links     []string         // in the order of their ids
}

func newDocument(c *models.Checked) *document {
	d := &document{c: c, doc: text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks), ids: map[place]int{}, bookmarks: map[string]int{}}
	d.direction = direction(c.Article.Language)
	d.changes = tracked(&d.doc, c.Claims)
	d.cutAtSkips()
	d.Grow(4 * len(c.Text))
	return d
}

// document is the whole part: what stands before the text, the text, and the
// table of claims.
func (d *document) document() string {
	d.add(xmlHead, "<w:document ", wordNamespace, " ", relNamespace, "><w:body>")
	first, all := headline(d.c), runs(d.c)
	d.head(first > 0, slices.Concat(all[:first]...))
	for i := first; i < len(all); i++ {
		d.block(d.c.Blocks[i], all[i])
	}
	d.appendix()
	d.add(`<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>`,
		`<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1247" w:right="1134" w:bottom="1247" w:left="1134" w:header="624" w:footer="624" w:gutter="0"/>`)
	if d.direction == "rtl" {
		d.add("<w:bidi/>")
	}
	d.add("</w:sectPr></w:body></w:document>")
	return d.String()
}

// block writes one block as a paragraph.
func (d *document) block(b text.Block, runs []run) {
	d.add("<w:p><w:pPr>")
	switch b.Kind {
	case text.Heading:
		d.add(`<w:pStyle w:val="Heading`, strconv.Itoa(min(max(b.Level, 1), 6)), `"/>`)
	case text.Quotation:
		d.add(`<w:pStyle w:val="Quote"/>`)
	case text.Caption:
		d.add(`<w:pStyle w:val="Caption"/>`)
	case text.ListItem:
		d.add(`<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="`, strconv.Itoa(min(max(b.Level, 1), 9)-1), `"/><w:numId w:val="1"/></w:numPr>`)
	}
	direction := leaning(d.doc.Slice(b.Span), d.direction)
	if direction == "rtl" {
		d.add("<w:bidi/>")
	}
	d.add("</w:pPr>")
	for _, r := range runs {
		d.marked(r, direction)
	}
	d.add("</w:p>\n")
}

// marked writes a stretch of text with the ends of the comments at its ends.
func (d *document) marked(r run, direction string) {
	for _, at := range r.starts {
		d.open(at)
	}
	for at := r.Start; at < r.End; {
		piece, deleted, before, after := d.changes.next(text.Span{Start: at, End: r.End})
		d.begin(piece.Start)
		d.insert(before, direction)
		d.piece(piece, deleted, direction)
		d.insert(after, direction)
		d.end(piece.End)
		at = piece.End
	}
	for _, at := range r.ends {
		d.close(at)
	}
}

// piece writes words that are deleted or kept as a whole, in stretches of one look.
func (d *document) piece(piece text.Span, deleted *edit, direction string) {
	for _, s := range stretches(&d.doc, piece) {
		words := d.doc.Slice(s.Span)
		if s.link != "" {
			d.links = append(d.links, s.link)
			d.add(fmt.Sprintf(`<w:hyperlink r:id="link%d">`, len(d.links)))
		}
		if deleted != nil {
			d.track("w:del", deleted.verdict, func() { d.run(words, "w:delText", direction, s.properties()) })
		} else {
			d.run(words, "w:t", direction, s.properties())
		}
		if s.link != "" {
			d.add("</w:hyperlink>")
		}
	}
}

func (d *document) insert(e *edit, direction string) {
	if e != nil {
		d.track("w:ins", e.verdict, func() { d.run(e.insert, "w:t", direction, "") })
	}
}

// track writes a tracked change of whoever gave the verdict. Its ids follow
// those of the comments: both are annotations (ECMA-376 part 1, 17.13).
func (d *document) track(element string, v *models.CheckedVerdict, content func()) {
	d.tracked++
	d.add("<", element)
	d.signed(commentCount(d.c)+d.tracked, signer(v), signedAt(v))
	d.add(">")
	content()
	d.add("</", element, ">")
}

// open begins the comments on a place, once, and the bookmark that names it.
func (d *document) open(at place) {
	if _, open := d.ids[at]; open {
		return
	}
	claim := &d.c.Claims[at.claim]
	d.ids[at] = len(d.placed)
	d.comment(wordComment{claim: claim, place: at.n})
	if at.n == 0 {
		for i := range claim.Comments {
			d.comment(wordComment{remark: &claim.Comments[i], under: d.ids[at]})
		}
	}
	for id := d.ids[at]; id < len(d.placed); id++ {
		d.add(fmt.Sprintf(`<w:commentRangeStart w:id="%d"/>`, id))
	}
	d.bookmark(placeName(claim.Number, at.n))
}

// close ends them. A place between two blocks ends before a run could begin it.
func (d *document) close(at place) {
	d.open(at)
	claim := &d.c.Claims[at.claim]
	d.unmark(placeName(claim.Number, at.n))
	last := d.ids[at]
	if at.n == 0 {
		last += len(claim.Comments)
	}
	for id := d.ids[at]; id <= last; id++ {
		d.refer(id)
	}
}
