package anchor

import "slices"

// Rules for telling a place by what surrounds it.
const (
	surroundings = 6   // tokens on either side, about 32 characters
	minAlike     = 0.7 // of the weight of one side
)

// surrounded reports whether the surroundings of the tokens [p, q) of a are much
// the same, on one side at least, as of those that begin at the token from of b.
func (c *carrier) surrounded(p, q, from int) bool {
	to := from + q - p
	return c.alike(c.a.tokens[max(0, p-surroundings):p], c.b.tokens[max(0, from-surroundings):from]) ||
		c.alike(c.a.tokens[q:min(q+surroundings, len(c.a.tokens))], c.b.tokens[to:min(to+surroundings, len(c.b.tokens))])
}

// alike reports whether the tokens of a are among those of b, by weight.
func (c *carrier) alike(a, b []token) bool {
	shared, total := 0, 0
	for _, t := range a {
		weight := int(c.words.weights[t.key])
		total += weight
		if slices.ContainsFunc(b, func(u token) bool { return u.key == t.key }) {
			shared += weight
		}
	}
	return total > markWeight && float64(shared) >= minAlike*float64(total)
}

// support is how far from a quote a word is looked for that tells its place.
const support = 8 // tokens

// supported reports whether a word before or after the tokens [p, q) of a is
// aligned with one about as far from [from, to), on the same side: then order
// alone tells which of several equal places is meant.
func (al *alignment) supported(p, q, from, to int) bool {
	return al.pairedWith(max(0, p-support), p, max(0, from-2*support), from) ||
		al.pairedWith(q, min(q+support, len(al.a.tokens)), to, min(to+2*support, len(al.b.tokens)))
}

// accompanied reports whether a word beside the tokens [p, q) of a is aligned
// with one beside [from, to), on whichever side: neighbours may change places.
func (al *alignment) accompanied(p, q, from, to int) bool {
	return al.supported(p, q, from, to) ||
		al.pairedWith(max(0, p-support), p, to, min(to+2*support, len(al.b.tokens))) ||
		al.pairedWith(q, min(q+support, len(al.a.tokens)), max(0, from-2*support), from)
}

// pairedWith reports whether a word of the tokens [p, q) of a is aligned with one
// of [from, to).
func (al *alignment) pairedWith(p, q, from, to int) bool {
	for t := p; t < q; t++ {
		if m := int(al.a.match[t]); from <= m && m < to && al.words.weights[al.a.tokens[t].key] > markWeight {
			return true
		}
	}
	return false
}
