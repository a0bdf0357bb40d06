package typeset

import (
	"math"
	"slices"
	"strings"

	"github.com/carlos7ags/folio/content"
	"github.com/carlos7ags/folio/layout"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
)

// line is a line of text, ready to be put on a page: its operators draw from
// the left end of its baseline.
type line struct {
	height, baseline float64 // points; the baseline counts from the top
	drawn            []byte
	layers           []*layer
	links            []layout.LinkArea
	anchors          []string
}

// pen writes the operators of one line.
type pen struct {
	*content.Stream
	line
	text *passage
	told map[*piece]bool // whose hidden text was given
}

// draw sets the runs of a line side by side.
func (s *setter) draw(p *Paragraph, text *passage, runs shaping.Line, width float64) line {
	pn := &pen{Stream: content.NewStream(), text: text, told: map[*piece]bool{}}
	pn.height = p.Size * p.leading()
	ascent, descent, advance := p.Size*0.75, p.Size*0.25, 0.0
	for _, r := range runs {
		advance += points(r.Advance)
		ascent, descent = max(ascent, points(r.LineBounds.Ascent)), max(descent, -points(r.LineBounds.Descent))
		pn.anchors = append(pn.anchors, s.anchors(text, r.Runes)...)
	}
	pn.height = max(pn.height, ascent+descent)
	pn.baseline = (pn.height-ascent-descent)/2 + ascent
	x := 0.0
	if p.RightToLeft != p.End {
		x = width - advance
	}
	for _, r := range runs {
		pn.run(s.fonts.of(r.Face), p, r, x)
		x += points(r.Advance)
	}
	pn.drawn = pn.Bytes()
	return pn.line
}

// anchors are the names of the places that begin among the runes.
func (s *setter) anchors(text *passage, r shaping.Range) []string {
	var names []string
	for _, p := range text.pieces {
		if p.span.Anchor != "" && p.start >= r.Offset && p.start < r.Offset+r.Count {
			names = append(names, p.span.Anchor)
		}
	}
	return names
}

// of is the face that the shaper knows under this pointer.
func (f *fonts) of(shaped *font.Face) *face {
	for _, b := range f.base {
		if b.shaped == shaped {
			return b
		}
	}
	at := slices.IndexFunc(f.others, func(o *face) bool { return o.shaped == shaped })
	return f.others[at]
}

// run draws glyphs of one face from x on.
func (pn *pen) run(f *face, p *Paragraph, r shaping.Output, x float64) {
	if r.Runes.Count == 0 {
		return
	}
	piece := pn.text.at(r.Runes.Offset)
	style, size := piece.span.Style, piece.span.size(p)
	pn.SetFillColorRGB(piece.span.Color.rgb())
	pn.BeginText()
	if style.Bold && !f.bold {
		pn.SetStrokeColorRGB(piece.span.Color.rgb())
		pn.SetLineWidth(size * 0.02)
		pn.SetTextRenderingMode(2) // filled and stroked
	}
	pn.SetTextRise(piece.span.Rise)
	if style.Slanted {
		pn.SetTextMatrix(1, 0, 0.2, 1, x, 0)
	} else {
		pn.MoveText(x, 0)
	}
	pn.glyphs(f, r, size, piece)
	pn.SetTextRise(0)
	if style.Bold && !f.bold {
		pn.SetTextRenderingMode(0)
	}
	pn.EndText()
	pn.decorate(piece.span, x, points(r.Advance), size)
}

// glyphs shows the clusters of a run. Where the glyphs do not say by themselves
// what they stand for, the text is said beside them, so that a reader of the
// PDF finds and copies the words as they were written.
func (pn *pen) glyphs(f *face, r shaping.Output, size float64, in *piece) {
	shown := &shown{pen: pn, size: size, rise: in.span.Rise}
	if in.hidden != "" {
		pn.BeginMarkedContentActualText(pn.tell(in))
		defer pn.EndMarkedContent()
	}
	for at := 0; at < len(r.Glyphs); {
		g := r.Glyphs[at]
		n := max(g.GlyphsCount(), 1)
		cluster := r.Glyphs[at:min(at+n, len(r.Glyphs))]
		runes := pn.text.runes[g.TextIndex():min(g.TextIndex()+g.RunesCount(), len(pn.text.runes))]
		switch {
		case len(runes) == 1 && strings.ContainsRune(working, runes[0]): // it has done its work
		case in.hidden != "":
			shown.add(f, cluster, runes)
		default:
			shown.say(f, cluster, runes)
		}
		at += n
	}
	shown.flush()
}

// tell gives the characters that words stand in the place of, once.
func (pn *pen) tell(in *piece) string {
	if pn.told[in] {
		return ""
	}
	pn.told[in] = true
	return in.hidden
}

// working are characters that say how to set others and have no glyph: the word
// joiner keeps two words on one line, the isolates keep the direction of a name
// from its surroundings (Unicode Standard Annexes 14 and 9).
const working = "\u2060\u2066\u2067\u2068\u2069"

