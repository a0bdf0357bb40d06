package export

import (
	"strings"

	"stet/models/text"
)

// readParagraph reads a paragraph, and those inside it, which come after it.
func (r *docxReader) readParagraph() error {
	outer, at := r.paragraph, len(r.parts)
	r.paragraph = &docxParagraph{}
	for name := range r.open {
		r.open[name] = 0
	}
	r.parts = append(r.parts, text.Part{})
	if err := r.children(r.element, nil); err != nil {
		return err
	}
	for name, start := range r.open {
		r.mark(name, start)
	}
	if r.ranges > maxRanges {
		return errDamaged
	}
	r.finish(at)
	r.paragraph = outer
	return nil
}

// finish makes a part of the article of the paragraph, if it is one.
func (r *docxReader) finish(at int) {
	p := r.paragraph
	switch {
	case p.style == "title":
		r.title = strings.TrimSpace(r.title + " " + p.text.String())
	case p.style == "stetappendix":
		r.after = true
	case r.after || strings.HasPrefix(p.style, "stet"):
	default:
		kind, level := p.kind()
		r.parts[at] = text.Part{Kind: kind, Level: level, Text: p.text.String(), Marks: p.marks}
	}
}

// kind is what the styles of ours, and those of the same names in any document,
// make of a paragraph.
func (p *docxParagraph) kind() (text.BlockKind, int) {
	if level, ok := strings.CutPrefix(p.style, "heading"); ok && len(level) == 1 && level >= "1" && level <= "6" {
		return text.Heading, int(level[0] - '0')
	}
	switch {
	case p.style == "quote" || p.style == "intensequote":
		return text.Quotation, 0
	case p.style == "caption":
		return text.Caption, 0
	case p.depth > 0:
		return text.ListItem, p.depth
	}
	return text.Paragraph, 0
}
