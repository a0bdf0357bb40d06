package anchor

import (
	"cmp"
	"slices"

	"stet/models/text"
)

// Rules for words that are looked for all over the text. Of deleted sentences
// of 25 to 60 characters 88 % are "found" when half of the characters may
// differ, 3 % when a quarter may; shorter ones are never looked for.
const (
	maxErrors     = 0.25 // of the characters
	maxLoneErrors = 0.15 // of the characters, where no neighbour stands at the place
	minSearch     = 25   // code points
	maxSearch     = 400  // tokens: nobody claims that much
	minLead       = 0.10 // by which the best place must beat the next
)

// tolerance is the share of the characters of the tokens [p, q) of a that may
// differ at a place in b. A sentence that came alone must be much the same: far
// and reworded, it may as well be another. Those of a block bear each other out.
func (al *alignment) tolerance(p, q int, f fit) float64 {
	if al.a.sentenceEnd(p) < q || al.accompanied(p, q, f.pairs[0].b, f.pairs[len(f.pairs)-1].b+1) {
		return maxErrors
	}
	return maxLoneErrors
}

// relocate aligns what was both moved and edited: first the blocks of a whose
// words are mostly unpaired, then such sentences, then the unpaired stretches of
// others; each with a stretch of b that nothing is paired with yet.
func (al *alignment) relocate() {
	for i := range al.a.blocks.units() {
		if p, q := al.a.blocks.starts[i], al.a.blocks.starts[i+1]; al.mostlyOpen(p, q) {
			al.relocateTo(p, q)
		}
	}
	l := al.a.sentences
	for i := range l.units() {
		p, q := l.starts[i], l.starts[i+1]
		if al.mostlyOpen(p, q) {
			al.relocateTo(p, q)
			continue
		}
		for p < q {
			end := al.a.openEnd(p, q)
			al.relocateTo(p, end)
			p = end + 1
		}
	}
}

func (al *alignment) mostlyOpen(p, q int) bool {
	return 2*al.openWeight(p, q) >= al.weight(p, q)
}

// openEnd is the first token from p on that is paired, at most q.
func (s *side) openEnd(p, q int) int {
	for p < q && s.match[p] == none {
		p++
	}
	return p
}

// relocateTo pairs the tokens [p, q) of a with the place they fit, if there is one.
func (al *alignment) relocateTo(p, q int) {
	if al.a.length(p, q) < minSearch || q-p > maxSearch || !al.spend(4*(q-p)*(q-p)) {
		return
	}
	if best, ok := al.bestFit(p, q); ok {
		for _, pr := range best.pairs {
			al.pair(pr.a, pr.b, 1, true)
		}
	}
}

// fit is a way to align a range of tokens of a with a stretch of b.
type fit struct {
	pairs []pairing
	span  text.Span // in b
	score float64   // 1 less the share of characters that differ
}

// pairing is a token of a and its partner in b.
type pairing struct{ a, b int }

// bestFit is the place of edited words, when it is good enough and well ahead of
// the next; an equal one is ahead of all that are not.
func (al *alignment) bestFit(p, q int) (fit, bool) {
	fits := al.fits(p, q, true)
	if len(fits) == 0 || fits[0].score < 1-al.tolerance(p, q, fits[0]) {
		return fit{}, false
	}
	if len(fits) == 1 {
		return fits[0], true
	}
	best, next := fits[0].score, fits[1].score
	return fits[0], best-next >= minLead || best == 1 && next < 1
}

// fits lists the places where the tokens [p, q) of a could have gone, best
// first; with open, only among tokens of b that are not paired.
func (al *alignment) fits(p, q int, open bool) []fit {
	if q-p > maxSearch {
		return nil
	}
	var fits []fit
	for _, w := range al.windows(p, q, open) {
		f := al.fitWindow(p, q, w, open)
		if f.score > 0 {
			fits = append(fits, f)
		}
	}
	slices.SortStableFunc(fits, func(f, g fit) int { return cmp.Compare(g.score, f.score) })
	return distinct(fits)
}

// distinct keeps the best of the fits that lie over one another.
func distinct(fits []fit) []fit {
	var kept []fit
	for _, f := range fits {
		if !slices.ContainsFunc(kept, func(k fit) bool { return k.span.Overlaps(f.span) }) {
			kept = append(kept, f)
		}
	}
	return kept
}

// fitWindow aligns the tokens [p, q) with what stands about a window.
func (al *alignment) fitWindow(p, q int, w window, open bool) fit {
	slack := (q-p)/2 + 2
	from, to := max(0, w.start-slack), min(len(al.b.tokens), w.start+(q-p)+slack)
	list := (*side).all
	if open {
		list = (*side).open
	}
	pairs := al.table(list(&al.a, p, q), list(&al.b, from, to))
	if len(pairs) == 0 {
		return fit{}
	}
	return al.judge(p, q, pairs)
}

// judge scores a fit by the characters that differ between its pairs.
func (al *alignment) judge(p, q int, pairs []pairing) fit {
	first, last := pairs[0], pairs[len(pairs)-1]
	span := text.Span{Start: al.b.tokens[first.b].Start, End: al.b.tokens[last.b].End}
	errors := al.a.length(p, first.a) + al.a.length(last.a+1, q)
	for i := 1; i < len(pairs); i++ {
		errors += distance(al.a.between(pairs[i-1].a, pairs[i].a), al.b.between(pairs[i-1].b, pairs[i].b))
	}
	return fit{pairs, span, 1 - float64(errors)/float64(al.a.length(p, q))}
}

// length is the number of code points of the tokens [from, to).
func (s *side) length(from, to int) int {
	if from >= to {
		return 0
	}
	return s.tokens[to-1].End - s.tokens[from].Start
}

// between is the text of the tokens between two others.
func (s *side) between(from, to int) []rune {
	if from+1 >= to {
		return nil
	}
	return []rune(s.doc.Slice(text.Span{Start: s.tokens[from+1].Start, End: s.tokens[to-1].End}))
}

// distance is the number of insertions, deletions and replacements that turn a
// into b (Levenshtein).
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, s := range b {
			cost := diagonal
			if r != s {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// openWeight is what the tokens [from, to) of a that are not paired weigh.
func (al *alignment) openWeight(from, to int) int {
	total := 0
	for t := from; t < to; t++ {
		if al.a.match[t] == none {
			total += int(al.words.weights[al.a.tokens[t].key])
		}
	}
	return total
}
