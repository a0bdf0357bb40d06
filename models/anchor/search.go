package anchor

import (
	"cmp"
	"slices"
)

// index lists, for every key, the tokens of the new text that have it.
type index struct {
	first  []int32 // by key: where its places begin; one more for the end
	places []int32
}

func newIndex(tokens []token, keys int) index {
	x := index{first: make([]int32, keys+1), places: make([]int32, len(tokens))}
	for _, t := range tokens {
		x.first[t.key+1]++
	}
	for k := range keys {
		x.first[k+1] += x.first[k]
	}
	next := append([]int32(nil), x.first...)
	for i, t := range tokens {
		x.places[next[t.key]] = int32(i)
		next[t.key]++
	}
	return x
}

func (x index) of(key int32) []int32 { return x.places[x.first[key]:x.first[key+1]] }

// maxOccurrences bounds how many places of the rarest word of a quote are
// looked at: who claims "the" has to find it by its neighbours.
const maxOccurrences = 1000

// occurrences lists where the tokens [p, q) of a begin in b, word for word.
func (al *alignment) occurrences(p, q int) []int {
	return occurrences(al.index, al.b.tokens, al.a.tokens[p:q])
}

// occurrences lists where the tokens of a quote stand among those of an index.
func occurrences(x index, tokens, quote []token) []int {
	rarest := 0
	for i, t := range quote {
		if len(x.of(t.key)) < len(x.of(quote[rarest].key)) {
			rarest = i
		}
	}
	places := x.of(quote[rarest].key)
	var found []int
	for _, place := range places[:min(len(places), maxOccurrences)] {
		if start := int(place) - rarest; start >= 0 && same(quote, tokens[start:]) {
			found = append(found, start)
		}
	}
	return found
}

// same reports whether the tokens begin with those of the quote.
func same(quote, tokens []token) bool {
	return len(quote) <= len(tokens) &&
		slices.EqualFunc(quote, tokens[:len(quote)], func(a, b token) bool { return a.key == b.key })
}

// same reports whether the n tokens from a and from b on are equal.
func (al *alignment) same(a, b, n int) bool {
	return b >= 0 && b <= len(al.b.tokens) && same(al.a.tokens[a:a+n], al.b.tokens[b:])
}

// Limits of the search for edited words. A word found in more than maxSeeds
// places says nothing about where a sentence is; where fewer than one in minVotes
// of the others stands, by weight, it is not.
const (
	maxSeeds   = 64
	maxWindows = 5
	minVotes   = 4
)

// window is a place in b that shares rare words with some tokens of a.
type window struct{ start, weight int }

// windows lists the places, best first, where many rare words of the tokens
// [p, q) stand at about the right distances.
func (al *alignment) windows(p, q int, open bool) []window {
	votes, total := al.votes(p, q, open)
	slack := (q-p)/4 + 2
	var found []window
	for i, j, weight := 0, 0, 0; i < len(votes); i++ {
		for ; j < len(votes) && votes[j].start-votes[i].start <= slack; j++ {
			weight += votes[j].weight
		}
		if weight*minVotes >= total {
			found = append(found, window{votes[i].start, weight})
		}
		weight -= votes[i].weight
	}
	slices.SortStableFunc(found, func(v, w window) int { return cmp.Compare(w.weight, v.weight) })
	return apart(found, q-p)
}

// votes lists, in order, where the tokens would begin for each occurrence of
// each of their rare words, and what those words weigh.
func (al *alignment) votes(p, q int, open bool) (votes []window, total int) {
	for t := p; t < q; t++ {
		key := al.a.tokens[t].key
		places, weight := al.index.of(key), int(al.words.weights[key])
		if len(places) > maxSeeds || weight == markWeight {
			continue
		}
		total += weight
		for _, place := range places {
			if !open || al.b.match[place] == none {
				votes = append(votes, window{int(place) - (t - p), weight})
			}
		}
	}
	slices.SortStableFunc(votes, func(v, w window) int { return cmp.Compare(v.start, w.start) })
	return votes, total
}

// apart keeps the first maxWindows windows that do not lie over one another.
func apart(found []window, length int) []window {
	var kept []window
next:
	for _, w := range found {
		for _, k := range kept {
			if w.start < k.start+length && k.start < w.start+length {
				continue next
			}
		}
		if kept = append(kept, w); len(kept) == maxWindows {
			break
		}
	}
	return kept
}
