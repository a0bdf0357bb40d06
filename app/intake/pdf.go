package intake

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stet/models/text"
)

// readPDF reads the text layer of a PDF. Where it has none, or one that means
// nothing, it says so.
func readPDF(data []byte, o Options) (draft, error) {
	if !bytes.Contains(data, []byte(" obj")) {
		return draft{}, brokenPDF() // which needs no PDFium to tell
	}
	f, err := openPDF(data, o.Cache)
	if err != nil {
		return draft{}, err
	}
	defer f.close()
	glyphs, err := f.pages()
	if err != nil {
		return draft{}, err
	}
	var pages [][]pdfLine
	for i, page := range glyphs {
		pages = append(pages, inOrder(linesOf(i, page)))
	}
	if err := checkLayer(pages); err != nil {
		return draft{}, err
	}
	d := draft{}
	d.left[headersFooters] = withoutFurniture(pages)
	d.parts = paragraphsOf(slices.Concat(pages...))
	return d, nil
}

// checkLayer refuses pages without text, and text that fonts without a table of
// their letters make unreadable.
func checkLayer(pages [][]pdfLine) error {
	letters, unknown := 0, 0
	for _, lines := range pages {
		for _, l := range lines {
			for _, r := range l.text {
				switch {
				case r == utf8.RuneError || unicode.Is(unicode.Co, r):
					unknown++
				case unicode.IsLetter(r):
					letters++
				}
			}
		}
	}
	switch {
	case unknown > letters/4:
		return refuse("The letters of this PDF cannot be told from one another: its fonts do not say which they are. Paste the text, or choose the document that the PDF was made from.")
	case letters == 0:
		return refuse("This PDF has no text layer: its pages are pictures, as a scanner makes them. Run a text recognition over it, or type the text.")
	}
	return nil
}

// setting is what is usual in a document.
type setting struct {
	size  float64 // of its body's letters
	pitch float64 // from one line to the next, in sizes
	words map[string]bool
}

// paragraphsOf joins lines to paragraphs.
func paragraphsOf(lines []pdfLine) []text.Part {
	s := settingOf(lines)
	columns := columnsOf(lines)
	heads := s.headings(lines)
	var parts []text.Part
	for i := range lines {
		if i > 0 && !s.breaks(lines, columns, i) {
			last := &parts[len(parts)-1]
			last.Text = s.join(last.Text, lines[i].text)
			continue
		}
		parts = append(parts, text.Part{Kind: text.Paragraph, Text: lines[i].text})
		s.dress(&parts[len(parts)-1], lines[i], heads)
	}
	for i := range parts {
		p := &parts[i]
		if p.Kind == text.Heading && utf8.RuneCountInString(p.Text) > longestTitle {
			p.Kind, p.Level = text.Paragraph, 0
		}
		p.Text = strings.TrimSuffix(p.Text, string(softHyphen))
	}
	return parts
}

// settingOf takes the size that most letters have, and the distance between the
// lines of a paragraph: that between paragraphs is more often the wider one.
func settingOf(lines []pdfLine) setting {
	weight, s := map[int]int{}, setting{pitch: 1, words: map[string]bool{}}
	for _, l := range lines {
		weight[int(l.size*4+0.5)] += len(l.text)
		for word := range strings.FieldsSeq(l.text) {
			s.words[strings.ToLower(word)] = true
		}
	}
	most := 0
	for h, n := range weight {
		if n > weight[most] || n == weight[most] && h < most {
			most = h
		}
	}
	s.size = float64(most) / 4
	var pitches []float64
	for i := 1; i < len(lines); i++ {
		a, b := &lines[i-1], &lines[i]
		if d := (a.base - b.base) / s.size; a.page == b.page && d > 0.5 && d < 3 {
			pitches = append(pitches, d)
		}
	}
	if slices.Sort(pitches); len(pitches) > 0 {
		s.pitch = pitches[len(pitches)/4]
	}
	return s
}

// pdfColumn is from where to where the lines of a column go.
type pdfColumn struct{ left, right float64 }

