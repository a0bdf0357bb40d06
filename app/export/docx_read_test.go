package export

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf8"

	"stet/models/text"
)

// wordFile is a Word document as the test reads it, from the XML alone.
type wordFile struct {
	parts    map[string]string // by name
	original string            // the article before tracked changes; blocks joined by "\n\n"
	accepted string            // and after them
	styles   []string          // of the article's paragraphs
	around   string            // what stands before and after the article
	ranges   map[string]text.Span
	comments map[string]string // by id, as the ranges; a line for each paragraph
}

// node is an element of any XML.
type node struct {
	XMLName xml.Name
	Attr    []xml.Attr `xml:",any,attr"`
	Nodes   []node     `xml:",any"`
	Text    string     `xml:",chardata"`
}

func (n *node) value(name string) string {
	for _, a := range n.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// find is the first element of that name inside.
func (n *node) find(name string) *node {
	for i := range n.Nodes {
		if n.Nodes[i].XMLName.Local == name {
			return &n.Nodes[i]
		}
		if found := n.Nodes[i].find(name); found != nil {
			return found
		}
	}
	return nil
}

// words is all text inside.
func (n *node) words() string {
	if name := n.XMLName.Local; name == "t" || name == "delText" {
		return n.Text
	}
	all := ""
	for i := range n.Nodes {
		all += n.Nodes[i].words()
	}
	return all
}

// readDOCX reads a document; every part of it must be XML.
func readDOCX(t failing, file string) *wordFile {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatalf("open the document: %v", err)
	}
	f := &wordFile{parts: map[string]string{}, ranges: map[string]text.Span{}, comments: map[string]string{}}
	roots := map[string]node{}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatalf("open %s: %v", part.Name, err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatalf("read %s: %v", part.Name, err)
		}
		var root node
		if err := xml.Unmarshal(raw, &root); err != nil {
			t.Fatalf("%s is not XML: %v", part.Name, err)
		}
		f.parts[part.Name], roots[part.Name] = string(raw), root
	}
	body := roots["word/document.xml"].Nodes[0]
	for i := range body.Nodes {
		f.block(&body.Nodes[i])
	}
	for _, c := range roots["word/comments.xml"].Nodes {
		for i := range c.Nodes {
			f.comments[c.value("id")] += c.Nodes[i].words() + "\n"
		}
	}
	return f
}

// block reads a paragraph of the article, or what stands around it.
func (f *wordFile) block(n *node) {
	style := ""
	if s := n.find("pStyle"); s != nil {
		style = s.value("val")
	}
	if n.XMLName.Local != "p" || style == "Title" || strings.HasPrefix(style, "Stet") {
		f.around += n.words() + "\n"
		return
	}
	if len(f.styles) > 0 {
		f.write("\n\n", true, true)
	}
	f.styles = append(f.styles, style)
	f.inline(n, true, true)
}

// inline reads what is in a paragraph. Inserted text is not in the original,
// deleted text is not accepted.
func (f *wordFile) inline(n *node, original, accepted bool) {
	for i := range n.Nodes {
		switch c := &n.Nodes[i]; c.XMLName.Local {
		case "t", "delText":
			f.write(c.Text, original, accepted)
		case "br":
			f.write("\n", original, accepted)
		case "tab":
			f.write("\t", original, accepted)
		case "ins":
			f.inline(c, false, accepted)
		case "del":
			f.inline(c, original, false)
		case "commentRangeStart":
			f.ranges[c.value("id")] = text.Span{Start: utf8.RuneCountInString(f.original), End: -1}
		case "commentRangeEnd":
			f.ranges[c.value("id")] = text.Span{Start: f.ranges[c.value("id")].Start, End: utf8.RuneCountInString(f.original)}
		default:
			f.inline(c, original, accepted)
		}
	}
}

func (f *wordFile) write(s string, original, accepted bool) {
	if original {
		f.original += s
	}
	if accepted {
		f.accepted += s
	}
}
