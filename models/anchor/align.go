package anchor

import (
	"sort"
	"unicode"

	"stet/models/text"
)

// side is one of the two texts, cut into tokens.
type side struct {
	doc       *text.Document
	tokens    []token
	blocks    level
	sentences level
	match     []int32 // by token: the token of the other side that it is aligned with, or none
}

const none = -1

// level is a division of the tokens of a side into units without rest.
type level struct {
	starts []int    // the first token of each unit, then the number of tokens
	hashes []uint64 // of the keys of each unit
}

func (l level) units() int { return len(l.hashes) }

// find is the unit that holds the token t.
func (l level) find(t int) int { return sort.SearchInts(l.starts, t+1) - 1 }

func newSide(doc *text.Document, x *lexicon) side {
	s := side{doc: doc, tokens: tokenize(doc.Text, x)}
	starts := make([]int, len(doc.Blocks))
	for i, b := range doc.Blocks {
		starts[i] = b.Start
	}
	s.blocks = s.divide(starts)
	for _, sentence := range doc.Sentences {
		starts = append(starts, sentence.Start)
	}
	starts = append(starts, items(doc.Text)...)
	sort.Ints(starts)
	s.sentences = s.divide(starts)
	s.match = make([]int32, len(s.tokens))
	for i := range s.match {
		s.match[i] = none
	}
	return s
}

// items gives where the lines begin, inside of blocks or not, that do not begin
// with a letter: such lines are items of a list rather than wrapped text.
func items(s string) []int {
	var starts []int
	point, fresh := 0, false
	for _, r := range s {
		if fresh && r != '\n' && !unicode.IsLetter(r) {
			starts = append(starts, point)
		}
		fresh = r == '\n'
		point++
	}
	return starts
}

// divide cuts the tokens at the given code points, which ascend.
func (s *side) divide(points []int) level {
	l := level{starts: []int{0}}
	t := 0
	for _, p := range points {
		for t < len(s.tokens) && s.tokens[t].Start < p {
			t++
		}
		if t > l.starts[len(l.starts)-1] {
			l.starts = append(l.starts, t)
		}
	}
	if n := len(s.tokens); n > l.starts[len(l.starts)-1] {
		l.starts = append(l.starts, n)
	}
	l.hashes = make([]uint64, len(l.starts)-1)
	for i := range l.hashes {
		l.hashes[i] = s.hash(l.starts[i], l.starts[i+1])
	}
	return l
}

// hash is FNV-1a over the keys of the tokens [from, to).
func (s *side) hash(from, to int) uint64 {
	h := uint64(14695981039346656037)
	for _, t := range s.tokens[from:to] {
		h = (h ^ uint64(uint32(t.key))) * 1099511628211
	}
	return h
}

// firstAt is the first token that ends after the code point cp.
func (s *side) firstAt(cp int) int {
	return sort.Search(len(s.tokens), func(i int) bool { return s.tokens[i].End > cp })
}

// gap is a range of each side that is still to be aligned; of units or tokens.
type gap struct{ a0, a1, b0, b1 int }

func (g gap) empty() bool { return g.a0 >= g.a1 || g.b0 >= g.b1 }

// alignment pairs the tokens of two texts.
type alignment struct {
	a, b  side
	words *lexicon
	index index  // of the tokens of b
	moved []bool // by token of a: it is aligned out of order
	cells int    // of tables that may still be filled
}

func align(a, b *text.Document) *alignment {
	x := newLexicon()
	al := &alignment{a: newSide(a, x), b: newSide(b, x), words: x, cells: maxCells}
	al.index = newIndex(al.b.tokens, len(x.weights))
	al.moved = make([]bool, len(al.a.tokens))
	blocks := al.pairUnits(al.a.blocks, al.b.blocks, gap{0, al.a.blocks.units(), 0, al.b.blocks.units()})
	al.pairMoved(al.a.blocks)
	var gaps []gap
	for _, g := range blocks {
		gaps = append(gaps, al.pairUnits(al.a.sentences, al.b.sentences, gap{
			al.a.sentences.find(g.a0), al.a.sentences.find(g.a1 - 1) + 1,
			al.b.sentences.find(g.b0), al.b.sentences.find(g.b1 - 1) + 1})...)
	}
	al.pairMoved(al.a.sentences)
	for _, g := range gaps {
		al.fill(g)
	}
	al.loosen()
	al.pairMoved(al.a.sentences)
	al.relocate()
	return al
}

// pair aligns n tokens from a on with as many from b on.
func (al *alignment) pair(a, b, n int, moved bool) {
	for i := range n {
		al.a.match[a+i], al.b.match[b+i] = int32(b+i), int32(a+i)
		al.moved[a+i] = moved
	}
}
