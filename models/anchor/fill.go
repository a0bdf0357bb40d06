package anchor

import (
	"slices"

	"znkr.io/diff"
)

// Limits on the work of one alignment. A table of gapCells cells takes about
// 4 MB and 5 ms; maxCells cells bound the whole to seconds.
const (
	gapCells = 1 << 20
	maxCells = 400 << 20
)

// Scores of the table, in the unit of weights: runs of common tokens are worth
// more than their parts, and to leave one costs as much as it takes to make
// sharing a lone short word a loss.
const (
	runBonus = 2
	openCost = 5
)

// fill aligns the words of a gap: by a table where the gap is small enough, else
// by the long common runs first.
func (al *alignment) fill(g gap) {
	a, b := al.a.open(g.a0, g.a1), al.b.open(g.b0, g.b1)
	cells := (len(a) + 1) * (len(b) + 1)
	switch {
	case len(a) == 0 || len(b) == 0:
	case cells <= gapCells:
		if al.spend(cells) {
			for _, p := range al.table(a, b) {
				al.pair(p.a, p.b, 1, false)
			}
		}
	default:
		al.fillRuns(a, b, g)
	}
}

// spend takes cells off the budget; it is false when too little is left.
func (al *alignment) spend(cells int) bool {
	if al.cells < cells {
		return false
	}
	al.cells -= cells
	return true
}

// open lists the tokens of a range that are not aligned.
func (s *side) open(from, to int) []int {
	var list []int
	for t := from; t < to; t++ {
		if s.match[t] == none {
			list = append(list, t)
		}
	}
	return list
}

// all lists the tokens of a range.
func (s *side) all(from, to int) []int {
	list := make([]int, max(0, to-from))
	for i := range list {
		list[i] = from + i
	}
	return list
}

func (s *side) keys(list []int) []int32 {
	keys := make([]int32, len(list))
	for i, t := range list {
		keys[i] = s.tokens[t].key
	}
	return keys
}

// minRun is the weight of a common run that divides a large gap.
const minRun = 6 * wordWeight

// fillRuns aligns the common runs that stand out in a large gap and fills what
// lies between them.
func (al *alignment) fillRuns(a, b []int, g gap) {
	rest := gap{g.a0, 0, g.b0, 0}
	found := false
	flush := func(run []diff.Edit[int32]) {
		weight := 0
		for _, e := range run {
			weight += int(al.words.weights[e.X])
		}
		if weight < minRun {
			return
		}
		found = true
		for _, e := range run {
			al.pair(a[e.PosX], b[e.PosY], 1, false)
		}
		rest.a1, rest.b1 = a[run[0].PosX], b[run[0].PosY]
		al.fillRest(rest)
		last := run[len(run)-1]
		rest.a0, rest.b0 = a[last.PosX]+1, b[last.PosY]+1
	}
	edits := diff.Edits(al.a.keys(a), al.b.keys(b), diff.Fast())
	start := 0
	for i := range edits {
		if edits[i].Op != diff.Match {
			flush(edits[start:i])
			start = i + 1
		}
	}
	flush(edits[start:])
	if found {
		rest.a1, rest.b1 = g.a1, g.b1
		al.fillRest(rest)
	}
}

func (al *alignment) fillRest(g gap) {
	if !g.empty() {
		al.fill(g)
	}
}

// Traces of a cell: where its best score with a match, and without, comes from.
const (
	matchAfterGap = 1 << iota // else after a match
	gapAfterMatch             // else goes on
	gapLeft                   // else up
)

// never is the score of what cannot be, far enough from overflow.
const never = -1 << 30

// table aligns two lists of tokens so that the weight of what they share, less
// the cost of interruptions, is greatest. What surrounds the lists is taken to be
// aligned, so a run that touches an end costs nothing there.
//
// For each cell it keeps two scores, of the best alignment that ends with a match
// there and of the best that does not (Gotoh's affine gaps, with one kind of gap).
// To skip the start of a sentence of one text inside of a sentence of the other
// costs a toll, or two sentences that begin alike would be patched together.
// The loop is not divided: it is most of the work of a revision.
func (al *alignment) table(a, b []int) []pairing {
	ka, kb := al.a.keys(a), al.b.keys(b)
	width := len(b) + 1
	begins, toll := al.a.begins(a), newTolls(al.b.begins(b))
	trace := make([]uint8, (len(a)+1)*width)
	match, skip := borders(width)
	for i, key := range ka {
		row := trace[(i+1)*width : (i+2)*width]
		diagMatch, diagSkip := match[0], skip[0]
		up, left := toll.up(begins[i]), toll.left(begins[i+1])
		match[0], skip[0] = never, skip[0]-up[0]
		for j, other := range kb {
			upMatch, upSkip := match[j+1], skip[j+1]
			cell, best := uint8(0), upSkip-up[j+1]
			if s := upMatch - openCost - up[j+1]; s > best {
				best, cell = s, gapAfterMatch
			}
			if s := skip[j] - left[j]; s > best {
				best, cell = s, gapLeft
			}
			if s := match[j] - openCost - left[j]; s > best {
				best, cell = s, gapLeft|gapAfterMatch
			}
			score := int32(never)
			if key == other {
				score = diagMatch + runBonus
				if diagSkip > score {
					score, cell = diagSkip, cell|matchAfterGap
				}
				score += al.words.weights[key]
			}
			row[j+1], match[j+1], skip[j+1] = cell, score, best
			diagMatch, diagSkip = upMatch, upSkip
		}
	}
	return follow(trace, a, b, match[len(b)] >= skip[len(b)])
}

// begins reports for every token of a list, and for its end, whether a sentence
// begins there.
func (s *side) begins(list []int) []bool {
	all := make([]bool, len(list)+1)
	all[len(list)] = true
	end := 0
	for i, t := range list {
		if all[i] = t >= end; all[i] {
			end = s.sentenceEnd(t)
		}
	}
	return all
}

// tolls are what a row of the table costs to go on in, by the token of b that
// comes next.
type tolls struct{ free, inside, start []int32 }

func newTolls(begins []bool) tolls {
	t := tolls{make([]int32, len(begins)), make([]int32, len(begins)), make([]int32, len(begins))}
	for j, begin := range begins {
		if begin {
			t.start[j] = openCost
		} else {
			t.inside[j] = openCost
		}
	}
	return t
}

// up is the toll on skipping a token of a, which may begin a sentence.
func (t tolls) up(begins bool) []int32 {
	if begins {
		return t.inside
	}
	return t.free
}

// left is the toll on skipping the next token of b where the next of a may begin
// a sentence.
func (t tolls) left(begins bool) []int32 {
	if begins {
		return t.free
	}
	return t.start
}

// borders are the scores of the row before the first.
func borders(width int) (match, skip []int32) {
	match, skip = make([]int32, width), make([]int32, width)
	for j := range width {
		match[j], skip[j] = never, -openCost
	}
	match[0] = 0
	return match, skip
}

// follow walks a trace back from its end and collects the matches on the way.
func follow(trace []uint8, a, b []int, matched bool) []pairing {
	width := len(b) + 1
	var pairs []pairing
	for i, j := len(a), len(b); i > 0 && j > 0; {
		cell := trace[i*width+j]
		switch {
		case matched:
			pairs = append(pairs, pairing{a[i-1], b[j-1]})
			matched = cell&matchAfterGap == 0
			i, j = i-1, j-1
		case cell&gapLeft != 0:
			matched = cell&gapAfterMatch != 0
			j--
		default:
			matched = cell&gapAfterMatch != 0
			i--
		}
	}
	slices.Reverse(pairs)
	return pairs
}
