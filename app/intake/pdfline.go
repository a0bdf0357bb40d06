package intake

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// pdfLine is a line of one column, as far as nothing but blanks is between.
type pdfLine struct {
	glyphs            []glyph
	page              int
	left, right, base float64
	size              float64
	text              string
	rightToLeft       bool
}

// linesOf puts the glyphs of a page, which come in the order in which they were
// drawn, into lines. That order is the reading order of nearly every program,
// but what stands on one line may be drawn in pieces.
func linesOf(page int, glyphs []glyph) []pdfLine {
	var lines []pdfLine
	for _, g := range glyphs {
		n := len(lines)
		blank := strings.TrimSpace(g.text) == ""
		switch {
		case g.size <= 0, blank && g.right-g.left < 0.01: // a blank of PDFium's own, anywhere
		case n > 0 && lines[n-1].takes(g):
			lines[n-1].add(g)
		case !blank:
			lines = append(lines, pdfLine{page: page, glyphs: []glyph{g}, left: g.left, right: g.right, base: g.base, size: g.size})
		}
	}
	lines = joined(lines)
	for i := range lines {
		lines[i].spell()
	}
	return slices.DeleteFunc(lines, func(l pdfLine) bool { return l.text == "" })
}

// farthest is the widest blank between two words of a line, as a part of the
// size of its letters. What is farther apart is in two columns.
const farthest = 1.5

// takes reports whether a glyph stands on the line, on either side of it.
// Smaller ones may stand a little higher or lower.
func (l *pdfLine) takes(g glyph) bool {
	d := (g.base - l.base) / l.size
	level := d > -0.2 && d < 0.2 || g.size < 0.85*l.size && d > -0.35 && d < 0.6
	return level && max(g.left-l.right, l.left-g.right) < farthest*l.size
}

func (l *pdfLine) add(g glyph) {
	l.glyphs = append(l.glyphs, g)
	if strings.TrimSpace(g.text) != "" { // blanks at the end make no line longer
		l.left, l.right = min(l.left, g.left), max(l.right, g.right)
	}
}

// joined puts the pieces of a line together at the place of the first.
func joined(lines []pdfLine) []pdfLine {
	at := map[int][]int{} // indexes of pieces by their base line, in points
	for i := range lines {
		home := i
		base := int(lines[i].base)
		for _, j := range slices.Concat(at[base-1], at[base], at[base+1]) {
			if len(lines[j].glyphs) > 0 && lines[j].meets(lines[home]) {
				a, b := min(j, home), max(j, home)
				lines[a].swallow(&lines[b])
				home = a
			}
		}
		at[base] = append(at[base], i)
	}
	return slices.DeleteFunc(lines, func(l pdfLine) bool { return len(l.glyphs) == 0 })
}

func (l *pdfLine) swallow(other *pdfLine) {
	for _, g := range other.glyphs {
		l.add(g)
	}
	other.glyphs = nil
}

// meets reports whether two pieces are of one line: on one base line, and
// nearer to each other than columns are.
func (l *pdfLine) meets(other pdfLine) bool {
	d := (other.base - l.base) / l.size
	return d > -0.1 && d < 0.1 && max(other.left-l.right, l.left-other.right) < farthest*min(l.size, other.size)
}

// spell writes the text of the line in the order in which it is read. Where
// glyphs stand is certain, and what a program says of their order is not, least
// of all in Arabic and Hebrew.
func (l *pdfLine) spell() {
	clusters := clustersOf(l.glyphs)
	slices.SortStableFunc(clusters, func(a, b glyph) int {
		switch d := a.left + a.right - b.left - b.right; {
		case d < 0:
			return -1
		case d > 0:
			return 1
		}
		return 0
	})
	clusters = withBlanks(clusters, l.size)
	l.rightToLeft = mostlyRightToLeft(clusters)
	l.text = strings.Join(strings.Fields(inReadingOrder(clusters, l.rightToLeft)), " ")
}

// clustersOf joins the glyphs that stand on one another: the letters of a
// ligature, and the marks on a letter.
func clustersOf(glyphs []glyph) []glyph {
	var all []glyph
	for _, g := range glyphs {
		n := len(all)
		if n == 0 || !all[n-1].carries(g) {
			all = append(all, g)
			continue
		}
		before := &all[n-1]
		before.text = ligature(before.text + g.text)
		before.left, before.right = min(before.left, g.left), max(before.right, g.right)
	}
	return all
}

