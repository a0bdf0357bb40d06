package text

import (
	"slices"
	"sort"
	"strings"
)

// line is a line of markup without the signs of marks, with the line breaks
// after it.
type line struct {
	text   string
	tokens []token
}

// linesOf takes a document apart. Line breaks are not marked, and neither is what
// stands in front of a line.
func (n *notches) linesOf(d *Document) []line {
	source, marks := n.strip(d.write(n.write))
	byKind := map[MarkKind][]Mark{} // in order: marks of one kind never overlap
	for _, m := range marks {
		byKind[m.Kind] = append(byKind[m.Kind], m)
	}
	var all []line
	at := 0
	for _, s := range lines(source) {
		l := line{text: s}
		words := at + len(marked.FindString(s))
		if strings.TrimSpace(s) == ">" {
			words++
		}
		for _, word := range tokens(s) {
			t := token{text: word}
			if !t.breaks() {
				t.mark(byKind, at, words)
			}
			l.tokens = append(l.tokens, t)
			at += len(word)
		}
		all = append(all, l)
	}
	return all
}

// mark gives a token that stands at a byte of the markup its marks, as far as it
// stands behind the byte words.
func (t *token) mark(byKind map[MarkKind][]Mark, at, words int) {
	for _, kind := range MarkKinds {
		marks := byKind[kind]
		i := sort.Search(len(marks), func(i int) bool { return marks[i].End > at })
		for ; i < len(marks) && marks[i].Start < at+len(t.text); i++ {
			m := marks[i]
			m.Start, m.End = max(m.Start, at, words)-at, min(m.End-at, len(t.text))
			if m.Len() > 0 {
				t.marks = append(t.marks, m)
			}
		}
	}
}

// markup puts tokens together.
func (n *notches) markup(tokens []token) string {
	text, marks := together(tokens)
	d := read(insert(text, joinMarks(marks, apart), n.begin, n.end), n.read)
	return d.Markup()
}

// together is the words of tokens, and their marks in bytes of them.
func together(tokens []token) (string, []Mark) {
	var b strings.Builder
	var marks []Mark
	for _, t := range tokens {
		for _, m := range t.marks {
			m.Start, m.End = m.Start+b.Len(), m.End+b.Len()
			marks = append(marks, m)
		}
		b.WriteString(t.text)
	}
	return b.String(), marks
}

// signed is tokens as people read them.
func signed(tokens []token) string {
	text, marks := together(tokens)
	marks = joinMarks(marks, func(_ MarkKind, end, start int) bool { return strings.TrimSpace(text[end:start]) == "" })
	return insert(text, marks, func(m Mark) string {
		if m.Kind == Link {
			return "["
		}
		return "***"[:starsOf(m.Kind)]
	}, func(m Mark) string {
		if m.Kind == Link {
			return "](" + m.Value + ")"
		}
		return "***"[:starsOf(m.Kind)]
	})
}

func (t token) blank() bool { return strings.TrimSpace(t.text) == "" }

// of is the marks of one kind on a token.
func (t token) of(kind MarkKind) []Mark {
	return slices.DeleteFunc(slices.Clone(t.marks), func(m Mark) bool { return m.Kind != kind })
}

// mergeMarks is a token of the base with the marks that either side gave it or
// took from it. Where both did, it has mine.
func mergeMarks(was, my, their token) token {
	if len(was.marks)+len(my.marks)+len(their.marks) == 0 {
		return was
	}
	merged := token{text: was.text}
	for _, kind := range MarkKinds {
		marks := my.of(kind)
		if slices.Equal(marks, was.of(kind)) {
			marks = their.of(kind)
		}
		merged.marks = append(merged.marks, marks...)
	}
	return merged
}

// markedAlike reports whether both sides can have the marks they gave a token.
func markedAlike(was, my, their token) bool {
	if len(was.marks)+len(my.marks)+len(their.marks) == 0 {
		return true
	}
	for _, kind := range MarkKinds {
		w, m, t := was.of(kind), my.of(kind), their.of(kind)
		if !slices.Equal(m, w) && !slices.Equal(t, w) && !slices.Equal(m, t) {
			return false
		}
	}
	return true
}

// remark is what the other side put in, with the marks that this side gave to
// all that it replaces, or to what stands on both sides of it.
func (r *revision) remark(e edit) []token {
	all := slices.Clone(e.text)
	for _, kind := range MarkKinds {
		was, is, changed := r.remarked(e, kind)
		for i, t := range all {
			if now, whole := t.wholly(kind); !changed || t.blank() || !whole || now != was {
				continue
			}
			all[i].marks = slices.DeleteFunc(slices.Clone(t.marks), func(m Mark) bool { return m.Kind == kind })
			if is.Kind != "" {
				is.Span = Span{0, len(t.text)}
				all[i].marks = append(all[i].marks, is)
			}
		}
	}
	return all
}

// remarked says what marks of a kind the base has around an edit, and what this
// side made of them.
func (r *revision) remarked(e edit, kind MarkKind) (was, is Mark, changed bool) {
	from, to := e.from, e.to
	if !slices.ContainsFunc(r.base[from:to], func(t token) bool { return !t.blank() }) {
		for from > 0 && r.base[from-1].blank() && !r.base[from-1].breaks() {
			from--
		}
		for to < len(r.base) && r.base[to].blank() && !r.base[to].breaks() {
			to++
		}
		from, to = max(from-1, 0), min(to+1, len(r.base))
	}
	first := true
	for at := from; at < to; at++ {
		if r.base[at].blank() {
			continue
		}
		w, whole := r.base[at].wholly(kind)
		i, too := r.kept(at).wholly(kind)
		if !whole || !too || !first && (w != was || i != is) {
			return was, is, false
		}
		was, is, first = w, i, false
	}
	return was, is, was != is
}

// wholly is the mark of a kind that lies on all of a token, without its span, or
// no mark. It is false where one lies on a part.
func (t token) wholly(kind MarkKind) (Mark, bool) {
	marks := t.of(kind)
	if len(marks) == 0 {
		return Mark{}, true
	}
	whole := marks[0].Span == Span{0, len(t.text)}
	marks[0].Span = Span{}
	return marks[0], whole
}
