package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// step is one thing that is written of a block: words, a reference, or where a
// mark begins or ends.
type step struct {
	sort  stepSort
	words string // or the reference
	mark  text.Mark
	end   int // of a begin: the step where the mark ends
}

type stepSort int

const (
	wordsStep stepSort = iota
	referenceStep
	beginStep
	endStep
)

// marked gathers the steps of a block. Marks that cross are cut, since those of
// CommonMark nest.
type marked struct {
	doc   *text.Document
	next  []text.Mark // those that begin later, in order
	on    []text.Mark // those on the words that come next
	open  []int       // steps where marks begin that are open, the outermost first
	steps []step
}

// words adds a stretch of the block; stretches come in order.
func (m *marked) words(s text.Span) {
	for at := s.Start; at < s.End; {
		m.turn(at)
		end := s.End
		for _, mark := range m.on {
			end = min(end, mark.End)
		}
		if len(m.next) > 0 {
			end = min(end, m.next[0].Start)
		}
		m.steps = append(m.steps, step{words: m.doc.Slice(text.Span{Start: at, End: end})})
		at = end
	}
}

// turn ends and begins what ends and begins at a place.
func (m *marked) turn(at int) {
	m.on = slices.DeleteFunc(m.on, func(mark text.Mark) bool { return mark.End <= at })
	for len(m.next) > 0 && m.next[0].Start <= at {
		m.on, m.next = append(m.on, m.next[0]), m.next[1:]
	}
	m.endFrom(slices.IndexFunc(m.open, func(i int) bool { return m.steps[i].mark.End <= at }))
	slices.SortStableFunc(m.on, func(a, b text.Mark) int { return cmp.Compare(b.End, a.End) })
	for _, mark := range m.on {
		if !slices.ContainsFunc(m.open, func(i int) bool { return m.steps[i].mark == mark }) {
			m.open = append(m.open, len(m.steps))
			m.steps = append(m.steps, step{sort: beginStep, mark: mark})
		}
	}
}

// endFrom ends the open marks from one on, the innermost first.
func (m *marked) endFrom(first int) {
	for first >= 0 && len(m.open) > first {
		begin := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.steps[begin].end = len(m.steps)
		m.steps = append(m.steps, step{sort: endStep, mark: m.steps[begin].mark})
	}
}

// reference adds a reference. It is a link, and no link may lie in another.
func (m *marked) reference(s string) {
	m.endFrom(slices.IndexFunc(m.open, func(i int) bool { return m.steps[i].mark.Kind == text.Link }))
	m.steps = append(m.steps, step{sort: referenceStep, words: s})
}

// lines writes the steps. Where the signs of a mark would not be read, it is
// written in HTML, which CommonMark takes over.
func (m *marked) lines() []string {
	m.endFrom(0)
	var e escaper
	ends := map[int]string{}
	for i, s := range m.steps {
		switch s.sort {
		case wordsStep:
			e.text(s.words)
		case referenceStep:
			e.raw(s.words)
		case beginStep:
			begin, end := m.signs(i, s)
			e.raw(begin)
			ends[s.end] = end
		case endStep:
			e.raw(ends[i])
		}
	}
	return e.lines()
}

// signs are what begins and what ends a mark.
func (m *marked) signs(i int, s step) (begin, end string) {
	sign, element := "**", "strong"
	switch s.mark.Kind {
	case text.Link:
		return "[", "](<" + linkTarget(s.mark.Value) + ">)"
	case text.Italic:
		sign, element = "_", "em"
	}
	if beginsEmphasis(sign, m.before(i), m.after(i)) && endsEmphasis(sign, m.before(s.end), m.after(s.end)) {
		return sign, sign
	}
	return "<" + element + ">", "</" + element + ">"
}

// before is the code point in front of a step, after the one behind it. Any sign
// is punctuation, and so is a reference.
func (m *marked) before(i int) rune {
	if i == 0 {
		return '\n'
	}
	if s := m.steps[i-1]; s.sort == wordsStep {
		r, _ := utf8.DecodeLastRuneInString(s.words)
		return r
	}
	return '*'
}

func (m *marked) after(i int) rune {
	if i+1 == len(m.steps) {
		return '\n'
	}
	if s := m.steps[i+1]; s.sort == wordsStep {
		r, _ := utf8.DecodeRuneInString(s.words)
		return r
	}
	return '*'
}

// beginsEmphasis reports whether a sign between two code points begins emphasis,
// endsEmphasis whether it ends some (CommonMark 0.31, section 6.2). Beside a symbol the
// readers of Markdown are not of one mind.
func beginsEmphasis(sign string, before, after rune) bool {
	return !unicode.IsSymbol(before) && !unicode.IsSymbol(after) && leftFlanking(before, after) &&
		(sign == "**" || !leftFlanking(after, before) || unicode.IsPunct(before))
}

func endsEmphasis(sign string, before, after rune) bool { return beginsEmphasis(sign, after, before) }

// leftFlanking is right-flanking with its arguments changed about.
func leftFlanking(before, after rune) bool {
	return !unicode.IsSpace(after) && (!unicode.IsPunct(after) || unicode.IsSpace(before) || unicode.IsPunct(before))
}

// inline writes the runs of a block with the references behind the words they
// belong to.
func (md markdown) inline(doc *text.Document, block text.Block, runs []run) []string {
	m := marked{doc: doc, next: doc.MarksIn(block.Span)}
	if block.Kind == text.Caption { // all of it is slanted
		m.next = slices.DeleteFunc(m.next, func(mark text.Mark) bool { return mark.Kind == text.Italic })
	}
	for _, r := range runs {
		m.words(r.Span)
		if len(r.ends) > 0 {
			m.reference(md.references(r.ends))
		}
	}
	return m.lines()
}

func (md markdown) references(places []place) string {
	var b strings.Builder
	for _, p := range places {
		fmt.Fprintf(&b, "[^%d]", md.c.Claims[p.claim].Number)
	}
	return b.String()
}
