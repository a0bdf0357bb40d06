package web_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"stet/app/web"
	"stet/models"
	"stet/models/text"
)

// hideFrom lets every article that there is exist for its editor, and not for
// somebody.
func (s *scene) hideFrom(who models.User) {
	s.T.Helper()
	for _, tab := range []models.DeskTab{models.DeskOpen, models.DeskDone, models.DeskHeld} {
		d, err := s.Store.Desk(s.T.Context(), s.Editor, models.DeskQuery{Tab: tab, Sort: models.SortNewest})
		s.must(err)
		for _, row := range d.Rows {
			if !row.Article.Restricted {
				s.must(s.Store.RestrictArticle(s.T.Context(), s.Editor, row.Article.ID, nil))
			} else if err := s.Store.RemovePerson(s.T.Context(), s.Editor, row.Article.ID, who.ID); !errors.Is(err, models.ErrNotFound) {
				s.must(err)
			}
		}
	}
}

// outsider is a reviewer and admin, whom nobody has named for an article.
func (n *newsroom) outsider() models.User {
	n.t.Helper()
	u, err := n.Store.EditUser(n.t.Context(), n.Admin, n.Other.ID, models.UserForm{Version: n.Other.Version, Name: n.Other.Name, Role: models.RoleReviewer, Admin: true, Active: true})
	if err != nil {
		n.t.Fatal(err)
	}
	return u
}

var digits = regexp.MustCompile(`\d+`)

// neverWas is the address of a thing that never was, in place of one that is.
func neverWas(at string) string {
	return digits.ReplaceAllStringFunc(at, func(id string) string { return id + "000000" })
}

// same is an answer without the numbers that were asked with.
func same(a *answer) string {
	return fmt.Sprintf("%d %s %s", a.Code, digits.ReplaceAllString(a.Header().Get("Location"), "#"), digits.ReplaceAllString(a.main(), "#"))
}

func TestNoRouteWritesToARestrictedArticleForSomebodyOutside(t *testing.T) {
	t.Parallel()
	n := open(t)
	who := n.outsider()
	c := n.as(who)
	for _, r := range web.Routes() {
		prepare, made := scenes()[r.Path]
		if r.Method != http.MethodPost || !made {
			continue
		}
		s := &scene{Story: *n.Story, tried: who}
		at, fields := prepare(s)
		s.hideFrom(who)
		send := func(at string) *answer {
			if r.Path == "/evidence/:e/captures" {
				return c.upload(at, "saved", "page.html", []byte("<!doctype html><p>The count was 31,412."), fields...)
			}
			return c.post(at, fields...)
		}
		got, want := send(at), send(neverWas(at))
		if same(got) != same(want) {
			t.Errorf("POST %s answers\n%.400s\nand of what never was\n%.400s", r.Path, same(got), same(want))
		}
		if got.Code != http.StatusNotFound && !(r.Path == "/articles/:a/here" && got.Code == http.StatusNoContent) {
			t.Errorf("POST %s answers %d", r.Path, got.Code)
		}
	}
}

// fullArticle is one with something to be seen by every route, and the numbers
// that the parameters of routes stand for.
func fullArticle(s *scene) map[string]int64 {
	s.T.Helper()
	ctx := s.T.Context()
	a, err := s.Store.CreateArticle(ctx, s.Editor, models.NewArticle{Details: models.ArticleForm{Title: "PLANTED tram", Section: "PLANTED section", Byline: "PLANTED byline"}, Document: planted()})
	s.must(err)
	c := s.Claim(a.ID, "31,412")
	e, err := s.Store.CreateEvidence(ctx, s.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "PLANTED page", Source: models.SourceForm{Type: models.SourceDocument, Tier: models.TierPrimary, Title: "PLANTED source", URL: "https://planted.example"},
		Files: []models.Upload{{Name: "PLANTED.txt", Data: strings.NewReader("PLANTED counts")}}})
	s.must(err)
	c = s.Detail(c.ID).Claim
	s.Propose(c, "correct")
	_, err = s.Store.CreateComment(ctx, s.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: "PLANTED remark", Query: true, OwnerID: &s.Other.ID})
	s.must(err)
	j, err := s.Store.RequestExport(ctx, s.Editor, a.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	s.must(err)
	s.must(s.Store.PlaceHold(ctx, s.Editor, a.ID, 0, "PLANTED suit"))
	s.must(s.Store.PlaceHold(ctx, s.Editor, 0, *e.SourceID, "PLANTED suit"))
	_, err = s.Store.ImportSheet(ctx, s.Editor, a.ID, []models.ImportedRow{{Line: 2, Fact: "PLANTED row"}})
	s.must(err)
	k := s.Detail(c.ID).Evidence[0].Capture
	s.must(s.Store.CaptureKept(ctx, k.ID, keptPage(s), k.CreatedAt))
	return map[string]int64{":a": a.ID, ":c": c.ID, ":e": e.ID, ":f": e.Files[0].ID, ":s": *e.SourceID, ":k": k.ID, ":j": j.ID, ":n": 1}
}

