package text

import "strings"

// Parse reads the markup that Markup writes: Parse(d.Markup()) has the text,
// the blocks, the sentences and the marks of d. Every string is good markup.
func Parse(markup string) Document { return read(Clean(markup), readSigns) }

// read reads the blocks, and the words of each with their marks by inline.
func read(markup string, inline func(source string) (string, []Mark)) Document {
	p := parser{inline: inline}
	for line := range strings.SplitSeq(markup, "\n") {
		p.line(line)
	}
	p.close()
	return Build(p.parts)
}

// parser collects the parts line by line.
type parser struct {
	inline func(source string) (string, []Mark)
	parts  []Part
	part   Part     // the present one
	lines  []string // of the present part; none when no part is open
	bound  bool     // the next line goes on with the part, whatever it looks like
}

func (p *parser) line(line string) {
	kind, level, rest := readMarker(line)
	switch {
	case p.bound:
		rest = line
	case rest == "":
		p.close()
		return
	case len(p.lines) == 0 || !goesOn(p.part.Kind, kind):
		p.close()
		p.part = Part{Kind: kind, Level: level}
	}
	goesOn := endsInBackslash(rest)
	if goesOn {
		rest = rest[:len(rest)-1]
	}
	p.lines = append(p.lines, strings.TrimLeft(rest, " \t"))
	p.bound = goesOn && p.part.Kind == Heading
}

// close ends the present part.
func (p *parser) close() {
	p.part.Text, p.part.Marks = p.inline(strings.Join(p.lines, "\n"))
	p.parts = append(p.parts, p.part)
	p.lines = nil
}

// goesOn reports whether a line of the kind next continues an open block.
func goesOn(open, next BlockKind) bool {
	if next == Quotation {
		return open == Quotation
	}
	return next == Paragraph && open != Heading
}

// readMarker splits a line into what its marker says and the rest.
func readMarker(line string) (kind BlockKind, level int, rest string) {
	if line == ">" {
		return Quotation, 0, ""
	}
	m := marked.FindStringSubmatch(line)
	if m == nil {
		return Paragraph, 0, line
	}
	rest = line[len(m[0]):]
	switch sign := m[2]; sign {
	case ">":
		return Quotation, 0, rest
	case "-":
		return ListItem, len(strings.ReplaceAll(m[1], "\t", "  "))/2 + 1, rest
	case "^":
		return Caption, 0, rest
	default:
		return Heading, len(sign), rest
	}
}

// endsInBackslash reports whether line ends in a backslash that is not itself
// escaped.
func endsInBackslash(line string) bool {
	return (len(line)-len(strings.TrimRight(line, `\`)))%2 == 1
}