// shown gathers glyphs that stand on one line into one operator.
type shown struct {
	*pen
	size     float64
	rise     float64
	layer    *layer // of the pending glyphs
	elements []content.TextArrayElement
	pending  []uint16
	owed     float64 // how far the pen is to move before the next glyph, in thousandths of the size
}

// say shows a cluster, with its text beside it where its glyphs are taken for
// something else.
func (s *shown) say(f *face, cluster []shaping.Glyph, runes []rune) {
	if len(cluster) == 1 && len(runes) == 1 && drawn(cluster[0]) && f.stands(cluster[0].GlyphID, runes[0]).rune == runes[0] {
		s.add(f, cluster, runes)
		return
	}
	s.flush()
	s.BeginMarkedContentActualText(string(runes))
	s.add(f, cluster, runes)
	s.flush()
	s.EndMarkedContent()
}

func (s *shown) add(f *face, glyphs []shaping.Glyph, runes []rune) {
	for i, g := range glyphs {
		if !drawn(g) || len(runes) == 0 {
			continue
		}
		s.use(f.stands(g.GlyphID, runes[min(i, len(runes)-1)]).layer)
		up := points(g.YOffset)
		if up != 0 {
			s.flush()
			s.SetTextRise(s.rise + up)
		}
		s.glyph(f, g)
		if up != 0 {
			s.flush()
			s.SetTextRise(s.rise)
		}
	}
}

// drawn reports whether a glyph is one of the font. Where a font has none, as for
// the space in some, the shaper gives a number beyond those of all fonts, on
// which the writer of the file would never end.
func drawn(g shaping.Glyph) bool { return g.GlyphID < math.MaxUint16 }

// use changes to another part of a font.
func (s *shown) use(l *layer) {
	if s.layer == l {
		return
	}
	s.flush()
	s.layer = l
	s.SetFont(l.name, s.size)
	if !slices.Contains(s.layers, l) {
		s.layers = append(s.layers, l)
	}
}

// glyph shows one glyph where the shaper wants it, and moves on as far as the
// shaper does; the PDF's own advance is that of the font, without kerning.
func (s *shown) glyph(f *face, g shaping.Glyph) {
	thousandths := 1000 / s.size
	s.move(points(g.XOffset) * thousandths)
	s.pending = append(s.pending, uint16(g.GlyphID))
	own := f.pdf.GlyphAdvance(uint16(g.GlyphID)) * 1000 / f.pdf.UnitsPerEm()
	s.move(points(g.Advance-g.XOffset)*thousandths - float64(own))
}

// move notes a shift to the right; what is too small to be seen is carried on.
func (s *shown) move(by float64) {
	s.owed += by
	if math.Abs(s.owed) < 2 {
		return
	}
	s.take()
	whole := math.Round(s.owed)
	s.elements = append(s.elements, content.TextArrayElement{Adjustment: -whole, IsAdjustment: true})
	s.owed -= whole
}

// take turns the pending glyphs into an element.
func (s *shown) take() {
	if len(s.pending) > 0 {
		s.elements = append(s.elements, content.TextArrayElement{HexData: s.layer.pdf.EncodeGIDs(s.pending, " ")})
		s.pending = nil
	}
}

func (s *shown) flush() {
	if s.take(); len(s.elements) > 0 {
		s.ShowTextArrayHex(s.elements)
		s.elements = nil
	}
}

// decorate draws the line under a run and notes its link.
func (pn *pen) decorate(span *Span, x, width, size float64) {
	if span.Link != "" && strings.TrimSpace(span.Text) != "" {
		pn.links = append(pn.links, link(span.Link, x, width))
	}
	if span.Under == NoLine {
		return
	}
	y := -size * 0.16
	pn.SetStrokeColorRGB(span.UnderColor.rgb())
	pn.SetLineWidth(size * 0.06)
	pn.SetDashPattern(span.Under.dashes(size), 0)
	if span.Under == WavyLine {
		pn.wave(x, y, width, size*0.12)
	} else {
		pn.stroke(x, y, width)
	}
	if span.Under == DoubleLine {
		pn.stroke(x, y-size*0.11, width)
	}
	pn.SetDashPattern(nil, 0)
}

func (pn *pen) stroke(x, y, width float64) {
	pn.MoveTo(x, y)
	pn.LineTo(x+width, y)
	pn.Stroke()
}

func (pn *pen) wave(x, y, width, step float64) {
	pn.MoveTo(x, y)
	for at, up := step, step; at < width; at += step {
		pn.LineTo(x+at, y+up/2)
		up = -up
	}
	pn.Stroke()
}

// link leads to a place of the document for "#name", otherwise out of it.
func link(to string, x, width float64) layout.LinkArea {
	area := layout.LinkArea{X: x, W: width}
	if name, inside := strings.CutPrefix(to, "#"); inside {
		area.DestName = name
	} else {
		area.URI = to
	}
	return area
}
