package text

import (
	"slices"
	"strings"

	"znkr.io/diff"
)

// token is a word, or what stands between words, with the marks on it in bytes
// of its text.
type token struct {
	text  string
	marks []Mark
}

// revision is one side's change of the base.
type revision struct {
	base, side []token
	edits      []edit // in order
	of         []int  // the token of the side that a token of the base is, -1 for none
}

// edit replaces the tokens [from, to) of the base by text, which stands at begin
// in the side.
type edit struct {
	from, to, begin int
	text            []token
}

func (e edit) before(o edit) bool {
	return e.from < o.from || e.from == o.from && e.to < o.to
}

// endsLine reports whether what e takes out and what it puts in end with a line
// break, as far as there is any.
func (e edit) endsLine(base []token) bool {
	return (e.from == e.to || base[e.to-1].breaks()) &&
		(len(e.text) == 0 || e.text[len(e.text)-1].breaks())
}

// startsLine is endsLine for the other end.
func (e edit) startsLine(base []token) bool {
	return (e.from == e.to || base[e.from].breaks()) && (len(e.text) == 0 || e.text[0].breaks())
}

// trim takes off both ends of e what it leaves as it was: where a line was split
// or two were joined, all but the line break.
func (e edit) trim(base []token) edit {
	for e.from < e.to && len(e.text) > 0 && base[e.from].text == e.text[0].text {
		e.from, e.begin, e.text = e.from+1, e.begin+1, e.text[1:]
	}
	for e.from < e.to && len(e.text) > 0 && base[e.to-1].text == e.text[len(e.text)-1].text {
		e.to, e.text = e.to-1, e.text[:len(e.text)-1]
	}
	return e
}

func (t token) breaks() bool { return strings.Contains(t.text, "\n") }

// spaces reports whether there is nothing in tokens but spaces of one line.
func spaces(tokens []token) bool {
	for _, t := range tokens {
		if t.breaks() || strings.TrimSpace(t.text) != "" {
			return false
		}
	}
	return true
}

// revise finds what makes base into other. Lines are paired before words are, so
// that the words of one line are never taken for those of a stranger.
func revise(base, other []line) revision {
	var r revision
	old, tokens := flat(base)
	r.base = make([]token, 0, len(tokens))
	new, side := flat(other)
	r.side = side
	at := 0 // in the side
	for _, s := range align(old, new) {
		var was, is line
		if s.a >= 0 {
			was = base[s.a]
		}
		if s.b >= 0 {
			is = other[s.b]
		}
		if was.text == is.text {
			r.base = append(r.base, was.tokens...)
			at += len(is.tokens)
		} else {
			at = r.change(was.tokens, is.tokens, at)
		}
	}
	for i, e := range r.edits {
		r.edits[i] = e.trim(r.base)
	}
	r.match()
	return r
}

// flat is the texts of lines, and all their tokens.
func flat(lines []line) (texts []string, tokens []token) {
	all := make([][]token, len(lines))
	for i, l := range lines {
		texts, all[i] = append(texts, l.text), l.tokens
	}
	return texts, slices.Concat(all...)
}

// change adds the differences of two runs of tokens, of which the new one stands
// at begin in the side, and gives where it ends there.
func (r *revision) change(old, new []token, begin int) int {
	for _, e := range editsOf(texts(old), texts(new)) {
		switch e.Op {
		case diff.Match:
			r.base, old = append(r.base, old[0]), old[1:]
			begin++
		case diff.Delete:
			last := r.open(begin)
			r.base, old = append(r.base, old[0]), old[1:]
			last.to = len(r.base)
		case diff.Insert:
			last := r.open(begin)
			begin++
			last.text = r.side[last.begin:begin]
		}
	}
	return begin
}

// open gives the edit that ends here, at begin in the side. One that ends before
// spaces goes on over them: one replaced phrase merges better than its words.
func (r *revision) open(begin int) *edit {
	end := len(r.base)
	if n := len(r.edits) - 1; n >= 0 && spaces(r.base[r.edits[n].to:]) {
		last := &r.edits[n]
		last.to, last.text = end, r.side[last.begin:begin]
		return last
	}
	r.edits = append(r.edits, edit{from: end, to: end, begin: begin})
	return &r.edits[len(r.edits)-1]
}

// lines splits s into lines, each with the line breaks after it.
func lines(s string) []string {
	var all []string
	for start := 0; start < len(s); {
		end := len(s)
		if i := strings.IndexByte(s[start:], '\n'); i >= 0 {
			end = len(s) - len(strings.TrimLeft(s[start+i:], "\n"))
		}
		all = append(all, s[start:end])
		start = end
	}
	return all
}

// match finds what the side has for each token of the base.
func (r *revision) match() {
	r.of = make([]int, len(r.base))
	at, side := 0, 0
	for _, e := range append(slices.Clone(r.edits), edit{from: len(r.base), to: len(r.base)}) {
		for ; at < e.from; at, side = at+1, side+1 {
			r.of[at] = side
		}
		for ; at < e.to; at++ {
			r.of[at] = -1
		}
		side += len(e.text)
	}
}

// kept is a token of the base as the side has it, or as it was where the side
// has other words.
func (r *revision) kept(at int) token {
	if r.of[at] < 0 {
		return r.base[at]
	}
	return r.side[r.of[at]]
}

func texts(tokens []token) []string {
	all := make([]string, len(tokens))
	for i, t := range tokens {
		all[i] = t.text
	}
	return all
}
