package text

import "strings"

// Clash is a stretch of the base that both sides changed, each in another way,
// in markup. Base is empty where both put something in at the same place, Mine
// or Theirs where that side took the stretch out.
type Clash struct{ Base, Mine, Theirs string }

// Merge brings two changes of one text together, word by word, and gives the
// markup of what comes of them. Changes that do not touch are both in merged, one
// that both sides made is there once. Where they touch, merged keeps mine and the
// clash is listed, in order.
//
// Changes touch when they overlap, or when nothing but spaces of one line stands
// between them: two people who change neighbouring words change one phrase, and
// "was not rejected" is what neither wrote. A line break parts them: a change at
// the end of one line and a change at the beginning of the next do not touch, nor
// do whole lines that one side put in or took out and their neighbours. Two
// insertions at one place always touch.
//
// The signs in front of lines are words here. Marks are merged by themselves, word
// by word: what one side sets apart stays so when the other changes its words.
func Merge(base, mine, theirs *Document) (merged string, clashes []Clash) {
	n := &notches{known: map[Mark]int{}}
	tokens, clashes := merge(n.linesOf(base), n.linesOf(mine), n.linesOf(theirs))
	return n.markup(tokens), clashes
}

// MergeWords is Merge for plain words, such as an explanation: nothing in them is
// a sign or a mark.
func MergeWords(base, mine, theirs string) (merged string, clashes []Clash) {
	tokens, clashes := merge(plainLines(base), plainLines(mine), plainLines(theirs))
	merged, _ = together(tokens)
	return merged, clashes
}

func merge(base, mine, theirs []line) ([]token, []Clash) {
	one, two := revise(base, mine), revise(base, theirs)
	m := merger{base: one.base, one: one, two: two, mine: one.edits, theirs: two.edits}
	for len(m.mine)+len(m.theirs) > 0 {
		m.settle(m.region())
	}
	m.copy(len(m.base))
	return m.merged, m.clashes
}

// plainLines takes plain words apart.
func plainLines(s string) []line {
	var all []line
	for _, l := range lines(s) {
		var words []token
		for _, word := range tokens(l) {
			words = append(words, token{text: word})
		}
		all = append(all, line{l, words})
	}
	return all
}

// merger walks the changes of both sides from the beginning of the base.
type merger struct {
	base         []token
	one, two     revision // my side, their side
	mine, theirs []edit   // those not yet settled
	at           int      // the base is settled up to here
	merged       []token
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
	both := len(mine)*len(theirs) > 0
	was, my, their := m.base[from:to], m.apply(mine, from, to, &m.two, both), m.apply(theirs, from, to, &m.one, both)
	changed := !sameWords(my, was)
	if c := (Clash{signed(was), signed(my), signed(their)}); changed && !sameWords(their, was) && c.Mine != c.Theirs {
		m.clashes = append(m.clashes, c)
	}
	if changed {
		m.merged = append(m.merged, my...)
	} else {
		m.merged = append(m.merged, their...)
	}
	m.at = to
}

// copy writes the base up to the token to, with the marks of both sides. Where
// they mark words in two ways, there is a clash about the marks.
func (m *merger) copy(to int) {
	var clash [3][]token
	for ; m.at < to; m.at++ {
		was, my, their := m.base[m.at], m.one.kept(m.at), m.two.kept(m.at)
		m.merged = append(m.merged, mergeMarks(was, my, their))
		if between := was.blank() && len(clash[0]) > 0; between || !markedAlike(was, my, their) {
			clash[0], clash[1], clash[2] = append(clash[0], was), append(clash[1], my), append(clash[2], their)
			continue
		}
		m.addClash(clash)
		clash = [3][]token{}
	}
	m.addClash(clash)
}

func (m *merger) addClash(words [3][]token) {
	if len(words[0]) > 0 {
		was, my, their := signed(words[0]), signed(words[1]), signed(words[2])
		m.clashes = append(m.clashes, Clash{strings.TrimSpace(was), strings.TrimSpace(my), strings.TrimSpace(their)})
	}
}

// apply is what the edits of one side make of the tokens [from, to) of the base.
// Where the other side has no words of its own, they take on the marks it gave.
func (m *merger) apply(edits []edit, from, to int, other *revision, both bool) []token {
	var all []token
	keep := func(to int) {
		for ; from < to; from++ {
			all = append(all, mergeMarks(m.base[from], m.one.kept(from), m.two.kept(from)))
		}
	}
	for _, e := range edits {
		keep(e.from)
		if both {
			all = append(all, e.text...)
		} else {
			all = append(all, other.remark(e)...)
		}
		from = e.to
	}
	keep(to)
	return all
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

// sameWords reports whether two runs of tokens read the same.
func sameWords(a, b []token) bool {
	x, _ := together(a)
	y, _ := together(b)
	return x == y
}
