package intake

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/models/text"
)

// place is what the elements around a text make of it.
type place struct {
	kind  text.BlockKind
	level int // of a heading or a list item
	depth int // of lists around
	pre   bool
}

// walker turns a tree of elements into parts, with the white space as a
// browser shows it (CSS Text 3, section 4.1). The parser bounds the depth.
type walker struct {
	place
	base  *url.URL // of links
	parts []text.Part
	line  *line
	space bool // white space waits for the next word
	left  tally

	inArticle bool // of a whole page, whose pictures' captions are left out
}

func (w *walker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
	case html.ElementNode:
		w.element(n)
	case html.DocumentNode:
		w.children(n)
	}
}

func (w *walker) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.walk(c)
	}
}

func (w *walker) element(n *html.Node) {
	if left, skip := w.skips(n); skip {
		if left != itemCount {
			w.left[left]++
		}
		return
	}
	switch n.DataAtom {
	case atom.Br:
		w.breakLine()
	case atom.Q:
		w.write("\u201C")
		w.children(n)
		w.write("\u201D")
	case atom.B, atom.Strong:
		w.marked(n, text.Bold, "")
	case atom.I, atom.Em:
		w.marked(n, text.Italic, "")
	case atom.A:
		w.marked(n, text.Link, w.linked(attribute(n, "href")))
	default:
		if isBlock(n.DataAtom) {
			w.block(n)
			return
		}
		w.children(n)
	}
}

// marked reads an element inside a block and marks its words. One that has
// blocks inside marks none.
func (w *walker) marked(n *html.Node, kind text.MarkKind, value string) {
	l, start := w.line, w.line.points
	w.children(n)
	if w.line == l && (kind != text.Link || value != "") {
		l.mark(kind, start, value)
	}
}

// linked is where a link leads, "" for nowhere.
func (w *walker) linked(href string) string {
	to, err := w.base.Parse(strings.TrimSpace(href))
	if err != nil || href == "" || to.Host == nowhere {
		return ""
	}
	address, _ := text.Address(to.String())
	return address
}

// block reads an element that stands on lines of its own.
func (w *walker) block(n *html.Node) {
	w.flush()
	outer := w.place
	w.place = outer.within(n.DataAtom)
	if n.DataAtom == atom.Table {
		w.left[tables]++
	}
	w.children(n)
	w.flush()
	w.place = outer
}

// within is the place inside an element called name.
func (p place) within(name atom.Atom) place {
	switch name {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level = text.Heading, int(name.String()[1]-'0')
	case atom.Blockquote:
		p.kind, p.level = text.Quotation, 0
	case atom.Figcaption, atom.Caption:
		p.kind, p.level = text.Caption, 0
	case atom.Ul, atom.Ol, atom.Menu:
		p.depth++
	case atom.Li:
		p.kind, p.level = text.ListItem, max(p.depth, 1)
	case atom.Pre:
		p.pre = true
	}
	return p
}

// skips reports whether an element shows no text of the article, and what is
// left out with it: itemCount stands for nothing worth a word.
func (w *walker) skips(n *html.Node) (item, bool) {
	if n.Namespace == "svg" {
		return itemCount, true
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Head, atom.Title, atom.Iframe,
		atom.Object, atom.Audio, atom.Video, atom.Noembed, atom.Noframes, atom.Rt, atom.Rp, atom.Datalist, atom.Dialog:
		return itemCount, true
	case atom.Input, atom.Select, atom.Textarea, atom.Button:
		return forms, attribute(n, "type") != "hidden" && attribute(n, "type") != "checkbox"
	case atom.Img, atom.Canvas:
		return pictures, true
	case atom.Math:
		return formulas, true
	}
	if w.inArticle && isCaption(n) {
		return captions, true
	}
	return skipsByAttribute(n)
}

// skipsByAttribute knows what is hidden, and footnotes by their roles in
// Digital Publishing WAI-ARIA 1.1.
func skipsByAttribute(n *html.Node) (item, bool) {
	style := strings.ToLower(strings.ReplaceAll(attribute(n, "style"), " ", ""))
	if hasAttribute(n, "hidden") || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
		return hiddenText, true
	}
	switch attribute(n, "role") {
	case "doc-noteref":
		return footnotes, true
	case "doc-endnotes", "navigation":
		return itemCount, true
	}
	return itemCount, false
}

func hasAttribute(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func isBlock(name atom.Atom) bool {
	switch name {
	case atom.Html, atom.Body, atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Footer, atom.Main,
		atom.Aside, atom.Address, atom.Hgroup, atom.Center, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
		atom.Blockquote, atom.Ul, atom.Ol, atom.Menu, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Figure,
		atom.Figcaption, atom.Pre, atom.Table, atom.Caption, atom.Tr, atom.Td, atom.Th, atom.Form, atom.Fieldset,
		atom.Legend, atom.Details, atom.Summary, atom.Hr, atom.Xmp, atom.Listing, atom.Plaintext:
		return true
	}
	return false
}

// breaks are the places where a browser may break a line, or may not: they are
// no characters of the text.
var breaks = strings.NewReplacer("\u00AD", "", "\u200B", "", "\u2060", "")

// write adds text, runs of white space as one space.
func (w *walker) write(s string) {
	s = breaks.Replace(s)
	if w.pre {
		w.line.text.WriteString(s)
		w.line.points += utf8.RuneCountInString(s)
		return
	}
	for i := range len(s) {
		switch c := s[i]; c {
		case ' ', '\t', '\n', '\r', '\f':
			w.space = true
		default:
			if w.blank() {
				w.line.add(' ')
			}
			w.space = false
			w.line.add(c)
		}
	}
}

// blank reports whether white space shows before the next word.
func (w *walker) blank() bool {
	return w.space && w.line.text.Len() > 0 && !strings.HasSuffix(w.line.text.String(), "\n")
}

// add adds a byte of UTF-8.
func (l *line) add(c byte) {
	l.text.WriteByte(c)
	if utf8.RuneStart(c) {
		l.points++
	}
}

func (w *walker) breakLine() {
	w.space = false
	w.line.add('\n')
}

// flush ends a block. Two line breaks in a row separate paragraphs: Build cuts
// the part there.
func (w *walker) flush() {
	if s := w.line.text.String(); strings.TrimSpace(s) != "" {
		w.parts = append(w.parts, text.Part{Kind: w.kind, Level: w.level, Text: s, Marks: w.line.marks})
	}
	w.line, w.space = &line{}, false
}
