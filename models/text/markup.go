package text

import (
	"regexp"
	"strings"
)

// Markup is the plain markup in which people edit an article. A blank line
// parts two blocks. A line begins with "# " to "###### " for a heading, "> "
// for a line of a quotation, "- " for a list item (two more spaces in front for
// each level), "^ " for a caption; any other line is a paragraph or goes on
// with the block above it. A backslash takes the meaning from the punctuation
// mark or space after it; at the end of a line it says that the block goes on,
// which only a heading needs.
func (d *Document) Markup() string {
	var b strings.Builder
	for i, block := range d.Blocks {
		if i > 0 {
			b.WriteString("\n\n")
		}
		writeBlock(&b, block, d.Slice(block.Span))
	}
	return b.String()
}

// writeBlock writes the lines of one block, each escaped where it would mean
// something else.
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
		if mark == "" && (marked.MatchString(line) || line == ">") {
			b.WriteByte('\\')
		}
		b.WriteString(escape(line))
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

// escape puts a backslash before a backslash or a space that would be lost.
func escape(line string) string {
	var b strings.Builder
	if strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t") {
		b.WriteByte('\\')
	}
	for i := range len(line) {
		if line[i] == '\\' && (i+1 == len(line) || escapable(line[i+1])) {
			b.WriteByte('\\')
		}
		b.WriteByte(line[i])
	}
	return b.String()
}

// unescape takes away what escape put there, and a backslash at the end.
func unescape(line string) string {
	var b strings.Builder
	for i := 0; i < len(line); i++ {
		if line[i] == '\\' && (i+1 == len(line) || escapable(line[i+1])) {
			i++
		}
		if i < len(line) {
			b.WriteByte(line[i])
		}
	}
	return b.String()
}

// escapable reports whether a backslash before c is an escape.
func escapable(c byte) bool {
	return c == ' ' || c == '\t' || strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c) >= 0
}
