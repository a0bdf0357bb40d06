// Package figure reads the figures of an article as its language writes them,
// works calculations out exactly, and says whether a figure follows from a
// result. Everything here is pure.
package figure

import (
	"errors"
	"math/big"
	"strings"

	"stet/models/message"
)

// Rule says to which digit a result is rounded.
type Rule string

// The rules.
const (
	Written  Rule = "written"  // to the last digit that the article writes
	Decimals Rule = "decimals" // to so many places after the decimal sign
	Digits   Rule = "digits"   // to so many significant digits
	Exactly  Rule = "exactly"  // not at all
)

// Rules lists every rule.
var Rules = []Rule{Written, Decimals, Digits, Exactly}

// Mode says in which direction a result is rounded.
type Mode string

// The modes. A half goes away from zero, as in newspapers.
const (
	Nearest Mode = "nearest"
	Down    Mode = "down" // "more than"
	Up      Mode = "up"   // "nearly"
)

// Modes lists every mode.
var Modes = []Mode{Nearest, Down, Up}

// Rounding is a rule with its number and its direction.
type Rounding struct {
	Rule   Rule `json:"rule"`
	Places int  `json:"places,omitempty"` // of Decimals and Digits
	Mode   Mode `json:"mode"`
}

// Input is a number that a calculation starts from.
type Input struct {
	Name     string `json:"name"`
	Value    string `json:"value"` // a decimal number: digits with a point
	Unit     string `json:"unit,omitempty"`
	Evidence int64  `json:"evidence,omitempty"` // id of the item it comes from
}

// Calculation is how a figure comes about.
type Calculation struct {
	Formula  string   `json:"formula"`
	Inputs   []Input  `json:"inputs"`
	Unit     Unit     `json:"unit"` // of the result, where the formula does not say
	Rounding Rounding `json:"rounding"`
	Which    int      `json:"which"` // of the figures in the words, from 1; 0 is the first that is no year
}

// Match says whether a figure follows.
type Match string

// The matches.
const (
	Follows  Match = "follows"
	Differs  Match = "differs"
	OtherIs  Match = "unit"   // one is in per cent, the other in percentage points
	NoFigure Match = "unread" // the words have no such figure
	Broken   Match = "broken" // the formula cannot be worked out
)

// Matches lists every match, and none.
var Matches = []Match{"", Follows, Differs, OtherIs, NoFigure, Broken}

// Outcome is what became of a calculation.
type Outcome struct {
	Match    Match
	Result   *big.Rat // nil where it is broken
	Rounded  *big.Rat // as the figure should be; nil without one
	Unit     Unit     // of Result and Rounded
	Figure   Figure
	Figures  []Figure        // all of the words
	Negative bool            // the result is below zero and the figure is not: the words have to say so
	Sentence message.Message // what is wrong with the formula
}

// Judge works a calculation out and compares it with the figure in the words of
// an article in a language (BCP 47).
func Judge(c Calculation, words, language string) Outcome {
	o := Outcome{Unit: c.Unit, Figures: Read(words, language)}
	o.work(c)
	at := chosen(o.Figures, c.Which)
	switch {
	case o.Result == nil:
		o.Match = Broken
		return o
	case at < 0:
		o.Match = NoFigure
		return o
	}
	o.Figure = o.Figures[at]
	if o.Unit != o.Figure.Unit && (o.Unit == Points || o.Figure.Unit == Points) && (o.Unit == Percent || o.Figure.Unit == Percent) {
		o.Match = OtherIs
		return o
	}
	o.compare(c.Rounding)
	return o
}

// work fills the result in.
func (o *Outcome) work(c Calculation) {
	f, err := Parse(c.Formula)
	inputs := map[string]*big.Rat{}
	for _, in := range c.Inputs {
		if n, ok := new(big.Rat).SetString(in.Value); ok {
			inputs[strings.ToLower(in.Name)] = n
		}
	}
	if err == nil {
		o.Result, err = f.Value(inputs)
	}
	if syntax := (*SyntaxError)(nil); errors.As(err, &syntax) {
		o.Result, o.Sentence = nil, syntax.Sentence
	}
	if f.unit != "" {
		o.Unit = f.unit
	}
}

