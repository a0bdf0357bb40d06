package intake

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

func readText(data []byte, o Options) (draft, error) {
	in, err := decodeWithin(data, o)
	if err != nil {
		return draft{}, err
	}
	d, err := readPlain(in.text)
	return d.from(in), err
}

// from notes what the text was in.
func (d draft) from(in decoded) draft {
	d.encoding, d.guessed = in.encoding, in.guessed
	return d
}

// decodeWithin is decodeText for text that is not longer than the limit. No
// encoding takes more than four bytes for one of UTF-8.
func decodeWithin(data []byte, o Options) (decoded, error) {
	if int64(len(data))/4 > o.Limits.MaxText {
		return decoded{}, tooLong(o.Limits)
	}
	in, err := decodeText(data, o)
	if err == nil {
		err = checkLength(in.text, o.Limits)
	}
	return in, err
}

// Signs that only the plain markup has: a numbered list or a quotation is
// written like that in letters, too.
var markupSign = regexp.MustCompile(`(?m)^(#{1,6}|\^) \S`)

// readPlain reads text without a format of its own.
func readPlain(s string) (draft, error) {
	s = text.Clean(s)
	if strings.Count(s, "\n") > 2*maxParts { // every other line may be blank
		return draft{}, tooMany()
	}
	if markupSign.MatchString(s) {
		return draft{document: text.Parse(s)}, nil
	}
	parts := splitPlain(s)
	findHeadings(parts)
	return draft{parts: parts}, nil
}

// splitPlain cuts cleaned text into parts. Blank lines separate them; where
// there is none, every line is a part.
func splitPlain(s string) []text.Part {
	s = strings.Trim(s, "\n")
	if !strings.Contains(s, "\n\n") {
		s = strings.ReplaceAll(s, "\n", "\n\n")
	}
	p := plain{width: wrapWidth(s)}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		p.line(line, following(lines[i+1:]))
	}
	p.close()
	return p.parts
}

// plain collects the parts of plain text line by line.
type plain struct {
	width int // code points at which the text was wrapped by hand, 0 if it was not
	parts []text.Part
	kind  text.BlockKind // of the lines that wait
	level int
	lines []string
	last  int // number of the last item of a numbered list
}

func (p *plain) line(line, next string) {
	if line == "" {
		p.close()
		return
	}
	kind, level, content := p.mark(line, next)
	if kind == text.ListItem || kind != p.kind && !(kind == text.Paragraph && p.kind == text.ListItem) {
		p.close()
		p.kind, p.level = kind, level
	}
	if content == "" {
		p.close()
		return
	}
	p.lines = append(p.lines, content)
}

var (
	bulleted = regexp.MustCompile(`^(\s*)[-*•]\s+(\S.*)$`)
	numbered = regexp.MustCompile(`^(\s*)(\d{1,3})[.)]\s+(\S.*)$`)
	quoted   = regexp.MustCompile(`^\s*>[>\s]*(.*)$`)
)

// mark tells what a line is and takes its sign off.
func (p *plain) mark(line, next string) (text.BlockKind, int, string) {
	if m := quoted.FindStringSubmatch(line); m != nil {
		return text.Quotation, 0, m[1]
	}
	if m := bulleted.FindStringSubmatch(line); m != nil {
		return text.ListItem, depth(m[1]), m[2]
	}
	if m := numbered.FindStringSubmatch(line); m != nil && p.counts(m[2], next) {
		return text.ListItem, depth(m[1]), m[3]
	}
	return text.Paragraph, 0, strings.TrimSpace(line)
}

// counts reports whether number goes on with a list or begins one. A number
// that stands alone belongs to the text ("3. Oktober"), so it is kept there.
func (p *plain) counts(number, next string) bool {
	n, _ := strconv.Atoi(number)
	m := numbered.FindStringSubmatch(next)
	begins := n == 1 && m != nil && m[2] == "2"
	if !begins && (p.last == 0 || n != p.last+1) {
		return false
	}
	p.last = n
	return true
}

func depth(indent string) int {
	return len(strings.ReplaceAll(indent, "\t", "  "))/2 + 1
}

// following is the next line that is not blank.
func following(lines []string) string {
	for _, line := range lines {
		if line != "" {
			return line
		}
	}
	return ""
}

// close makes a part of the lines that wait.
func (p *plain) close() {
	if len(p.lines) > 0 {
		p.parts = append(p.parts, text.Part{Kind: p.kind, Level: p.level, Text: p.join()})
	}
	p.kind, p.lines = "", nil
}

// join undoes the wrapping by hand: a line break stays where the first word of
// the next line would still have had room.
func (p *plain) join() string {
	var b strings.Builder
	for i, line := range p.lines {
		switch {
		case i == 0:
		case p.wraps(p.lines[i-1], line):
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(line)
	}
	return b.String()
}

// wraps allows two signs for a quotation's or an item's marker.
func (p *plain) wraps(line, next string) bool {
	word, _, _ := strings.Cut(next, " ")
	return p.width > 0 && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word)+2 > p.width
}

// Bounds of the widths, in code points, that mail and wire copy are wrapped at.
const narrowest, widest = 50, 100

// wrapWidth is the length of the longest line of text that was wrapped by
// hand, 0 for text that was not: a line longer than a screen shows that.
func wrapWidth(s string) int {
	width := 0
	for line := range strings.SplitSeq(s, "\n") {
		width = max(width, utf8.RuneCountInString(line))
	}
	if width < narrowest || width > widest {
		return 0
	}
	return width
}
