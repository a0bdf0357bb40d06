package typeset

import (
	"slices"
	"strings"
	"unicode"

	"github.com/benoitkugler/textprocessing/fribidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
)

// setter shapes text and breaks it into lines.
type setter struct {
	fonts     *fonts
	lacking   map[string]int // characters without a font, by script
	segmenter shaping.Segmenter
	harfbuzz  shaping.HarfbuzzShaper
	wrapper   shaping.LineWrapper
}

// passage is text without a forced line break, and what stands where in it.
type passage struct {
	runes  []rune
	pieces []piece
	levels []fribidi.Level // of embedding, of each rune: odd from right to left
}

// piece is a stretch of a passage from one span, with characters that have
// glyphs or with words in place of those that have none.
type piece struct {
	start, end int // in the runes of the passage
	span       *Span
	hidden     string // what the words stand for; "" where nothing is missing
}

// at gives the piece that a rune belongs to.
func (p *passage) at(rune int) *piece {
	i, found := slices.BinarySearchFunc(p.pieces, rune, func(a piece, at int) int { return a.start - at })
	if !found {
		i--
	}
	return &p.pieces[max(i, 0)]
}

// lines shapes the paragraph and breaks it to the width, in points.
func (s *setter) lines(p *Paragraph, width float64) []line {
	var all []line
	for _, text := range s.passages(p) {
		if len(text.runes) == 0 {
			all = append(all, line{height: p.Size * p.leading()})
			continue
		}
		runs := shaping.NewSliceIterator(s.shape(p, text))
		wrapped, _ := s.wrapper.WrapParagraphF(shaping.WrapConfig{Direction: p.direction(), DisableTrailingWhitespaceTrim: true}, toFixed(width), text.runes, runs)
		for _, w := range wrapped {
			all = append(all, s.draw(p, text, text.ordered(trimmed(text, w)), width))
		}
	}
	return all
}

// trimmed takes the white space off the end of a line.
func trimmed(text *passage, runs shaping.Line) shaping.Line {
	for len(runs) > 0 {
		last := &runs[len(runs)-1]
		end := last.Runes.Offset + last.Runes.Count
		for end > last.Runes.Offset && unicode.IsSpace(text.runes[end-1]) {
			end--
		}
		if end > last.Runes.Offset {
			last.Glyphs = slices.DeleteFunc(slices.Clone(last.Glyphs), func(g shaping.Glyph) bool { return g.TextIndex() >= end })
			last.Runes.Count = end - last.Runes.Offset
			last.RecomputeAdvance()
			break
		}
		runs = runs[:len(runs)-1]
	}
	return runs
}

// ordered puts the runs of a line in the order of the eye (Unicode's
// bidirectional algorithm, rule L2). The library orders by direction alone,
// which puts a number that follows Arabic words on their wrong side.
func (p *passage) ordered(runs shaping.Line) shaping.Line {
	highest, levels := fribidi.Level(0), make([]fribidi.Level, len(runs))
	for i, r := range runs {
		levels[i] = p.levels[r.Runes.Offset]
		highest = max(highest, levels[i])
	}
	for level := highest; level > 0; level-- {
		for start := 0; start < len(runs); start++ {
			end := start
			for end < len(runs) && levels[end] >= level {
				end++
			}
			if end > start {
				slices.Reverse(runs[start:end])
				slices.Reverse(levels[start:end])
				start = end
			}
		}
	}
	return runs
}

// breaks are the characters that begin a new line whatever stands around them
// (Unicode Standard Annex 14, classes BK, LF and NL).
const breaks = "\n\v\f\u0085\u2028\u2029"

// passages cuts the spans at line breaks and puts words in place of what no
// font can draw.
func (s *setter) passages(p *Paragraph) []*passage {
	all := []*passage{{}}
	for i := range p.Spans {
		span := &p.Spans[i]
		start := 0
		text := []rune(span.Text)
		for at, r := range text {
			if strings.ContainsRune(breaks, r) {
				s.add(all[len(all)-1], span, text[start:at])
				all, start = append(all, &passage{}), at+1
			}
		}
		s.add(all[len(all)-1], span, text[start:])
	}
	return all
}