// chosen is the index of the figure that is meant, -1 for none.
func chosen(all []Figure, which int) int {
	if which > 0 {
		if which <= len(all) {
			return which - 1
		}
		return -1
	}
	for i, f := range all {
		if !f.Year {
			return i
		}
	}
	return len(all) - 1
}

// compare rounds the result as it was said and sets it beside the figure.
func (o *Outcome) compare(r Rounding) {
	value := new(big.Rat).Set(o.Result)
	switch hundred := big.NewRat(100, 1); {
	case o.Unit == Plain && o.Figure.Unit == Percent: // a share, as a part of one
		value.Mul(value, hundred)
		o.Unit = Percent
	case o.Unit == Percent && o.Figure.Unit == Plain && o.Figure.Fraction:
		value.Quo(value, hundred)
		o.Unit = Plain
	}
	o.Result = value
	o.Negative = value.Sign() < 0 && o.Figure.Value.Sign() > 0
	if o.Negative {
		value = new(big.Rat).Neg(value)
	}
	o.Rounded = r.apply(value, o.Figure)
	o.Match = Differs
	if o.Rounded.Cmp(o.Figure.Value) == 0 {
		o.Match = Follows
	}
}

// apply rounds a result.
func (r Rounding) apply(n *big.Rat, f Figure) *big.Rat {
	switch {
	case r.Rule == Exactly:
		return n
	case r.Rule == Decimals:
		return round(n, power(-r.Places), r.Mode)
	case r.Rule == Digits:
		return round(n, power(magnitude(n)-r.Places+1), r.Mode)
	case f.Fraction:
		return nearestFraction(n)
	}
	return round(n, f.Grain, r.Mode)
}

// round is the multiple of grain that is next to n.
func round(n, grain *big.Rat, m Mode) *big.Rat {
	q := new(big.Rat).Quo(n, grain)
	twice := new(big.Int).Mul(q.Num(), big.NewInt(2))
	switch m {
	case Down:
		twice = new(big.Int).Div(q.Num(), q.Denom())
	case Up:
		twice = new(big.Int).Neg(new(big.Int).Div(new(big.Int).Neg(q.Num()), q.Denom()))
	default: // half away from zero
		half := new(big.Int).Set(q.Denom())
		if q.Sign() < 0 {
			half.Neg(half)
		}
		twice = new(big.Int).Quo(twice.Add(twice, half), new(big.Int).Mul(q.Denom(), big.NewInt(2)))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(twice), grain)
}

// magnitude is the power of ten of the first digit of n.
func magnitude(n *big.Rat) int {
	if n.Sign() == 0 {
		return 0
	}
	size := new(big.Rat).Abs(n)
	at := 0
	for size.Cmp(power(at+1)) >= 0 {
		at++
	}
	for size.Cmp(power(at)) < 0 {
		at--
	}
	return at
}

// commonFractions are those that newspapers write in words.
var commonFractions = []string{"1/10", "1/5", "1/4", "1/3", "2/5", "1/2", "3/5", "2/3", "3/4", "4/5", "9/10", "1"}

// nearestFraction is the common fraction that is next to n.
func nearestFraction(n *big.Rat) *big.Rat {
	var best, least *big.Rat
	for _, s := range commonFractions {
		f, _ := new(big.Rat).SetString(s)
		away := new(big.Rat).Sub(n, f)
		if away.Abs(away); least == nil || away.Cmp(least) < 0 {
			best, least = f, away
		}
	}
	return best
}

// shownDecimals is how many decimals of a number without an end are shown.
const shownDecimals = 6

// Decimal writes a number with a decimal point, without signs between its
// thousands; one without an end is cut off and ends in "…".
func Decimal(n *big.Rat) string {
	if places, finite := n.FloatPrec(); finite && places <= 40 {
		return n.FloatString(places)
	}
	return round(n, power(-shownDecimals), Down).FloatString(shownDecimals) + "…"
}

// Write writes a decimal number as a language does: Number reads it back.
func Write(decimal, language string) string {
	v := vocabularyOf(language)
	group := v.group
	if group == ' ' {
		group = '\u202f'
	}
	sign := ""
	if rest, negative := strings.CutPrefix(decimal, "-"); negative {
		sign, decimal = "−", rest
	}
	whole, decimals, found := strings.Cut(decimal, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + string(group) + whole[i:]
	}
	if found {
		whole += string(v.decimal) + decimals
	}
	return sign + whole
}
