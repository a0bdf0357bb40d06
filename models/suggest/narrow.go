package suggest

import (
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

// widest is the number of words up to which a whole sentence is claimed.
const widest = 20

// shortestClause is the least number of words that can stand for a claim.
const shortestClause = 5

// narrow gives the part of the sentence at span that holds the finding: of a
// long sentence the clause, when it says everything by itself; else the whole.
func (r *reading) narrow(d *text.Document, span text.Span, f finding) text.Span {
	if r.size <= widest || f.mark.to == 0 || f.kind == Quote {
		return span
	}
	from, to := r.clause(f.mark)
	if size(r.text, r.words[from:to]) < shortestClause || r.tellingOutside(from, to) {
		return span
	}
	start := span.Start + utf8.RuneCountInString(r.text[:r.words[from].start])
	length := utf8.RuneCountInString(r.excerpt(from, to))
	if clause, ok := d.Snap(text.Span{Start: start, End: start + length}); ok && span.Contains(clause) {
		return clause
	}
	return span
}

// tellingOutside reports whether the sentence holds something to check beside
// the words [from, to): a claim on these alone would hide it.
func (r *reading) tellingOutside(from, to int) bool {
	const telling = 0.75
	for _, m := range r.marks {
		if weight, _ := weigh(m.signal); weight >= telling && (m.from < from || m.to > to) {
			return true
		}
	}
	return false
}

// clause is the range of words between the clause boundaries around a mark. A
// sentence with quotation marks or brackets is left whole: a cut might open
// them and not close them.
func (r *reading) clause(m mark) (from, to int) {
	from, to = 0, len(r.words)
	for i := range r.words {
		if r.enclosing(i) {
			return 0, len(r.words)
		}
		next := r.clauseAfter(i)
		if next == 0 {
			continue
		}
		if next <= m.from {
			from = next
		} else if i >= m.to && i < to {
			to = i
		}
	}
	if from > 0 && to == len(r.words) && r.words[to-1].norm == "." {
		to--
	}
	return from, to
}

// enclosing reports whether the word at i is a bracket or a quotation mark.
func (r *reading) enclosing(i int) bool {
	n := r.words[i].norm
	return r.words[i].class == symbol && (closing(n, "de") != "" || strings.Contains("”([)]", n))
}

// clauseAfter is the index at which a clause of its own begins when the word at
// i ends the one before: behind a semicolon, or behind a comma, an "and" and a
// subject with its verb. It is 0 when none begins.
func (r *reading) clauseAfter(i int) int {
	const subject = 4 // words a subject may have in front of its verb
	switch n := r.words[i].norm; {
	case r.words[i].class != symbol:
		return 0
	case n == ";" && i+1 < len(r.words):
		return i + 1
	case n != "," || i+2 >= len(r.words) || !conjunction(r.words[i+1].norm):
		return 0
	}
	for k := i + 3; k < len(r.words) && k <= i+2+subject && r.words[k].class == letters; k++ {
		if finite(r.words[k].norm) {
			return i + 2
		}
	}
	return 0
}

func conjunction(word string) bool { return word == "and" || word == "but" || word == "while" }

// finite reports whether a word is an English verb that wants a subject.
func finite(word string) bool {
	switch word {
	case "is", "are", "was", "were", "has", "have", "had", "does", "did":
		return true
	}
	return false
}
