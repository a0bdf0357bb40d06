package views

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"stet/models"
	"stet/models/message"
	"stet/models/suggest"
	"stet/models/text"
)

// drawnPiece is a run of text in a block as a browser sees it.
type drawnPiece struct {
	text   string
	claims []string
	marked bool
}

// readBlocks reads the blocks of annotated text back from its HTML.
func readBlocks(t interface{ Fatalf(string, ...any) }, page string) map[int][]drawnPiece {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	blocks := map[int][]drawnPiece{}
	for n := range root.Descendants() {
		if b := attr(n, "data-b"); b != "" {
			i, _ := strconv.Atoi(b)
			blocks[i] = readPieces(t, n)
		}
	}
	return blocks
}

func readPieces(t interface{ Fatalf(string, ...any) }, block *html.Node) []drawnPiece {
	var pieces []drawnPiece
	for n := range block.ChildNodes() {
		switch {
		case n.Type == html.TextNode || isInline(n):
			pieces = append(pieces, drawnPiece{text: wordsOf(t, n)})
		case n.FirstChild == nil:
			t.Fatalf("<%s> holds no words", n.Data)
		default:
			p := drawnPiece{claims: strings.Fields(attr(n, "data-c")), marked: n.Data == "mark"}
			for c := range n.ChildNodes() {
				p.text += wordsOf(t, c)
			}
			pieces = append(pieces, p)
		}
	}
	return pieces
}

func isInline(n *html.Node) bool {
	return n.Data == "strong" || n.Data == "em" || n.Data == "a" || attr(n, "class") == "lk"
}

// wordsOf is the words of a piece with no other than inline elements in it.
func wordsOf(t interface{ Fatalf(string, ...any) }, n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if !isInline(n) {
		t.Fatalf("<%s> holds more than words", n.Data)
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(wordsOf(t, c))
	}
	return b.String()
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

var marked = []string{"https://example.org/?a=1&b='2'", "mailto:eva@example.org"}

// anyWorkspace draws a text in any script with claims, skips and suggestions
// anywhere in it.
func anyWorkspace(t *rapid.T) *models.Workspace {
	words := rapid.SampledFrom([]string{"word", "12", "<b>", "&amp;", `"q"`, "é", "é", "👩🏽‍🚀", "🏳️‍🌈", "سطر", "שלום", "ประเทศ", "中文。", "end.", "\n", "''", "한국"})
	var parts []text.Part
	for range rapid.IntRange(1, 6).Draw(t, "blocks") {
		kind := rapid.SampledFrom(text.BlockKinds).Draw(t, "kind")
		body := strings.Join(rapid.SliceOfN(words, 1, 25).Draw(t, "words"), " ")
		part := text.Part{Kind: kind, Level: rapid.IntRange(1, 6).Draw(t, "level"), Text: "x" + body}
		for range rapid.IntRange(0, 4).Draw(t, "marks") {
			from := rapid.IntRange(0, len(body)).Draw(t, "mark")
			part.Marks = append(part.Marks, text.Mark{Kind: rapid.SampledFrom(text.MarkKinds).Draw(t, "kind of mark"),
				Span: text.Span{Start: from, End: from + rapid.IntRange(1, 60).Draw(t, "marked")}, Value: rapid.SampledFrom(marked).Draw(t, "address")})
		}
		parts = append(parts, part)
	}
	doc := text.Build(parts)
	span := func(label string) text.Span {
		from := rapid.IntRange(0, doc.Len()-1).Draw(t, label)
		s, ok := doc.Snap(text.Span{Start: from, End: from + rapid.IntRange(1, 60).Draw(t, label)})
		if !ok {
			return doc.Blocks[0].Span
		}
		return s
	}
	var spans []text.Span
	for range rapid.IntRange(0, 12).Draw(t, "claims") {
		spans = append(spans, span("claim"))
	}
	ws := workspaceWith(doc, spans...)
	for i := range ws.Claims {
		if rapid.Bool().Draw(t, "second place") {
			s := span("place")
			ws.Claims[i].Places = append(ws.Claims[i].Places, models.Anchor{Place: 2, StartCP: s.Start, EndCP: s.End})
		}
	}
	for i := range rapid.IntRange(0, 3).Draw(t, "skips") {
		s := span("skip")
		ws.Skips = append(ws.Skips, models.SkipLine{Skip: models.Skip{ID: int64(i + 1)}, Anchor: models.Anchor{StartCP: s.Start, EndCP: s.End}})
	}
	for range rapid.IntRange(0, 3).Draw(t, "suggestions") {
		s := span("suggestion")
		ws.Suggestions = append(ws.Suggestions, suggest.Suggestion{Span: s, Reason: message.Plain("<why>")})
	}
	return ws
}

func TestTheTextOfABlockIsItsTextAndNothingElse(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ws := anyWorkspace(t)
		blocks := readBlocks(t, string(Text(message.English, ws, 1, 101, ShowAll, 0)))
		for i, b := range ws.Document.Blocks {
			var all strings.Builder
			for _, p := range blocks[i] {
				all.WriteString(p.text)
			}
			if want := ws.Document.Slice(b.Span); all.String() != want {
				t.Fatalf("block %d holds %q, want %q", i, all.String(), want)
			}
		}
	})
}

