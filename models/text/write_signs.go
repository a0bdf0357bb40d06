package text

import (
	"slices"
	"strings"
)

// writeSigns writes the words of one block with the signs of its marks, and
// escapes what would be read as a sign.
func writeSigns(words []rune, marks []Mark) string {
	marks = slices.DeleteFunc(slices.Clone(marks), func(m Mark) bool { return !slices.Contains(MarkKinds, m.Kind) })
	w := signWriter{words: words, last: '\n', edges: make([]bool, len(words)+1), begin: marks, end: slices.Clone(marks), inside: map[MarkKind]bool{}}
	slices.SortFunc(w.end, func(a, b Mark) int { // the innermost first
		if a.End != b.End {
			return a.End - b.End
		}
		return compareMarks(b, a)
	})
	for _, m := range marks {
		w.edges[m.Start], w.edges[m.End] = true, true
	}
	for at := range words {
		if w.edges[at] {
			w.signs(at)
		}
		w.word(at)
	}
	w.signs(len(words))
	return w.b.String()
}

// signWriter walks the words of a block.
type signWriter struct {
	b          strings.Builder
	words      []rune
	last       rune   // written last
	edges      []bool // where marks begin or end
	begin, end []Mark // those yet to begin and to end, in order
	inside     map[MarkKind]bool
	starsEnd   int  // of the run of stars in the words that was looked at last
	escapeRun  bool // whether its stars are escaped
}

func (w *signWriter) write(s string) {
	for _, r := range s {
		w.last = r
	}
	w.b.WriteString(s)
}

// at is a code point of the words; around them there are line breaks.
func (w *signWriter) at(i int) rune {
	if i < 0 || i >= len(w.words) {
		return '\n'
	}
	return w.words[i]
}

// signs writes the signs of what ends and begins at a place. Signs of stars that
// come together are written together.
func (w *signWriter) signs(at int) {
	ends, begins := 0, 0 // stars that wait
	flush := func(next rune) {
		w.stars(ends, begins, next)
		ends, begins = 0, 0
	}
	for ; len(w.end) > 0 && w.end[0].End == at; w.end = w.end[1:] {
		m := w.end[0]
		w.inside[m.Kind] = false
		if m.Kind == Link {
			flush(']')
			w.write("](" + writeAddress(m.Value) + ")")
		}
		ends += starsOf(m.Kind)
	}
	for ; len(w.begin) > 0 && w.begin[0].Start == at; w.begin = w.begin[1:] {
		m := w.begin[0]
		w.inside[m.Kind] = true
		if m.Kind == Link {
			flush('[')
			w.write("[")
		}
		begins += starsOf(m.Kind)
	}
	flush(w.at(at))
}

func starsOf(kind MarkKind) int {
	for _, s := range starred {
		if s.kind == kind {
			return s.stars
		}
	}
	return 0
}

// stars writes stars that end marks and stars that begin some before next, with
// braces where they would not be read.
func (w *signWriter) stars(ends, begins int, next rune) {
	const all = "***"
	mayBegin, mayEnd := flank(w.last, next)
	if (ends == 0 || mayEnd) && (begins == 0 || mayBegin) {
		w.write(all[:ends+begins])
		return
	}
	if begins > 0 {
		next = '{'
	}
	if _, mayEnd = flank(w.last, next); ends == 0 || mayEnd {
		w.write(all[:ends])
	} else {
		w.write(all[:ends] + "}")
	}
	if begins > 0 {
		w.write("{" + all[:begins])
	}
}

// word writes one code point of the words.
func (w *signWriter) word(at int) {
	r := w.words[at]
	if w.escapes(r, at) {
		w.b.WriteByte('\\')
	}
	w.b.WriteRune(r)
	w.last = r
}

func (w *signWriter) escapes(r rune, at int) bool {
	next := w.at(at + 1)
	switch r {
	case '\\':
		return next == '\n' || w.edges[at+1] || next < 0x80 && escapable(byte(next))
	case '*':
		return w.escapesRun(at)
	case '[':
		return w.inside[Link]
	case ']':
		return w.inside[Link] || next == '('
	case '{':
		return w.edges[at+1]
	case '}':
		return w.edges[at]
	}
	return false
}

// escapesRun reports whether the stars of the run of stars around a place are
// escaped: where they would be read as signs, or stand beside one.
func (w *signWriter) escapesRun(at int) bool {
	if at < w.starsEnd {
		return w.escapeRun
	}
	end := at
	for w.at(end) == '*' {
		end++
	}
	before, after := w.at(at-1), w.at(end)
	begins, ends := flank(before, after)
	reads := begins || ends && (w.inside[Bold] || w.inside[Italic]) || before == '{' || after == '}'
	w.starsEnd, w.escapeRun = end, slices.Contains(w.edges[at:end+1], true) || end-at <= starsMax && reads
	return w.escapeRun
}

// writeAddress escapes what would end an address too early.
func writeAddress(address string) string {
	depth, balanced := 0, true
	for _, c := range address {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		}
		balanced = balanced && depth >= 0
	}
	if balanced && depth == 0 {
		return strings.ReplaceAll(address, "](", `\](`)
	}
	return strings.NewReplacer("](", `\]\(`, "(", `\(`, ")", `\)`).Replace(address)
}
