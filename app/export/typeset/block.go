package typeset

import (
	"github.com/carlos7ags/folio/layout"
)

// block is a paragraph that was broken into lines, or what is left of one after
// a page. It is an element of the library that makes the pages.
type block struct {
	*Paragraph
	lines     []line
	marker    *line
	first     bool    // the lines are the paragraph's first ones
	following float64 // the least height of the paragraph to keep with
}

func (d *Document) block(p *Paragraph) *block {
	b := &block{Paragraph: p, lines: d.set.lines(p, Measure-p.Indent), first: true}
	if p.Marker != nil { // it is not broken
		margin := Paragraph{Spans: []Span{*p.Marker}, Size: p.Size, Leading: p.Leading, RightToLeft: p.RightToLeft && !p.Left}
		b.marker = &d.set.lines(&margin, 1000)[0]
	}
	return b
}

// least is the height that the block needs to begin on a page: two lines, or
// three where the third is the last.
func (b *block) least() float64 {
	n := min(2, len(b.lines))
	if len(b.lines) == 3 {
		n = 3
	}
	height := b.before()
	for _, l := range b.lines[:n] {
		height += l.height
	}
	return height + b.following
}

func (b *block) before() float64 {
	if b.first {
		return b.Before
	}
	return 0
}

// PlanLayout puts as many lines on the page as it has room for, but leaves no
// single line alone.
func (b *block) PlanLayout(area layout.LayoutArea) layout.LayoutPlan {
	if b.least() > area.Height && !area.AtFragmentTop {
		return layout.LayoutPlan{Status: layout.LayoutNothing}
	}
	n, height := 0, b.before()
	for n < len(b.lines) && (n == 0 || height+b.lines[n].height <= area.Height) {
		height += b.lines[n].height
		n++
	}
	if left := len(b.lines) - n; left == 1 && n > 2 {
		n--
		height -= b.lines[n].height
	}
	plan := layout.LayoutPlan{Status: layout.LayoutFull, Consumed: height, Blocks: b.placed(n)}
	if n < len(b.lines) {
		rest := *b
		rest.lines, rest.first, rest.marker = b.lines[n:], false, nil
		plan.Status, plan.Overflow = layout.LayoutPartial, &rest
	}
	return plan
}

// placed gives the first n lines their places, one under the other.
func (b *block) placed(n int) []layout.PlacedBlock {
	blocks := []layout.PlacedBlock{}
	y := b.before()
	for i := range b.lines[:n] {
		l := &b.lines[i]
		at := layout.PlacedBlock{X: b.indent(), Y: y, Width: Measure - b.Indent, Height: l.height, Links: l.links, Draw: b.drawing(l, b.first && i == 0)}
		if b.first && i == 0 {
			at.AnchorName = b.Anchor
			if b.Level > 0 {
				at.BookmarkLevel, at.HeadingText = b.Level, b.title()
			}
		}
		for _, name := range l.anchors {
			at.Children = append(at.Children, layout.PlacedBlock{AnchorName: name})
		}
		blocks = append(blocks, at)
		y += l.height
	}
	return blocks
}

// indent is from the left: text from right to left is indented on its right.
func (b *block) indent() float64 {
	if b.mirrored() {
		return 0
	}
	return b.Indent
}

// mirrored reports whether what hangs beside the lines hangs on their right.
func (b *block) mirrored() bool { return b.RightToLeft && !b.Left }

// drawing draws a line, and beside the first one what belongs to the paragraph.
func (b *block) drawing(l *line, first bool) func(layout.DrawContext, float64, float64) {
	return func(to layout.DrawContext, x, top float64) {
		if b.Ruled && first {
			b.side(to, b.Rule, x-b.indent(), top+b.Before/2, x-b.indent()+Measure, top+b.Before/2)
		}
		if b.Barred {
			at := x - 9
			if b.mirrored() {
				at = x + Measure - b.Indent + 9
			}
			b.side(to, b.Bar, at, top, at, top-l.height)
		}
		if b.marker != nil && first {
			at := x - b.Hang
			if b.mirrored() {
				at = x + Measure - b.Indent + b.Hang - 1000
			}
			b.marker.put(to, at, top-l.baseline)
		}
		l.put(to, x, top-l.baseline)
	}
}

func (b *block) side(to layout.DrawContext, c Color, x1, y1, x2, y2 float64) {
	to.Stream.SaveState()
	to.Stream.SetStrokeColorRGB(c.rgb())
	to.Stream.SetLineWidth(0.7)
	to.Stream.MoveTo(x1, y1)
	to.Stream.LineTo(x2, y2)
	to.Stream.Stroke()
	to.Stream.RestoreState()
}

// put copies the operators of a line to a page, from x on its baseline.
func (l *line) put(to layout.DrawContext, x, y float64) {
	for _, part := range l.layers {
		register(to.Page, part)
	}
	to.Stream.SaveState()
	to.Stream.ConcatMatrix(1, 0, 0, 1, x, y)
	to.Stream.AppendBytes(l.drawn)
	to.Stream.RestoreState()
}

// register names a part of a font among the resources of a page, once.
func register(page *layout.PageResult, part *layer) {
	for _, known := range page.Fonts {
		if known.Name == part.name {
			return
		}
	}
	page.Fonts = append(page.Fonts, layout.FontEntry{Name: part.name, Embedded: part.pdf})
}