// add appends text of a span to a passage.
func (s *setter) add(to *passage, span *Span, text []rune) {
	for len(text) > 0 {
		n, shown, hidden := s.stretch(span, text)
		to.pieces = append(to.pieces, piece{len(to.runes), len(to.runes) + len(shown), span, hidden})
		to.runes = append(to.runes, shown...)
		text = text[n:]
	}
}

// stretch takes as many runes as can all be drawn, or as many as all cannot.
func (s *setter) stretch(span *Span, text []rune) (n int, shown []rune, hidden string) {
	missing := s.missing(span.Style, text[0])
	for n < len(text) && (s.missing(span.Style, text[n]) == missing || missing && invisible(text[n])) {
		n++
	}
	for missing && unicode.IsSpace(text[n-1]) {
		n--
	}
	if missing {
		return n, []rune(s.without(text[:n])), string(text[:n])
	}
	shown = slices.Clone(text[:n])
	for i, r := range shown {
		if unicode.IsControl(r) {
			shown[i] = ' '
		}
	}
	return n, shown, ""
}

func (s *setter) missing(style Style, r rune) bool {
	return !invisible(r) && s.fonts.find(style, r) == nil
}

// invisible reports whether a character needs no glyph: white space, joiners,
// variation selectors and other marks of format.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// shape turns a passage into runs of glyphs: one for each direction, script,
// style and font.
func (s *setter) shape(p *Paragraph, text *passage) []shaping.Output {
	text.level(p.RightToLeft)
	var all []shaping.Output
	for start := 0; start < len(text.runes); {
		end := start + 1
		for end < len(text.runes) && text.levels[end] == text.levels[start] {
			end++
		}
		run := shaping.Input{Text: text.runes, RunStart: start, RunEnd: end, Language: language.NewLanguage(p.Language)}
		if text.levels[start]%2 == 1 {
			run.Direction = di.DirectionRTL
		}
		for _, part := range slices.Clone(s.segmenter.Split(run, anyFace{s.fonts.base[Style{}].shaped})) {
			part.Direction = run.Direction
			all = append(all, s.styled(p, text, part)...)
		}
		start = end
	}
	return all
}

// level works out the level of each rune.
func (p *passage) level(rightToLeft bool) {
	base := fribidi.ParType(fribidi.LTR)
	if rightToLeft {
		base = fribidi.RTL
	}
	types, brackets := make([]fribidi.CharType, len(p.runes)), make([]fribidi.BracketType, len(p.runes))
	for i, r := range p.runes {
		types[i] = fribidi.GetBidiType(r)
		if brackets[i] = fribidi.NoBracket; types[i] == fribidi.ON {
			brackets[i] = fribidi.GetBracket(r)
		}
	}
	p.levels, _ = fribidi.GetParEmbeddingLevels(types, brackets, &base)
}

// styled shapes a part of a passage piece by piece.
func (s *setter) styled(p *Paragraph, text *passage, part shaping.Input) []shaping.Output {
	var all []shaping.Output
	for start := part.RunStart; start < part.RunEnd; {
		piece, one := text.at(start), part
		one.RunStart, one.RunEnd, one.Face = start, min(part.RunEnd, piece.end), nil
		one.Size = toFixed(piece.span.size(p))
		for _, input := range shaping.SplitByFace(one, styledFaces{s.fonts, piece.span.Style}) {
			all = append(all, s.harfbuzz.ShapeNoExtents(input))
		}
		start = one.RunEnd
	}
	return all
}

// anyFace is for splitting by direction and script alone.
type anyFace struct{ face *font.Face }

func (a anyFace) ResolveFace(rune) *font.Face { return a.face }

// styledFaces finds the faces of one style.
type styledFaces struct {
	fonts *fonts
	style Style
}

func (f styledFaces) ResolveFace(r rune) *font.Face {
	if found := f.fonts.find(f.style, r); found != nil {
		return found.shaped
	}
	return f.fonts.base[f.style.design()].shaped
}

func (p *Paragraph) direction() di.Direction {
	if p.RightToLeft {
		return di.DirectionRTL
	}
	return di.DirectionLTR
}

// shapeScale is how many units of the shaper make a point. It shapes at whole
// sizes only. More would be finer, but a run of some million characters must
// fit into its numbers.
const shapeScale = 2

func toFixed(points float64) fixed.Int26_6 { return fixed.Int26_6(points * 64 * shapeScale) }

func points(f fixed.Int26_6) float64 { return float64(f) / 64 / shapeScale }
