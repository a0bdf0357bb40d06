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
	starts []int          // the first token of each unit, then the number of tokens
	hashes []uint64       // of the keys of each unit
	counts map[uint64]int // how many units have a hash
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
	l.counts = make(map[uint64]int, len(l.hashes))
	for i := range l.hashes {
		l.hashes[i] = s.hash(l.starts[i], l.starts[i+1])
		l.counts[l.hashes[i]]++
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
	a, b   side
	words  *lexicon
	index  index   // of the tokens of b
	moved  []bool  // by token of a: it is aligned out of order
	before []int32 // by token of a: the partner of the last token before it that is in place
	cells  int     // of tables that may still be filled
}

func align(a, b *text.Document) *alignment {
	x := newLexicon()
	al := &alignment{a: newSide(a, x), b: newSide(b, x), words: x, cells: maxCells}
	al.index = newIndex(al.b.tokens, len(x.weights))
	al.moved = make([]bool, len(al.a.tokens))
	gaps := al.pairBlocks()
	gaps = al.pairSentences(gaps)
	for _, g := range gaps {
		al.fill(g)
	}
	al.loosen()
	al.pairMoved(al.a.sentences, 0, al.a.sentences.units(), gap{})
	al.relocate()
	al.settle()
	return al
}

// pairBlocks aligns equal blocks, in place and moved, and returns the gaps.
func (al *alignment) pairBlocks() []gap {
	la, lb := al.a.blocks, al.b.blocks
	gaps := al.pairUnits(la, lb, gap{0, la.units(), 0, lb.units()})
	for _, g := range gaps {
		al.pairMoved(la, la.find(g.a0), la.find(g.a1-1)+1, g)
	}
	return gaps
}

// pairSentences aligns equal sentences in gaps and returns those that remain.
func (al *alignment) pairSentences(gaps []gap) []gap {
	la, lb := al.a.sentences, al.b.sentences
	var rest []gap
	for _, g := range gaps {
		rest = append(rest, al.pairUnits(la, lb, gap{la.find(g.a0), la.find(g.a1-1) + 1, lb.find(g.b0), lb.find(g.b1-1) + 1})...)
	}
	for _, g := range rest {
		al.pairMoved(la, la.find(g.a0), la.find(g.a1-1)+1, g)
	}
	return rest
}

// pair aligns n tokens from a on with as many from b on.
func (al *alignment) pair(a, b, n int, moved bool) {
	for i := range n {
		al.a.match[a+i], al.b.match[b+i] = int32(b+i), int32(a+i)
		al.moved[a+i] = moved
	}
}

// settle decides which tokens are moved: those aligned out of the order of all
// that were paired in place. What was found by a search may well be in order.
func (al *alignment) settle() {
	n := len(al.a.tokens)
	after := make([]int32, n+1) // the partner of the next token in place
	after[n] = int32(len(al.b.tokens))
	for t := n - 1; t >= 0; t-- {
		after[t] = after[t+1]
		if m := al.a.match[t]; m != none && !al.moved[t] {
			after[t] = m
		}
	}
	al.before = make([]int32, n+1)
	al.before[0] = none
	for t := range n {
		m := al.a.match[t]
		al.before[t+1] = al.before[t]
		if m == none || al.moved[t] && (m <= al.before[t] || m >= after[t]) {
			continue
		}
		al.moved[t], al.before[t+1] = false, m
	}
}
