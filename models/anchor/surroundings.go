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
