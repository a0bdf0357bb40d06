package quote

import (
	"cmp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// run is a Run by its bytes.
type run struct {
	sort        Sort
	quote, said stretch // empty at -1
}

var nowhere = stretch{-1, -1}

// finding says what the steps through a quotation and a text amount to.
func finding(q quotation, t said, steps []step) Finding {
	runs := merged(q, t, steps)
	fill(runs, func(r *run) *stretch { return &r.quote })
	fill(runs, func(r *run) *stretch { return &r.said })
	reach(runs, q)
	f := Finding{Match: Same}
	for _, r := range runs {
		f.Runs = append(f.Runs, Run{r.sort, r.quote.of(q.text), r.said.of(t.doc.Text)})
	}
	f.Omissions = t.omissions(runs)
	f.Before, f.After = t.around(steps)
	f.CutNegation = cmp.Or(negation(afterMark(f.Before)), negation(beforeMark(f.After)))
	f.Punctuation, f.Capitals = typography(q, t, steps)
	if len(f.Words()) > 0 || f.Punctuation || f.Capitals {
		f.Match = Differs
	}
	return f
}

func (s stretch) of(text string) string {
	if s == nowhere {
		return ""
	}
	return text[s.start:s.end]
}

// merged makes runs of the steps.
func merged(q quotation, t said, steps []step) []run {
	var runs []run
	for _, s := range steps {
		next := run{s.sort(q), nowhere, nowhere}
		if s.past {
			next.quote = stretch{q.items[s.item].start, q.items[s.item].end}
		}
		if s.word >= 0 {
			next.said = stretch{t.words[s.word].start, t.words[s.word].end}
		}
		if n := len(runs) - 1; n >= 0 && together(runs[n].sort, next.sort) {
			if runs[n].sort != next.sort {
				runs[n].sort = Changed
			}
			runs[n].quote, runs[n].said = runs[n].quote.with(next.quote), runs[n].said.with(next.said)
			continue
		}
		runs = append(runs, next)
	}
	return runs
}

// sort is what a step is to a reader.
func (s step) sort(q quotation) Sort {
	kind := q.items[s.item].kind
	switch {
	case kind == gap:
		return LeftOut
	case kind == bracket, kind == loose && s.equal:
		return Inserted
	case s.equal:
		return Equal
	case s.past && kind == aside:
		return Aside
	case s.past && s.word >= 0:
		return Changed
	case s.past:
		return Added
	}
	return Dropped
}

// together reports whether two runs that follow each other are one: what was
// replaced reads better whole.
func together(a, b Sort) bool {
	unlike := func(s Sort) bool { return s == Changed || s == Added || s == Dropped }
	return a == b || unlike(a) && unlike(b)
}

func (s stretch) with(o stretch) stretch {
	switch nowhere {
	case s:
		return o
	case o:
		return s
	}
	return stretch{s.start, o.end}
}

// fill gives what stands between two runs to the one that is equal, or to the first.
func fill(runs []run, side func(*run) *stretch) {
	last := -1
	for i := range runs {
		if *side(&runs[i]) == nowhere {
			continue
		}
		if last >= 0 {
			if a, b := side(&runs[last]), side(&runs[i]); runs[last].sort != Equal && runs[i].sort == Equal {
				b.start = a.end
			} else {
				a.end = b.start
			}
		}
		last = i
	}
}

// reach lets the runs begin and end with the quotation.
func reach(runs []run, q quotation) {
	first := true
	for i := range runs {
		if runs[i].quote != nowhere && first {
			runs[i].quote.start, first = q.start, false
		}
	}
	for i := len(runs) - 1; i >= 0; i-- {
		if runs[i].quote != nowhere {
			runs[i].quote.end = q.end
			return
		}
	}
}

// omissions lists what was said between two words of the quotation that it leaves out.
func (t said) omissions(runs []run) []Omission {
	var all []Omission
	for i, r := range runs {
		if r.sort != LeftOut && r.sort != Dropped || r.said == nowhere {
			continue
		}
		before, after := neighbour(runs[:i], -1), neighbour(runs[i+1:], 1)
		if before == nowhere || after == nowhere {
			continue
		}
		left := strings.TrimSpace(r.said.of(t.doc.Text))
		all = append(all, Omission{
			Said: left, Words: len(wordsIn(left)), Negation: negation(left), Marked: r.sort == LeftOut,
			Sentences: max(0, at(t.sentences, after.start)-at(t.sentences, before.end-1)-1),
			Paragraph: at(t.blocks, after.start) != at(t.blocks, before.end-1),
		})
	}
	return all
}

// neighbour is the nearest stretch of the text in the runs before or after.
func neighbour(runs []run, step int) stretch {
	for i := range runs {
		if step < 0 {
			i = len(runs) - 1 - i
		}
		if runs[i].said != nowhere {
			return runs[i].said
		}
	}
	return nowhere
}

// at is the index of the last of the starts that is not after a byte.
func at(starts []int, b int) int {
	return sort.Search(len(starts), func(i int) bool { return starts[i] > b }) - 1
}

// around is the rest of the sentences in which the quotation begins and ends.
func (t said) around(steps []step) (before, after string) {
	from, to := -1, -1
	for _, s := range steps {
		if s.word >= 0 && from < 0 {
			from = t.words[s.word].start
		}
		if s.word >= 0 {
			to = t.words[s.word].end
		}
	}
	if from < 0 {
		return "", ""
	}
	if i := at(t.sentences, from); i >= 0 {
		before = t.doc.Text[t.sentences[i]:from]
	}
	if i := at(t.sentences, to-1); i >= 0 {
		after = t.doc.Text[to:max(to, t.doc.Byte(t.doc.Sentences[i].End))]
	}
	return before, after
}

// marks are the quotation marks that end what a speaker says.
const marks = "“”„«»\"「」『』"

// afterMark is what follows the last quotation mark.
func afterMark(s string) string {
	if i := strings.LastIndexAny(s, marks); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:])
		return s[i+size:]
	}
	return s
}

func beforeMark(s string) string {
	if i := strings.IndexAny(s, marks); i >= 0 {
		return s[:i]
	}
	return s
}

// typography says whether words that are equal differ in capitals, or what
// stands between them in punctuation.
func typography(q quotation, t said, steps []step) (punctuation, capitals bool) {
	for i, s := range steps {
		if !s.equal || q.items[s.item].kind != word {
			continue
		}
		a, b := q.items[s.item], t.words[s.word]
		capitals = capitals || !a.first && text.Fold(q.text[a.start:a.end]) != text.Fold(t.doc.Text[b.start:b.end])
		if i+1 == len(steps) || !steps[i+1].equal || q.items[steps[i+1].item].kind != word {
			continue
		}
		next := steps[i+1]
		punctuation = punctuation || stops(q.text[a.end:q.items[next.item].start]) != stops(t.doc.Text[b.end:t.words[next.word].start])
	}
	return punctuation, capitals
}

// stops is the punctuation in a string, without quotation marks.
func stops(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '"' || r == '\'' {
			return -1
		}
		return r
	}, text.Fold(s))
}
