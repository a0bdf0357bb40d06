package anchor

import (
	"cmp"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// Rules for the sentence that says the same in other words. Of what a gist says,
// by how telling its words are, this share must be in the sentence.
const (
	minAlikeSentence = 0.65
	stemLength       = 5 // code points: words that begin alike are forms of one word
	minStems         = 3 // of a gist: fewer say too little
)

// stems gives the forms of a word one number, and says how telling each is: a
// word that every sentence has says nothing about which one is meant.
type stems struct {
	of      []int32 // by key of a token; none for a mark
	telling []float64
	holding [][]int32 // by stem: the sentences of b that hold it, in order
}

func newStems(al *alignment) *stems {
	s := &stems{of: make([]int32, len(al.words.weights))}
	numbers := map[string]int32{}
	for word, key := range al.words.folded {
		if al.words.weights[key] == markWeight {
			s.of[key] = none
			continue
		}
		stem := stemOf(word)
		n, known := numbers[stem]
		if !known {
			n = int32(len(numbers))
			numbers[stem] = n
		}
		s.of[key] = n
	}
	s.holding = make([][]int32, len(numbers))
	i := 0
	for _, t := range al.b.tokens {
		for i < len(al.b.doc.Sentences)-1 && al.b.doc.Sentences[i].End <= t.Start {
			i++
		}
		if n := s.of[t.key]; n != none && (len(s.holding[n]) == 0 || s.holding[n][len(s.holding[n])-1] != int32(i)) {
			s.holding[n] = append(s.holding[n], int32(i))
		}
	}
	s.telling = make([]float64, len(numbers))
	for n, sentences := range s.holding {
		s.telling[n] = math.Log(1 + float64(len(al.b.doc.Sentences))/float64(max(1, len(sentences))))
	}
	return s
}

// stemOf is the beginning of a word. A number is nothing but itself.
func stemOf(word string) string {
	if first, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(first) {
		return word
	}
	n := 0
	for i := range word {
		if n == stemLength {
			return word[:i]
		}
		n++
	}
	return word
}

// likeSentences lists the sentences of b that say what a gist says, the best
// first, with the share of it that they hold.
func (l *locator) likeSentences(gist text.Span) choice {
	p, q := l.tokens(gist)
	if p >= q || q-p > maxSearch {
		return nil
	}
	said := l.stemsIn(l.a.tokens[p:q])
	if len(said) < minStems {
		return nil
	}
	total := 0.0
	var touched []int32
	for _, n := range said {
		total += l.stems.telling[n]
		holding := l.stems.holding[n]
		if len(holding) > maxOccurrences || !l.spend(2*len(holding)) {
			continue
		}
		for _, sentence := range holding {
			if l.shares[sentence] == 0 {
				touched = append(touched, sentence)
			}
			l.shares[sentence] += l.stems.telling[n]
		}
	}
	var found choice
	for _, sentence := range touched {
		if share := l.shares[sentence] / total; share >= minProposed {
			found = append(found, Candidate{l.b.doc.Sentences[sentence].Span, min(share, maxEdited)})
		}
		l.shares[sentence] = 0
	}
	slices.SortFunc(found, func(c, d Candidate) int { return cmp.Or(cmp.Compare(d.Score, c.Score), cmp.Compare(c.Start, d.Start)) })
	return found
}

// stemsIn are the different stems of some tokens, in the order of the tokens:
// sums over them come out the same whatever else is looked for.
func (l *locator) stemsIn(tokens []token) []int32 {
	var all []int32
	for _, t := range tokens {
		if n := l.stems.of[t.key]; n != none && !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}
