package export

import "strings"

// markdownSigns mean something anywhere in a line of CommonMark or GitHub's
// dialect of it; CommonMark 0.31, section 2.4, lets a backslash stand before
// any of them.
const markdownSigns = "\\`*_[]<>&~|#$"

// escaper writes text as Markdown that reads as that text and nothing else.
type escaper struct {
	done []string
	line strings.Builder
	bang bool // the last character was "!": with "[" behind it would be an image
}

// raw adds Markdown as it is, within the line.
func (e *escaper) raw(s string) {
	if e.bang && strings.HasPrefix(s, "[") {
		before := e.line.String()
		e.line.Reset()
		e.line.WriteString(before[:len(before)-1] + `\!`)
	}
	e.line.WriteString(s)
	e.bang = false
}

// text adds text, escaped; "\n" ends the line.
func (e *escaper) text(s string) {
	for i, part := range strings.Split(s, "\n") {
		if i > 0 {
			e.end()
		}
		e.part(part)
	}
}

func (e *escaper) part(s string) {
	for _, r := range s {
		switch {
		case strings.ContainsRune(markdownSigns, r) || e.opens(r):
			e.line.WriteByte('\\')
			e.line.WriteRune(r)
		case r == ' ' && e.line.Len() == 0:
			e.line.WriteString("&#32;") // would be stripped, or begin code
		case r == '\t':
			e.line.WriteString("&#9;")
		default:
			e.line.WriteRune(r)
		}
		e.bang = r == '!'
	}
}

// opens reports whether r would make a list, a rule, a heading line or a
// definition of what stands at the beginning of a line.
func (e *escaper) opens(r rune) bool {
	switch r {
	case '-', '+', '=', ':':
		return e.line.Len() == 0
	case '.', ')':
		start := e.line.String()
		return len(start) <= 9 && start != "" && strings.Trim(start, "0123456789") == ""
	}
	return false
}

// end finishes the line. Spaces at its end would be stripped, or break it; a
// backslash would run into the one that breaks it.
func (e *escaper) end() {
	line := e.line.String()
	if kept := strings.TrimRight(line, " "); kept != line {
		line = kept + strings.Repeat("&#32;", len(line)-len(kept))
	}
	if kept, found := strings.CutSuffix(line, `\\`); found {
		line = kept + "&#92;"
	}
	e.done = append(e.done, line)
	e.line.Reset()
	e.bang = false
}

// lines gives the finished lines. An empty one would end the paragraph, so it
// holds a space that shows.
func (e *escaper) lines() []string {
	e.end()
	for i, line := range e.done {
		if line == "" && len(e.done) > 1 {
			e.done[i] = "&#32;"
		}
	}
	return e.done
}

// escapedLines escapes a text of several lines.
func escapedLines(s string) []string {
	var e escaper
	e.text(s)
	return e.lines()
}

// escapedLine escapes a text as one line.
func escapedLine(s string) string {
	return strings.Join(escapedLines(strings.Join(strings.Fields(s), " ")), "")
}

// linkTarget fits a web address between "<" and ">".
func linkTarget(url string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", "\\", "%5C", "\n", "%0A", "&", "&amp;", " ", "%20").Replace(url)
}
