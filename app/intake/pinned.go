package intake

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"stet/models/text"
)

// pinned puts a mark for every pin on the parts, named by its index: on the
// first and the last words of a range, or empty where a note's mark stands. A
// pin with neither words nor mark is lost.
func pinned(parts []text.Part, all []*pin) {
	if len(all) == 0 {
		return
	}
	r := newRuler(parts)
	for i, p := range all {
		name := strconv.Itoa(i)
		switch {
		case p.ranged && r.cover(p, name):
		case p.marked:
			r.point(p.mark, name)
		default:
			p.lost = true
		}
	}
}

// ruler knows which parts have words, and how many code points each has.
type ruler struct {
	parts  []text.Part
	points []int
	full   []int // indexes of the parts with words
}

func newRuler(parts []text.Part) ruler {
	r := ruler{parts: parts, points: make([]int, len(parts))}
	for i, p := range parts {
		if r.points[i] = utf8.RuneCountInString(p.Text); r.points[i] > 0 {
			r.full = append(r.full, i)
		}
	}
	return r
}

// cover marks a range. It is false for one without words.
func (r ruler) cover(p *pin, name string) bool {
	first, start, ok := r.after(p.from)
	last, end, ok2 := r.before(p.to)
	if !ok || !ok2 || first > last || first == last && start >= end {
		return false
	}
	if first == last {
		r.mark(first, start, end, name)
		return true
	}
	r.mark(first, start, r.points[first], name)
	r.mark(last, 0, end, name)
	return true
}

// point puts an empty mark at a place: in its paragraph if that has words, else
// at the end of the words before, or at the beginning of those after.
func (r ruler) point(s spot, name string) {
	place, at := s.place(), s.at
	if s.line == nil || s.line.points == 0 {
		var ok bool
		if place, at, ok = r.before(s); !ok {
			place, at, ok = r.after(s)
		}
		if !ok {
			return
		}
	}
	r.mark(place, at, at, name)
}

func (r ruler) mark(part, start, end int, name string) {
	r.parts[part].Marks = append(r.parts[part].Marks, text.Mark{Kind: text.Note, Span: text.Span{Start: start, End: end}, Value: name})
}

// after is the place of the first word at s or after it.
func (r ruler) after(s spot) (part, at int, ok bool) {
	part = s.place()
	if part < len(r.parts) && s.at < r.points[part] {
		return part, s.at, true
	}
	if s.at > 0 {
		part++
	}
	i, _ := slices.BinarySearch(r.full, part)
	if i == len(r.full) {
		return 0, 0, false
	}
	return r.full[i], 0, true
}

// before is the end of the last word before s.
func (r ruler) before(s spot) (part, at int, ok bool) {
	if s.at > 0 {
		return s.place(), s.at, true
	}
	i, _ := slices.BinarySearch(r.full, s.place())
	if i == 0 {
		return 0, 0, false
	}
	return r.full[i-1], r.points[r.full[i-1]], true
}
