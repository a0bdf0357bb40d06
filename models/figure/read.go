package figure

import (
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Unit says what a number counts in, as far as arithmetic cares.
type Unit string

// The units of numbers. Per cent and percentage points are not the same.
const (
	Plain   Unit = "plain"
	Percent Unit = "percent"
	Points  Unit = "points"
)

// Units lists every unit.
var Units = []Unit{Plain, Percent, Points}

// Figure is a number in a text.
type Figure struct {
	Text     string
	Value    *big.Rat // in its unit: 5 of "5 per cent"
	Unit     Unit
	Grain    *big.Rat // of the last digit that is written
	Fraction bool     // "a third"
	Year     bool     // it may well be a year
}

// token is a run of digits or of letters, or a single sign.
type token struct {
	text       string // letters in lower case
	start, end int    // bytes
	digits     bool
	letters    bool
}

// reader reads the figures of a text.
type reader struct {
	text   string
	tokens []token
	vocabulary
}

// Read lists the figures of a text in the manner of its language (BCP 47).
// A number that is part of a name, such as G20, is none.
func Read(text, language string) []Figure {
	r := reader{text: text, tokens: tokensOf(text), vocabulary: vocabularyOf(language)}
	var all []Figure
	for i := 0; i < len(r.tokens); {
		f, next, ok := r.figure(i)
		if !ok {
			i++
			continue
		}
		f.Text = text[r.tokens[i].start:r.tokens[next-1].end]
		all = append(all, f)
		i = next
	}
	return all
}

// Number reads a text that is one figure and nothing else.
func Number(text, language string) (Figure, bool) {
	text = strings.TrimSpace(text)
	all := Read(text, language)
	if len(all) != 1 || all[0].Text != text {
		return Figure{}, false
	}
	return all[0], true
}

// tokensOf splits a text. A separator between two digits belongs to their run.
func tokensOf(s string) []token {
	var all []token
	var before rune
	for at, r := range s {
		_, size := utf8.DecodeRuneInString(s[at:]) // one byte where it is no UTF-8
		after, _ := utf8.DecodeRuneInString(s[at+size:])
		last := len(all) - 1
		joins := last >= 0 && all[last].end == at
		switch digit, letter := unicode.IsDigit(r), unicode.IsLetter(r) || unicode.IsMark(r); {
		case joins && all[last].digits && (digit || strings.ContainsRune(".,'’٬٫", r) && unicode.IsDigit(before) && unicode.IsDigit(after)),
			joins && all[last].letters && letter:
			all[last].end += size
		case !unicode.IsSpace(r):
			all = append(all, token{start: at, end: at + size, digits: digit, letters: letter})
		}
		before = r
	}
	for i := range all {
		all[i].text = strings.ToLower(s[all[i].start:all[i].end])
	}
	return all
}

// figure reads the figure that begins with the token at i, and says where the
// next token is.
func (r *reader) figure(i int) (f Figure, next int, ok bool) {
	start := i
	negative := (r.is(i, "-") || r.is(i, "−")) && !r.touches(i) && i+1 < len(r.tokens) && r.tokens[i+1].digits && r.touches(i+1)
	if negative {
		i++
	}
	switch {
	case i >= len(r.tokens):
		return f, 0, false
	case r.tokens[i].digits:
		if !negative && r.partOfName(start) {
			return f, 0, false
		}
		f, next, ok = r.inDigits(i)
	case r.tokens[i].letters || vulgar(r.tokens[i].text) != nil:
		f, next, ok = r.inWords(i)
	}
	if !ok {
		return f, 0, false
	}
	if negative {
		f.Value = new(big.Rat).Neg(f.Value)
	}
	next = r.unit(&f, next)
	if next < len(r.tokens) && r.tokens[next].letters && r.touches(next) && r.tokens[next-1].digits {
		return f, 0, false // "25th"
	}
	return f, next, true
}

func (r *reader) is(i int, s string) bool { return i < len(r.tokens) && r.tokens[i].text == s }

// touches reports whether no space stands before the token.
func (r *reader) touches(i int) bool { return i > 0 && r.tokens[i-1].end == r.tokens[i].start }

// partOfName reports whether letters touch the number from before, as in G20 or F-14.
func (r *reader) partOfName(i int) bool {
	if i > 1 && r.touches(i) && (r.is(i-1, "-") || r.is(i-1, "‑")) && r.touches(i-1) {
		i--
	}
	return r.touches(i) && r.tokens[i-1].letters
}

// inDigits reads a number in digits, with what it is multiplied by.
func (r *reader) inDigits(i int) (f Figure, next int, ok bool) {
	written := plainDigits(r.tokens[i].text)
	next = i + 1
	for len(written) <= 3 || next > i+1 {
		if !r.groupFollows(next) {
			break
		}
		written += plainDigits(r.tokens[next].text)
		next++
	}
	whole, decimals, ok := r.split(written)
	if !ok {
		return f, 0, false
	}
	f.Value, ok = new(big.Rat).SetString(whole + "." + decimals + "0")
	f.Unit, f.Grain = Plain, grain(whole, decimals)
	f.Year = decimals == "" && len(written) == 4 && written >= "1700" && written <= "2100"
	for {
		t, n := r.term(next, "scale")
		if t == nil {
			return f, next, ok
		}
		if next == i+1 || f.Year { // a word makes trailing zeros count
			f.Grain = power(-len(decimals))
		}
		f.Year = false
		f.Value, f.Grain, next = new(big.Rat).Mul(f.Value, t.value), new(big.Rat).Mul(f.Grain, t.value), next+n
		if r.is(next, ".") && r.touches(next) && abbreviated(t) {
			next++
		}
	}
}

// abbreviated reports whether a full stop after the word may be its own.
func abbreviated(t *term) bool { return len([]rune(t.words[0])) <= 4 && t.words[0] != "mil" }

// groupFollows reports whether the token at i is three more digits of a number
// whose groups are set apart by spaces.
func (r *reader) groupFollows(i int) bool {
	if i >= len(r.tokens) || !r.tokens[i].digits || r.touches(i) {
		return false
	}
	between := r.text[r.tokens[i-1].end:r.tokens[i].start]
	narrow := between == "\u00a0" || between == "\u202f" || between == "\u2009"
	head, _, _ := strings.Cut(plainDigits(r.tokens[i].text), string(r.decimal))
	return len(head) == 3 && (narrow || between == " " && r.group == ' ')
}

// term is the phrase of a sort that begins at i, with how many tokens it has.
func (r *reader) term(i int, sort string) (*term, int) {
	if i >= len(r.tokens) {
		return nil, 0
	}
	for k, t := range r.terms[r.tokens[i].text] {
		fits := t.sort == sort
		for n, w := range t.words {
			fits = fits && r.is(i+n, w)
		}
		if fits {
			return &r.terms[r.tokens[i].text][k], len(t.words)
		}
	}
	return nil, 0
}

// unit reads what follows the number, and where it ends.
func (r *reader) unit(f *Figure, i int) int {
	if t, n := r.term(i, "points"); t != nil {
		f.Unit, f.Year = Points, false
		return i + n
	}
	if t, n := r.term(i, "percent"); t != nil {
		f.Unit, f.Year = Percent, false
		return i + n
	}
	if r.is(i, "%") || r.is(i, "٪") || r.is(i, "％") {
		f.Unit, f.Year = Percent, false
		return i + 1
	}
	return i
}

// vulgar is the value of a sign such as ½, nil for any other.
func vulgar(s string) *big.Rat {
	if value, ok := new(big.Rat).SetString(strings.Replace(norm.NFKC.String(s), "⁄", "/", 1)); ok && strings.Contains(norm.NFKC.String(s), "⁄") {
		return value
	}
	return nil
}
