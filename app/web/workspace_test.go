package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

func TestEveryPageShows(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	claim := n.Approved(a.ID, "31,412")
	n.Skip(a.ID, "Nobody")
	n.Revise(a.ID, "March", "May")
	e := n.Detail(claim.ID).Evidence[0]
	admin, err := n.Store.EditUser(t.Context(), n.Admin, n.Other.ID, models.UserForm{Version: n.Other.Version, Name: n.Other.Name, Role: models.RoleReviewer, Admin: true, Active: true})
	if err != nil {
		t.Fatal(err)
	}
	c := n.as(admin)
	at := path("/articles/%d", a.ID)
	for page, holds := range map[string]string{
		"/": "The harbour tram", "/?tab=mine": "Desk", "/?tab=nonsense&sort=x&section=z": "Desk", "/?q=tram": "The harbour tram",
		"/review": "Review", path("/review/%d", claim.ID): "31,412", "/account": "password", "/people": "Eva Editor", "/settings": "zone",
		at: "people in May", at + "?show=open&from=0": "people", at + "?show=x&from=-3": "people", path("%s?claim=%d", at, claim.ID): "Passenger counts", at + "/details": "The harbour tram",
		at + "/history": "Eva Editor", at + "/sign-off": "It opened in 1998", at + "/export": "ClaimReview", at + "/sheet": "No row waits", at + "/revisions": "2", at + "/revisions/1": "March", at + "/revisions/2": "May",
		at + "/text": "people in May", "/articles/new": "Title", path("/claims/%d/edit", claim.ID): "31,412", path("/claims/%d/history", claim.ID): "Eva Editor",
		path("/claims/%d/evidence/new", claim.ID): "Source", path("/evidence/%d", e.ID): "table 2", path("/sources/%d", *e.SourceID): "Passenger counts", "/sources": "Passenger counts", "/sources?q=nobody": "No source",
	} {
		c.get(page).status(http.StatusOK).holds(holds, "</html>")
	}
	script := n.as(n.Editor)
	script.header.Set("X-Stet-Part", "1")
	script.get("/sources?q=passenger").status(http.StatusOK).holds("Passenger counts").lacks("<html")
	c.get(at + "/notes?from=0&to=99").status(http.StatusOK).holds("31,412").lacks("<html")
	c.get(at + "/notes?from=-5&to=-9").status(http.StatusOK)
	c.get(path("/claims/%d", claim.ID)).leads(path("/articles/%d?claim=%d", a.ID, claim.ID))
}

func TestAScriptGetsThePartThatChanged(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article("One claim is here: 17.\n\nAnother block.\n\nA third block.")
	claim := n.Claim(a.ID, "17")
	c := n.as(n.Editor)
	c.header.Set("X-Stet-Part", "1")
	c.header.Set("Referer", path("http://example.com/articles/%d?claim=%d", a.ID, claim.ID))
	here := path("/articles/%d?claim=%d", a.ID, claim.ID)
	c.get(here).status(http.StatusOK).holds("One claim is here", `id="claim"`, `id="ws-head"`).lacks("<html", "Another block", "A third block")
	c.get(here+"&b=2,x,-1,99").status(http.StatusOK).holds("One claim is here", "A third block").lacks("Another block")

	c.post(path("/claims/%d/verdict", claim.ID), "rating", "", "explanation", "half a thought").status(http.StatusUnprocessableEntity).
		holds("Choose a rating", "half a thought").lacks("<html")
	c.post(path("/claims/%d/evidence", claim.ID), "relation", "supports", "excerpt", "half a source").status(http.StatusUnprocessableEntity).
		holds("half a source").lacks("<html")
	c.post(path("/articles/%d/comments", a.ID), "claim", path("%d", claim.ID), "body", "", "owner", "0").status(http.StatusUnprocessableEntity).holds("Write something first").lacks("<html")
	c.post(path("/articles/%d/claims", a.ID), "revision", path("%d", a.RevisionID)).status(http.StatusUnprocessableEntity).holds("Select some words").lacks("<html")
	c.post(path("/claims/%d/resolve", claim.ID), "version", "99", "resolution", "stands").status(http.StatusConflict).holds("while you were working on it").lacks("<html")
	c.post(path("/claims/%d/review", claim.ID), "decision", "approve", "reason", "").status(http.StatusForbidden).lacks("<html")
	c.post(path("/articles/%d/skips", a.ID), "revision", path("%d", a.RevisionID), "block", "1", "start16", "0", "end16", "5", "reason", "opinion").leads(path("/articles/%d?b=1", a.ID))
	c.post(path("/articles/%d/comments", a.ID), "claim", path("%d", claim.ID), "body", "Seen.", "b", "0,2").leads(path("/articles/%d?b=0%%2C2&claim=%d", a.ID, claim.ID))
	if n.log.Len() > 0 {
		t.Errorf("log:\n%s", n.log)
	}
}

