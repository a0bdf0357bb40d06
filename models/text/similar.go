package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// reach bounds how many blocks of a gap are held against each other: past it
// each is held against those that stand about as far into the gap.
const reach = 500_000

// gap is what stands between two pairs of equal blocks, as indexes.
type gap struct {
	a, b []int
	bags *bags
}

// candidate is a pair of alike blocks, as indexes into a gap.
type candidate struct {
	a, b   int
	weight int // letters shared by this pair and all before it in its chain
	before int // the one before it in its chain; -1 for none
}

// pairs chooses, among the alike blocks of the gap, pairs that do not cross and
// share the most letters.
func (g *gap) pairs(a, b []string) []candidate {
	if len(g.a) == 0 || len(g.b) == 0 {
		return nil
	}
	return heaviest(g.candidates(g.bags.all(a, g.a), g.bags.all(b, g.b)), len(g.b))
}

// candidates lists the alike pairs: the blocks of a in order, for each those of
// b in reverse.
func (g *gap) candidates(a, b []bag) []candidate {
	var found []candidate
	width := max(1, reach/len(a)/2)
	for i := range a {
		middle := i * len(b) / len(a)
		for j := min(len(b), middle+width) - 1; j >= max(0, middle-width); j-- {
			if n := g.bags.shared(a[i], b[j]); n > 0 {
				found = append(found, candidate{a: i, b: j, weight: n})
			}
		}
	}
	return found
}

// heaviest is the chain of candidates that weighs most and crosses nowhere;
// among equals the one found first. The candidates must be as gap.candidates
// lists them, so that those of one block never follow each other in a chain;
// columns is one more than the greatest b.
func heaviest(all []candidate, columns int) []candidate {
	chains := slices.Repeat([]int{-1}, columns+1) // a Fenwick tree: at each node the heaviest chain that ends in its columns
	best := -1
	for n := range all {
		c := &all[n]
		c.before = -1
		for k := c.b; k > 0; k &= k - 1 {
			c.before = heavier(all, c.before, chains[k])
		}
		if c.before >= 0 {
			c.weight += all[c.before].weight
		}
		for k := c.b + 1; k <= columns; k += k & -k {
			chains[k] = heavier(all, chains[k], n)
		}
		best = heavier(all, best, n)
	}
	var chain []candidate
	for ; best >= 0; best = all[best].before {
		chain = append(chain, all[best])
	}
	return chain
}

// heavier is the index of the heavier of two chains, either of which may be -1.
func heavier(all []candidate, m, n int) int {
	if n < 0 || m >= 0 && all[m].weight >= all[n].weight {
		return m
	}
	return n
}

// bags turns texts into bags of words.
type bags struct {
	numbers map[string]int
	letters []int // code points of each word, by number
}

func newBags() *bags { return &bags{numbers: map[string]int{}} }

// bag is the words of a text, as sorted numbers, and the letters they have.
type bag struct {
	words   []int
	letters int
}

// all makes bags of the texts at the given indexes.
func (b *bags) all(texts []string, at []int) []bag {
	bags := make([]bag, len(at))
	for i, t := range at {
		bags[i] = b.of(texts[t])
	}
	return bags
}

func (b *bags) of(s string) bag {
	var all bag
	for _, word := range tokens(strings.ToLower(Fold(s))) {
		if !strings.ContainsFunc(word, wordRune) {
			continue
		}
		n := numberOf(b.numbers, word)
		if n == len(b.letters) {
			b.letters = append(b.letters, utf8.RuneCountInString(word))
		}
		all.words = append(all.words, n)
		all.letters += b.letters[n]
	}
	slices.Sort(all.words)
	return all
}

// alike is the smallest share of letters in common words at which two blocks
// count as one that was changed. Letters, not words, so that articles and
// prepositions do not make strangers alike.
const alike = 0.4

// shared counts the letters of the words that x and y have in common; it is 0
// for two that are not alike.
func (b *bags) shared(x, y bag) int {
	least := alike * float64(x.letters+y.letters) / 2
	if float64(min(x.letters, y.letters)) < least {
		return 0
	}
	n := 0
	for i, j := 0, 0; i < len(x.words) && j < len(y.words); {
		switch v, w := x.words[i], y.words[j]; {
		case v < w:
			i++
		case v > w:
			j++
		default:
			n += b.letters[v]
			i, j = i+1, j+1
		}
	}
	if float64(n) < least {
		return 0
	}
	return n
}