func keptPage(s *scene) models.CapturePage {
	p, err := s.Store.KeepPage(models.CapturePage{Title: "PLANTED title", Hops: 1}, []byte("PLANTED body"), "PLANTED readable", []byte("PLANTED warc"))
	s.must(err)
	return p
}

// addresses are those of a route with every parameter filled.
func addresses(t *testing.T, route string, ids map[string]int64) []string {
	t.Helper()
	all := []string{route}
	for name, values := range map[string][]string{":format": {"json", "html", "docx", "csv", "packet"}, ":part": {"page", "warc"}} {
		if !strings.Contains(route, name) {
			continue
		}
		var filled []string
		for _, v := range values {
			filled = append(filled, strings.Replace(route, name, v, 1))
		}
		all = filled
	}
	for i, at := range all {
		parts := strings.Split(at, "/")
		for k, p := range parts {
			if id, known := ids[p]; known {
				parts[k] = strconv.FormatInt(id, 10)
			} else if strings.HasPrefix(p, ":") {
				t.Fatalf("%s: nothing stands for %s", route, p)
			}
		}
		all[i] = strings.Join(parts, "/")
	}
	return all
}

func TestForSomebodyOutsideNoRouteShowsATraceOfARestrictedArticle(t *testing.T) {
	t.Parallel()
	n := open(t)
	c, inside := n.as(n.outsider()), n.as(n.Editor)
	n.Article("The ferry sank in 1987.")
	bell := func() string {
		return regexp.MustCompile(`(?s)id="bell".*?</a>`).FindString(c.get("/sources").Body.String())
	}
	quiet := bell()
	var plain []string
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && r.Who != web.Open && !strings.Contains(r.Path, ":") {
			plain = append(plain, r.Path)
		}
	}
	hook, _, err := n.Store.CreateWebhook(t.Context(), n.Admin, models.WebhookFields{URL: "https://hooks.example.org", Form: models.WebhookStandard, Actions: models.WebhookActions, Active: true})
	if err != nil {
		t.Fatal(err)
	}
	plain = append(plain, path("/webhooks/%d", hook.ID), "/numbers/csv", "/?tab=open", "/?tab=mine", "/?tab=review", "/?tab=unassigned", "/?tab=done", "/?tab=held", "/?sort=newest", "/?sort=title", "/?q=planted", "/?q=31%2C412", "/?q=PLANTED+tram", "/?section=PLANTED+section", "/sources?q=planted", "/nowhere")
	before := map[string]string{}
	for _, at := range plain {
		before[at] = same(c.get(at))
	}
	s := &scene{Story: *n.Story}
	ids := fullArticle(s)
	if bell() == quiet {
		t.Error("the article told them of nothing before it was restricted")
	}
	s.must(s.Store.RestrictArticle(t.Context(), n.Editor, ids[":a"], nil))
	if bell() != quiet || quiet == "" {
		t.Errorf("the bell says %q of what does not exist, and %q without it", bell(), quiet)
	}
	for _, at := range plain {
		if after := same(c.get(at)); after != before[at] {
			t.Errorf("GET %s shows\n%.2500s\nand without the article\n%.2500s", at, after, before[at])
		}
	}
	seen := 0
	for _, r := range web.Routes() {
		if r.Method != http.MethodGet || r.Who == web.Open || !strings.Contains(r.Path, ":") || r.Path == "/numbers/:format" || r.Who == web.Admin { // which are of no article, or compared above
			continue
		}
		for _, at := range addresses(t, r.Path, ids) {
			for _, part := range []string{"", "1"} {
				c.header.Set("X-Stet-Part", part)
				got, want := c.get(at), c.get(neverWas(at))
				if same(got) != same(want) || got.Code != http.StatusNotFound || strings.Contains(got.Body.String(), "PLANTED") {
					t.Errorf("GET %s answers\n%.400s\nand of what never was\n%.400s", at, same(got), same(want))
				}
			}
			c.header.Del("X-Stet-Part")
			if strings.HasSuffix(at, "/live") {
				continue // which has no end
			}
			if a := inside.get(at); a.Code == http.StatusOK && (strings.Contains(a.Body.String(), "PLANTED") || a.Header().Get("Content-Disposition") != "") {
				seen++
			}
		}
	}
	if seen < 25 {
		t.Errorf("somebody inside is shown the article by %d addresses only", seen)
	}
}

