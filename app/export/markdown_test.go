package export

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	renderer "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"stet/models"
	"stet/models/text"
)

// rendered is the Markdown as a reader of GitHub's dialect sees it.
func rendered(t testing.TB, markdown string) *html.Node {
	t.Helper()
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.Footnote, extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(renderer.WithUnsafe()))
	if err := md.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return parsed(t, b.String())
}

// own is the text of an element without references and without the lists in it.
func own(n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Data != "sup" && c.Data != "ul" && c.Data != "p":
			b.WriteString(own(c))
		}
	}
	return b.String()
}

// readBlocks is the text of the article as a reader sees it, between the rule
// and the footnotes.
func readBlocks(root *html.Node) []string {
	var all []string
	begun := false
	for _, n := range elements(root, "hr", "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "div", "pre", "table", "img") {
		switch {
		case n.Data == "div" && attribute(n, "class") == "footnotes", n.Data == "h2" && strings.HasPrefix(own(n), "Claims whose words"):
			return all
		case n.Data == "hr" && !begun:
			begun = true
		case begun && (n.Data != "li" || strings.TrimSpace(own(n)) != ""):
			all = append(all, strings.TrimRight(own(n), "\n"))
		}
	}
	return all
}

func wantedBlocks(c models.Checked) []string {
	var all []string
	for _, b := range c.Blocks[headline(&c):] {
		s := string([]rune(c.Text)[b.Start:b.End])
		if b.Kind == text.Heading {
			s = strings.ReplaceAll(s, "\n", " ")
		}
		all = append(all, s)
	}
	return all
}

func TestMarkdownReadsAsTheTextOfTheArticle(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	root := rendered(t, written(t, "markdown", c))
	if got, want := readBlocks(root), wantedBlocks(c); !slices.Equal(got, want) {
		t.Errorf("it reads\n%q, the text is\n%q", got, want)
	}
	var notes int
	for _, li := range elements(root, "li") {
		if strings.HasPrefix(attribute(li, "id"), "fn:") {
			notes++
		}
	}
	if notes != 7 {
		t.Errorf("%d claims with places have %d footnotes", 7, notes)
	}
}

func TestNoTextIsTakenForMarkdown(t *testing.T) {
	t.Parallel()
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ab 19.)#*-_+>`[]()!<&~|\\\n\t:$=^/\"'éא👍¶")), 1, 40, -1)
	rapid.Check(t, func(r *rapid.T) {
		var parts []text.Part
		for range rapid.IntRange(1, 5).Draw(r, "parts") {
			parts = append(parts, text.Part{Kind: rapid.SampledFrom(text.BlockKinds).Draw(r, "kind"), Level: rapid.IntRange(1, 4).Draw(r, "level"), Text: letters.Draw(r, "text"), Marks: anyMarks(r)})
		}
		doc := text.Build(parts)
		var claims []models.CheckedClaim
		if doc.Len() > 0 {
			start := rapid.IntRange(0, doc.Len()-1).Draw(r, "start")
			if s, ok := doc.Snap(text.Span{Start: start, End: rapid.IntRange(start+1, doc.Len()).Draw(r, "end")}); ok {
				claims = []models.CheckedClaim{{Wording: letters.Draw(r, "wording"), Places: []models.CheckedPlace{{Span: s, Quote: doc.Slice(s)}}}}
			}
		}
		c := models.Checked{Text: doc.Text, Blocks: doc.Blocks, Sentences: doc.Sentences, Marks: doc.Marks, Claims: claims}
		var b bytes.Buffer
		if err := Write(t.Context(), &b, "markdown", c, nil); err != nil {
			r.Fatal(err)
		}
		if got, want := readBlocks(rendered(t, b.String())), wantedBlocks(c); !slices.Equal(got, want) {
			r.Fatalf("it reads\n%q, the text is\n%q\n%s", got, want, b.String())
		}
		if got, want := readMarks(rendered(t, b.String())), wantedMarks(&doc); !slices.Equal(got, want) {
			r.Fatalf("it is marked\n%q, the text\n%q\n%s", got, want, b.String())
		}
	})
}

func naughty(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile(shared(t, "data/hostile/blns.json"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	if len(all) < 500 {
		t.Fatalf("only %d strings were read", len(all))
	}
	return all
}

func TestNaughtyStringsStayTextInMarkdownAndHTML(t *testing.T) {
	t.Parallel()
	for _, s := range naughty(t) {
		c := everywhere(t, s)
		root := rendered(t, written(t, "markdown", c))
		if got, want := readBlocks(root), wantedBlocks(c); !slices.Equal(got, want) {
			t.Errorf("%q reads %q", want, got)
		}
		if bad := elements(root, "script", "img", "iframe", "svg", "table", "pre"); len(bad) > 0 {
			t.Errorf("%q makes a <%s>", s, bad[0].Data)
		}
		checkText(t, c, parsed(t, written(t, "html", c)))
	}
}
