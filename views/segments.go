package views

import (
	"cmp"
	"slices"

	"stet/models"
	"stet/models/text"
)

// layer says what lies on a stretch of text.
type layer int8

const (
	claimLayer layer = iota
	remarkLayer
	skipLayer
	suggestionLayer
)

// edge is where something begins or ends in the text.
type edge struct {
	at    int // code point
	item  int // index into the workspace's claims, remarks, skips or suggestions
	layer layer
	open  bool
}

// cover is what lies on a stretch of text: claims and remarks by index, and at
// most one skip and one suggestion (-1 without).
type cover struct {
	claims, remarks  []int
	skip, suggestion int
}

func (c cover) bare() bool {
	return len(c.claims)+len(c.remarks) == 0 && c.skip < 0 && c.suggestion < 0
}

func (c cover) equal(o cover) bool {
	return c.skip == o.skip && c.suggestion == o.suggestion && slices.Equal(c.claims, o.claims) && slices.Equal(c.remarks, o.remarks)
}

// segment is a maximal run of one block's text with the same cover.
type segment struct {
	text.Span
	cover
}

// sweep walks the edges of a workspace once, in the order of the text.
type sweep struct {
	edges      []edge
	next       int
	now        cover
	placesOpen map[int]int // of a claim: its places may overlap one another
}

// newSweep collects the edges of everything drawn. Withdrawn claims are drawn
// only while chosen.
func newSweep(ws *models.Workspace, chosen int64) *sweep {
	s := &sweep{now: cover{skip: -1, suggestion: -1}, placesOpen: map[int]int{}}
	for i := range ws.Claims {
		if c := &ws.Claims[i]; drawn(c, chosen) {
			for _, p := range placesOf(c) {
				s.add(text.Span{Start: p.StartCP, End: p.EndCP}, i, claimLayer)
			}
		}
	}
	for i := range ws.Remarks {
		s.add(ws.Remarks[i].Anchor.Span(), i, remarkLayer)
	}
	for i := range ws.Skips {
		a := ws.Skips[i].Anchor
		s.add(text.Span{Start: a.StartCP, End: a.EndCP}, i, skipLayer)
	}
	for i := range ws.Suggestions {
		s.add(ws.Suggestions[i].Span, i, suggestionLayer)
	}
	slices.SortStableFunc(s.edges, func(a, b edge) int { return cmp.Compare(a.at, b.at) })
	return s
}

// drawn reports whether the claim shows in the text.
func drawn(c *models.ClaimLine, chosen int64) bool {
	return c.Status != models.ClaimWithdrawn || c.ID == chosen
}

// placesOf are the places that a claim has in the text: all, or for an orphan
// those it has not lost.
func placesOf(c *models.ClaimLine) []models.Anchor {
	if !c.Orphaned {
		return c.Places
	}
	return slices.DeleteFunc(slices.Clone(c.Places), func(p models.Anchor) bool { return !p.Method.Attached() })
}

func (s *sweep) add(span text.Span, item int, l layer) {
	if span.Len() > 0 {
		s.edges = append(s.edges, edge{span.Start, item, l, true}, edge{span.End, item, l, false})
	}
}

// block is the segments of a block, written over out; blocks come in order.
func (s *sweep) block(b text.Span, out []segment) []segment {
	out = out[:0]
	s.cross(b.Start)
	pos := b.Start
	for s.next < len(s.edges) && s.edges[s.next].at < b.End {
		at := s.edges[s.next].at
		out = s.emit(out, text.Span{Start: pos, End: at})
		s.cross(at)
		pos = at
	}
	return s.emit(out, text.Span{Start: pos, End: b.End})
}

// emit adds a segment, or lengthens the last one under the same cover.
func (s *sweep) emit(out []segment, span text.Span) []segment {
	if n := len(out); n > 0 && out[n-1].cover.equal(s.now) {
		out[n-1].End = span.End
		return out
	}
	now := s.now
	now.claims, now.remarks = slices.Clone(now.claims), slices.Clone(now.remarks)
	return append(out, segment{span, now})
}

// cross takes in every edge up to and at the code point.
func (s *sweep) cross(at int) {
	for ; s.next < len(s.edges) && s.edges[s.next].at <= at; s.next++ {
		s.take(s.edges[s.next])
	}
}

func (s *sweep) take(e edge) {
	switch e.layer {
	case claimLayer:
		s.takeClaim(e)
	case remarkLayer:
		s.now.remarks = among(s.now.remarks, e)
	case skipLayer:
		s.now.skip = taken(s.now.skip, e)
	case suggestionLayer:
		s.now.suggestion = taken(s.now.suggestion, e)
	}
}

// among puts an item in its order among others, or takes it out.
func among(now []int, e edge) []int {
	at, found := slices.BinarySearch(now, e.item)
	switch {
	case e.open && !found:
		return slices.Insert(now, at, e.item)
	case !e.open && found:
		return slices.Delete(now, at, at+1)
	}
	return now
}

func taken(now int, e edge) int {
	switch {
	case e.open:
		return e.item
	case now == e.item:
		return -1
	}
	return now
}

func (s *sweep) takeClaim(e edge) {
	if e.open {
		s.placesOpen[e.item]++
	} else {
		s.placesOpen[e.item]--
	}
	if e.open || s.placesOpen[e.item] == 0 {
		s.now.claims = among(s.now.claims, e)
	}
}
