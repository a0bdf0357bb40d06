package anchor

import "stet/models/text"

// carrier reads anchors off an alignment.
type carrier struct {
	*alignment
}

func newCarrier(a, b *text.Document) *carrier { return &carrier{align(a, b)} }

func (c *carrier) carry(an Anchor) Result {
	r := Result{ID: an.ID}
	p, q := c.a.firstAt(an.Start), c.a.firstAt(an.End-1)
	if q < len(c.a.tokens) && c.a.tokens[q].Start < an.End {
		q++
	}
	if p >= q {
		r.Status = Lost
		return r
	}
	found, from, to, ok := c.place(p, q)
	if !ok || from >= to {
		r.Status = Lost
		return r
	}
	span, ok := c.b.doc.Snap(c.span(an.Span, p, q, from, to))
	if !ok {
		r.Status = Lost
		return r
	}
	r.Span = span
	r.Status = Edited
	if c.a.doc.Slice(an.Span) == c.b.doc.Slice(span) {
		r.Status = Exact
	}
	if found.moved {
		r.Status = Moved
	}
	return r
}
