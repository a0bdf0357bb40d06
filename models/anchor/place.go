package anchor

import (
	"slices"

	"stet/models/text"
)

// minKept is the share of an anchor's weight that must be aligned for its place
// to be known.
const minKept = 0.4

// maxJump is how many more tokens may lie between two words of an anchor in the
// new text than in the old.
const maxJump = 40

// cluster is a part of an anchor that is aligned in order and in one piece.
type cluster struct {
	first, last int // tokens of a
	weight      int
	moved       bool
}

// clusters groups the aligned tokens of [p, q).
func (al *alignment) clusters(p, q int) []cluster {
	var all []cluster
	within := al.a.blocks.find(p) == al.a.blocks.find(q-1)
	for t := p; t < q; t++ {
		if al.a.match[t] == none {
			continue
		}
		n := len(all) - 1
		for n >= 0 && !al.continues(all[n], t, within) {
			n--
		}
		if n < 0 {
			n = len(all)
			all = append(all, cluster{first: t, moved: al.moved[t]})
		}
		all[n].last = t
		all[n].weight += int(al.words.weights[al.a.tokens[t].key])
	}
	return all
}

// continues reports whether the token t goes on with a cluster, which stays in
// one block of b when it has to be within one.
func (al *alignment) continues(c cluster, t int, within bool) bool {
	from, to := int(al.a.match[c.last]), int(al.a.match[t])
	return from < to && al.moved[t] == c.moved && to-from <= t-c.last+maxJump && !(within && al.b.apart(from, to))
}

// apart reports whether two tokens stand in different blocks.
func (s *side) apart(t, u int) bool { return s.blocks.find(t) != s.blocks.find(u) }

// place finds the tokens [p, q) of a in b by the alignment: the cluster that
// holds most of them, and the tokens of b that took the place of the rest, among
// which words of the anchor may stand in another order.
func (al *alignment) place(p, q int) (found cluster, from, to int, ok bool) {
	for _, c := range al.clusters(p, q) {
		if c.weight > found.weight {
			found = c
		}
	}
	if found.weight == 0 {
		return found, 0, 0, false
	}
	least := minKept * float64(al.weight(p, q))
	if start, ok := al.slide(found, p, q); ok && float64(found.weight) >= least && al.reads(p, q, start) {
		return found, start, start + q - p, true
	}
	from, to = al.startOf(found, p, q), al.endOf(found, p, q)
	if !al.a.apart(p, q-1) {
		block := al.b.blocks.find(int(al.a.match[found.first]))
		from, to = max(from, al.b.blocks.starts[block]), min(to, al.b.blocks.starts[block+1])
	}
	found.weight = al.kept(p, q, from, to)
	return found, from, to, float64(found.weight) >= least
}

// kept is what the tokens [p, q) of a weigh that are aligned with some of [from,
// to), in whatever order.
func (al *alignment) kept(p, q, from, to int) int {
	total := 0
	for t := p; t < q; t++ {
		if m := int(al.a.match[t]); from <= m && m < to {
			total += int(al.words.weights[al.a.tokens[t].key])
		}
	}
	return total
}

// foreign reports whether a token [from, to) of b is aligned with one of a that
// is not of [p, q).
func (al *alignment) foreign(p, q, from, to int) bool {
	return slices.ContainsFunc(al.b.match[from:to], func(m int32) bool { return m != none && (int(m) < p || int(m) >= q) })
}

// slide looks whether all tokens stand unchanged where one of them is: an
// alignment may pair a full stop with that of the neighbour.
func (al *alignment) slide(c cluster, p, q int) (int, bool) {
	last := none
	for t := c.first; t <= c.last; t++ {
		if al.a.match[t] == none || int(al.a.match[t])-t+p == last {
			continue
		}
		last = int(al.a.match[t]) - t + p
		if al.same(p, last, q-p) {
			return last, true
		}
	}
	return 0, false
}

// reads reports whether the tokens [p, q) of a read the same from start on in b,
// in one block if they are in one.
func (al *alignment) reads(p, q, start int) bool {
	if !al.a.apart(p, q-1) && al.b.apart(start, start+q-p-1) {
		return false
	}
	return equal(al.a.text(p, q), al.b.text(start, start+q-p))
}

// equal reports whether two texts differ in typography at most.
func equal(a, b string) bool { return a == b || text.Fold(a) == text.Fold(b) }

// text is what the tokens [from, to) and what lies between them read.
func (s *side) text(from, to int) string {
	return s.doc.Slice(text.Span{Start: s.tokens[from].Start, End: s.tokens[to-1].End})
}

func (s *side) raw(t int) string { return s.text(t, t+1) }

// startOf is the first token of b that belongs to an anchor from p on. An anchor
// that begins with a sentence goes on to do so, where no words of others stand in
// between; else what was put in place of its first words is part of it, unless
// it took the place of words before the anchor as well.
func (al *alignment) startOf(c cluster, p, q int) int {
	at := int(al.a.match[c.first])
	if p == al.a.sentenceStart(p) && (c.first > p || al.a.raw(p) != al.b.raw(at)) {
		if s := al.b.sentenceStart(at); !al.foreign(p, q, s, at) {
			return s
		}
	}
	if c.first == p || !al.joins(p-1, c) || int(al.a.match[p-1]) >= at {
		return at
	}
	return at - limit(at-1-int(al.a.match[p-1]), c.first-p)
}

// joins reports whether the token t, beside an anchor, is aligned as the words of
// the anchor are.
func (al *alignment) joins(t int, c cluster) bool {
	return t >= 0 && t < len(al.a.tokens) && al.a.match[t] != none && al.moved[t] == c.moved
}

// endOf is the token of b after the last that belongs to an anchor up to q.
func (al *alignment) endOf(c cluster, p, q int) int {
	at := int(al.a.match[c.last]) + 1
	if q == al.a.sentenceEnd(q-1) && c.last < q-1 {
		if e := al.b.sentenceEnd(at - 1); !al.foreign(p, q, at, e) {
			return e
		}
	}
	if c.last == q-1 || !al.joins(q, c) || int(al.a.match[q]) < at {
		return at
	}
	return at + limit(int(al.a.match[q])-at, q-1-c.last)
}

// limit is n, the number of tokens put in place of old ones, or 0 when it is too
// large to be that.
func limit(n, old int) int {
	if n > 4*old+16 {
		return 0
	}
	return n
}

// sentenceStart is the first token of the sentence that holds t.
func (s *side) sentenceStart(t int) int { return s.sentences.starts[s.sentences.find(t)] }

// sentenceEnd is the token after the sentence that holds t.
func (s *side) sentenceEnd(t int) int { return s.sentences.starts[s.sentences.find(t)+1] }

// span is the place of an anchor whose tokens [p, q) went to [from, to): an
// anchor that begins or ends inside of a token does so in the new text too.
func (al *alignment) span(old text.Span, p, q, from, to int) text.Span {
	first, last := al.b.tokens[from], al.b.tokens[to-1]
	s := text.Span{Start: first.Start, End: last.End}
	if a := al.a.tokens[p]; a.key == first.key && a.Len() == first.Len() {
		s.Start += max(0, old.Start-a.Start)
	}
	if a := al.a.tokens[q-1]; a.key == last.key && a.Len() == last.Len() {
		s.End -= max(0, a.End-old.End)
	}
	return s
}
