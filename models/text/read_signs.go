package text

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// readSigns reads what writeSigns writes: the words of a block and the marks on
// them, in code points of the words.
func readSigns(source string) (words string, marks []Mark) {
	r := signReader{source: source, lastLink: strings.LastIndex(source, "](")}
	for at := 0; at < len(source); {
		at = r.read(at)
	}
	r.flush(len(source))
	return r.words()
}

// sign is a stretch of words, or where something begins or ends. It is small: a
// hostile text is made of nothing else.
type sign struct {
	from, to int // of the source: the words that it is where it has no partner
	role     role
	kind     int8  // of MarkKinds
	link     int32 // where a link ends: its address among the links
}

type role int8

const (
	isWords role = iota
	isBegin
	isEnd
)

// signReader walks the source of a block.
type signReader struct {
	source   string
	lastLink int // where the last link can end
	from     int // the source before is read
	signs    []sign
	open     [3]int    // by kind, one more than the sign that waits for its end
	brackets []bracket // "[" that wait for a "]"
	links    []string  // addresses
}

// bracket is a "[" in the source and among the signs.
type bracket struct{ at, sign int }

// flush takes what is left of the source up to a place as words.
func (r *signReader) flush(to int) {
	if r.from < to {
		r.signs = append(r.signs, sign{from: r.from, to: to})
	}
	r.from = to
}

// read reads what stands at a place and gives the next one.
func (r *signReader) read(at int) int {
	next := byte(0)
	if at+1 < len(r.source) {
		next = r.source[at+1]
	}
	switch c := r.source[at]; {
	case c == '\\' && escapable(next):
		r.flush(at)
		r.from = at + 1
		return at + 2
	case c == '*':
		return r.stars(at, at)
	case c == '{' && next == '*':
		return r.stars(at, at+1)
	case c == '[' && at < r.lastLink:
		r.flush(at)
		r.brackets = append(r.brackets, bracket{at, len(r.signs)})
		r.flush(at + 1)
	case c == ']' && len(r.brackets) > 0:
		return r.bracket(at, next)
	}
	return at + 1
}

// stars reads a run of stars; start is its place, or that of the brace before it.
func (r *signReader) stars(start, at int) int {
	end := at
	for end < len(r.source) && r.source[end] == '*' {
		end++
	}
	left, right := start < at, end < len(r.source) && r.source[end] == '}'
	begins, ends := left, right
	if !left && !right {
		begins, ends = flank(r.before(at), r.after(end))
	}
	if end-at > starsMax || left && right || !begins && !ends {
		return end
	}
	r.flush(start)
	stars := end - at
	if ends {
		stars = r.end(stars)
	}
	if begins {
		r.begin(stars, end)
	} else if right && stars == 0 {
		r.from = end + 1 // the brace belongs to the stars
	}
	return max(end, r.from)
}

// end ends the marks that wait for some of the stars, and gives how many are left.
func (r *signReader) end(stars int) int {
	for _, s := range starred {
		kind := kindIndex(s.kind)
		if stars&s.stars != 0 && r.open[kind] > 0 {
			r.signs[r.open[kind]-1].role = isBegin
			r.open[kind] = 0
			r.signs = append(r.signs, sign{role: isEnd, kind: kind})
			r.from += s.stars
			stars -= s.stars
		}
	}
	return stars
}

// begin takes the stars up to end, and a brace in front, for signs that wait for
// their partners.
func (r *signReader) begin(stars, end int) {
	for _, s := range starred {
		if stars&s.stars != 0 {
			stars -= s.stars
			r.signs = append(r.signs, sign{from: r.from, to: end - stars, kind: kindIndex(s.kind)})
			r.open[kindIndex(s.kind)] = len(r.signs)
			r.from = end - stars
		}
	}
}

// before is the code point in front of a place, after the one behind it.
func (r *signReader) before(at int) rune {
	if at == 0 {
		return '\n'
	}
	c, _ := utf8.DecodeLastRuneInString(r.source[:at])
	return c
}

func (r *signReader) after(at int) rune {
	if at == len(r.source) {
		return '\n'
	}
	c, _ := utf8.DecodeRuneInString(r.source[at:])
	return c
}

// bracket reads a "]" for which a "[" waits.
func (r *signReader) bracket(at int, next byte) int {
	last := len(r.brackets) - 1
	open := r.brackets[last]
	r.brackets = r.brackets[:last]
	if next != '(' || strings.TrimSpace(r.source[open.at+1:at]) == "" {
		return at + 1
	}
	address, end := readAddress(r.source, at+2)
	if end < 0 {
		return at + 1
	}
	r.flush(at)
	kind := kindIndex(Link)
	r.signs[open.sign].role, r.signs[open.sign].kind = isBegin, kind
	r.signs = append(r.signs, sign{role: isEnd, kind: kind, link: int32(len(r.links))})
	r.links = append(r.links, address)
	r.brackets = r.brackets[:0] // no link holds another
	r.from = end
	return end
}

// readAddress reads an address up to its closing bracket and gives the place
// behind that, or -1 where there is no address.
func readAddress(source string, at int) (address string, end int) {
	var b strings.Builder
	depth := 0
	for i := at; i < len(source); i++ {
		c := source[i]
		switch {
		case c <= ' ' || c == ']' && strings.HasPrefix(source[i+1:], "("):
			return "", -1
		case c == '\\' && i+1 < len(source) && escapable(source[i+1]):
			i++
			c = source[i]
		case c == '(':
			depth++
		case c == ')':
			depth--
		}
		if depth < 0 {
			if address, ok := Address(b.String()); ok {
				return address, i + 1
			}
			return "", -1
		}
		b.WriteByte(c)
	}
	return "", -1
}

// words puts the words and the marks together.
func (r *signReader) words() (string, []Mark) {
	var b strings.Builder
	var marks []Mark
	var begun [3]int // by kind
	point := 0
	for _, s := range r.signs {
		switch s.role {
		case isWords:
			words := r.source[s.from:s.to]
			b.WriteString(words)
			point += utf8.RuneCountInString(words)
		case isBegin:
			begun[s.kind] = point
		case isEnd:
			m := Mark{Kind: MarkKinds[s.kind], Span: Span{begun[s.kind], point}}
			if m.Kind == Link {
				m.Value = r.links[s.link]
			}
			marks = append(marks, m)
		}
	}
	return b.String(), marks
}

func kindIndex(kind MarkKind) int8 { return int8(slices.Index(MarkKinds, kind)) }
