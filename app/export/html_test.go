package export

import (
	"bufio"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
	"golang.org/x/net/html"

	"stet/models"
	"stet/models/text"
)

func TestTheTemplateFitsItsPage(t *testing.T) {
	t.Parallel()
	if err := templatecheck.CheckHTML(pageTemplate, page{}); err != nil {
		t.Error(err)
	}
}

func parsed(t testing.TB, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func elements(root *html.Node, names ...string) []*html.Node {
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && slices.Contains(names, n.Data) {
			all = append(all, n)
		}
	}
	return all
}

// content is the text of an element without its references.
func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		inReference := false
		for p := d.Parent; p != n; p = p.Parent {
			inReference = inReference || p.Data == "sup"
		}
		if d.Type == html.TextNode && !inReference {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// shownBlocks is the text of the article as the page has it, block by block.
func shownBlocks(root *html.Node) []string {
	var all []string
	for _, a := range elements(root, "article") {
		for _, n := range elements(a, "p", "h3", "h4", "h5", "h6") {
			all = append(all, content(n))
		}
	}
	return all
}

func checkText(t *testing.T, c models.Checked, root *html.Node) {
	t.Helper()
	var want []string
	for _, b := range c.Blocks {
		want = append(want, string([]rune(c.Text)[b.Start:b.End]))
	}
	got := shownBlocks(root)
	if headline(&c) > 0 { // the page's own heading
		got = append([]string{content(elements(root, "h1")[0])}, got...)
	}
	if !slices.Equal(got, want) {
		t.Errorf("the page shows\n%q, the text is\n%q", got, want)
	}
}

func TestThePageHoldsTheTextOfTheArticle(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	root := parsed(t, written(t, "html", c))
	checkText(t, c, root)
	for _, m := range elements(root, "mark") {
		if len(elements(m, "mark")) > 0 {
			t.Error("a mark is nested in another")
		}
	}
}

func TestEveryReferenceLeadsSomewhereAndHeadingsComeInOrder(t *testing.T) {
	t.Parallel()
	root := parsed(t, written(t, "html", tram(t, false)))
	ids, depth := map[string]bool{}, 0
	for n := range root.Descendants() {
		id := attribute(n, "id")
		if id != "" && ids[id] {
			t.Errorf("the id %s is given twice", id)
		}
		ids[id] = true
		if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if now := int(n.Data[1] - '0'); now > depth+1 {
				t.Errorf("a heading %s follows one of depth %d", n.Data, depth)
			}
			depth = int(n.Data[1] - '0')
		}
	}
	for _, a := range elements(root, "a", "use") {
		if to, inside := strings.CutPrefix(attribute(a, "href"), "#"); inside && !ids[to] {
			t.Errorf("the link to #%s leads nowhere", to)
		}
	}
}

func TestThePolicyAllowsExactlyTheStyleOfThePage(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		root := parsed(t, written(t, "html", tram(t, draft)))
		sum := sha256.Sum256([]byte(elements(root, "style")[0].FirstChild.Data))
		want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
		if got := attribute(elements(root, "meta")[1], "content"); got != want {
			t.Errorf("the policy is %s, the style wants %s", got, want)
		}
	}
}

func TestAnArticleFromRightToLeftSaysSo(t *testing.T) {
	t.Parallel()
	c := article(t, []text.Part{{Kind: text.Paragraph, Text: "NASA أعلنت أن العدد بلغ 31."}, {Kind: text.Quotation, Text: "A quotation in English."}, {Kind: text.Paragraph, Text: "2026"}})
	c.Article.Language = "ar-EG"
	a := elements(parsed(t, written(t, "html", c)), "article")[0]
	var directions []string
	for _, p := range elements(a, "p") {
		directions = append(directions, attribute(p, "dir"))
	}
	if attribute(a, "dir") != "rtl" || attribute(a, "lang") != "ar-EG" || !slices.Equal(directions, []string{"", "ltr", ""}) {
		t.Errorf("the article is %v, its blocks %q", a.Attr, directions)
	}
}

func TestACorrectionIsShownAgainstTheWordsItReplaces(t *testing.T) {
	t.Parallel()
	claim := models.CheckedClaim{Places: quotes("twice the <riders>"), Verdict: verdict("incorrect", "No.")}
	claim.Verdict.Correction = "once the <riders>"
	page := written(t, "html", article(t, []text.Part{{Kind: text.Paragraph, Text: "It has twice the <riders> now."}}, claim))
	if !strings.Contains(page, "<del>twice</del><ins>once</ins> the &lt;riders&gt;") {
		t.Error("the words that change are not marked")
	}
}

