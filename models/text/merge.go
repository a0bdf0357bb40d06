package text

import (
	"strings"

	"znkr.io/diff"
)

// Clash is a stretch of the base that both sides changed, each in another way.
// Base is empty where both put something in at the same place, Mine or Theirs
// where that side took the stretch out.
type Clash struct{ Base, Mine, Theirs string }

// Merge brings two changes of one text together, word by word. Changes that do
// not touch are both in merged, one that both sides made is there once. Where
// they touch, merged keeps mine and the clash is listed, in order.
//
// Changes touch when they overlap, or when nothing but spaces of one line stands
// between them: two people who change neighbouring words change one phrase, and
// "was not rejected" is what neither wrote. A line break parts them: a change at
// the end of one line and a change at the beginning of the next do not touch, nor
// do whole lines that one side put in or took out and their neighbours. Two
// insertions at one place always touch.
//
// Markup is plain text here. All three texts must have been through Clean, or
// else their line breaks differ.
func Merge(base, mine, theirs string) (merged string, clashes []Clash) {
	one, two := revise(base, mine), revise(base, theirs)
	m := merger{base: one.base, mine: one.edits, theirs: two.edits}
	for len(m.mine)+len(m.theirs) > 0 {
		m.settle(m.region())
	}
	m.copy(len(m.base))
	return m.merged.String(), m.clashes
}

// merger walks the changes of both sides from the beginning of the base.
type merger struct {
	base         []string
	mine, theirs []edit // those not yet settled
	at           int    // the base is settled up to here
	merged       strings.Builder
	clashes      []Clash
}

// region takes from both sides the next changes that hang together.
func (m *merger) region() (mine, theirs []edit) {
	i, j := 0, 0
	if len(m.theirs) == 0 || len(m.mine) > 0 && m.mine[0].before(m.theirs[0]) {
		i = 1
	} else {
		j = 1
	}
	for {
		switch {
		case i < len(m.mine) && j > 0 && m.touch(m.mine[i], m.theirs[j-1]):
			i++
		case j < len(m.theirs) && i > 0 && m.touch(m.theirs[j], m.mine[i-1]):
			j++
		default:
			mine, theirs = m.mine[:i], m.theirs[:j]
			m.mine, m.theirs = m.mine[i:], m.theirs[j:]
			return mine, theirs
		}
	}
}

// settle writes what becomes of a region of the base.
func (m *merger) settle(mine, theirs []edit) {
	from, to := len(m.base), 0
	for _, side := range [][]edit{mine, theirs} {
		if len(side) > 0 {
			from, to = min(from, side[0].from), max(to, side[len(side)-1].to)
		}
	}
	m.copy(from)
	c := Clash{m.apply(nil, from, to), m.apply(mine, from, to), m.apply(theirs, from, to)}
	if c.Mine != c.Base && c.Theirs != c.Base && c.Mine != c.Theirs {
		m.clashes = append(m.clashes, c)
	}
	if c.Mine != c.Base {
		m.merged.WriteString(c.Mine)
	} else {
		m.merged.WriteString(c.Theirs)
	}
	m.at = to
}

// copy writes the base up to the token to.
func (m *merger) copy(to int) {
	m.merged.WriteString(strings.Join(m.base[m.at:to], ""))
	m.at = to
}

// apply is what the edits make of the tokens [from, to) of the base.
func (m *merger) apply(edits []edit, from, to int) string {
	var b strings.Builder
	for _, e := range edits {
		b.WriteString(strings.Join(m.base[from:e.from], ""))
		b.WriteString(strings.Join(e.text, ""))
		from = e.to
	}
	b.WriteString(strings.Join(m.base[from:to], ""))
	return b.String()
}

// touch reports whether two changes, one of each side, touch as Merge says.
func (m *merger) touch(left, right edit) bool {
	if right.before(left) {
		left, right = right, left
	}
	switch {
	case right.from < left.to, right.to == left.from:
		return true // they overlap, or both put something in here
	case left.endsLine(m.base) || right.startsLine(m.base):
		return false
	}
	return spaces(m.base[left.to:right.from])
}

// edit replaces the tokens [from, to) of the base.
type edit struct {
	from, to int
	text     []string
}

func (e edit) before(o edit) bool {
	return e.from < o.from || e.from == o.from && e.to < o.to
}

// endsLine reports whether what e takes out and what it puts in end with a line
// break, as far as there is any.
func (e edit) endsLine(base []string) bool {
	return (e.from == e.to || breaks(base[e.to-1])) &&
		(len(e.text) == 0 || breaks(e.text[len(e.text)-1]))
}

// startsLine is endsLine for the other end.
func (e edit) startsLine(base []string) bool {
	return (e.from == e.to || breaks(base[e.from])) && (len(e.text) == 0 || breaks(e.text[0]))
}

// trim takes off both ends of e what it leaves as it was: where a line was split
// or two were joined, all but the line break.
func (e edit) trim(base []string) edit {
	for e.from < e.to && len(e.text) > 0 && base[e.from] == e.text[0] {
		e.from, e.text = e.from+1, e.text[1:]
	}
	for e.from < e.to && len(e.text) > 0 && base[e.to-1] == e.text[len(e.text)-1] {
		e.to, e.text = e.to-1, e.text[:len(e.text)-1]
	}
	return e
}

func breaks(token string) bool { return strings.Contains(token, "\n") }

// spaces reports whether there is nothing in tokens but spaces of one line.
func spaces(tokens []string) bool {
	for _, t := range tokens {
		if breaks(t) || strings.TrimSpace(t) != "" {
			return false
		}
	}
	return true
}

// revise finds what makes base into other. Lines are paired before words are, so
// that the words of one line are never taken for those of a stranger.
func revise(base, other string) revision {
	a, b := lines(base), lines(other)
	var r revision
	for _, s := range align(a, b) {
		was, is := at(a, s.a), at(b, s.b)
		if was == is {
			r.base = append(r.base, tokens(was)...)
		} else {
			r.change(tokens(was), tokens(is))
		}
	}
	for i, e := range r.edits {
		r.edits[i] = e.trim(r.base)
	}
	return r
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

// revision is one side's change of the base.
type revision struct {
	base  []string // its tokens, so far
	edits []edit   // in order
}

// change adds the differences of two runs of tokens.
func (r *revision) change(old, new []string) {
	for _, e := range editsOf(old, new) {
		switch e.Op {
		case diff.Match:
			r.base = append(r.base, e.X)
		case diff.Delete:
			last := r.open()
			r.base = append(r.base, e.X)
			last.to = len(r.base)
		case diff.Insert:
			last := r.open()
			last.text = append(last.text, e.Y)
		}
	}
}

// open gives the edit that ends here. One that ends before spaces goes on over
// them: one replaced phrase merges better than its words.
func (r *revision) open() *edit {
	end := len(r.base)
	if n := len(r.edits) - 1; n >= 0 && spaces(r.base[r.edits[n].to:]) {
		last := &r.edits[n]
		last.text = append(last.text, r.base[last.to:]...)
		last.to = end
		return last
	}
	r.edits = append(r.edits, edit{from: end, to: end})
	return &r.edits[len(r.edits)-1]
}
