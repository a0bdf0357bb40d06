// Package text holds the words of one revision: its blocks, its sentences and
// the arithmetic of offsets. Everything here is pure. Offsets are Unicode code
// points in logical order, counted from 0, as the W3C Web Annotation Data
// Model (section 4.2.4) wants them.
package text

// BlockKind says what a block of a revision is.
type BlockKind string

// The kinds of blocks.
const (
	Paragraph BlockKind = "paragraph"
	Heading   BlockKind = "heading"
	Quotation BlockKind = "quotation"
	ListItem  BlockKind = "list_item"
	Caption   BlockKind = "caption"
)

// BlockKinds lists every kind of block.
var BlockKinds = []BlockKind{Paragraph, Heading, Quotation, ListItem, Caption}

// Span is a half-open range [Start, End) of code points.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of code points in the span.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps reports whether the two spans share at least one code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Contains reports whether o lies inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Block is a paragraph, heading, quotation, list item or caption.
type Block struct {
	Kind  BlockKind `json:"kind"`
	Level int       `json:"level,omitempty"` // of a heading: 1 to 6; of a list item: its depth from 1
	Span
}

// Sentence is a segment of a block and the unit of coverage.
type Sentence struct {
	Block int `json:"block"` // index into Document.Blocks
	Span
}