var allowedElements = strings.Fields("html head meta title style body svg symbol path circle use a header p strong h1 main section h2 dl div dt dd ul li code mark article sup blockquote h3 h4 h5 h6 ol span b bdi del ins cite footer")

var allowedAttributes = strings.Fields("lang dir charset http-equiv content name class id href aria-hidden aria-label aria-labelledby viewbox viewBox fill fill-rule stroke stroke-width stroke-linejoin stroke-dasharray d cx cy r")

// checkHarmless fails when anything beyond the page's own elements is in it.
func checkHarmless(t *testing.T, what string, root *html.Node) {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type == html.CommentNode {
			t.Errorf("%s: a comment got into the page", what)
		}
		if n.Type != html.ElementNode {
			continue
		}
		if !slices.Contains(allowedElements, n.Data) {
			t.Errorf("%s: <%s> got into the page", what, n.Data)
		}
		for _, a := range n.Attr {
			href := a.Key == "href" && !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "http://")
			if href || !slices.Contains(allowedAttributes, a.Key) {
				t.Errorf("%s: %s=%q got into the page", what, a.Key, a.Val)
			}
		}
	}
}

// everywhere makes an article with s in every field that people fill in.
func everywhere(t testing.TB, s string) models.Checked {
	t.Helper()
	s = text.Clean(s)
	doc := text.Build([]text.Part{{Kind: text.Paragraph, Text: s}})
	v := verdict("incorrect", s)
	v.Correction, v.By, v.Rating.Definition = s, s, s
	claim := models.CheckedClaim{Wording: s, Verdict: v, Status: models.ClaimApproved, Reviews: []models.CheckedReview{{By: s, At: at}},
		Override: &models.CheckedReview{By: s, At: at, Reason: s}, Claimant: s, ClaimantIs: models.ClaimantPerson, ClaimedOn: s, AppearanceURL: s,
		Second:    &models.CheckedSecond{Outcome: models.SecondDiffers, Rating: &v.Rating, Explanation: s, By: s, At: at},
		Checklist: []models.CheckedTick{{Item: s, Answer: models.TickAside, Reason: s, By: s, At: at}},
		Replies:   []models.CheckedReply{{Who: s, Status: models.ReplyAnswered, Deadline: &at, Contacts: []models.CheckedContact{{Step: models.StepAnswer, Channel: models.ChannelEmail, Said: s, At: at, By: s}}}},
		Evidence: []models.CheckedEvidence{
			{Relation: models.Supports, Source: &models.CheckedSource{Title: s, Publisher: s, Author: s, URL: s, PublishedOn: s}, Locator: s, Excerpt: s,
				Files: []models.CheckedFile{{Name: s, MediaType: s, SHA256: s}}},
			{Relation: models.NothingFound, SearchedWhere: s, SearchedHow: s},
		}}
	if doc.Text != "" {
		claim.Places = quotes(doc.Text)
	}
	parts := []text.Part{{Kind: text.Heading, Level: 4, Text: s}, {Kind: text.Paragraph, Text: s}, {Kind: text.ListItem, Level: 1, Text: s},
		{Kind: text.Quotation, Text: s}, {Kind: text.Caption, Text: s}}
	c := article(t, parts, claim)
	c.Article.Title, c.Article.Byline, c.Article.Section, c.Article.ScopeNote, c.Article.URL = s, s, s, s, s
	c.Newsroom = models.Newsroom{Name: s, URL: s}
	c.SignOff.By, c.SignOff.Note = s, s
	c.SignOff.Exceptions = []models.Exception{{Sort: s, What: s, Who: s, Reason: s}}
	return c
}

func TestNoPayloadGetsIntoThePage(t *testing.T) {
	t.Parallel()
	file, err := os.Open(shared(t, "data/hostile/xss_dompurify_expect.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); n++ {
		var test struct{ Title, Payload string }
		if err := json.Unmarshal(lines.Bytes(), &test); err != nil {
			t.Fatal(err)
		}
		c := everywhere(t, test.Payload)
		root := parsed(t, written(t, "html", c))
		checkHarmless(t, test.Title, root)
		checkText(t, c, root)
	}
	if n < 223 {
		t.Errorf("only %d payloads were read", n)
	}
}
