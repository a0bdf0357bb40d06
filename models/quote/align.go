package quote

import (
	"slices"
	"strings"
)

// What a step of the comparison costs. Words that were said and are dropped
// cost least, so that up to three are passed over for one that is quoted; what an
// ellipsis leaves out costs enough for the nearest words to be taken.
const (
	missed   = 1000 // a word of the quotation alone
	changed  = 1000 // another word than was said
	dropped  = 300  // a word of the text alone
	loosely  = 100  // a word that brackets change
	replaced = 100  // a word that an insertion stands for
	skipped  = 1    // a word that an ellipsis stands for
)

// step is one move through both: past an item of the quotation, a word of the
// text, or one of each.
type step struct {
	item  int  // that is passed, or was passed last
	word  int  // -1 for none
	past  bool // the item is passed by this step
	equal bool // it stands for the word
}

// The ways back through the table.
const (
	_    byte = iota
	both      // an item and a word
	onlyItem
	onlyWord
)

// align finds the stretch of the text that is closest to the quotation, and
// what stands for what in it.
func align(items, words []item) []step {
	n := len(words)
	ways := make([][]byte, len(items)+1)
	ways[0] = make([]byte, n+1)
	above, row := make([]int, n+1), make([]int, n+1) // costs: a quotation may begin anywhere
	for i, it := range items {
		ways[i+1] = make([]byte, n+1)
		it.costs(words, above, row, ways[i+1])
		above, row = row, above
	}
	end := 0
	for j := range above {
		if above[j] < above[end] {
			end = j
		}
	}
	if end < n && above[end+1] == above[end] && ways[len(items)][end+1] == both {
		end++ // another last word, and not one too many
	}
	return trace(items, words, ways, end)
}

// costs fills the row of an item from the row above it.
func (it item) costs(words []item, above, row []int, way []byte) {
	aloneItem, aloneWord := missed, dropped
	switch it.kind {
	case gap:
		aloneItem, aloneWord = 0, skipped
	case bracket:
		aloneItem, aloneWord = 0, replaced
	case aside:
		aloneItem = 0
	}
	for j := range row {
		row[j], way[j] = above[j]+aloneItem, onlyItem
		if j == 0 {
			continue
		}
		if it.kind == word || it.kind == loose {
			if c := above[j-1] + it.against(words[j-1]); c <= row[j] {
				row[j], way[j] = c, both
			}
		}
		if c := row[j-1] + aloneWord; c < row[j] {
			row[j], way[j] = c, onlyWord
		}
	}
}

// against is what it costs to pair an item with a word.
func (it item) against(w item) int {
	switch {
	case it.kind == loose && it.alike(w):
		return loosely
	case it.kind == word && it.key == w.key:
		return 0
	}
	return changed
}

// alike reports whether a word may be what brackets were put into.
func (it item) alike(w item) bool {
	return strings.HasPrefix(w.key, it.key) || strings.HasSuffix(w.key, it.key) || len(w.key) > 2 && strings.HasPrefix(it.key, w.key)
}

// trace walks back from the end of the stretch.
func trace(items, words []item, ways [][]byte, end int) []step {
	var back []step
	for i, j := len(items), end; i > 0; {
		switch ways[i][j] {
		case both:
			i, j = i-1, j-1
			back = append(back, step{i, j, true, items[i].against(words[j]) < changed})
		case onlyItem:
			i--
			back = append(back, step{item: i, word: -1, past: true})
		default:
			j--
			back = append(back, step{item: i - 1, word: j})
		}
	}
	slices.Reverse(back)
	return back
}

// equal counts the words of the quotation that were said.
func equal(steps []step) int {
	n := 0
	for _, s := range steps {
		if s.equal {
			n++
		}
	}
	return n
}
