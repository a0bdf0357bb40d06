package intake

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// openBody reads the text of an OpenDocument text, or of one of its notes. An
// element it does not know is transparent: what is inside it counts.
type openBody struct {
	*xmlReader
	*openFile
	flow
	properties properties // of the paragraph
	outer      *line      // that the paragraph stands in
	look       look       // of the span
	gap        bool       // white space was written, or nothing yet
	lists      int        // around
	item       bool       // the next paragraph is the first of an item
	tables     int        // around
	owner      *pin       // of the note that is read, nil in the body
	tracking
}

func (b *openBody) element(e xml.StartElement) error {
	name := qualified(e.Name)
	space, local, _ := strings.Cut(name, ":")
	switch space {
	case "text":
		return b.text(local, e)
	case "table":
		return b.tabular(local)
	case "draw":
		return b.drawing(local, e)
	case "math":
		b.left[formulas]++
		return b.skip()
	}
	switch name {
	case "office:annotation":
		return b.annotation(e)
	case "office:annotation-end":
		return b.annotationEnd(e)
	case "office:forms", "office:scripts", "office:binary-data", "office:event-listeners", "office:change-info":
		return b.skip()
	}
	return b.inside()
}

// inside reads what is in an element; text between paragraphs is none.
func (b *openBody) inside() error { return b.children(b.element) }

// text reads an element of the namespace of text.
func (b *openBody) text(name string, e xml.StartElement) error {
	switch name {
	case "p", "h":
		return b.readParagraph(name, e)
	case "span":
		return b.span(e)
	case "a":
		return b.link(e)
	case "list", "list-item", "list-header", "numbered-paragraph":
		return b.list(name, e)
	case "note":
		return b.footnote(e)
	case "tracked-changes":
		return b.readRegions()
	case "change", "change-start", "change-end":
		return b.change(name, attr(e, "change-id"))
	}
	if sort, unseen := unseen(name, e); unseen {
		if sort != itemCount {
			b.left[sort]++
		}
		return b.skip()
	}
	if sign := openSign(name, e); sign != "" {
		if err := b.show(sign); err != nil {
			return err
		}
		return b.skip()
	}
	if isField(name) {
		b.left[fieldCodes]++
	}
	return b.run()
}

// unseen reports whether an element shows no words of the text, and what it
// counts as: itemCount stands for nothing worth a word.
func unseen(name string, e xml.StartElement) (item, bool) {
	switch name {
	case "section":
		return hiddenText, attr(e, "display") == "none"
	case "hidden-text":
		return hiddenText, true
	case "ruby-text":
		return readings, true
	case "script", "note-citation", "bookmark-start", "bookmark-end":
		return itemCount, true
	}
	return itemCount, strings.HasSuffix(name, "-source") // of an index: how it is made
}

// openSign is what an empty element stands for (ODF 1.3 part 3, 6.1).
func openSign(name string, e xml.StartElement) string {
	switch name {
	case "s":
		n, err := strconv.Atoi(attr(e, "c"))
		if err != nil {
			n = 1
		}
		return strings.Repeat(" ", min(max(n, 1), 1000))
	case "tab":
		return "\t"
	case "line-break":
		return "\n"
	}
	return ""
}

// isField knows the fields whose words are worked out (ODF 1.3 part 3, 7).
func isField(name string) bool {
	switch name {
	case "date", "time", "page-number", "page-count", "word-count", "author-name", "author-initials", "chapter", "file-name",
		"title", "subject", "keywords", "creator", "description", "sequence", "sequence-ref", "reference-ref", "bookmark-ref",
		"note-ref", "variable-set", "variable-get", "variable-input", "user-field-get", "user-field-input", "user-defined",
		"expression", "text-input", "placeholder", "conditional-text", "database-display", "template-name", "modification-date",
		"creation-date", "print-date", "editing-duration":
		return true
	}
	return false
}

func (b *openBody) readParagraph(name string, e xml.StartElement) error {
	p := properties{style: attr(e, "style-name")}
	if name == "h" {
		level, _ := strconv.Atoi(attr(e, "outline-level"))
		p.outline = strconv.Itoa(max(level-1, 0))
	} else if b.item {
		p.list, p.depth = "1", b.lists-1
	}
	b.item = false
	if b.restore {
		return b.splice(p)
	}
	outer, err := b.start()
	if err != nil {
		return err
	}
	around, outside, gap, span := b.properties, b.outer, b.gap, b.look
	b.properties, b.outer, b.gap, b.look = p, outer, b.line.points == 0, look{}
	if err := b.run(); err != nil {
		return err
	}
	if b.absent() {
		b.carry(b.outer)
	} else {
		b.end()
	}
	b.properties, b.outer, b.gap, b.look = around, outside, gap, span
	return nil
}

// end puts the present paragraph in its place.
func (b *openBody) end() {
	kind, level := b.styles.kind(b.properties)
	b.finish(b.outer, kind, level)
}

// run reads elements with the text between them.
func (b *openBody) run() error {
	return b.content(b.element, func(s xml.CharData) error { return b.collapsed(string(s)) })
}

// collapsed shows text with every run of white space as one space, and none at
// the beginning of a paragraph (ODF 1.3 part 3, 6.1.2).
func (b *openBody) collapsed(s string) error {
	var out strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '\t', '\r', '\n':
			if !b.gap {
				out.WriteByte(' ')
			}
			b.gap = true
		default:
			out.WriteByte(c)
			b.gap = false
		}
	}
	return b.write(out.String())
}

// show writes a sign that white space before it does not swallow.
func (b *openBody) show(sign string) error {
	b.gap = false
	return b.write(sign)
}

// write writes text unless it is hidden, or outside the text that is wanted.
func (b *openBody) write(s string) error {
	switch {
	case s == "" || b.absent() || b.line == b.outside:
		return nil
	case b.look.hidden == on:
		b.left[hiddenText]++
		return nil
	}
	return b.writeAs(s, b.look)
}

func (b *openBody) span(e xml.StartElement) error {
	outer := b.look
	b.look = b.styles.look(attr(e, "style-name")).over(outer)
	err := b.run()
	b.look = outer
	return err
}

func (b *openBody) link(e xml.StartElement) error {
	line, start := b.line, b.line.points
	if err := b.run(); err != nil {
		return err
	}
	line.link(start, attr(e, "href"))
	return nil
}

// list reads a list or an item of one. The first paragraph of an item is the
// item; what follows in it are paragraphs.
func (b *openBody) list(name string, e xml.StartElement) error {
	switch name {
	case "list":
		b.lists++
		defer func() { b.lists-- }()
	case "list-item":
		b.item = true
	case "list-header":
		b.item = false
	case "numbered-paragraph":
		level, _ := strconv.Atoi(attr(e, "level"))
		outer := b.lists
		b.lists, b.item = max(level, 1), true
		defer func() { b.lists = outer }()
	}
	err := b.inside()
	b.item = false
	return err
}
