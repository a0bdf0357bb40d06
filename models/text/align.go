package text

import (
	"slices"
	"unicode/utf8"

	"znkr.io/diff"
)

// step is a block of one text, of the other, or of both.
type step struct {
	a, b  int // -1 where the text has none
	moved bool
}

// What stands in place of the partner of a block that has none.
const (
	alone     = -1
	elsewhere = -2 // it moved
)

// movable is the least number of code points, folded, of a block that counts as
// moved: shorter ones recur by chance.
const movable = 40

// align pairs the blocks of two texts so that no pairs cross.
func align(a, b []string) []step {
	l := aligner{a: a, b: b, ofA: slices.Repeat([]int{alone}, len(a)), ofB: slices.Repeat([]int{alone}, len(b))}
	idsA, idsB := identify(a, b)
	l.pairEqual(idsA, idsB)
	l.findMoved(idsA, idsB)
	l.pairSimilar()
	return l.steps()
}

// aligner finds the partner of every block.
type aligner struct {
	a, b     []string
	ofA, ofB []int // the partner of each block
}

func (l *aligner) pair(i, j int) { l.ofA[i], l.ofB[j] = j, i }

// identify gives blocks that are equal after Fold the same number.
func identify(a, b []string) (idsA, idsB []int) {
	raw, folded := map[string]int{}, map[string]int{}
	number := func(texts []string) []int {
		ids := make([]int, len(texts))
		for i, s := range texts {
			id, known := raw[s]
			if !known {
				id = numberOf(folded, Fold(s))
				raw[s] = id
			}
			ids[i] = id
		}
		return ids
	}
	return number(a), number(b)
}

// numberOf is the number of s, a new one if it has none yet.
func numberOf(numbers map[string]int, s string) int {
	n, known := numbers[s]
	if !known {
		n = len(numbers)
		numbers[s] = n
	}
	return n
}

func (l *aligner) pairEqual(idsA, idsB []int) {
	i, j := 0, 0
	for _, edit := range diff.Edits(idsA, idsB) {
		switch edit.Op {
		case diff.Delete:
			i++
		case diff.Insert:
			j++
		default:
			l.pair(i, j)
			i, j = i+1, j+1
		}
	}
}

// findMoved marks the blocks left alone that both texts have.
func (l *aligner) findMoved(idsA, idsB []int) {
	left := map[int][]int{}
	for j, id := range idsB {
		if l.ofB[j] == alone {
			left[id] = append(left[id], j)
		}
	}
	for i, id := range idsA {
		same := left[id]
		if l.ofA[i] == alone && len(same) > 0 && utf8.RuneCountInString(Fold(l.a[i])) >= movable {
			l.ofA[i], l.ofB[same[0]] = elsewhere, elsewhere
			left[id] = same[1:]
		}
	}
}

// pairSimilar pairs, between two pairs of equal blocks, what is alike.
func (l *aligner) pairSimilar() {
	g := gap{bags: newBags()}
	next := 0
	for i, j := range append(slices.Clone(l.ofA), len(l.b)) {
		if j == alone {
			g.a = append(g.a, i)
		}
		if j < 0 {
			continue
		}
		for ; next < j; next++ {
			if l.ofB[next] == alone {
				g.b = append(g.b, next)
			}
		}
		for _, c := range g.pairs(l.a, l.b) {
			l.pair(g.a[c.a], g.b[c.b])
		}
		g.a, g.b = g.a[:0], g.b[:0]
		next = j + 1
	}
}

// steps lists all blocks in reading order; in a gap those of a come first.
func (l *aligner) steps() []step {
	var all []step
	next := 0
	for i, j := range l.ofA {
		if j < 0 {
			all = append(all, step{i, -1, j == elsewhere})
			continue
		}
		all = l.inserted(all, next, j)
		all = append(all, step{a: i, b: j})
		next = j + 1
	}
	return l.inserted(all, next, len(l.ofB))
}

// inserted appends the blocks of b in [from, to), which have no partners.
func (l *aligner) inserted(all []step, from, to int) []step {
	for j := from; j < to; j++ {
		all = append(all, step{-1, j, l.ofB[j] == elsewhere})
	}
	return all
}
