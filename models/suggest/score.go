package suggest

import "math"

// Lengths in words.
const (
	shortest  = 3  // fewer words hold nothing to check
	short     = 6  // fewer words hold little
	long      = 30 // more words hold no more
	stretched = 10 // words that add one step
)

// The balance of a sentence before anything is marked. In a language without a
// word list little can be marked, so less is asked.
const (
	bias         = -1.5
	biasUnlisted = -0.5
)

// score turns the balance of what speaks for and against a check into 0 to 1.
func (r *reading) score() float64 {
	if r.size < shortest {
		return 0
	}
	return 1 / (1 + math.Exp(-r.balance()))
}

// balance adds up the weights of the marks, each signal up to its limit, and
// what the length says.
func (r *reading) balance() float64 {
	sum := r.bias()
	seen := map[signal]int{}
	for _, m := range r.marks {
		weight, most := weigh(m.signal)
		if seen[m.signal] < most {
			sum += weight
		}
		seen[m.signal]++
	}
	return sum
}

// bias is the balance that a sentence of this language and length starts from.
func (r *reading) bias() float64 {
	if len(r.lexicon.exact) == 0 {
		return biasUnlisted
	}
	if r.size < short {
		return bias - 1
	}
	return bias + 0.25*float64(min(r.size, long)/stretched)
}
