package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"stet/models"
)

func (n *newsroom) says(by models.User, articleID int64, body string) {
	n.t.Helper()
	if _, err := n.Store.CreateComment(n.t.Context(), by, articleID, models.CommentForm{Body: body}); err != nil {
		n.t.Fatal(err)
	}
}

func TestANoticeIsOpenedAtItsPlaceAndIsThenRead(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.says(n.Editor, a.ID, "@Rita, look.")
	c := n.as(n.Reviewer)
	c.get("/").holds("1</span><span class=\"vh\">1 unread notice<")
	c.get("/notices").status(http.StatusOK).holds("Eva Editor mentioned you in a comment.", "The harbour tram")
	c.post("/notices/1/open").leads(path("/articles/%d?thread=1", a.ID))
	c.get("/").holds("hidden>0</span><span class=\"vh\">Notices")
	c.get("/notices").holds("Nothing new.", "Eva Editor mentioned you in a comment.")
	n.as(n.Viewer).post("/notices/1/open").status(http.StatusNotFound)
	n.says(n.Editor, a.ID, "@Rita, again.")
	c.post("/notices/read", "up_to", "999").leads("/notices")
	c.get("/notices").holds("Nothing new.")
}

func TestWhatOneIsToldOfIsChosen(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	c := n.as(n.Reviewer)
	c.get("/account/notices").status(http.StatusOK).holds("No mail is sent here", "a verdict was sent for review", `name="mentioned" value="mail" checked`).lacks("a webhook was stopped")
	n.as(n.Viewer).get("/account/notices").lacks("a verdict was sent for review")
	c.post("/account/notices", "mentioned", "none", "rhythm", "often").status(http.StatusUnprocessableEntity).holds("Choose how often.", `name="mentioned" value="none" checked`)
	c.post("/account/notices", "mentioned", "none", "rhythm", "hourly").leads("/account/notices")
	c.get("/account/notices").holds(`name="mentioned" value="none" checked`, `name="asked" value="mail" checked`, `value="hourly" checked`)
	n.says(n.Editor, a.ID, "@Rita, look.")
	c.get("/notices").holds("Nothing new.")
}

func TestAMentionThatNamesNobodyIsSaidOnTheForm(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.claimIn(n.Article(tram))
	c := n.as(n.Editor)
	at := path("/articles/%d/comments", claim.ArticleID)
	c.post(at, "claim", path("%d", claim.ID), "body", "@Rta, look.").status(http.StatusUnprocessableEntity).holds("@Rta is nobody who sees this article", "@Rta, look.", "tell only those whose names are clear", `name="anyway" value="mention"`)
	c.post(at, "claim", path("%d", claim.ID), "body", "@Rta, look.", "anyway", "name").status(http.StatusUnprocessableEntity).holds("Save it with the name all the same.", `name="anyway" value="name mention"`)
	c.post(at, "claim", path("%d", claim.ID), "body", "@Rta, look.", "anyway", "name mention").status(http.StatusSeeOther)
}

func (n *newsroom) claimIn(a models.Article) models.Claim { return n.Claim(a.ID, "31,412") }

func TestANoticeIsToldToWhoHasAnArticleOpenWhereverItComesFrom(t *testing.T) {
	t.Parallel()
	n := open(t)
	a, other := n.Article(tram), n.Article(tram)
	n.says(n.Editor, other.ID, "@Rita, look.")
	server := httptest.NewServer(n.pages)
	defer server.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path("/articles/%d/live", a.ID), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, cookie := range n.as(n.Reviewer).cookies {
		r.AddCookie(cookie)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if heard := readUntil(t, answer, "present"); !strings.Contains(heard, `{"unread":"1"}`) {
		t.Errorf("who connects hears %q, not how many notices they have", heard)
	}
	n.says(n.Editor, other.ID, "@Rita, look again.")
	if heard := readUntil(t, answer, `{"unread":"2"}`); strings.Contains(heard, "Rita, look") {
		t.Errorf("they heard %q", heard)
	}
	n.as(n.Reviewer).post("/notices/1/open").status(http.StatusSeeOther)
	readUntil(t, answer, `{"unread":"1"}`)
}

// mention is the reading of a notice that whoever tries has.
func mention(s *scene) (string, []string) {
	by := s.Reviewer
	if s.tried.ID == by.ID {
		by = s.Second
	}
	_, err := s.Store.CreateComment(s.T.Context(), by, s.article(tram).ID, models.CommentForm{Body: "@" + s.tried.Email + ", look."})
	s.must(err)
	lines, err := s.Store.Notices(s.T.Context(), s.tried)
	s.must(err)
	return path("/notices/%d/open", lines[0].ID), nil
}
