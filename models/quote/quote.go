// Package quote compares a quotation with what was said: word by word, with
// what an ellipsis leaves out and what square brackets put in understood for
// what they are. Everything here is pure.
package quote

import (
	"strings"

	"stet/models/text"
)

// Match says how a quotation stands in a text.
type Match string

// The ways in which a quotation is found.
const (
	None    Match = ""        // there are no words to compare
	Same    Match = "same"    // but for typography
	Differs Match = "differs" // the same but for what the finding names
	Missing Match = "missing" // fewer than half of its words stand there together
	TooLong Match = "too_long"
)

// Sort says what a run is.
type Sort string

// The sorts of runs.
const (
	Equal    Sort = "equal"
	Changed  Sort = "changed"  // other words than were said
	Added    Sort = "added"    // words that were not said
	Dropped  Sort = "dropped"  // words that were said and left out without a mark
	LeftOut  Sort = "left_out" // what an ellipsis stands for
	Inserted Sort = "inserted" // in square brackets, with the words it stands for
	Aside    Sort = "aside"    // of the article, between two parts of the quotation
)

// Run is a stretch of the quotation beside what it stands for. All runs of a
// finding together give the quotation, and the stretch of the text.
type Run struct {
	Sort  Sort
	Quote string
	Said  string
}

// Omission is what an ellipsis, or nothing at all, stands for.
type Omission struct {
	Said      string
	Words     int
	Sentences int // that were left out whole
	Negation  string
	Marked    bool // by an ellipsis
	Paragraph bool // what it joins stands in different paragraphs
}

// An ellipsis joins what stands far apart when it leaves out so much.
const (
	farSentences = 2
	farWords     = 40
)

// Far reports whether the omission joins sentences that stand far apart.
func (o Omission) Far() bool {
	return o.Sentences >= farSentences || o.Words > farWords || o.Paragraph
}

// Finding is how a quotation stands in a text.
type Finding struct {
	Match         Match
	Runs          []Run
	Before, After string     // the rest of the sentence around it
	Omissions     []Omission // in the order of the text
	CutNegation   string     // a negation in the rest of the sentence
	Punctuation   bool       // it differs
	Capitals      bool       // they differ
	Reordered     bool       // its parts stand in another order in the text
}

// Words lists what the quotation changes, adds and drops without saying so.
func (f Finding) Words() []Run {
	var all []Run
	for _, r := range f.Runs {
		if r.Sort == Changed || r.Sort == Added || r.Sort == Dropped {
			all = append(all, r)
		}
	}
	return all
}

// cells bounds the work and the memory of a comparison: words of the quotation
// times words of the text, a byte each.
const cells = 16 << 20

// Check looks for the quotation that words hold in what was said. Where they
// have quotation marks, only what stands between them is compared.
func Check(words string, said *text.Document) Finding {
	q, t := cutQuotation(words), readText(said)
	switch {
	case q.words() == 0 || len(t.words) == 0:
		return Finding{}
	case len(q.items)*(len(t.words)+1) > cells:
		return Finding{Match: TooLong}
	}
	steps := align(q.items, t.words)
	if whole(q, steps) {
		return finding(q, t, steps)
	}
	if f, ok := reordered(q, t); ok {
		return f
	}
	if n := equal(steps); 2*n <= q.words() || strays(q, steps) > n {
		return Finding{Match: Missing}
	}
	return finding(q, t, steps)
}

// strays counts the words that were said between those of the quotation, and
// that nothing stands for.
func strays(q quotation, steps []step) int {
	n := 0
	for _, s := range steps {
		if s.sort(q) == Dropped {
			n++
		}
	}
	return n
}

// whole reports whether every word of the quotation was said.
func whole(q quotation, steps []step) bool { return equal(steps) == q.words() }

// reordered finds a quotation whose parts were all said, and not in this order.
func reordered(q quotation, t said) (Finding, bool) {
	parts := q.parts()
	if len(parts) < 2 {
		return Finding{}, false
	}
	all := Finding{Match: Differs, Reordered: true}
	for i, p := range parts {
		steps := align(p.items, t.words)
		if p.words() == 0 || !whole(p, steps) {
			return Finding{}, false
		}
		f := finding(p, t, steps)
		if i > 0 {
			all.Runs = append(all.Runs, Run{Sort: LeftOut, Quote: " … "})
		}
		all.Runs = append(all.Runs, f.Runs...)
		all.Punctuation, all.Capitals = all.Punctuation || f.Punctuation, all.Capitals || f.Capitals
	}
	return all, true
}

// negation is the first word of a text that negates, "" without one.
func negation(s string) string {
	for _, w := range wordsIn(s) {
		if text.Denies(s[w.start:w.end]) {
			return strings.ToLower(s[w.start:w.end])
		}
	}
	return ""
}
