package export

import (
	"fmt"
	"slices"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

// anyMarks draws marks for a short text.
func anyMarks(r *rapid.T) []text.Mark {
	var marks []text.Mark
	for range rapid.IntRange(0, 4).Draw(r, "marks") {
		at := rapid.IntRange(0, 30).Draw(r, "mark")
		marks = append(marks, text.Mark{Kind: rapid.SampledFrom(text.MarkKinds).Draw(r, "kind of mark"),
			Span: text.Span{Start: at, End: at + rapid.IntRange(1, 12).Draw(r, "marked")}, Value: rapid.SampledFrom([]string{"https://a.example/(x)?y=&z=<", "mailto:b@c.example"}).Draw(r, "address")})
	}
	return marks
}

// lookOf is what a character is marked as.
type lookOf struct {
	strong, em bool
	href       string
}

// drawnAs is every visible character in a node but those of references, with its look.
func drawnAs(n *html.Node, on lookOf) []string {
	switch {
	case n.Data == "sup", attribute(n, "class") == "footnotes":
		return nil
	case n.Type == html.TextNode:
		return seen(n.Data, on)
	case n.Data == "strong":
		on.strong = true
	case n.Data == "em":
		on.em = true
	case n.Data == "a":
		on.href = attribute(n, "href")
	}
	var all []string
	for c := range n.ChildNodes() {
		all = append(all, drawnAs(c, on)...)
	}
	return all
}

// readMarks is that of the article in Markdown, which begins behind the first rule.
func readMarks(root *html.Node) []string {
	var all []string
	for n := elements(root, "hr")[0].NextSibling; n != nil; n = n.NextSibling {
		all = append(all, drawnAs(n, lookOf{})...)
	}
	return all
}

func seen(words string, on lookOf) (all []string) {
	for _, r := range words {
		if !unicode.IsSpace(r) {
			all = append(all, fmt.Sprintf("%c %v", r, on))
		}
	}
	return all
}

// wantedMarks is the same of the document. All of a caption is slanted.
func wantedMarks(d *text.Document) []string {
	var all []string
	for at := range d.Len() {
		point := text.Span{Start: at, End: at + 1}
		var on lookOf
		for _, m := range d.MarksIn(point) {
			on.strong, on.em = on.strong || m.Kind == text.Bold, on.em || m.Kind == text.Italic
			if m.Kind == text.Link {
				on.href = m.Value
			}
		}
		if b := d.BlockAt(at); b >= 0 {
			on.em = on.em || d.Blocks[b].Kind == text.Caption
		}
		all = append(all, seen(d.Slice(point), on)...)
	}
	return all
}

func TestAPageMarksTheWordsThatAreMarked(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var parts []text.Part
		for range rapid.IntRange(1, 4).Draw(r, "parts") {
			kind := rapid.SampledFrom([]text.BlockKind{text.Paragraph, text.Heading, text.Quotation, text.ListItem}).Draw(r, "kind")
			parts = append(parts, text.Part{Kind: kind, Text: "The <b>tram</b> & its 12 stops, é👍🏽 word\nby word.", Marks: anyMarks(r)})
		}
		doc := text.Build(parts)
		at := rapid.IntRange(0, 20).Draw(r, "claim")
		s, _ := doc.Snap(text.Span{Start: at, End: at + 9})
		claims := []models.CheckedClaim{{Number: 1, Wording: "It stops.", Places: []models.CheckedPlace{{Span: s, Quote: doc.Slice(s)}}}}
		c := models.Checked{Text: doc.Text, Blocks: doc.Blocks, Sentences: doc.Sentences, Marks: doc.Marks, Claims: claims}
		var got []string
		for _, n := range elements(parsed(t, written(t, "html", c)), "div") {
			if attribute(n, "class") == "passage" {
				got = append(got, drawnAs(n, lookOf{})...)
			}
		}
		if want := wantedMarks(&doc); !slices.Equal(got, want) {
			r.Fatalf("it is marked\n%q, the text\n%q", got, want)
		}
	})
}
