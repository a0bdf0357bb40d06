package figure

import "math/big"

// inWords reads a number in words: "two thirds", "a quarter", "forty-two",
// "one hundred and twenty thousand".
func (r *reader) inWords(i int) (f Figure, next int, ok bool) {
	if value := vulgar(r.tokens[i].text); value != nil {
		return Figure{Value: value, Unit: Plain, Grain: new(big.Rat), Fraction: true}, i + 1, true
	}
	if f, next, ok = r.fraction(i); ok {
		return f, next, true
	}
	total, present := new(big.Rat), new(big.Rat)
	grain := big.NewRat(1, 1)
	next = i
	for read := false; ; {
		at := next
		if read {
			at = r.joint(next)
		}
		if t, n := r.term(at, "number"); t != nil && r.adds(present, t.value) {
			present, next, read = new(big.Rat).Add(present, t.value), at+n, true
			grain = big.NewRat(1, 1)
			continue
		}
		if t, n := r.term(next, "scale"); t != nil && read {
			present, next = new(big.Rat).Mul(present, t.value), next+n
			grain = t.value
			if t.value.Cmp(power(3)) >= 0 {
				total, present = new(big.Rat).Add(total, present), new(big.Rat)
			}
			continue
		}
		if t, n := r.term(at, "article"); t != nil && !read {
			if s, m := r.term(at+n, "scale"); s != nil { // "a million"
				present, next, read = s.value, at+n+m, true
				grain = s.value
				continue
			}
		}
		break
	}
	value := new(big.Rat).Add(total, present)
	return Figure{Value: value, Unit: Plain, Grain: grain}, next, next > i
}

// joint is past what stands between two words of one number.
func (r *reader) joint(i int) int {
	if r.is(i, "-") || r.is(i, "‑") {
		return i + 1
	}
	if t, n := r.term(i, "and"); t != nil {
		return i + n
	}
	return i
}

// adds reports whether a number may follow what was read: five after forty,
// forty after a hundred, nothing after five.
func (r *reader) adds(before, n *big.Rat) bool {
	if before.Sign() == 0 {
		return true
	}
	ten, hundred := big.NewRat(10, 1), big.NewRat(100, 1)
	digits := new(big.Int).Mod(before.Num(), big.NewInt(100))
	if n.Cmp(ten) < 0 {
		return digits.Sign() == 0 || digits.Int64()%10 == 0 && digits.Int64() >= 20
	}
	return n.Cmp(hundred) < 0 && digits.Sign() == 0
}

// fraction reads "half", "a third", "two thirds", "one in five".
func (r *reader) fraction(i int) (f Figure, next int, ok bool) {
	times := big.NewRat(1, 1)
	at := i
	if t, n := r.term(i, "number"); t != nil {
		times, at = t.value, i+n
	} else if t, n := r.term(i, "article"); t != nil {
		at = i + n
	}
	if r.is(at, "-") && at > i {
		at++
	}
	t, n := r.term(at, "fraction")
	if t == nil {
		return f, 0, false
	}
	if half := t.value.Cmp(big.NewRat(1, 2)) == 0; at == i && !half {
		return f, 0, false // "third" alone is a rank, "quarter" a part of the year
	}
	return Figure{Value: new(big.Rat).Mul(times, t.value), Unit: Plain, Grain: new(big.Rat), Fraction: true}, at + n, true
}
