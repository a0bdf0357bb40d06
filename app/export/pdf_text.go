package export

import (
	"cmp"
	"fmt"
	"strconv"

	"stet/app/export/typeset"
	"stet/models/text"
)

// block sets one block of the text, with its number in the margin.
func (r *report) block(i, depth int, runs []run) {
	first := headline(r.c)
	if i == first {
		r.section("Text", "text")
	}
	b, number := r.c.Blocks[i], strconv.Itoa(i+1-first)
	words := r.doc.Slice(b.Span)
	p := typeset.Paragraph{Size: 11, Before: 8, Indent: 22, Hang: 22, Language: r.language, RightToLeft: leaning(words, direction(r.c.Article.Language)) == "rtl",
		Anchor: "block-" + number, Marker: &typeset.Span{Text: number, Style: sans, Color: soft}}
	style := typeset.Style{}
	switch b.Kind {
	case text.Heading:
		style.Bold, p.Size, p.Before, p.Keep = true, max(16-1.5*float64(depth-2), 11), 14, true
	case text.Quotation:
		p.Indent, p.Hang, p.Barred, p.Bar = 40, 40, true, fine
	case text.Caption:
		style.Sans, p.Size = true, 9
	case text.ListItem:
		p.Indent, p.Hang, p.Before = 22+14*float64(depth), 22+14*float64(depth), 3
		p.Spans = append(p.Spans, typeset.Span{Text: "•\u00a0\u00a0", Color: soft})
	}
	p.Marker.Style.Scale = 7 / p.Size
	for _, run := range runs {
		p.Spans = append(p.Spans, r.run(run, style)...)
	}
	r.Add(p)
}

// run is a stretch of text under the line of its verdict, as bold, italic and
// linked as its author set it, and the references behind it.
func (r *report) run(of run, style typeset.Style) []typeset.Span {
	var spans []typeset.Span
	for _, s := range stretches(&r.doc, of.Span) {
		words := r.linked(r.doc.Slice(s.Span), s.link)
		words.Style, words.Color = style, cmp.Or(words.Color, ink)
		words.Style.Bold, words.Style.Slanted = style.Bold || s.bold, s.italic
		if look, ok := looks[of.look]; ok && of.claims > 0 {
			words.Under, words.UnderColor = look.Under, look.Color
		}
		spans = append(spans, words)
	}
	for i, at := range of.ends {
		number := strconv.Itoa(r.c.Claims[at.claim].Number)
		before := "\u2060" // keeps the number with its words
		if i > 0 {
			before = "\u2060,\u2060"
		}
		spans = append(spans, typeset.Span{Text: before + number, Style: typeset.Style{Sans: true, Scale: 0.62}, Rise: 4, Color: blue,
			Link: "#claim-" + number, Anchor: fmt.Sprintf("at-%s-%d", number, at.n+1)})
	}
	return spans
}
