package anchor

import (
	"slices"
	"sort"

	"stet/models/text"
)

// minMoved is how much a moved block or sentence must weigh, as five long words
// do: shorter ones recur too easily.
const minMoved = 5 * wordWeight

// pairUnits aligns the equal units of a gap and returns, in tokens, the gaps
// that remain. Equal units at the ends are paired first; units that occur once
// on each side divide what is left. A repeated unit so stays with its neighbours.
func (al *alignment) pairUnits(la, lb level, g gap) []gap {
	for !g.empty() && la.hashes[g.a0] == lb.hashes[g.b0] {
		al.pairUnit(la, lb, g.a0, g.b0, false)
		g.a0, g.b0 = g.a0+1, g.b0+1
	}
	for !g.empty() && la.hashes[g.a1-1] == lb.hashes[g.b1-1] {
		al.pairUnit(la, lb, g.a1-1, g.b1-1, false)
		g.a1, g.b1 = g.a1-1, g.b1-1
	}
	if g.a0 >= g.a1 {
		return nil
	}
	pivots := heaviest(once(la, lb, g))
	if len(pivots) == 0 {
		return []gap{{la.starts[g.a0], la.starts[g.a1], lb.starts[g.b0], lb.starts[g.b1]}}
	}
	var rest []gap
	for _, p := range pivots {
		al.pairUnit(la, lb, p.a, p.b, false)
		rest = append(rest, al.pairUnits(la, lb, gap{g.a0, p.a, g.b0, p.b})...)
		g.a0, g.b0 = p.a+1, p.b+1
	}
	return append(rest, al.pairUnits(la, lb, g)...)
}

func (al *alignment) pairUnit(la, lb level, a, b int, moved bool) {
	al.pair(la.starts[a], lb.starts[b], la.starts[a+1]-la.starts[a], moved)
}

// pivot is a pair of equal units.
type pivot struct{ a, b, weight int }

// once lists the units of a gap that occur once in either text, in the order of
// a. One that occurs again, be it outside of the gap, does not say which it is.
func once(la, lb level, g gap) []pivot {
	places := make(map[uint64]int, g.b1-g.b0)
	for j := g.b0; j < g.b1; j++ {
		if h := lb.hashes[j]; lb.counts[h] == 1 {
			places[h] = j
		}
	}
	var pairs []pivot
	for i := g.a0; i < g.a1; i++ {
		if j, ok := places[la.hashes[i]]; ok && la.counts[la.hashes[i]] == 1 {
			pairs = append(pairs, pivot{i, j, la.starts[i+1] - la.starts[i]})
		}
	}
	return pairs
}

// heaviest is the chain of greatest weight that ascends in b as it does in a.
// best holds, as a Fenwick tree over the places in b, the chain to go on from.
func heaviest(pairs []pivot) []pivot {
	places := make([]int, len(pairs))
	for i, p := range pairs {
		places[i] = p.b
	}
	sort.Ints(places)
	total := make([]int, len(pairs)) // the weight of the best chain that ends here
	before := make([]int, len(pairs))
	best := make([]int, len(pairs)+1)
	for i := range best {
		best[i] = none
	}
	last := none
	for i, p := range pairs {
		rank := sort.SearchInts(places, p.b)
		before[i] = none
		for k := rank; k > 0; k &= k - 1 {
			before[i] = heavier(total, before[i], best[k])
		}
		total[i] = p.weight
		if before[i] != none {
			total[i] += total[before[i]]
		}
		for k := rank + 1; k < len(best); k += k & -k {
			best[k] = heavier(total, best[k], i)
		}
		last = heavier(total, last, i)
	}
	var chain []pivot
	for ; last != none; last = before[last] {
		chain = append(chain, pairs[last])
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	return chain
}

// heavier is the one of two chains that weighs more; the first when they do not
// differ.
func heavier(total []int, i, j int) int {
	if i == none || j != none && total[j] > total[i] {
		return j
	}
	return i
}

// pairMoved aligns the units [from, to) of a that found no partner in order, each
// with the one place where its words stand in b and nothing is paired, whatever
// surrounds them there. Where there are several such places none is taken, nor
// where the tokens of b in home hold an edited version.
func (al *alignment) pairMoved(l level, from, to int, home gap) {
	for i := from; i < to; i++ {
		p, q := l.starts[i], l.starts[i+1]
		if al.a.taken(p, q) || al.weight(p, q) < minMoved || l.counts[l.hashes[i]] > 1 {
			continue
		}
		if places := al.openOccurrences(p, q); len(places) == 1 && !al.editedAt(p, q, places[0], home) {
			al.pair(p, places[0], q-p, true)
		}
	}
}

// editedAt reports whether an edited version of the tokens [p, q) stands in home,
// apart from the equal one at place.
func (al *alignment) editedAt(p, q, place int, home gap) bool {
	if home.empty() {
		return false
	}
	al.b.reserve(place, p, q-p)
	fits := al.fits(p, q, true)
	al.b.release(place, q-p)
	homeSpan := text.Span{Start: al.b.tokens[home.b0].Start, End: al.b.tokens[home.b1-1].End}
	return slices.ContainsFunc(fits, func(f fit) bool {
		return f.score >= 1-maxErrors && homeSpan.Contains(f.span) && !al.standsInA(f.pairs[0].b)
	})
}

// standsInA reports whether the sentence of b that holds the token t is one of a.
func (al *alignment) standsInA(t int) bool {
	l := al.b.sentences
	return al.a.sentences.counts[l.hashes[l.find(t)]] > 0
}

// reserve notes that n tokens from t on are aligned with those of the other side
// from other on.
func (s *side) reserve(t, other, n int) {
	for i := range n {
		s.match[t+i] = int32(other + i)
	}
}

// release undoes a reservation.
func (s *side) release(t, n int) {
	for i := range n {
		s.match[t+i] = none
	}
}

// openOccurrences lists where the tokens [p, q) of a stand in b and nothing is
// paired.
func (al *alignment) openOccurrences(p, q int) []int {
	var open []int
	for _, start := range al.occurrences(p, q) {
		if !al.b.taken(start, start+q-p) {
			open = append(open, start)
		}
	}
	return open
}

// taken reports whether a token of the range is aligned.
func (s *side) taken(from, to int) bool {
	for _, m := range s.match[from:to] {
		if m != none {
			return true
		}
	}
	return false
}

// weight is what the tokens [from, to) of a weigh.
func (al *alignment) weight(from, to int) int {
	total := 0
	for _, t := range al.a.tokens[from:to] {
		total += int(al.words.weights[t.key])
	}
	return total
}
