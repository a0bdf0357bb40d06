package anchor

import (
	"cmp"
	"slices"

	"stet/models/text"
)

// carrier reads anchors off an alignment, which it does not change.
type carrier struct {
	*alignment
	old index // of the tokens of a
}

func newCarrier(a, b *text.Document) *carrier {
	al := align(a, b)
	return &carrier{al, newIndex(al.a.tokens, len(al.words.weights))}
}

func (c *carrier) carry(an Anchor) Result {
	p, q := c.tokens(an.Span)
	if p >= q || an.Len() < 1 {
		return Result{ID: an.ID, Status: Lost, Near: c.near(p)}
	}
	found, from, to, ok := c.place(p, q)
	if !ok {
		return c.search(an, p, q)
	}
	if rivals := c.rivals(p, q, from, to); len(rivals) > 0 {
		return c.ambiguous(an, p, append(rivals, from), q-p)
	}
	return c.attach(an, p, q, from, to, found)
}

// tokens is the half-open range of the tokens of a that overlap s.
func (c *carrier) tokens(s text.Span) (p, q int) {
	p, q = c.a.firstAt(s.Start), c.a.firstAt(s.End-1)
	if q < len(c.a.tokens) && c.a.tokens[q].Start < s.End {
		q++
	}
	return p, q
}

// attach says what became of an anchor whose tokens [p, q) went to [from, to).
func (c *carrier) attach(an Anchor, p, q, from, to int, found cluster) Result {
	span, ok := c.b.doc.Snap(c.span(an.Span, p, q, from, to))
	if !ok {
		return Result{ID: an.ID, Status: Lost, Near: c.near(p)}
	}
	r := Result{ID: an.ID, Span: span, Score: 1}
	before, after := c.a.doc.Slice(an.Span), c.b.doc.Slice(span)
	switch {
	case !equal(before, after):
		r.Status, r.Score = Edited, c.similarity(p, q, from, to, found)
		c.mark(&r, p, q, from, to)
		return r
	case found.moved:
		r.Status = Moved
	case before == after:
		r.Status = Exact
	default:
		r.Status = Cosmetic
	}
	r.ContextChanged = c.contextChanged(an.Span, span)
	return r
}

// maxEdited keeps 1 for equal words.
const maxEdited = 0.99

// similarity is the share of the weight of both versions that is aligned, always
// below 1.
func (c *carrier) similarity(p, q, from, to int, found cluster) float64 {
	both := c.weight(p, q)
	for _, t := range c.b.tokens[from:to] {
		both += int(c.words.weights[t.key])
	}
	return min(maxEdited, 2*float64(found.weight)/float64(both))
}

// contextChanged compares what surrounds two spans in their sentences.
func (c *carrier) contextChanged(old, now text.Span) bool {
	a, b := sentences(c.a.doc, old), sentences(c.b.doc, now)
	return !equal(c.a.doc.Slice(text.Span{Start: a.Start, End: old.Start}), c.b.doc.Slice(text.Span{Start: b.Start, End: now.Start})) ||
		!equal(c.a.doc.Slice(text.Span{Start: old.End, End: a.End}), c.b.doc.Slice(text.Span{Start: now.End, End: b.End}))
}

// maxContext is how far around an anchor its sentence is looked at. A table
// without full stops can be one sentence of a whole article.
const maxContext = 500 // code points

// sentences is the span from the start of the first sentence of s to the end of
// its last, at most maxContext on either side.
func sentences(d *text.Document, s text.Span) text.Span {
	first, last := d.SentencesIn(s)
	if first == last {
		return s
	}
	return text.Span{
		Start: min(s.Start, max(d.Sentences[first].Start, s.Start-maxContext)),
		End:   max(s.End, min(d.Sentences[last-1].End, s.End+maxContext)),
	}
}

// near is the code point of b that follows what stood before the token p of a.
func (c *carrier) near(p int) int {
	if m := c.before[p]; m != none {
		return c.b.tokens[m].End
	}
	return 0
}