func TestWordsAreSetApartAsTheirMarksSay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ws := anyWorkspace(t)
		root, _ := html.Parse(strings.NewReader(string(Text(message.English, ws, 1, 101, ShowAll, 0))))
		drawn := map[int][]string{}
		var out []string
		for n := range root.Descendants() {
			if b := attr(n, "data-b"); b != "" {
				i, _ := strconv.Atoi(b)
				drawn[i] = drawnMarks(n, "")
			}
			if attr(n, "class") == "out" {
				out = append(out, attr(n, "href")+attr(n, "target")+attr(n, "rel"))
			}
		}
		var links []string
		for i, b := range ws.Document.Blocks {
			want := make([]string, b.Len())
			for _, kind := range []text.MarkKind{text.Link, text.Bold, text.Italic} {
				for _, m := range ws.Document.MarksIn(b.Span) {
					if m.Kind != kind {
						continue
					}
					if kind == text.Link {
						links = append(links, m.Value+"_blanknoopener noreferrer nofollow")
					}
					for at := m.Start; at < m.End; at++ {
						want[at-b.Start] += map[text.MarkKind]string{text.Bold: "strong", text.Italic: "em", text.Link: m.Value}[kind]
					}
				}
			}
			if !slices.Equal(drawn[i], want) {
				t.Fatalf("block %d is drawn %q, want %q", i, drawn[i], want)
			}
		}
		if !slices.Equal(out, links) {
			t.Fatalf("signs lead to %q, want %q", out, links)
		}
	})
}

// drawnMarks is, for each code point under a node, the inline elements around it.
func drawnMarks(n *html.Node, around string) []string {
	if n.Type == html.TextNode {
		return slices.Repeat([]string{around}, len([]rune(n.Data)))
	}
	switch {
	case n.Data == "strong" || n.Data == "em":
		around += n.Data
	case attr(n, "class") == "lk":
		around += attr(n, "title")
	}
	var all []string
	for c := range n.ChildNodes() {
		all = append(all, drawnMarks(c, around)...)
	}
	return all
}

func TestAMarkNamesExactlyTheClaimsOnItsWords(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ws := anyWorkspace(t)
		blocks := readBlocks(t, string(Text(message.English, ws, 1, 101, ShowAll, 0)))
		for i, b := range ws.Document.Blocks {
			at := b.Start
			var before []string
			for n, p := range blocks[i] {
				if n > 0 && p.marked && slices.Equal(before, p.claims) && blocks[i][n-1].marked && len(ws.Skips) == 0 && len(ws.Suggestions) == 0 {
					t.Fatalf("block %d: two marks in a row for %v", i, p.claims)
				}
				before = p.claims
				for range p.text {
					if want := claimsAt(ws, at); !slices.Equal(p.claims, want) || p.marked != (len(want) > 0) {
						t.Fatalf("code point %d has %v, want %v", at, p.claims, want)
					}
					at++
				}
			}
		}
	})
}

// claimsAt is the ids of the claims on a code point, the slow and sure way.
func claimsAt(ws *models.Workspace, at int) []string {
	ids := []string{}
	for i := range ws.Claims {
		if slices.ContainsFunc(ws.Claims[i].Places, func(p models.Anchor) bool { return p.StartCP <= at && at < p.EndCP }) {
			ids = append(ids, id(ws.Claims[i].ID))
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return ids
}

func TestABlockSaysWhereItsSentencesEndInUTF16(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ws := anyWorkspace(t)
		root, _ := html.Parse(strings.NewReader(string(Text(message.English, ws, 1, 0, ShowAll, 0))))
		for n := range root.Descendants() {
			b := attr(n, "data-b")
			if b == "" {
				continue
			}
			block, _ := strconv.Atoi(b)
			first, last := ws.Document.BlockSentences(block)
			var want []string
			for _, s := range ws.Document.Sentences[first:last] {
				before := ws.Document.Slice(text.Span{Start: ws.Document.Blocks[block].Start, End: s.End})
				want = append(want, strconv.Itoa(len(utf16.Encode([]rune(before)))))
			}
			if got := attr(n, "data-e"); got != strings.Join(want, " ") || attr(n, "data-f") != strconv.Itoa(first) {
				t.Fatalf("block %d: sentences end at %q, want %v", block, got, want)
			}
		}
	})
}

