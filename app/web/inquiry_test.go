package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"stet/models"
)

var linkOnPage = regexp.MustCompile(`value="http://[^"/]+(/answer/[^"]+)"`)

// asksOutside makes a link in the browser of an editor.
func asksOutside(t *testing.T, n *newsroom, c models.Claim, fields ...string) string {
	t.Helper()
	a := n.as(n.Editor).post(path("/claims/%d/inquiries", c.ID), append([]string{"who", "Prof. Adler", "ask", "Is it so?", "words", "text", "once", "1"}, fields...)...)
	found := linkOnPage.FindStringSubmatch(a.status(http.StatusCreated).Body.String())
	if found == nil {
		t.Fatalf("no link in %s", a.main())
	}
	return found[1]
}

func TestOutsidersAreSpokenToInTheLanguageTheirBrowserAsksFor(t *testing.T) {
	t.Parallel()
	n := open(t)
	link := asksOutside(t, n, n.Claim(n.Article(tram).ID, "31,412"))
	outside := n.visitor()
	outside.header.Set("Accept-Language", "de-AT, en;q=0.5")
	for at, want := range map[string]string{link: "Antwort senden", "/answered": "Ihre Antwort ist angekommen", "/answer/x": "Hier wird nichts gefragt", "/sign-in": "Anmelden"} {
		if page := outside.get(at).Body.String(); !strings.Contains(page, want) || !strings.Contains(page, `<html lang="de" dir="ltr"`) {
			t.Errorf("%s does not say %q", at, want)
		}
	}
}

func TestWhoeverHasTheLinkAnswersWithoutAnAccount(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	other := n.Claim(c.ArticleID, "1998")
	link, another := asksOutside(t, n, c), asksOutside(t, n, other)
	outside := n.visitor()
	a := outside.get(link).status(http.StatusOK)
	page := a.Body.String()
	for _, say := range []string{"Is it so?", "31,412", "Stet newsroom", `name="robots" content="noindex`, `name="referrer" content="no-referrer"`} {
		if !strings.Contains(page, say) {
			t.Errorf("the page does not hold %q", say)
		}
	}
	for _, leak := range []string{"The harbour tram", "1998", "Prof. Adler", "Eva", "/sign-in", "<script", `href="/"`} {
		if strings.Contains(page, leak) {
			t.Errorf("the page holds %q", leak)
		}
	}
	for name, want := range map[string]string{"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if got := a.Header().Get(name); !strings.Contains(got, want) {
			t.Errorf("%s is %q", name, got)
		}
	}
	if a.Header().Get("Set-Cookie") != "" {
		t.Errorf("the page sets a cookie: %s", a.Header().Get("Set-Cookie"))
	}
	if w := outside.post(link, "response", "wrong", "said", " ").status(http.StatusUnprocessableEntity).Body.String(); !strings.Contains(w, "Write what you want to say.") {
		t.Error("it does not say what is missing")
	}
	if to := outside.post(link, "response", "wrong", "said", "It was 31,214.").status(http.StatusSeeOther).Header().Get("Location"); to != "/answered" {
		t.Errorf("it leads to %s", to)
	}
	outside.get("/answered").status(http.StatusOK)
	outside.get(another).status(http.StatusOK)
	if got := n.Detail(other.ID).Inquiries[0].Answers; len(got) > 0 {
		t.Errorf("the other claim was answered: %+v", got)
	}
	panel := n.as(n.Reviewer).get(path("/articles/%d?claim=%d", c.ArticleID, c.ID)).Body.String()
	if !strings.Contains(panel, "It was 31,214.") {
		t.Error("the claim does not show the answer")
	}
	for _, p := range []string{path("/claims/%d/replies", c.ID), path("/articles/%d", c.ArticleID)} {
		if to := outside.get(p).status(http.StatusSeeOther).Header().Get("Location"); !strings.HasPrefix(to, "/sign-in") {
			t.Errorf("who has a link sees %s", p)
		}
	}
}

func TestEveryLinkThatTakesNoAnswerSaysTheSame(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	answered, revoked := asksOutside(t, n, c), asksOutside(t, n, c)
	n.visitor().post(answered, "response", "confirmed").status(http.StatusSeeOther)
	n.as(n.Editor).post(path("/inquiries/%d/revoke", n.Detail(c.ID).Inquiries[1].ID)).status(http.StatusSeeOther)
	dead := n.visitor().get("/answer/" + strings.Repeat("A", 43)).status(http.StatusNotFound)
	for _, link := range []string{answered, revoked, "/answer/x", revoked + "x"} {
		for _, a := range []*answer{n.visitor().get(link), n.visitor().post(link, "response", "confirmed"), n.visitor().post(link, "response", "nonsense")} {
			if a.Code != dead.Code || a.Body.String() != dead.Body.String() || a.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s answers %d: %s", link, a.Code, a.main())
			}
		}
	}
	if page := dead.Body.String(); strings.Contains(page, "newsroom") || strings.Contains(page, "Stet newsroom") {
		t.Error("a dead link names the newsroom")
	}
}

func TestTheTitleIsShownWhereTheEditorLetsIt(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	if page := n.visitor().get(asksOutside(t, n, c, "show_title", "1")).Body.String(); !strings.Contains(page, "The harbour tram") {
		t.Error("the title is not shown")
	}
}

func TestAnEditorMakesEvidenceOfAnAnswer(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	n.visitor().post(asksOutside(t, n, c), "response", "confirmed").status(http.StatusSeeOther)
	id := n.Detail(c.ID).Inquiries[0].Answers[0].ID
	n.as(n.Viewer).post(path("/answers/%d/evidence", id)).status(http.StatusForbidden)
	n.visitor().post(path("/answers/%d/evidence", id)).status(http.StatusSeeOther)
	if len(n.Detail(c.ID).Evidence) != 0 {
		t.Error("somebody without an account made evidence")
	}
	n.as(n.Editor).post(path("/answers/%d/evidence", id)).status(http.StatusSeeOther)
	if e := n.Detail(c.ID).Evidence; len(e) != 1 || e[0].Relation != models.Supports {
		t.Errorf("the evidence is %+v", e)
	}
}
