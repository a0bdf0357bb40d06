package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Highest levels: HTML has six kinds of heading; a list deeper than nine is an
// accident of conversion.
const (
	maxHeading = 6
	maxDepth   = 9
)

// Build makes a document of parts: it cleans every part, splits it at blank
// lines, drops what holds nothing visible, joins the rest and segments it into
// sentences. An unknown kind becomes a paragraph; a level out of range is
// clamped. Marks stay on their words: a grapheme cluster (UAX #29) is marked as
// its first code point was, one mark over several blocks becomes one in each.
func Build(parts []Part) Document {
	b := builder{}
	for _, part := range parts {
		b.addPart(part)
	}
	text := b.text.String()
	d := Document{Text: text, Blocks: b.blocks, Sentences: b.sentences, index: newIndex(text)}
	d.Marks = d.settle(b.marks)
	return d
}

// builder collects the text of a document and counts its code points.
type builder struct {
	text      strings.Builder
	length    int // code points
	blocks    []Block
	sentences []Sentence
	marks     []Mark // spans in bytes of text
}

// addPart appends the blocks of a part.
func (b *builder) addPart(part Part) {
	cleaned, marks := cleanPart(part)
	var pieces []piece
	from := 0
	for _, s := range strings.Split(cleaned, "\n\n") {
		words := strings.TrimSpace(s)
		if b.add(part.Kind, part.Level, words) {
			lead := from + len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace))
			pieces = append(pieces, piece{lead, lead + len(words), b.text.Len() - len(words)})
		}
		from += len(s) + len("\n\n")
	}
	b.mark(marks, pieces)
}

// add appends a block. It is false where there is nothing to see.
func (b *builder) add(kind BlockKind, level int, text string) bool {
	if !visible(text) {
		return false
	}
	if b.length > 0 {
		b.text.WriteString("\n\n")
		b.length += 2
	}
	kind, level = settle(kind, level)
	start := b.length
	b.text.WriteString(text)
	b.length += utf8.RuneCountInString(text)
	b.addSentences(text, start)
	b.blocks = append(b.blocks, Block{Kind: kind, Level: level, Span: Span{start, b.length}})
	return true
}

// addSentences appends the sentences of the block that is about to be added,
// whose text starts at the code point start.
func (b *builder) addSentences(text string, start int) {
	counted, point := 0, start
	for _, s := range segment(text) {
		point += utf8.RuneCountInString(text[counted:s.start])
		end := point + utf8.RuneCountInString(text[s.start:s.end])
		b.sentences = append(b.sentences, Sentence{Block: len(b.blocks), Span: Span{point, end}})
		counted, point = s.end, end
	}
}

// settle puts kind and level into their ranges.
func settle(kind BlockKind, level int) (BlockKind, int) {
	switch kind {
	case Heading:
		return kind, min(max(level, 1), maxHeading)
	case ListItem:
		return kind, min(max(level, 1), maxDepth)
	case Quotation, Caption:
		return kind, 0
	default:
		return Paragraph, 0
	}
}

// visible reports whether s holds anything but white space and format
// characters such as ZERO WIDTH SPACE: nobody can claim or skip what nobody sees.
func visible(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r)
	})
}
