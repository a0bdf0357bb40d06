package text

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// piece is a piece of a part's cleaned text, the bytes [from, to), that stands
// at the byte at of a document.
type piece struct{ from, to, at int }

// cleanPart cleans the text of a part. The marks it gives have spans in bytes of
// the cleaned text.
func cleanPart(part Part) (string, []Mark) {
	var marks []Mark
	for _, m := range part.Marks {
		if m, ok := settleMark(m); ok {
			marks = append(marks, m)
		}
	}
	if len(marks) == 0 {
		return Clean(part.Text), nil
	}
	marks = joinMarks(marks, apart)
	var cleaned string
	moveMarks(marks, func(ends []int) {
		toBytes(part.Text, ends)
		cleaned = cleanAt(part.Text, ends)
	})
	return cleaned, marks
}

// apart is for marks that meet nowhere but where they touch.
func apart(MarkKind, int, int) bool { return false }

// toBytes puts in the place of code points of s, in order, their byte offsets.
func toBytes(s string, at []int) {
	point := 0
	for offset := range s {
		for ; len(at) > 0 && at[0] <= point; at = at[1:] {
			at[0] = offset
		}
		point++
	}
	for i := range at {
		at[i] = len(s)
	}
}

// mark takes the marks of a part over to the document, to each piece its own.
// A note whose words are gone keeps its place, or the end of the text before it.
func (b *builder) mark(marks []Mark, pieces []piece) {
	for _, m := range marks {
		i := sort.Search(len(pieces), func(i int) bool { return pieces[i].to >= m.Start })
		placed := false
		for at := i; at < len(pieces) && pieces[at].from < m.End; at++ {
			p := pieces[at]
			if start, end := max(m.Start, p.from), min(m.End, p.to); start < end {
				b.marks = append(b.marks, Mark{m.Kind, Span{p.at + start - p.from, p.at + end - p.from}, m.Value})
				placed = true
			}
		}
		if m.Kind != Note || placed {
			continue
		}
		place := b.text.Len()
		if i < len(pieces) {
			place = pieces[i].at + max(m.Start-pieces[i].from, 0)
		}
		b.marks = append(b.marks, Mark{m.Kind, Span{place, place}, m.Value})
	}
}

// settle brings marks whose spans are bytes of the text into the form a
// document keeps.
func (d *Document) settle(marks []Mark) []Mark {
	moveMarks(marks, func(ends []int) {
		done := 0 // a boundary between clusters
		for i, end := range ends {
			end = max(end, done)
			done += clusterEnd(d.Text[done:], end-done)
			ends[i] = done
		}
	})
	var settled []Mark
	overSpace := func(kind MarkKind, end, start int) bool {
		gap := d.Text[end:start]
		return kind != Note && strings.TrimSpace(gap) == "" && !strings.Contains(gap, "\n\n")
	}
	for _, m := range joinMarks(marks, overSpace) {
		from, to := trimClusters(d.Text[m.Start:m.End])
		if from < to {
			m.Start, m.End = m.Start+from, m.Start+to
		} else if m.End = m.Start; m.Kind != Note {
			continue
		}
		point := d.index.pointOf(d.Text, m.Start)
		m.Start, m.End = point, point+utf8.RuneCountInString(d.Text[m.Start:m.End])
		settled = append(settled, m)
	}
	slices.SortFunc(settled, compareMarks)
	return settled
}
