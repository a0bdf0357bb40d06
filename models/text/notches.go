package text

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// notches carry marks through markup that is taken apart and put together again.
// A notch says where a mark begins or ends, with a control character, which no
// words hold, and which one, with the code point after it.
type notches struct {
	marks []Mark // of each kind and value one
	known map[Mark]int
}

const (
	beginNotch = '\x01'
	endNotch   = '\x02'
	firstMark  = 0x10000 // the code point of the first of the marks
)

// notched matches a notch.
var notched = regexp.MustCompile("[\x01\x02].")

func (n *notches) notch(sort rune, m Mark) string {
	m.Span = Span{}
	i, known := n.known[m]
	if !known {
		i = len(n.marks)
		n.known[m], n.marks = i, append(n.marks, m)
	}
	return string([]rune{sort, rune(firstMark + i)})
}

func (n *notches) begin(m Mark) string { return n.notch(beginNotch, m) }
func (n *notches) end(m Mark) string   { return n.notch(endNotch, m) }

// write writes the words of a block with notches in place of signs.
func (n *notches) write(words []rune, marks []Mark) string {
	var source string
	moveMarks(marks, func(ends []int) { source = escape(words, ends) })
	return insert(source, marks, n.begin, n.end)
}

// read reads what write wrote.
func (n *notches) read(source string) (words string, marks []Mark) {
	source, marks = n.strip(source)
	moveMarks(marks, func(ends []int) { words = unescape(source, ends) })
	return words, marks
}

// strip takes the notches out. The spans of the marks are bytes of what is left.
func (n *notches) strip(source string) (string, []Mark) {
	var b strings.Builder
	var marks []Mark
	begun := make([]int, len(n.marks))
	for rest := source; ; {
		at := strings.IndexAny(rest, "\x01\x02")
		if at < 0 {
			b.WriteString(rest)
			return b.String(), marks
		}
		b.WriteString(rest[:at])
		r, size := utf8.DecodeRuneInString(rest[at+1:])
		if m := n.marks[r-firstMark]; rest[at] == beginNotch {
			begun[r-firstMark] = b.Len()
		} else {
			m.Span = Span{begun[r-firstMark], b.Len()}
			marks = append(marks, m)
		}
		rest = rest[at+1+size:]
	}
}

// insert puts in what begins and what ends marks, whose spans are bytes of text.
func insert(text string, marks []Mark, begin, end func(Mark) string) string {
	type edge struct {
		at   int
		sign string
	}
	var edges []edge
	for _, m := range slices.Backward(marks) {
		edges = append(edges, edge{m.End, end(m)})
	}
	for _, m := range marks {
		edges = append(edges, edge{m.Start, begin(m)})
	}
	slices.SortStableFunc(edges, func(a, b edge) int { return a.at - b.at })
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(text[at:e.at])
		b.WriteString(e.sign)
		at = e.at
	}
	b.WriteString(text[at:])
	return b.String()
}

// escape puts a backslash before each that would be an escape. It takes code
// points of the words, in order, and puts in their place bytes of what it gives.
func escape(words []rune, at []int) string {
	var b strings.Builder
	for i, r := range words {
		for ; len(at) > 0 && at[0] == i; at = at[1:] {
			at[0] = b.Len()
		}
		if r == '\\' && (i+1 == len(words) || words[i+1] == '\n' || words[i+1] < 0x80 && escapable(byte(words[i+1]))) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	for i := range at {
		at[i] = b.Len()
	}
	return b.String()
}

// unescape takes away what escape put there. It takes bytes of the source, in
// order, and puts in their place code points of what it gives.
func unescape(source string, at []int) string {
	var b strings.Builder
	point := 0
	for i := 0; i < len(source); point++ {
		if source[i] == '\\' && i+1 < len(source) && escapable(source[i+1]) {
			i++
		}
		for ; len(at) > 0 && at[0] <= i; at = at[1:] {
			at[0] = point
		}
		_, size := utf8.DecodeRuneInString(source[i:])
		b.WriteString(source[i : i+size])
		i += size
	}
	for i := range at {
		at[i] = point
	}
	return b.String()
}
