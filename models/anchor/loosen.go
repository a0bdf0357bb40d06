package anchor

// minBond is the share of the lighter of two sentences that must be aligned with
// the other for the two to belong together.
const minBond = 0.15

// loosen undoes the alignment between sentences that share only a few words: a
// rewritten passage always has some in common with the one before.
func (al *alignment) loosen() {
	inA, inB := al.a.sentences.owners(), al.b.sentences.owners()
	weightA, weightB := al.weights(&al.a), al.weights(&al.b)
	bonds := map[[2]int32]int{}
	al.eachInPlace(func(t, m int32) {
		bonds[[2]int32{inA[t], inB[m]}] += int(al.words.weights[al.a.tokens[t].key])
	})
	al.eachInPlace(func(t, m int32) {
		lighter := min(weightA[inA[t]], weightB[inB[m]])
		if float64(bonds[[2]int32{inA[t], inB[m]}]) < minBond*float64(lighter) {
			al.a.match[t], al.b.match[m] = none, none
		}
	})
}

// eachInPlace calls f for every token of a that is aligned and not moved, and its
// partner.
func (al *alignment) eachInPlace(f func(t, m int32)) {
	for t, m := range al.a.match {
		if m != none && !al.moved[t] {
			f(int32(t), m)
		}
	}
}

// owners gives the unit of every token.
func (l level) owners() []int32 {
	all := make([]int32, 0, l.starts[len(l.starts)-1])
	for i := range l.units() {
		for range l.starts[i+1] - l.starts[i] {
			all = append(all, int32(i))
		}
	}
	return all
}

// weights gives what each sentence of a side weighs.
func (al *alignment) weights(s *side) []int {
	all := make([]int, s.sentences.units())
	for i := range all {
		for _, t := range s.tokens[s.sentences.starts[i]:s.sentences.starts[i+1]] {
			all[i] += int(al.words.weights[t.key])
		}
	}
	return all
}