// carries reports whether g stands where the glyph before it stands.
func (g glyph) carries(next glyph) bool {
	r := firstRune(next.text)
	same := near(g.left, next.left) && near(g.right, next.right) && next.right > next.left
	mark := unicode.Is(unicode.M, r) && next.left < g.right && next.right > g.left
	return same && !unicode.IsSpace(r) || mark
}

func near(a, b float64) bool { return a-b < 0.05 && b-a < 0.05 }

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// ligature puts the letters of the one Arabic ligature that is always drawn,
// lam and alef, in order: PDFium may have turned them around.
func ligature(s string) string {
	if r := []rune(s); len(r) == 2 && r[1] == 'ل' && strings.ContainsRune("اأإآٱ", r[0]) {
		return string([]rune{r[1], r[0]})
	}
	return s
}

// widestJoint is the gap between two letters of a word, as a part of the size of
// the letters.
const widestJoint = 0.17

// withBlanks puts a blank where there is room for one and none was drawn.
// Chinese and Japanese have none, and their letters may be spaced.
func withBlanks(clusters []glyph, size float64) []glyph {
	var all []glyph
	for i, g := range clusters {
		if i > 0 {
			before := clusters[i-1]
			wide := widestJoint
			if isIdeograph(lastRune(before.text)) || isIdeograph(firstRune(g.text)) {
				wide = 0.5
			}
			if g.left-before.right > wide*size {
				all = append(all, glyph{text: " ", left: before.right, right: g.left})
			}
		}
		all = append(all, g)
	}
	return all
}

func lastRune(s string) rune {
	var last rune
	for _, r := range s {
		last = r
	}
	return last
}

func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r < 0x3040 || r >= 0xFF00 && r < 0xFF61
}

func mostlyRightToLeft(clusters []glyph) bool {
	balance := 0
	for _, g := range clusters {
		switch direction(g.text) {
		case bidi.R, bidi.AL:
			balance++
		case bidi.L:
			balance--
		}
	}
	return balance > 0
}

func direction(s string) bidi.Class {
	p, _ := bidi.LookupString(s)
	return p.Class()
}

// inReadingOrder undoes what the bidirectional algorithm (UAX #9) did to a line:
// the clusters come from left to right, and those that run against the line's
// own direction are turned around. Numbers run from left to right everywhere.
func inReadingOrder(clusters []glyph, rightToLeft bool) string {
	against := func(c bidi.Class) bool { return c == bidi.R || c == bidi.AL }
	if rightToLeft {
		slices.Reverse(clusters)
		against = func(c bidi.Class) bool { return c == bidi.L || c == bidi.EN || c == bidi.AN }
	}
	var b strings.Builder
	for i := 0; i < len(clusters); {
		end := runEnd(clusters, i, against, rightToLeft)
		switch {
		case end > i:
			slices.Reverse(clusters[i:end])
		case rightToLeft:
			clusters[i].text = mirrored(clusters[i].text)
			fallthrough
		default:
			end = i + 1
		}
		for _, g := range clusters[i:end] {
			b.WriteString(g.text)
		}
		i = end
	}
	return b.String()
}

// mirrored is a bracket for the one that is drawn from right to left.
func mirrored(s string) string {
	return strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "«", "»", "»", "«", "‹", "›", "›", "‹").Replace(s)
}

// runEnd is the end of the run that begins at i and holds what lies between its
// first and its last cluster against the line's direction; i where none begins.
// Between two numbers of a line from right to left only what belongs to one
// number joins them.
func runEnd(clusters []glyph, i int, against func(bidi.Class) bool, rightToLeft bool) int {
	end := i
	for j := i; j < len(clusters); j++ {
		c := direction(clusters[j].text)
		switch {
		case against(c):
			end = j + 1
		case j == i, isStrong(c):
			return end
		case rightToLeft && isNumber(clusters[end-1]) && c != bidi.ES && c != bidi.CS && c != bidi.ET:
			return end
		}
	}
	return end
}

func isStrong(c bidi.Class) bool { return c == bidi.L || c == bidi.R || c == bidi.AL }

func isNumber(g glyph) bool {
	c := direction(g.text)
	return c == bidi.EN || c == bidi.AN
}
