// Package text holds the words of one revision: its blocks, its sentences and
// the arithmetic of offsets. Everything here is pure. Offsets are Unicode code
// points in logical order, counted from 0, as the W3C Web Annotation Data
// Model (section 4.2.4) wants them.
package text

import "sort"

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

// Part is a block before it has a place: what intake hands over.
type Part struct {
	Kind  BlockKind
	Level int
	Text  string
	Marks []Mark // code points of Text as it is handed over; a byte that is no UTF-8 counts as one
}

// Document is the immutable text of a revision with its blocks and sentences.
// Make one with Build, Parse or Restore.
type Document struct {
	Text      string     // NFC; blocks joined by "\n\n"; a "\n" inside a block is a line break
	Blocks    []Block    // in order, never empty, never touching
	Sentences []Sentence // in order; every visible code point of every block is in exactly one
	// Marks are in order, inside one block each, and begin and end with a whole grapheme
	// cluster that is no white space. Between two of one kind and value there are words; links
	// never overlap. Only a Note may be empty: a place without words. Notes of one key may meet
	// over white space.
	Marks []Mark
	index index
}

// Restore puts a stored text, its blocks, its sentences and its marks back
// together as they were; nothing is cleaned or segmented anew.
func Restore(text string, blocks []Block, sentences []Sentence, marks []Mark) Document {
	return Document{Text: text, Blocks: blocks, Sentences: sentences, Marks: marks, index: newIndex(text)}
}

// Len is the number of code points in the text.
func (d *Document) Len() int { return d.index.length }

// Byte is the byte offset of the code point cp; cp is clamped to the text.
func (d *Document) Byte(cp int) int { return d.index.byteOf(d.Text, cp) }

// Slice is the text of a span, clamped to the document.
func (d *Document) Slice(s Span) string {
	start, end := d.Byte(s.Start), d.Byte(s.End)
	if end <= start {
		return ""
	}
	return d.Text[start:end]
}

// BlockAt is the index of the block that holds the code point cp, or -1
// between blocks and outside the text.
func (d *Document) BlockAt(cp int) int {
	first, last := d.BlocksIn(Span{cp, cp + 1})
	if first == last {
		return -1
	}
	return first
}

// BlocksIn is the half-open index range of the blocks that overlap s.
func (d *Document) BlocksIn(s Span) (first, last int) {
	return overlapping(len(d.Blocks), func(i int) Span { return d.Blocks[i].Span }, s)
}

// BlockNumbers lists the indexes of the blocks that overlap s.
func (d *Document) BlockNumbers(s Span) []int {
	var all []int
	for i, last := d.BlocksIn(s); i < last; i++ {
		all = append(all, i)
	}
	return all
}

// SentencesIn is the half-open index range of the sentences that overlap s.
func (d *Document) SentencesIn(s Span) (first, last int) {
	return overlapping(len(d.Sentences), func(i int) Span { return d.Sentences[i].Span }, s)
}

// BlockSentences is the half-open index range of the sentences of a block.
func (d *Document) BlockSentences(block int) (first, last int) {
	first = sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Block >= block })
	last = sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].Block > block })
	return first, last
}

// overlapping searches n ordered, disjoint spans for those that overlap s.
func overlapping(n int, at func(int) Span, s Span) (first, last int) {
	if s.Len() <= 0 {
		return 0, 0
	}
	first = sort.Search(n, func(i int) bool { return at(i).End > s.Start })
	last = sort.Search(n, func(i int) bool { return at(i).Start >= s.End })
	return first, last
}

// Words counts the words of the document.
func (d *Document) Words() int { return Words(d.Text) }
