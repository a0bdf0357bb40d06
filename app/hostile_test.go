package main_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"stet/app/export"
	"stet/app/web"
	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func TestNoPayloadBecomesALinkThatRuns(t *testing.T) {
	t.Parallel()
	for _, payload := range payloads(t) {
		for _, d := range takenIn(t, payload) {
			for _, m := range d.Marks {
				if m.Kind == text.Link && !harmless(m.Value) {
					t.Errorf("%s\nlinks to %q", payload, m.Value)
				}
			}
		}
	}
}

// infested is a newsroom with an article that has payloads wherever people can
// write: in its text, as every way in reads it, and in every field around it.
type infested struct {
	*modelstest.Story
	article models.Article
	claims  []int64
}

func infest(t testing.TB) *infested {
	t.Helper()
	in := &infested{Story: modelstest.NewStory(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir()}))}
	settings, err := in.Store.Settings(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	settings.Newsroom, settings.URL = "The <b onclick=hit()>Post", "https://example.org"
	if err := in.Store.EditSettings(t.Context(), in.Admin, settings); err != nil {
		t.Fatal(err)
	}
	all := payloads(t)
	var documents []text.Document
	for i, p := range all {
		documents = append(documents, text.Build([]text.Part{{Text: fmt.Sprintf("Payload %d follows.", i)}}))
		documents = append(documents, takenIn(t, p)...)
	}
	const some = 20
	title := start(strings.Join(all[:some], " "), 280)
	a, err := in.Store.CreateArticle(t.Context(), in.Editor, models.NewArticle{Document: joined(documents),
		Details: models.ArticleForm{Title: title, Byline: all[5], Section: all[6], ScopeNote: all[7]}})
	if err != nil {
		t.Fatal(err)
	}
	in.article = a
	for chunk := range slices.Chunk(all, some) {
		in.infestClaim(t, len(in.claims)*some, chunk)
	}
	return in
}

// infestClaim makes a claim on the words before a payload, with some in all its fields.
func (in *infested) infestClaim(t testing.TB, number int, some []string) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		var invalid *models.Invalid
		if err != nil && !errors.As(err, &invalid) {
			t.Fatal(err)
		}
	}
	ctx, all := t.Context(), text.Clean(strings.Join(some, " "))
	one := func(i int) string { return strings.ReplaceAll(text.Clean(some[i%len(some)]), "\n", " ") }
	c := in.Claim(in.article.ID, fmt.Sprintf("Payload %d follows.", number))
	_, err := in.Store.EditClaim(ctx, in.Editor, c.ID, models.ClaimForm{Version: c.Version, Wording: start(one(0)+one(4), 250), Kind: models.KindNumber,
		Risk: models.RiskNormal, Claimant: one(0), ClaimantIs: models.ClaimantPerson, ClaimedOn: "2026-03-01", AppearanceURL: "https://elsewhere.example/?" + url.QueryEscape(one(1))})
	must(err)
	for i := range 3 {
		address := "https://example.org/?" + one(i)
		source := models.SourceForm{Type: models.SourcePublication, Tier: models.TierSecondary, Title: one(i), Publisher: one(i + 1), Author: one(i + 2), URL: address}
		form := models.EvidenceForm{Source: source, Relation: models.Supports, Locator: one(i + 3), Excerpt: all, Note: all,
			Files: []models.Upload{{Name: one(i) + ".html", Data: strings.NewReader(all)}}}
		_, err := in.Store.CreateEvidence(ctx, in.Editor, c.ID, form)
		must(err)
		form.Source.URL, form.Files = one(i), nil
		_, err = in.Store.CreateEvidence(ctx, in.Editor, c.ID, form)
		must(err)
	}
	in.Evidence(c.ID)
	now := in.Detail(c.ID).Claim
	_, err = in.Store.SaveVerdict(ctx, in.Editor, c.ID, models.VerdictForm{BasedOn: now.VerdictID, RatingID: in.Rating(c.ArticleID, "incorrect").ID,
		Explanation: all, Correction: start(all, 900), Submit: true})
	must(err)
	_, err = in.Store.CreateComment(ctx, in.Editor, in.article.ID, models.CommentForm{ClaimID: c.ID, Body: all, Query: true})
	must(err)
	if number%40 == 0 {
		must(in.Decide(in.Reviewer, c.ID, models.Approve))
	}
	in.claims = append(in.claims, c.ID)
}

// start is the beginning of some text, in one line of so many code points.
func start(s string, points int) string {
	runes := []rune(strings.ReplaceAll(text.Clean(s), "\n", " "))
	return string(runes[:min(len(runes), points)])
}

