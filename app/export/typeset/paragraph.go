package typeset

import (
	"math"
	"strings"
)

// Color is red, green and blue, each from 0 to 1.
type Color struct{ R, G, B float64 }

func (c Color) rgb() (r, g, b float64) { return c.R, c.G, c.B }

// Style is how text is drawn. The zero value is a serif face of normal weight.
type Style struct {
	Sans, Bold bool
	Slanted    bool
	Scale      float64 // of the paragraph's size; 0 is 1
}

// design is what a font is chosen by.
func (s Style) design() Style { return Style{Sans: s.Sans, Bold: s.Bold} }

// Under is a line under text.
type Under int

// The lines that text can be underlined with.
const (
	NoLine Under = iota
	SolidLine
	DashedLine
	DottedLine
	DoubleLine
	WavyLine
)

// dashes is the pattern of the line for text of a size.
func (u Under) dashes(size float64) []float64 {
	switch u {
	case DashedLine:
		return []float64{size * 0.3, size * 0.15}
	case DottedLine:
		return []float64{size * 0.06, size * 0.12}
	}
	return nil
}

// Span is text in one style. A line feed in it begins a new line.
type Span struct {
	Text       string
	Style      Style
	Color      Color
	Under      Under
	UnderColor Color
	Rise       float64 // of the baseline, in points
	Link       string  // a web address, or "#" and the name of an anchor
	Anchor     string  // names the place where the span begins
}

// size is in points, and whole at the scale at which text is shaped.
func (s *Span) size(p *Paragraph) float64 {
	if s.Style.Scale == 0 {
		return math.Round(p.Size*shapeScale) / shapeScale
	}
	return max(math.Round(p.Size*s.Style.Scale*shapeScale)/shapeScale, 1)
}

// Paragraph is a block of text that runs over the lines it needs. Lengths are
// in points.
type Paragraph struct {
	Spans       []Span
	Size        float64
	Leading     float64 // of a line, in sizes; 0 is 1.4
	Language    string  // BCP 47
	RightToLeft bool
	End         bool // aligned to the end of the lines
	Left        bool // indented on the left whatever its direction
	Indent      float64
	Before      float64
	Anchor      string
	Level       int    // in the outline, from 1; 0 keeps it out
	Title       string // in the outline; "" is the text
	Keep        bool   // on the page where the next paragraph begins
	Rule        Color  // of a line above
	Ruled       bool
	Bar         Color // of a line along the side where lines begin
	Barred      bool
	Marker      *Span   // hangs beside the first line, before where lines begin
	Hang        float64 // how far before
}

func (p *Paragraph) leading() float64 {
	if p.Leading == 0 {
		return 1.4
	}
	return p.Leading
}

func (p *Paragraph) title() string {
	if p.Title != "" {
		return p.Title
	}
	var b strings.Builder
	for _, s := range p.Spans {
		b.WriteString(s.Text)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
