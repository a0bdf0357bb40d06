package figure

import (
	"math/big"
	"slices"
)

// function is one that formulas know.
type function struct {
	least, most int // arguments
	unit        Unit
	do          func(args []*big.Rat) (*big.Rat, error)
}

// functions are those that newsrooms use. A change in per cent and one in
// percentage points are not the same, which is why each has its own.
var functions = map[string]function{
	"change": {2, 2, Percent, func(a []*big.Rat) (*big.Rat, error) { return percentOf(new(big.Rat).Sub(a[1], a[0]), a[0]) }},
	"share":  {2, 2, Percent, func(a []*big.Rat) (*big.Rat, error) { return percentOf(a[0], a[1]) }},
	"points": {2, 2, Points, func(a []*big.Rat) (*big.Rat, error) { return new(big.Rat).Sub(a[1], a[0]), nil }},
	"ratio":  {2, 2, "", func(a []*big.Rat) (*big.Rat, error) { return quotient(a[0], a[1]) }},
	"per":    {2, 3, "", per},
	"sum":    {1, 50, "", func(a []*big.Rat) (*big.Rat, error) { return total(a), nil }},
	"mean": {1, 50, "", func(a []*big.Rat) (*big.Rat, error) {
		return quotient(total(a), new(big.Rat).SetInt64(int64(len(a))))
	}},
}

// Functions lists the names of the functions.
func Functions() []string {
	var all []string
	for name := range functions {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

func percentOf(a, b *big.Rat) (*big.Rat, error) {
	q, err := quotient(a, b)
	if err != nil {
		return nil, err
	}
	return q.Mul(q, big.NewRat(100, 1)), nil
}

// per is an amount for each of so many, or for each thousand of them.
func per(a []*big.Rat) (*big.Rat, error) {
	q, err := quotient(a[0], a[1])
	if err == nil && len(a) == 3 {
		q.Mul(q, a[2])
	}
	return q, err
}

func total(a []*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, n := range a {
		sum.Add(sum, n)
	}
	return sum
}

func quotient(a, b *big.Rat) (*big.Rat, error) {
	if b.Sign() == 0 {
		return nil, wrong("The formula divides by zero.")
	}
	return new(big.Rat).Quo(a, b), nil
}