// checked is the article as it leaves.
func (in *infested) checked(t testing.TB, a models.Audience) models.Checked {
	t.Helper()
	c, err := in.Store.Checked(t.Context(), in.Reviewer, in.article.ID, a)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func asFile(t testing.TB, format string, c models.Checked) string {
	t.Helper()
	var b bytes.Buffer
	if err := export.Write(context.Background(), &b, format, c, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// trusting renders Markdown and lets markup in it through, as many do.
var trusting = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithRendererOptions(html.WithUnsafe()))

func rendered(t testing.TB, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	if err := trusting.Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNoPayloadGetsThroughToAPageOrAnExport(t *testing.T) {
	t.Parallel()
	in := infest(t)
	report := func(what, page string, styles ...string) {
		t.Helper()
		found := leaks(t, page, styles...)
		for i := range min(len(found), 5) {
			t.Errorf("%s: %s", what, found[i])
		}
	}
	for _, audience := range []models.Audience{models.ForPublic, models.ForInternal} {
		c := in.checked(t, audience)
		page := asFile(t, "html", c)
		report("HTML export", page, styleOf(page), dataOf(page))
		report("Markdown export", rendered(t, asFile(t, "markdown", c)))
	}
	for _, format := range []string{"annotation", "claimreview"} { // JSON-LD, which stands in pages
		if data := asFile(t, format, in.checked(t, models.ForPublic)); strings.ContainsAny(data, "<>&") || !strings.Contains(data, "hit()") {
			t.Errorf("%s export: a page around it would read it as markup", format)
		}
	}
	shown := 0
	for address, page := range in.pages(t) {
		report(address, page)
		if strings.Contains(page, "hit()") {
			shown++
		}
	}
	if t.Logf("%d pages show payloads", shown); shown < 100 {
		t.Errorf("only %d pages show payloads", shown)
	}
}

// styleOf is the style sheet of an exported page.
func styleOf(page string) string {
	_, after, _ := strings.Cut(page, "<style>")
	style, _, _ := strings.Cut(after, "</style>")
	return style
}

// dataOf is the description of the article for search engines in an exported page.
func dataOf(page string) string {
	_, after, _ := strings.Cut(page, `<script type="application/ld+json">`)
	data, _, _ := strings.Cut(after, "</script>")
	return data
}

// pages gets everything that shows the article, whole and as the pieces that
// scripts swap in, and the forms that come back with what was wrong.
func (in *infested) pages(t testing.TB) map[string]string {
	t.Helper()
	server := httptest.NewServer(web.New(web.Options{Store: in.Store, Log: slog.New(slog.DiscardHandler)}))
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar}
	ask := func(method, path, part string, fields url.Values) string {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(fields.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("X-Stet-Part", part)
		a, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Body.Close()
		var b bytes.Buffer
		if _, err := b.ReadFrom(a.Body); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			return ""
		}
		return b.String()
	}
	ask(http.MethodPost, "/sign-in", "", url.Values{"email": {in.Reviewer.Email}, "password": {modelstest.Password}})
	got := map[string]string{}
	for _, path := range in.addresses() {
		got[path] = ask(http.MethodGet, path, "", nil)
		got[path+" in part"] = ask(http.MethodGet, path, "1", nil)
	}
	all := strings.Join(payloads(t), "\n")
	for _, path := range []string{"/articles", fmt.Sprintf("/articles/%d/details", in.article.ID), fmt.Sprintf("/articles/%d/published", in.article.ID),
		fmt.Sprintf("/claims/%d/edit", in.claims[0]), fmt.Sprintf("/claims/%d/evidence", in.claims[0]), fmt.Sprintf("/claims/%d/verdict", in.claims[0])} {
		fields := url.Values{}
		for _, name := range strings.Fields("title byline section language deadline text wording claimant claimed_on appearance_url url locator excerpt note explanation correction version rating") {
			fields.Set(name, all)
		}
		got["what "+path+" answers"] = ask(http.MethodPost, path, "", fields)
	}
	return got
}

// addresses lists the pages about the article.
func (in *infested) addresses() []string {
	var all []string
	for _, r := range web.Routes() {
		if r.Method != http.MethodGet || r.Who == web.Open || r.Who == web.Admin || r.Path == "/files/:f" || r.Path == "/articles/:a/live" { // the last has no end
			continue
		}
		for i, id := range in.claims {
			if i > 0 && r.Path != "/claims/:c" && r.Path != "/sources/:s" && r.Path != "/evidence/:e" {
				break
			}
			all = append(all, strings.NewReplacer(":a", fmt.Sprint(in.article.ID), ":c", fmt.Sprint(id), ":n", "1", ":s", fmt.Sprint(4*i+1),
				":e", fmt.Sprint(4*i+1), ":format", "csv").Replace(r.Path))
		}
	}
	all = append(all, fmt.Sprintf("/articles/%d?claim=%d", in.article.ID, in.claims[0]), fmt.Sprintf("/articles/%d/notes?from=0&to=400", in.article.ID))
	for _, p := range []string{"<img src=x onerror=hit()>", `"><script>hit()</script>`, "javascript:hit()"} {
		q := url.QueryEscape(p)
		all = append(all, "/?q="+q+"&show="+q, "/sources?q="+q, "/review?sort="+q, fmt.Sprintf("/articles/%d?show=%s&claim=%s", in.article.ID, q, q))
	}
	return all
}