func TestAQueryIsSettledWhereItStands(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	here := path("/articles/%d?claim=%d", claim.ArticleID, claim.ID)
	c := n.as(n.Editor)
	c.header.Set("Cookie", "zone=America%2FNew_York")
	c.post(path("/articles/%d/comments", claim.ArticleID), "claim", path("%d", claim.ID), "body", "Which month?", "query", "1", "owner", path("%d", n.Second.ID), "due_at", "2026-03-03T12:00").leads(here)
	q := n.Detail(claim.ID).Comments[0]
	if q.DueAt == nil || q.DueAt.UTC().Format("2006-01-02 15:04") != "2026-03-03 17:00" {
		t.Errorf("due at %v, want noon in New York", q.DueAt)
	}
	c.header.Set("Referer", "http://example.com"+here)
	c.post(path("/comments/%d/resolve", q.ID)).leads(here)
	c.header.Set("Referer", path("http://example.com/review/%d", claim.ID))
	c.post(path("/comments/%d/resolve", q.ID)).leads(path("/review/%d", claim.ID))
	c.header.Set("Referer", "https://evil.example/%zz")
	c.post(path("/comments/%d/resolve", q.ID)).leads(here)
}

func TestAnArticleStartsFromAFile(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	c.upload("/articles", "file", "tram.md", []byte("# The tram\n\n"+tram), "language", "en", "text", "").leads("/articles/1")
	c.get("/articles/1").status(http.StatusOK).holds("31,412", ">The tram</h1>")
	c.upload("/articles", "file", "", nil, "title", "Pasted", "text", tram).leads("/articles/2")
}

func TestAFileIsReadBeforeOrAfterItsChanges(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	const file = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"` +
		` office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:tracked-changes><text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>` +
		`<text:p>The tram opened<text:change-start text:change-id="i"/> late<text:change-end text:change-id="i"/>.</text:p></office:text></office:body></office:document>`
	c.upload("/articles", "file", "a.fodt", []byte(file), "title", "After", "text", "").leads("/articles/1")
	c.get("/articles/1").status(http.StatusOK).holds("The tram opened late.", "1 tracked change was read as accepted")
	c.upload("/articles", "file", "a.fodt", []byte(file), "title", "Before", "text", "", "original", "1").leads("/articles/2")
	c.get("/articles/2").status(http.StatusOK).holds("The tram opened.", "1 tracked change was read as rejected")
	c.upload("/articles", "file", "a.fodt", []byte("PK"), "title", "Wrong", "original", "1").status(http.StatusUnprocessableEntity).holds(`name="original" value="1" checked`)
}

func TestEveryExportIsSentToBeSaved(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.Approved(a.ID, "31,412")
	c := n.as(n.Viewer)
	for format, mediaType := range map[string]string{"html": "text/html", "markdown": "text/markdown", "csv": "text/csv", "json": "application/json"} {
		answer := c.get(path("/articles/%d/export/%s", a.ID, format)).status(http.StatusOK)
		h := answer.Header()
		if !strings.HasPrefix(h.Get("Content-Type"), mediaType) || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment; filename=") {
			t.Errorf("%s: headers %v", format, h)
		}
		if !strings.Contains(strings.ToLower(answer.Body.String()), "draft") {
			t.Errorf("%s does not say that it is a draft", format)
		}
	}
	c.get(path("/articles/%d/export/claimreview", a.ID)).status(http.StatusUnprocessableEntity).holds("</html>")
	c.get(path("/articles/%d/export/json?for=everybody", a.ID)).status(http.StatusUnprocessableEntity)
	lines, err := n.Store.History(t.Context(), n.Editor, a.ID, 0, 0)
	if err != nil || lines[0].Action != models.ArticleExported || lines[0].ActorID != n.Viewer.ID {
		t.Errorf("the history ends with %v, %v", lines[0], err)
	}
}

func TestAnExportIsMadeForTheAudienceThatIsAskedFor(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.Approved(a.ID, "31,412")
	for audience, leaks := range map[string]bool{"public": false, "internal": true, "": true} {
		answer := n.as(n.Viewer).get(path("/articles/%d/export/json?for=%s", a.ID, audience)).status(http.StatusOK)
		if strings.Contains(answer.Body.String(), "Rita Reviewer") != leaks {
			t.Errorf("for %q: %s", audience, answer.Body)
		}
	}
	for _, who := range []models.User{n.Viewer, n.Editor, n.Admin} {
		n.as(who).get(path("/articles/%d/export/json?for=legal", a.ID)).status(http.StatusForbidden)
		n.as(who).get(path("/articles/%d/export?for=legal", a.ID)).status(http.StatusOK).holds("Only a reviewer can take the export for legal")
	}
	n.as(n.Reviewer).get(path("/articles/%d/export?for=legal", a.ID)).status(http.StatusOK).holds("/export/docx?for=legal", "/export/claimreview?for=public")
	n.as(n.Reviewer).get(path("/articles/%d/export/json?for=legal", a.ID)).status(http.StatusOK).holds(`"history"`)
	lines, err := n.Store.History(t.Context(), n.Editor, a.ID, 0, 0)
	if err != nil || lines[0].Detail.Format != "json" || lines[0].Detail.For != models.ForLegal {
		t.Errorf("the history ends with %+v, %v", lines[0].Detail, err)
	}
}
