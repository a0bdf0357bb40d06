package anchor

// minBond is the share of the lighter of two sentences that must be aligned with
// the other for the two to belong together.
const minBond = 0.15

// bond is what two sentences share.
type bond struct {
	a, b   int // sentences
	weight int
}

// loosen undoes the alignment between sentences that share only a few words: a
// rewritten passage always has some in common with the one before.
func (al *alignment) loosen() {
	weights := map[[2]int]int{}
	for t, m := range al.a.match {
		if m != none && !al.moved[t] {
			weights[[2]int{al.a.sentences.find(t), al.b.sentences.find(int(m))}] += int(al.words.weights[al.a.tokens[t].key])
		}
	}
	for t, m := range al.a.match {
		if m == none || al.moved[t] {
			continue
		}
		a, b := al.a.sentences.find(t), al.b.sentences.find(int(m))
		lighter := min(al.a.weight(al.words, a), al.b.weight(al.words, b))
		if float64(weights[[2]int{a, b}]) < minBond*float64(lighter) {
			al.a.match[t], al.b.match[m] = none, none
		}
	}
}

func (s *side) weight(x *lexicon, sentence int) int {
	total := 0
	for _, t := range s.tokens[s.sentences.starts[sentence]:s.sentences.starts[sentence+1]] {
		total += int(x.weights[t.key])
	}
	return total
}