func TestEveryDrawnClaimHasAWayToItBesideItsBlock(t *testing.T) {
	t.Parallel()
	ws := bigWorkspace(4_000, 400)
	page := string(Text(message.English, ws, 1, ws.Claims[200].ID, ShowAll, 0))
	for _, c := range ws.Claims {
		if !strings.Contains(page, fmt.Sprintf(`?claim=%d#claim"`, c.ID)) {
			t.Fatalf("no link leads to claim %d", c.Number)
		}
	}
	if n := strings.Count(page, `id="note-`); n == 0 || n > cardsMax {
		t.Fatalf("%d cards are drawn whole, want 1 to %d", n, cardsMax)
	}
	if !strings.Contains(page, fmt.Sprintf(`id="note-%d"`, ws.Claims[200].ID)) {
		t.Fatal("the chosen claim has no card")
	}
}

func TestARowSentAloneIsTheRowOfThePage(t *testing.T) {
	t.Parallel()
	ws := fullWorkspace()
	whole := string(Text(message.English, ws, 1, 101, ShowAll, 0))
	for i := range ws.Document.Blocks {
		if row := string(Rows(message.English, ws, 1, 101, ShowAll, []int{i})); !strings.Contains(whole, row) || row == "" {
			t.Errorf("row %d differs when it is sent alone:\n%s", i, row)
		}
	}
}

func TestAWithdrawnClaimIsDrawnOnlyWhileChosen(t *testing.T) {
	t.Parallel()
	ws := fullWorkspace()
	ws.Claims[3].Status = models.ClaimWithdrawn
	words := fmt.Sprintf(`data-c="%d"`, ws.Claims[3].ID)
	if strings.Contains(string(Text(message.English, ws, 1, 0, ShowAll, 0)), words) {
		t.Error("a withdrawn claim is drawn")
	}
	if !strings.Contains(string(Text(message.English, ws, 1, ws.Claims[3].ID, ShowAll, 0)), words) {
		t.Error("a chosen withdrawn claim is not drawn")
	}
}

// bigWorkspace is a text of about as many words as asked for, in paragraphs of
// five sentences of twenty words, with the claims spread over it, a fifth of
// them over one another.
func bigWorkspace(words, claims int) *models.Workspace {
	sentence := strings.Repeat("Figures of 2024 rose by 12 per cent, ", 2) + "said the “mayor” & others of Zürich yesterday."
	var parts []text.Part
	for range max(1, words/100) {
		parts = append(parts, text.Part{Kind: text.Paragraph, Text: strings.TrimSpace(strings.Repeat(sentence+" ", 5))})
	}
	doc := text.Build(parts)
	var spans []text.Span
	for i := range claims {
		at := i * (doc.Len() - 60) / claims
		if i%5 == 0 && i > 0 {
			at = spans[i-1].Start + 5
		}
		s, _ := doc.Snap(text.Span{Start: at, End: at + 40})
		spans = append(spans, s)
	}
	return workspaceWith(doc, spans...)
}

func BenchmarkText(b *testing.B) {
	for _, claims := range []int{100, 1_000, 5_000} {
		b.Run(fmt.Sprintf("50000words/%dclaims", claims), func(b *testing.B) {
			ws := bigWorkspace(50_000, claims)
			size := 0
			b.ReportAllocs()
			for b.Loop() {
				size = len(Text(message.English, ws, 1, ws.Claims[claims/2].ID, ShowAll, 0))
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

func BenchmarkTextWithMarks(b *testing.B) {
	ws := bigWorkspace(50_000, 1_000)
	var parts []text.Part
	for i, block := range ws.Document.Blocks {
		parts = append(parts, text.Part{Text: ws.Document.Slice(block.Span), Marks: []text.Mark{{Kind: text.Bold, Span: text.Span{Start: 5, End: 20}},
			{Kind: text.Italic, Span: text.Span{Start: 100, End: 130}}, {Kind: text.Link, Span: text.Span{Start: 200, End: 220}, Value: fmt.Sprintf("https://example.org/articles/%d", i)}}})
	}
	doc := text.Build(parts)
	ws.Document = &doc
	b.ReportAllocs()
	size := 0
	for b.Loop() {
		size = len(Text(message.English, ws, 1, ws.Claims[500].ID, ShowAll, 0))
	}
	b.ReportMetric(float64(size), "bytes")
}

func BenchmarkWorkspacePage(b *testing.B) {
	for _, claims := range []int{100, 1_000, 5_000} {
		b.Run(fmt.Sprintf("50000words/%dclaims", claims), func(b *testing.B) {
			ws := bigWorkspace(50_000, claims)
			editor := chromeFor(1)
			p := WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, fullDetail(ws, claims/2, ""))}
			size := counter(0)
			for b.Loop() {
				size = 0
				if err := Render(&size, p); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) { *c += counter(len(p)); return len(p), nil }