// columnsOf is the column that each line is in: as wide as the lines next to it
// that it overlaps.
func columnsOf(lines []pdfLine) []pdfColumn {
	columns := make([]pdfColumn, len(lines))
	for i := 0; i < len(lines); {
		c, end := pdfColumn{lines[i].left, lines[i].right}, i+1
		for ; end < len(lines) && lines[end].page == lines[i].page && lines[end].base < lines[end-1].base; end++ {
			l := &lines[end]
			if min(c.right, l.right)-max(c.left, l.left) < 0.5*min(c.right-c.left, l.right-l.left) {
				break
			}
			c.left, c.right = min(c.left, l.left), max(c.right, l.right)
		}
		for ; i < end; i++ {
			columns[i] = c
		}
	}
	return columns
}

// breaks reports whether a paragraph begins at line i.
func (s setting) breaks(lines []pdfLine, columns []pdfColumn, i int) bool {
	before, l := &lines[i-1], &lines[i]
	ends := endsLikeSentence(before.text)
	switch {
	case !alike(before.size, l.size) || isBullet(l.text):
		return true
	case before.page != l.page || l.base >= before.base: // in another column
		return ends || before.size > 1.12*s.size
	case (before.base-l.base)/s.size > 1.25*s.pitch:
		return true
	}
	short, indent := before.short(columns[i-1]), l.indent(columns[i])-before.indent(columns[i-1])
	if ends && s.pitch > wideApart {
		return true
	}
	return indent > 0.7*s.size && indent < 6*s.size && (ends || !short) && !isBullet(before.text) || ends && short
}

// wideApart is a distance, in sizes, that lines of a paragraph seldom have: then
// each line may be one.
const wideApart = 1.75

// alike allows for the letters of another font.
func alike(a, b float64) bool { return a < 1.12*b && b < 1.12*a }

// indent is how far from its column's edge a line begins, in points.
func (l *pdfLine) indent(c pdfColumn) float64 {
	if l.rightToLeft {
		return c.right - l.right
	}
	return l.left - c.left
}

// short reports whether a line ends well before its column does.
func (l *pdfLine) short(c pdfColumn) bool {
	room := c.right - l.right
	if l.rightToLeft {
		room = l.left - c.left
	}
	return room > 0.15*(c.right-c.left)
}

func isBullet(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("•▪–◦‣●■\uF0B7", r) && strings.HasPrefix(s[n:], " ")
}

// join adds a line to a paragraph. A hyphen at its end goes, unless the word has
// it elsewhere, too, or what follows is no small letter.
func (s setting) join(paragraph, line string) string {
	last, size := utf8.DecodeLastRuneInString(paragraph)
	head, first := paragraph[:len(paragraph)-size], firstRune(line)
	letter, _ := utf8.DecodeLastRuneInString(head)
	hyphen := strings.ContainsRune(hyphens, last) && unicode.IsLetter(letter)
	switch {
	case isIdeograph(last) || isIdeograph(first):
		return paragraph + line
	case hyphen && (s.hyphenated(head, line) || unicode.IsUpper(first) || unicode.IsDigit(first)):
		return head + "-" + line
	case hyphen || last == softHyphen:
		return head + line
	}
	return paragraph + " " + line
}

// hyphens are what programs draw at the end of a line.
const hyphens = "-\u2010\u00AD"

func (s setting) hyphenated(head, line string) bool {
	a, b := strings.Fields(head), strings.Fields(line)
	return s.words[strings.ToLower(a[len(a)-1]+"-"+b[0])]
}

// headings are the sizes of lines that are larger than the body, largest first.
func (s setting) headings(lines []pdfLine) []float64 {
	var sizes []float64
	for _, l := range lines {
		if l.size > 1.15*s.size && !slices.ContainsFunc(sizes, func(h float64) bool { return alike(h, l.size) }) {
			sizes = append(sizes, l.size)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	return sizes
}

// dress makes a heading or a list item of the paragraph that a line begins.
func (s setting) dress(p *text.Part, l pdfLine, heads []float64) {
	if isBullet(l.text) {
		_, rest, _ := strings.Cut(l.text, " ")
		p.Kind, p.Level, p.Text = text.ListItem, 1, rest
		return
	}
	for i, h := range heads {
		if alike(h, l.size) {
			p.Kind, p.Level = text.Heading, min(i+1, 4)
			return
		}
	}
}
