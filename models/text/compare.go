package text

import "slices"

// Pair is one step of a comparison of two texts, block by block.
type Pair struct {
	A, B     int      // indexes into the Blocks of the two texts; -1 where one has none
	Changes  []Change // the words that differ; nil where the words are equal; one Delete or Insert where one text has no block
	Recast   bool     // the kind or the level differs, whatever the words do
	Remarked bool     // the words are equal, and bold, italics or links differ
	Moved    bool     // the block stands elsewhere in the other text; it is listed at both places, each time with one side
}

// Compare compares two texts for reading, block by block and then word by word.
// Blocks equal after Fold are paired first, then those in between that share the
// most letters. The blocks of a come in their order, those of b in theirs. A
// block is moved if another place has it, equal after Fold and at least 40 code
// points long. Of a paragraph that was split, or of those that were merged, the
// larger part is paired. Like Diff it is for showing, not for keeping.
func Compare(a, b *Document) []Pair {
	before, after := blockTexts(a), blockTexts(b)
	var pairs []Pair
	for _, s := range align(before, after) {
		pair := Pair{A: s.a, B: s.b, Moved: s.moved}
		if was, is := at(before, s.a), at(after, s.b); was != is {
			pair.Changes = Diff(was, is)
		}
		if s.a >= 0 && s.b >= 0 {
			x, y := a.Blocks[s.a], b.Blocks[s.b]
			pair.Recast = x.Kind != y.Kind || x.Level != y.Level
			pair.Remarked = pair.Changes == nil && !slices.Equal(a.marksOf(x), b.marksOf(y))
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

func blockTexts(d *Document) []string {
	texts := make([]string, len(d.Blocks))
	for i, block := range d.Blocks {
		texts[i] = d.Slice(block.Span)
	}
	return texts
}

// at is the i-th text, or nothing where there is none.
func at(texts []string, i int) string {
	if i < 0 {
		return ""
	}
	return texts[i]
}
