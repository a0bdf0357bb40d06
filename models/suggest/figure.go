package suggest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// smallest is the least number that is a figure by itself; a smaller one wants
// a unit, a currency or a word such as "million" beside it.
const smallest = 100

// Years are taken for dates from earliestYear to latestYear.
const (
	earliestYear = 1700
	latestYear   = 2100
)

// dotted matches a date in one number, such as 29.01.2024.
var dotted = regexp.MustCompile(`^\p{Nd}{1,2}[.]\p{Nd}{1,2}[.](?:\p{Nd}{2}|\p{Nd}{4})$`)

// chinese matches a number in Chinese characters of at least two digits, or a
// share of a hundred.
var chinese = regexp.MustCompile(`[〇零一二两三四五六七八九十]+[十百千万萬亿億兆]+|百分之|數十|数十|半数|半數`)

// calendar are the words that make a date of the number before them in Chinese,
// Japanese and Korean.
const calendar = "年月日년월일"

// markFigures marks figures, small numbers and dates.
func (r *reading) markFigures() {
	for _, m := range r.marks {
		if m.signal == scale {
			r.mark(figure, r.back(m.from), m.to)
		}
	}
	for i, w := range r.words {
		switch {
		case w.class == digits:
			r.markNumber(i)
		case w.class == letters && r.markedAt(i, month):
			r.mark(date, i, i+1)
		case w.class == letters && chinese.MatchString(w.norm):
			r.mark(figure, i, i+1)
		}
	}
}

// markNumber marks the number at index i.
func (r *reading) markNumber(i int) {
	from, to := r.reach(i)
	switch {
	case r.label(i):
	case r.markedAt(i-1, month), r.markedAt(i+1, month):
		r.mark(date, r.day(i, -1), r.day(i, +1)+1)
	case to-from == 1 && r.dated(i):
		r.mark(date, i, i+1)
	case r.markedAt(i, figure):
	case to-from > 1, value(r.words[i].norm) >= smallest, strings.ContainsAny(r.words[i].norm, ".,٫٬"):
		r.mark(figure, from, to)
	default:
		r.mark(count, i, i+1)
	}
}

// reach is the range of words that the number at i makes up with its currency,
// its percent sign or its "million".
func (r *reading) reach(i int) (from, to int) {
	from, to = i, i+1
	if i > 0 && r.sign(i-1) {
		from--
	}
	for to < len(r.words) && (r.sign(to) || r.markedAt(to, scale)) {
		to++
	}
	return from, to
}

// sign reports whether the word at i is a sign that numbers bear.
func (r *reading) sign(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.words[i].norm)
	return r.words[i].class == symbol && (unicode.Is(unicode.Sc, c) || strings.ContainsRune("%‰٪％°", c))
}

// back is the index where the number in front of the "million" at i begins, with
// its currency; or i.
func (r *reading) back(i int) int {
	for i > 0 && (r.lexicon.numeral(r.words[i-1]) || r.sign(i-1)) {
		i--
	}
	return i
}

// label reports whether the number at i belongs to a name, as in G20, F-14 and
// COVID-19.
func (r *reading) label(i int) bool {
	i--
	if r.adjacent(i) && r.words[i].norm == "-" {
		i--
	}
	return r.adjacent(i) && r.words[i].class == letters && r.words[i].capital
}

// dated reports whether the number at i is a year or a whole date.
func (r *reading) dated(i int) bool {
	n := r.words[i].norm
	if dotted.MatchString(n) {
		return true
	}
	if r.adjacent(i) && r.words[i+1].class == letters {
		c, _ := utf8.DecodeRuneInString(r.words[i+1].norm)
		if strings.ContainsRune(calendar, c) {
			return true
		}
	}
	v := value(n)
	return utf8.RuneCountInString(n) == 4 && earliestYear <= v && v <= latestYear
}

// day walks from the number at i, in the direction step, to the last word of the
// date: numbers and months that follow each other.
func (r *reading) day(i, step int) int {
	for k := i + step; k >= 0 && k < len(r.words) && (r.words[k].class == digits || r.markedAt(k, month)); k += step {
		i = k
	}
	return i
}

// value is the number that the digits of s make, whatever their script;
// separators are passed over. Large numbers are all the same large number.
func value(s string) int {
	const large = 1 << 30
	v := 0
	for _, c := range s {
		if d := digit(c); d >= 0 {
			v = min(10*v+d, large)
		}
	}
	return v
}

// digit is the value of a decimal digit, or -1. The digits of a script follow
// each other from zero, as Unicode promises for General_Category Nd.
func digit(c rune) int {
	if '0' <= c && c <= '9' {
		return int(c - '0')
	}
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= c && c <= rune(t.Hi) {
			return int(c-rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= c && c <= rune(t.Hi) {
			return int(c-rune(t.Lo)) % 10
		}
	}
	return -1
}
