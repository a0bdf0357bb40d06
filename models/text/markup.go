package text

import (
	"regexp"
	"strings"
)

// Markup is the plain markup in which people edit an article. A blank line
// parts two blocks. A line begins with "# " to "###### " for a heading, "> "
// for a line of a quotation, "- " for a list item (two more spaces in front for
// each level), "^ " for a caption; any other line is a paragraph or goes on
// with the block above it.
//
// Words are set apart inside a block as *italic*, **bold**, ***both*** and
// [linked](https://example.org). Stars begin and end something where they lean
// on a word as CommonMark wants it (version 0.31, section 6.2), but never
// inside a word of a script that puts spaces between words: "2 * 3", "2*3*4"
// and "f***ing" mean what they say. Where they would not be read, a brace makes
// them begin and end: un{**believ**}able. A star that finds no partner in its
// block is a star. What is no address as Address wants it makes no link.
//
// A backslash takes the meaning from the punctuation mark or space after it; at
// the end of a line it says that the block goes on, which only a heading needs.
func (d *Document) Markup() string { return d.write(writeSigns) }

// write writes the blocks, and the words of each with its marks by inline, which
// gets them in code points of the words.
func (d *Document) write(inline func(words []rune, marks []Mark) string) string {
	var b strings.Builder
	for i, block := range d.Blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		writeBlock(&b, block, inline([]rune(d.Slice(block.Span)), d.marksOf(block)))
	}
	return b.String()
}

// writeBlock writes the lines of one block, with an escape in front of each that
// would mean something else.
func writeBlock(b *strings.Builder, block Block, text string) {
	for i, line := range strings.Split(text, "\n") {
		if i > 0 && block.Kind == Heading {
			b.WriteByte('\\')
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		mark := marker(block)
		if i > 0 && block.Kind != Quotation {
			mark = ""
		}
		b.WriteString(mark)
		if bare := notched.ReplaceAllString(line, ""); blank(bare[0]) || mark == "" && (marked.MatchString(bare) || bare == ">") {
			b.WriteByte('\\')
		}
		b.WriteString(line)
	}
}

// marker is what stands in front of a block's first line.
func marker(block Block) string {
	switch block.Kind {
	case Heading:
		return strings.Repeat("#", block.Level) + " "
	case Quotation:
		return "> "
	case ListItem:
		return strings.Repeat("  ", block.Level-1) + "- "
	case Caption:
		return "^ "
	default:
		return ""
	}
}

// marked matches the marker of a line: its indent, its sign.
var marked = regexp.MustCompile(`^([ \t]*)(#{1,6}|>|-|\^)[ \t]+`)

func blank(c byte) bool { return c == ' ' || c == '\t' }

// escapable reports whether a backslash before c is an escape.
func escapable(c byte) bool {
	return blank(c) || strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}
