package web_test

import (
	"net/http"
	"testing"

	"stet/models"
)

func TestAnyTwoRevisionsAreCompared(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.Revise(a.ID, "March", "May")
	n.Revise(a.ID, "1998", "1999")
	c := n.as(n.Viewer)
	at := path("/articles/%d/compare", a.ID)
	c.get(at).status(http.StatusOK).holds("Revision 2 and revision 3", "<del>1998</del><ins>1999</ins>").lacks("<ins>May</ins>", "Restore")
	c.get(at+"?from=1").status(http.StatusOK).holds("Revision 1 and revision 3", "<del>March</del><ins>May</ins>", "<del>1998</del><ins>1999</ins>")
	c.get(at+"?from=3&to=1&view=side").status(http.StatusOK).holds("Revision 3 and revision 1", "cmp sides", "<del>May</del>", "<ins>March</ins>")
	c.get(at + "?from=2&to=2").status(http.StatusOK).holds("The two texts are the same.")
	for _, q := range []string{"?from=9", "?to=0", "?from=x", "?from=-1"} {
		c.get(at + q).status(http.StatusNotFound)
	}
	c.get(path("/articles/%d/revisions", a.ID)).holds(at+"?from=2&amp;to=3", at+"?from=1")
}

func TestRestoringARevisionBringsItsApprovalsBack(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	claim := n.Approved(a.ID, "31,412")
	n.Revise(a.ID, "31,412", "41,312")
	c := n.as(n.Editor)
	at := path("/articles/%d/revisions/1/restore", a.ID)
	c.get(path("/articles/%d/compare?from=1", a.ID)).holds(`action="`+at+`"`, `name="based_on" value="2"`)
	c.post(at, "based_on", "1").status(http.StatusConflict).holds("was faster", "Nothing was done").lacks("<textarea")
	c.post(at, "based_on", "2").leads(path("/articles/%d", a.ID)) // nothing is left to look at
	if s := n.Detail(claim.ID).Claim.Status; s != models.ClaimApproved {
		t.Errorf("the claim is %s", s)
	}
	c.post(path("/articles/%d/revisions/0/restore", a.ID), "based_on", "3").status(http.StatusNotFound)
}

func TestAPublishedPageIsComparedAndNotKept(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("It opened in 1998.\n\nNobody misses the ferry.")
	n.Skip(a.ID, "opened")
	n.Skip(a.ID, "Nobody")
	if _, err := n.Store.SignOffArticle(t.Context(), n.Reviewer, a.ID, a.RevisionID, ""); err != nil {
		t.Fatal(err)
	}
	n.Revise(a.ID, "1998", "1999")
	c := n.as(n.Viewer)
	at := path("/articles/%d/published", a.ID)
	c.get(at).status(http.StatusOK).holds("Nothing of it is kept")
	c.post(at, "text", "It opened in 1998.\n\nNobody misses the ferry.").status(http.StatusOK).holds("Word for word the same", "cleared by <bdi>Rita Reviewer</bdi>")
	c.post(at, "text", "<html><body><p>It opened in 1997.</p><p>Nobody misses the ferry.</p></body></html>").status(http.StatusOK).holds("differs from revision 1", "<del>1998</del><ins>1997</ins>").lacks("&lt;body&gt;</ins>")
	c.upload(at, "file", "page.html", []byte("<!doctype html><title>x</title><p>It opened in 1998.</p><p>Everybody misses the ferry.</p>"), "text", "", "view", "side").status(http.StatusOK).
		holds("<del>Nobody</del>", "<ins>Everybody</ins>", "cmp sides")
	c.post(at, "text", "  ").status(http.StatusUnprocessableEntity).holds("There is no text yet")
	if all, err := n.Store.Revisions(t.Context(), n.Editor, a.ID); err != nil || len(all) != 2 {
		t.Errorf("%d revisions, %v", len(all), err)
	}
}

func TestTwoSavesAreBroughtTogetherAndSavedWithOnePress(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	eva, sam := n.as(n.Editor), n.as(n.Second)
	at := path("/articles/%d/text", a.ID)
	eva.post(at, "based_on", "1", "text", "The harbour tram carried 31,412 people in May. It opened in 1998. Nobody misses the ferry.").status(http.StatusSeeOther)
	page := sam.post(at, "based_on", "1", "text", "The harbour tram carried 31,412 people in March. It opened in 1998. Everybody misses the ferry.\r\n", "note", "my turn").status(http.StatusConflict)
	const both = "The harbour tram carried 31,412 people in May. It opened in 1998. Everybody misses the ferry."
	page.holds("Eva Editor", "you changed different words", both+"</textarea>", `action="`+at+`"`, `name="based_on" value="2"`, `name="note" value="my turn"`, "<del>March</del><ins>May</ins>", "<del>Nobody</del><ins>Everybody</ins>").
		lacks(`type="hidden" name="text"`)
	sam.post(at, "based_on", "2", "text", both, "note", "my turn").status(http.StatusSeeOther)
	if r, _, err := n.Store.Revision(t.Context(), n.Editor, a.ID, 0); err != nil || r.Text != both || r.Number != 3 {
		t.Errorf("revision %d says %q, %v", r.Number, r.Text, err)
	}
}

func TestACorrectionIsWrittenIntoTheTextFromThePanelOrAllAtOnce(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := &scene{Story: *n.Story}
	claim := s.corrected()
	c := n.as(n.Editor)
	workspace, signOff := path("/articles/%d?claim=%d", claim.ArticleID, claim.ID), path("/articles/%d/sign-off", claim.ArticleID)
	correction := path("/claims/%d/correction", claim.ID)
	c.get(workspace).holds(`action="`+correction+`"`, "Apply correction")
	c.get(signOff).holds("Apply all approved corrections", "<del>31,412</del><ins>31,400</ins>")
	n.as(n.Viewer).get(workspace).lacks("Apply correction")
	c.post(correction, "based_on", "7").status(http.StatusNotFound)
	c.post(correction, "based_on", "1").leads(path("/articles/%d/arrival", claim.ArticleID))
	c.get(path("/articles/%d/arrival", claim.ArticleID)).holds("Revision 2 has the corrected words", "<del>31,412</del><ins>31,400</ins>", "In review")
	c.get(workspace).lacks("Apply correction")
	c.get(signOff).lacks("Apply all approved corrections")

	other := s.corrected()
	all := path("/articles/%d/corrections", other.ArticleID)
	c.post(all, "based_on", "1").leads(path("/articles/%d/arrival", other.ArticleID))
	c.post(all, "based_on", "2").status(http.StatusForbidden).holds("no correction to apply")
}

func TestCorrectionsThatDisagreeAreRefusedWithBothShown(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("It carries 31,400 people a day.")
	for words, correction := range map[string]string{"31,400 people": "31,412 people", "carries 31,400": "carried 31,000"} {
		c := n.Claim(a.ID, words)
		n.Evidence(c.ID)
		if _, err := n.Store.SaveVerdict(t.Context(), n.Editor, c.ID, models.VerdictForm{RatingID: n.Rating(a.ID, "incorrect").ID, Explanation: "No.", Correction: correction, Submit: true}); err != nil {
			t.Fatal(err)
		}
		if err := n.Decide(n.Reviewer, c.ID, models.Approve); err != nil {
			t.Fatal(err)
		}
	}
	n.as(n.Editor).post(path("/articles/%d/corrections", a.ID), "based_on", "1").status(http.StatusForbidden).holds("31,412 people", "carried 31,000")
}