func TestWhoIsTakenOffTheListHearsNoMoreOfTheArticle(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	server := httptest.NewServer(n.pages)
	defer server.Close()
	if err := n.Store.RestrictArticle(t.Context(), n.Editor, a.ID, []int64{n.Viewer.ID}); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path("/articles/%d/live", a.ID), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range n.as(n.Viewer).cookies {
		r.AddCookie(cookie)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("following answers %v, %v", answer, err)
	}
	defer answer.Body.Close()
	n.Claim(a.ID, "31,412")
	readUntil(t, answer, "claim.created")
	if err := n.Store.RemovePerson(t.Context(), n.Editor, a.ID, n.Viewer.ID); err != nil {
		t.Fatal(err)
	}
	n.Claim(a.ID, "1998")
	heard := readUntil(t, answer, "")
	if strings.Contains(heard, "person_removed") || strings.Contains(heard, "claim.created") {
		t.Errorf("after they were taken off the list they heard %q", heard)
	}
}

// readUntil reads a stream up to a word, or to its end.
func readUntil(t *testing.T, answer *http.Response, word string) string {
	t.Helper()
	var heard []byte
	b := make([]byte, 4096)
	for {
		n, err := answer.Body.Read(b)
		heard = append(heard, b[:n]...)
		if word != "" && strings.Contains(string(heard), word) {
			return string(heard)
		}
		if err != nil {
			if word != "" {
				t.Fatalf("heard %q, then %v", heard, err)
			}
			return string(heard)
		}
	}
}

func TestARestrictedArticleIsMarkedWhereItIsSeen(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	c := n.as(n.Editor)
	at := path("/articles/%d", a.ID)
	c.get(at+"/people").status(http.StatusOK).holds("Everybody in the newsroom sees this article", n.Viewer.Name).lacks("Named")
	c.send(at+"/restrict", map[string][]string{"people": {"999"}}).status(http.StatusUnprocessableEntity).holds("Choose from the list")
	c.send(at+"/restrict", map[string][]string{"people": {strconv.FormatInt(n.Viewer.ID, 10)}}).leads(at + "/people")
	c.get(at+"/people").holds("This article is restricted", n.Viewer.Name, "Nobody who is named may approve", "Name 1 more reviewer")
	for _, page := range []string{at, "/", at + "/export", at + "/details"} {
		c.get(page).status(http.StatusOK).holds("estricted")
	}
	n.as(n.Viewer).get(at+"/people").status(http.StatusOK).lacks("Name them", "Show it to everybody", "Take off the list")
	c.post(at+"/people", "person", "999").status(http.StatusUnprocessableEntity).holds("Choose somebody from the list")
	c.post(at+"/people", "person", strconv.FormatInt(n.Reviewer.ID, 10)).leads(at + "/people")
	c.get(at + "/people").lacks("Nobody who is named may approve")
	n.as(n.Reviewer).post(at + "/people/" + strconv.FormatInt(n.Reviewer.ID, 10) + "/remove").leads("/")
	c.post(at + "/people/" + strconv.FormatInt(n.Editor.ID, 10) + "/remove").status(http.StatusForbidden).holds("has to stay")
	c.post(at + "/unrestrict").leads(at + "/people")
	n.as(n.Other).get(at).status(http.StatusOK).lacks("Restricted")
}

func planted() text.Document {
	return text.Parse("The harbour tram carried 31,412 people in PLANTED. It opened in 1998.")
}

// restriction is a write on for whom an article exists, which is for everybody
// who tries.
func restriction(below string, restricted bool) prepared {
	return func(s *scene) (string, []string) {
		a := s.article(tram)
		if restricted {
			var all []int64
			for _, u := range []models.User{s.Admin, s.Second, s.Reviewer, s.Other, s.Viewer} {
				all = append(all, u.ID)
			}
			s.must(s.Store.RestrictArticle(s.T.Context(), s.Editor, a.ID, all))
		}
		return path("/articles/%d/%s", a.ID, below), []string{"person", fmt.Sprint(s.newcomer().ID)}
	}
}