// rivals lists where the tokens [p, q) of a could be as well as at [from, to):
// the same words stand there, nothing else of a is aligned with them, and no
// neighbour tells the places apart. The place itself is a rival when the same
// words of a were left over.
func (c *carrier) rivals(p, q, from, to int) []int {
	if !c.same(p, from, q-p) || to-from != q-p || c.supported(p, q, from, to) {
		return nil
	}
	rivals := c.openOccurrences(p, q)
	for _, twin := range c.twins(p, q) {
		if !c.a.taken(twin, twin+q-p) {
			return append(rivals, from)
		}
	}
	return rivals
}

// twins lists where else in a the tokens [p, q) stand.
func (c *carrier) twins(p, q int) []int {
	found := occurrences(c.old, c.a.tokens, c.a.tokens[p:q])
	return slices.DeleteFunc(found, func(at int) bool { return at == p })
}

// maxAmbiguous is how many places an ambiguous anchor names, the nearest first
// to be kept: nobody looks through more.
const maxAmbiguous = 100

// ambiguous lists the places, given by their first tokens.
func (c *carrier) ambiguous(an Anchor, p int, places []int, length int) Result {
	c.nearestFirst(places, p)
	places = places[:min(len(places), maxAmbiguous)]
	slices.Sort(places)
	r := Result{ID: an.ID, Status: Ambiguous, Near: c.near(p)}
	for _, from := range slices.Compact(places) {
		r.Candidates = append(r.Candidates, c.candidate(an, p, from, length))
	}
	return r
}

// nearestFirst sorts places in b by their distance from where the token p of a
// was.
func (c *carrier) nearestFirst(places []int, p int) {
	home := int(c.before[p])
	slices.SortStableFunc(places, func(x, y int) int { return cmp.Compare(max(x-home, home-x), max(y-home, home-y)) })
}

// candidate is the place where all tokens of an anchor stand from a token on.
func (c *carrier) candidate(an Anchor, p, from, length int) Candidate {
	span, _ := c.b.doc.Snap(c.span(an.Span, p, p+length, from, from+length))
	return Candidate{span, 1}
}

// search looks for an anchor that the alignment has no place for: the same words
// with the same surroundings are it, several such places are ambiguous, and all
// else can only be proposed.
func (c *carrier) search(an Anchor, p, q int) Result {
	open := c.openOccurrences(p, q)
	known := slices.DeleteFunc(slices.Clone(open), func(at int) bool { return !c.surrounded(p, q, at) })
	switch {
	case len(known) == 1:
		if r := c.attach(an, p, q, known[0], known[0]+q-p, cluster{moved: true}); r.Status == Moved {
			return r
		}
	case len(known) > 1:
		return c.ambiguous(an, p, known, q-p)
	case len(open) > 1 && c.a.length(p, q) >= minSearch:
		return c.ambiguous(an, p, open, q-p)
	}
	return Result{ID: an.ID, Status: Lost, Near: c.near(p), Candidates: c.propose(an, p, q)}
}

// maxProposed is how many places are proposed for a lost anchor, and minProposed
// how well they must fit.
const (
	maxProposed = 3
	minProposed = 0.3
)

// propose lists the best places for a lost anchor: those where its words stand,
// nearest first, then, unless it is short, those that fit well.
func (c *carrier) propose(an Anchor, p, q int) []Candidate {
	places := c.occurrences(p, q)
	c.nearestFirst(places, p)
	var all []Candidate
	for _, from := range places[:min(len(places), maxProposed)] {
		all = append(all, c.candidate(an, p, from, q-p))
	}
	if len(all) == maxProposed || c.a.length(p, q) < minSearch {
		return all
	}
	for _, f := range c.fits(p, q, false) {
		span, ok := c.b.doc.Snap(f.span)
		if ok && f.score >= minProposed && !slices.ContainsFunc(all, func(k Candidate) bool { return k.Overlaps(span) }) {
			all = append(all, Candidate{span, min(f.score, maxEdited)})
		}
	}
	return all[:min(len(all), maxProposed)]
}
