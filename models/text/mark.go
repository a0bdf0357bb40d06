package text

import (
	"cmp"
	"slices"
	"sort"
)

// MarkKind says what a mark is.
type MarkKind string

// The kinds of marks. A Note is a range that intake hangs a footnote or a
// comment on; Take splits it off, and no revision keeps it.
const (
	Bold   MarkKind = "bold"
	Italic MarkKind = "italic"
	Link   MarkKind = "link"
	Note   MarkKind = "note"
)

// MarkKinds lists every kind of mark that a revision keeps.
var MarkKinds = []MarkKind{Bold, Italic, Link}

// Mark is a stretch of text that is set apart inside its block. Marks say
// nothing about the words: sentences, anchors and fingerprints do not see them.
type Mark struct {
	Kind MarkKind `json:"kind"`
	Span
	Value string `json:"value,omitempty"` // of a Link: its address, as Address gives it; of a Note: its key
}

// Take splits off the marks of one kind.
func (d *Document) Take(kind MarkKind) []Mark {
	var taken, left []Mark
	for _, m := range d.Marks {
		if m.Kind == kind {
			taken = append(taken, m)
		} else {
			left = append(left, m)
		}
	}
	d.Marks = left
	return taken
}

// MarksIn is the marks that overlap s, cut to it, in order. Empty ones are left out.
func (d *Document) MarksIn(s Span) []Mark {
	block, none := d.BlocksIn(s)
	if block == none {
		return nil
	}
	first := sort.Search(len(d.Marks), func(i int) bool { return d.Marks[i].Start >= d.Blocks[block].Start })
	last := sort.Search(len(d.Marks), func(i int) bool { return d.Marks[i].Start >= s.End })
	var in []Mark
	for _, m := range d.Marks[first:max(first, last)] {
		if m.Start, m.End = max(m.Start, s.Start), min(m.End, s.End); m.Len() > 0 {
			in = append(in, m)
		}
	}
	return in
}

// marksOf is the marks of a block in code points from its start.
func (d *Document) marksOf(b Block) []Mark {
	marks := d.MarksIn(b.Span)
	for i := range marks {
		marks[i].Start, marks[i].End = marks[i].Start-b.Start, marks[i].End-b.Start
	}
	return marks
}

// settleMark gives a mark the value its kind allows. It is false for a mark of
// an unknown kind, for a link that leads nowhere safe, and for an empty span
// that is no note.
func settleMark(m Mark) (Mark, bool) {
	known := true
	switch m.Kind {
	case Bold, Italic:
		m.Value = ""
	case Link:
		m.Value, known = Address(m.Value)
	case Note:
		m.End = max(m.Start, m.End)
	default:
		known = false
	}
	return m, known && (m.Len() > 0 || m.Kind == Note)
}

// joinMarks puts marks in order: those of one kind and value that meet become
// one, and where two links overlap the earlier one keeps its end. The units of
// the spans do not matter.
func joinMarks(marks []Mark, meet func(kind MarkKind, end, start int) bool) []Mark {
	type key struct {
		kind  MarkKind
		value string
	}
	marks = slices.Clone(marks)
	slices.SortStableFunc(marks, func(a, b Mark) int { return cmp.Compare(a.Start, b.Start) })
	joined, last := marks[:0], map[key]int{}
	link := -1 // the last link
	for _, m := range marks {
		k := key{m.Kind, m.Value}
		if i, ok := last[k]; ok && (m.Kind != Link || i == link) && (joined[i].End >= m.Start || meet(m.Kind, joined[i].End, m.Start)) {
			joined[i].End = max(joined[i].End, m.End)
			continue
		}
		if m.Kind == Link {
			if link >= 0 {
				m.Start = max(m.Start, joined[link].End)
			}
			if m.Len() <= 0 {
				continue
			}
			link = len(joined)
		}
		last[k] = len(joined)
		joined = append(joined, m)
	}
	slices.SortFunc(joined, compareMarks)
	return joined
}

// compareMarks is the order of a document's marks: by their beginning, of those
// that begin together the longer one first, then by kind and value.
func compareMarks(a, b Mark) int {
	return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
}

// moveMarks moves both ends of every mark: to gets all of them in order, each
// once, and puts in the place of each where it moves to.
func moveMarks(marks []Mark, to func(ends []int)) {
	var ends []int
	for _, m := range marks {
		ends = append(ends, m.Start, m.End)
	}
	slices.Sort(ends)
	ends = slices.Compact(ends)
	moved := slices.Clone(ends)
	to(moved)
	for i := range marks {
		start, _ := slices.BinarySearch(ends, marks[i].Start)
		end, _ := slices.BinarySearch(ends, marks[i].End)
		marks[i].Start, marks[i].End = moved[start], moved[end]
	}
}
