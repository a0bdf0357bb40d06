package anchor

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// mark says what kinds of words differ between the tokens [p, q) of a and
// [from, to) of b.
func (c *carrier) mark(r *Result, p, q, from, to int) {
	before, after := c.facts(&c.a, p, q), c.facts(&c.b, from, to)
	r.Numbers = before.numbers != after.numbers
	r.Negations = before.negations != after.negations
	r.Names = c.renamed(before.names, c.b.tokens[from:to]) || c.renamed(after.names, c.a.tokens[p:q])
}

// facts are the words of a stretch whose change matters most.
type facts struct {
	numbers   string // in order
	negations int
	names     []int32 // keys
}

// facts collects those of the tokens [from, to) of a side.
func (c *carrier) facts(s *side, from, to int) facts {
	var f facts
	for t := from; t < to; t++ {
		word := s.raw(t)
		switch {
		case numeric(word):
			f.numbers += strings.ToLower(word) + " "
		case text.Denies(word):
			f.negations++
		case capitalised(word) && (t != s.sentenceStart(t) || c.proper(s.tokens[t].key)):
			f.names = append(f.names, s.tokens[t].key)
		}
	}
	return f
}

func capitalised(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// proper reports whether a word that begins a sentence is a name: elsewhere in
// the texts it is capitalised inside of a sentence.
func (c *carrier) proper(key int32) bool {
	return c.a.capitalises(c.old.of(key)) || c.b.capitalises(c.index.of(key))
}

func (s *side) capitalises(places []int32) bool {
	return slices.ContainsFunc(places[:min(len(places), maxSeeds)], func(t int32) bool {
		return int(t) != s.sentenceStart(int(t)) && capitalised(s.raw(int(t)))
	})
}

// renamed reports whether one of the names is not among the tokens in any case.
func (c *carrier) renamed(names []int32, tokens []token) bool {
	present := make(map[int32]bool, len(tokens))
	for _, t := range tokens {
		present[t.key] = true
	}
	for _, name := range names {
		if !present[name] {
			return true
		}
	}
	return false
}

// numeric reports whether a word holds a digit or is a number in words.
func numeric(word string) bool {
	if strings.ContainsFunc(word, unicode.IsNumber) {
		return true
	}
	switch strings.ToLower(word) {
	case "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
		"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
		"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
		"hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "trillion",
		"half", "third", "quarter", "double", "twice", "percent", "dozen", "dozens",
		"zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
		"hundert", "tausend", "millionen", "milliarde", "milliarden", "prozent",
		"deux", "trois", "quatre", "cinq", "sept", "huit", "neuf", "dix", "cent", "mille", "milliard", "milliards",
		"dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "ciento", "mil", "millón", "millones":
		return true
	}
	return false
}
