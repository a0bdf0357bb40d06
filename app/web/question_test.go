package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

// asksAuthor is an article with queries to its author, one of a claim and one of
// the article, and a link by which they answer.
func asksAuthor(t *testing.T, n *newsroom) (ofClaim, ofArticle models.Comment, link string) {
	t.Helper()
	c := n.Claim(n.Article(tram).ID, "31,412")
	for to, f := range map[*models.Comment]models.CommentForm{&ofClaim: {ClaimID: c.ID, Body: "Who counted?"}, &ofArticle: {Body: "Which line is it?"}} {
		f.Query, f.ForAuthor = true, true
		m, err := n.Store.CreateComment(t.Context(), n.Editor, c.ArticleID, f)
		if err != nil {
			t.Fatal(err)
		}
		*to = m
	}
	if _, err := n.Store.CreateComment(t.Context(), n.Editor, c.ArticleID, models.CommentForm{Body: "He is slow to answer."}); err != nil {
		t.Fatal(err)
	}
	return ofClaim, ofArticle, linksAuthor(t, n, c.ArticleID)
}

// linksAuthor makes a link in the browser of an editor.
func linksAuthor(t *testing.T, n *newsroom, article int64) string {
	t.Helper()
	a := n.as(n.Editor).post(path("/articles/%d/author-links", article)).status(http.StatusCreated)
	found := linkOnPage.FindStringSubmatch(a.Body.String())
	if found == nil {
		t.Fatalf("no link in %s", a.main())
	}
	return found[1]
}

func said(m models.Comment) string { return fmt.Sprint("said-", m.ID) }

func TestAnAuthorAnswersByALinkWhatTheArticleAsksThem(t *testing.T) {
	t.Parallel()
	n := open(t)
	ofClaim, ofArticle, link := asksAuthor(t, n)
	author := n.visitor()
	author.get(link).status(http.StatusOK).holds("Who counted?", "31,412", "Which line is it?").lacks("He is slow", "1998", n.Editor.Name, "/sign-in", "<script")
	author.post(link, "to", "questions", said(ofClaim), "The operator did.", said(ofArticle), "").leads(link + "?arrived=1")
	author.get(link+"?arrived=1").status(http.StatusOK).holds("Your answer has arrived", "You answered", "Something to add").lacks("The operator did.")
	c := n.as(n.Reviewer)
	c.get(path("/articles/%d?claim=%d", ofClaim.ArticleID, *ofClaim.ClaimID)).holds(models.AuthorByLink, "The operator did.")
	c.get(path("/articles/%d?thread=%d", ofClaim.ArticleID, ofArticle.ID)).holds("Which line is it?").lacks("The operator did.")
	c.get(path("/articles/%d/questions", ofClaim.ArticleID)).holds("The operator did.", "last used")
}

func TestWhatAnAuthorTypedIsStillThereWhenItCannotBeTaken(t *testing.T) {
	t.Parallel()
	n := open(t)
	ofClaim, ofArticle, link := asksAuthor(t, n)
	author, long := n.visitor(), strings.Repeat("All of it. ", 2000)
	author.post(link, "to", "questions", said(ofClaim), "Twice.", said(ofArticle), long).status(http.StatusUnprocessableEntity).holds("This is too long", "\nTwice.</textarea>", long[:500])
	author.post(link, "to", "questions", said(ofClaim), " ").status(http.StatusUnprocessableEntity).holds("Write an answer first.")
	if err := n.Store.ResolveComment(t.Context(), n.Editor, ofArticle.ID); err != nil {
		t.Fatal(err)
	}
	author.post(link, "to", "questions", said(ofClaim), "Twice.", said(ofArticle), "Line 4.").status(http.StatusUnprocessableEntity).holds("not asked any more", "\nTwice.</textarea>", "was not sent", "Line 4.")
	if got := n.Detail(*ofClaim.ClaimID).Comments; len(got) != 1 {
		t.Errorf("half of it was taken: %+v", got)
	}
}

func TestALinkForTheAuthorThatHasEndedAnswersAsOneThatNeverWas(t *testing.T) {
	t.Parallel()
	n := open(t)
	ofClaim, _, closed := asksAuthor(t, n)
	n.as(n.Editor).post(path("/inquiries/%d/revoke", 1)).leads(path("/articles/%d/questions", ofClaim.ArticleID))
	ofKilled := n.Article(tram)
	killed := linksAuthor(t, n, ofKilled.ID)
	if err := n.Store.KillArticle(t.Context(), n.Editor, ofKilled.ID, ofKilled.Version, "Dropped."); err != nil {
		t.Fatal(err)
	}
	never := "/answer/" + strings.Repeat("A", 43)
	for _, send := range []func(link string) *answer{
		n.visitor().get,
		func(link string) *answer { return n.visitor().post(link, "response", "confirmed") },
		func(link string) *answer {
			return n.visitor().post(link, "to", "questions", said(ofClaim), "Twice.").holds("Twice.", "was not sent")
		},
	} {
		want := send(never).status(http.StatusNotFound).lacks("Stet newsroom")
		for _, link := range []string{closed, killed, closed + "x"} {
			if got := send(link); got.Code != want.Code || got.Body.String() != want.Body.String() || got.Header().Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("it answers %d: %s", got.Code, got.main())
			}
		}
	}
}

func TestWhoeverAnswersByALinkTooOftenIsRefusedAndKeepsWhatTheyTyped(t *testing.T) {
	t.Parallel()
	n := open(t)
	ofClaim, _, link := asksAuthor(t, n)
	author := n.visitor()
	for range 200 {
		if a := author.post(link, "to", "questions", said(ofClaim), "Twice."); a.Code != http.StatusSeeOther {
			a.status(http.StatusForbidden).holds("too many", "\nTwice.</textarea>")
			n.as(n.Editor) // signs in all the same
			return
		}
	}
	t.Error("nothing ends it")
}

func TestWordsOfAnOlderTextAreToBeSelectedAgainAndTheCommentIsKept(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	was := a.RevisionID
	n.Revise(a.ID, "March", "May")
	typed := []string{"body", "Is that so?", "query", "1", "owner", "author", "due_at", "2031-01-02T10:00", "revision", fmt.Sprint(was), "block", "0", "start16", "4", "end16", "16", "quote", "harbour tram"}
	n.as(n.Editor).post(path("/articles/%d/comments", a.ID), typed...).status(http.StatusConflict).
		holds("Select the words there; what you typed is still here.", "\nIs that so?</textarea>", `value="2031-01-02T10:00"`, `value="author" selected`).lacks("harbour tram</textarea>")
	d, err := n.Store.Discussion(t.Context(), n.Editor, a.ID)
	if err != nil || len(d.Comments) > 0 {
		t.Errorf("it was taken: %+v, %v", d.Comments, err)
	}
}
