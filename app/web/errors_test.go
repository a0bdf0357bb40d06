package web_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"stet/app/intake"
	"stet/app/web"
	"stet/models"
	"stet/views"
)

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	t.Parallel()
	n := open(t)
	one, two := n.Article(tram), n.Article(tram)
	claim := n.Claim(one.ID, "31,412")
	c := n.as(n.Reviewer)
	for _, p := range []string{"/nowhere", "/articles/999", "/articles/x", "/articles/-1", "/claims/0", "/evidence/7", "/sources/7", "/files/7", "/review/99",
		path("/articles/%d?claim=%d", two.ID, claim.ID), path("/articles/%d/export/pages", one.ID), path("/articles/%d/revisions/9", one.ID), path("/articles/%d/revisions/x", one.ID)} {
		c.get(p).status(http.StatusNotFound).holds("nothing at this address", "<html")
	}
	c.post(path("/claims/%d/places/9/remove", claim.ID)).status(http.StatusNotFound)
	c.do(httptest.NewRequest(http.MethodPut, "/", nil)).status(http.StatusMethodNotAllowed)
	n.visitor().get("/nowhere").status(http.StatusNotFound).lacks("Rita")
}

func TestARefusalIsASentence(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.as(n.Viewer).get(path("/articles/%d/text", a.ID)).status(http.StatusForbidden).holds("Ask an admin for the editor role")
	n.as(n.Reviewer).get("/people").status(http.StatusForbidden).holds("Only an admin")
}

func TestInvalidInputIsKeptInTheForm(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Reviewer)
	c.post("/articles", "title", "", "text", "", "language", "nonsense", "deadline", "soon").status(http.StatusUnprocessableEntity).
		holds("Give the article a title", "There is no text yet", "does not know this language", "Write the date and time")
	c.post("/articles", "title", "", "text", tram, "deadline", "soon").status(http.StatusUnprocessableEntity).holds("Write the date and time").lacks("There is no text yet")
	c.post("/articles", "title", "The tram & I", "text", "", "byline", "by <Eva>", "section", "City", "deadline", "2026-05-01T10:30", "scope", "partial", "scope_note", "the figures").
		status(http.StatusUnprocessableEntity).holds("There is no text yet", `value="The tram &amp; I"`, `value="by &lt;Eva&gt;"`, `value="City"`, `value="2026-05-01T10:30"`, `value="the figures"`)
	c.post("/articles", "title", "", "text", tram, "language", "en").status(http.StatusUnprocessableEntity).holds("Give the article a title", "31,412 people")
	c.post("/articles", "title", "x", "text", tram, "deadline", "soon").status(http.StatusUnprocessableEntity).holds("Write the date and time", `value="soon"`)
	c.upload("/articles", "file", "book.exe", []byte("MZ\x90\x00\x03\x00\x00\x00\x04"), "title", "A program", "text", "").status(http.StatusUnprocessableEntity).holds(`value="A program"`, `id="f-file-err"`)

	claim := n.Claim(n.Article(tram).ID, "31,412")
	at := func(p string) string { return path("/claims/%d/", claim.ID) + p }
	c.post(at("verdict"), "rating", "", "explanation", "My own words").status(http.StatusUnprocessableEntity).holds("Choose a rating", "My own words")
	c.post(at("evidence"), "relation", "supports", "excerpt", "Words of a source", "source_title", "T", "source_url", "ftp://x").status(http.StatusUnprocessableEntity).
		holds("must begin with http", "Words of a source", "ftp://x")
	c.post(at("edit"), "version", "1", "wording", "New wording", "kind", "nonsense", "risk", "normal").status(http.StatusUnprocessableEntity).holds("New wording")
	c.post(at("split"), "version", "1", "wordings", "only one").status(http.StatusUnprocessableEntity).holds("at least two", "only one")
	c.post(at("merge"), "version", "1", "other", "17").status(http.StatusUnprocessableEntity).holds("another claim")
	c.post(at("withdraw"), "version", "1", "reason", " ").status(http.StatusUnprocessableEntity).holds("Say why")
	c.post(path("/articles/%d/comments", claim.ArticleID), "claim", path("%d", claim.ID), "body", "Is it?", "query", "1", "due_at", "tomorrow").
		status(http.StatusUnprocessableEntity).holds("Is it?", "Write the date and time")
	c.post(path("/articles/%d/hold", claim.ArticleID), "version", "2", "reason", "").status(http.StatusUnprocessableEntity).holds("Say why")
	c.post(path("/articles/%d/text", claim.ArticleID), "based_on", "1", "text", "", "note", "emptied").status(http.StatusUnprocessableEntity).holds(`value="emptied"`)
}

func TestAReasonThatIsMissingKeepsTheReviewOpen(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	n.Evidence(claim.ID)
	n.Propose(claim, "correct")
	now := n.Detail(claim.ID).Claim
	c := n.as(n.Reviewer)
	for _, next := range []string{"workspace", "queue"} {
		c.post(path("/claims/%d/review", claim.ID), "verdict", path("%d", now.VerdictID), "fingerprint", now.Fingerprint, "decision", "return", "next", next).
			status(http.StatusUnprocessableEntity).holds("Say why")
	}
	c.post(path("/claims/%d/review", claim.ID), "verdict", path("%d", now.VerdictID), "fingerprint", now.Fingerprint, "decision", "return", "reason", "Which month?", "next", "queue").leads("/review")
}

func TestAStaleWriteShowsBothTextsAndKeepsTheForm(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	eva, sam := n.as(n.Editor), n.as(n.Second)
	edit := path("/claims/%d/edit", claim.ID)
	eva.post(edit, "version", "1", "wording", "Eva's wording", "kind", "number", "risk", "normal").leads(path("/articles/%d?claim=%d", claim.ArticleID, claim.ID))
	sams := []string{"version", "1", "wording", "Sam's wording", "kind", "date", "risk", "normal", "claimant_is", "person"}
	page := sam.post(edit, sams...).status(http.StatusConflict).holds("Eva&#39;s wording", "Sam&#39;s wording", "Eva Editor", `action="`+edit+`"`)
	page.holds(path(`name="version" value="%d"`, n.Detail(claim.ID).Claim.Version), `name="claimant_is" value="person"`)
	sams[1] = path("%d", n.Detail(claim.ID).Claim.Version)
	sam.post(edit, sams...).leads(path("/articles/%d?claim=%d", claim.ArticleID, claim.ID))

	text := path("/articles/%d/text", claim.ArticleID)
	eva.post(text, "based_on", "1", "text", "Eva wrote this.").status(http.StatusSeeOther)
	sam.post(text, "based_on", "1", "text", "Sam wrote that.", "note", "my turn").status(http.StatusConflict).
		holds("Eva wrote this.", "Sam wrote that.", `name="based_on" value="2"`, `name="note" value="my turn"`)
}

func TestAConflictOverAVerdictKeepsTheRatingThatWasChosen(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	n.Evidence(claim.ID)
	first := n.Propose(claim, "correct")
	chosen := n.Rating(claim.ArticleID, "incorrect")
	at := path("/claims/%d/verdict", claim.ID)
	fields := []string{"rating", path("%d", chosen.ID), "explanation", "The table says otherwise.", "based_on", "0"}
	c := n.as(n.Second)
	c.post(at, fields...).status(http.StatusConflict).holds("The table says so.", "The table says otherwise.",
		path(`name="rating" value="%d"`, chosen.ID), path(`name="based_on" value="%d"`, first.ID))
	c.header.Set("X-Stet-Part", "1")
	c.header.Set("Referer", path("http://example.com/articles/%d?claim=%d", claim.ArticleID, claim.ID))
	c.post(at, fields...).status(http.StatusConflict).lacks("<html").holds("The table says otherwise.", path(`name="based_on" value="%d"`, first.ID))
}

func TestWhatTwoPeopleDoToOneExplanationIsBothKept(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	n.Evidence(claim.ID)
	at := path("/claims/%d/verdict", claim.ID)
	correct, incorrect := path("%d", n.Rating(claim.ArticleID, "correct").ID), path("%d", n.Rating(claim.ArticleID, "incorrect").ID)
	eva, sam := n.as(n.Editor), n.as(n.Second)
	eva.post(at, "based_on", "0", "rating", correct, "explanation", "The table of the port says so. It is from May.").status(http.StatusSeeOther)
	first := n.Detail(claim.ID).Claim.VerdictID
	based := path("%d", first)
	eva.post(at, "based_on", based, "rating", incorrect, "explanation", "The table of the port says so. It is from May 2024.").status(http.StatusSeeOther)
	second := path("%d", n.Detail(claim.ID).Claim.VerdictID)
	sams := []string{"based_on", based, "rating", correct, "explanation", "The second table of the port says so. It is from May."}

	const both = "The second table of the port says so. It is from May 2024."
	sam.post(at, sams...).status(http.StatusConflict).holds("you changed different words", both+"</textarea>", path(`value="%s" checked`, incorrect), path(`name="based_on" value="%s"`, second))
	sam.header.Set("X-Stet-Part", "1")
	sam.header.Set("Referer", path("http://example.com/articles/%d?claim=%d", claim.ArticleID, claim.ID))
	sam.post(at, sams...).status(http.StatusConflict).lacks("<html").holds("Both changes are together", both+"</textarea>", path(`name="based_on" value="%s"`, second), path(`value="%s" checked`, incorrect))
	sam.post(at, "based_on", based, "rating", correct, "explanation", "The table of the harbour says so. It is from June.").
		holds("where you both changed the same, yours is", "The table of the harbour says so. It is from June.</textarea>", `<ol class="clashes">`, ">May 2024", ">June")
}

func TestWhatOnlyOneOfTwoChangedInAFormIsKept(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	eva, sam := n.as(n.Editor), n.as(n.Second)
	edit := path("/claims/%d/edit", claim.ID)
	eva.post(edit, "version", "1", "wording", claim.Wording+" a year", "kind", "quote", "risk", "normal").status(http.StatusSeeOther)
	page := sam.post(edit, "version", "1", "was", views.ClaimFieldsOf(claim).Was, "wording", "Some "+claim.Wording, "kind", string(claim.Kind), "risk", "normal", "claimed_on", "2024-05-01").status(http.StatusConflict)
	page.holds("Some "+claim.Wording+" a year</textarea>", `value="quote" checked`, `type="hidden" name="claimed_on" value="2024-05-01"`, `type="hidden" name="risk" value="normal"`, `name="version" value="2"`)
	again := html.UnescapeString(regexp.MustCompile(`name="was" value="([^"]*)"`).FindStringSubmatch(page.Body.String())[1])
	eva.post(edit, "version", "2", "wording", claim.Wording+" a year", "kind", "quote", "risk", "high").status(http.StatusSeeOther)
	sam.post(edit, "version", "2", "was", again, "wording", "Some "+claim.Wording+" a year", "kind", "quote", "risk", "normal").status(http.StatusConflict).
		holds(`value="high" checked`, `type="hidden" name="kind" value="quote"`, `name="wording" value="Some `)
}

func TestASignOffThatIsBlockedListsTheBlockers(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.Claim(a.ID, "31,412")
	n.as(n.Reviewer).post(path("/articles/%d/sign-off", a.ID), "revision", path("%d", a.RevisionID), "note", "All well").
		status(http.StatusConflict).holds("It opened in 1998", "has no verdict")
	n.as(n.Reviewer).post(path("/articles/%d/sign-off", a.ID), "revision", "99").status(http.StatusConflict).holds("the text of this article")
}

func TestABodyThatIsTooLongIsRefused(t *testing.T) {
	t.Parallel()
	n := open(t)
	small := web.New(web.Options{Store: n.Store, Limits: intake.Limits{MaxText: 1000, MaxFile: 1000}, MaxUpload: 1000})
	n.pages = small
	c := n.as(n.Editor)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	long := strings.Repeat("word ", 500_000)
	c.post("/articles", "title", "Long", "text", long).status(http.StatusRequestEntityTooLarge).holds("more than Stet takes at once")
	c.upload(path("/claims/%d/evidence", claim.ID), "files", "a.txt", []byte(long), "relation", "supports").status(http.StatusRequestEntityTooLarge)
	c.post("/account/password", "password", long).status(http.StatusRequestEntityTooLarge)
	c.post("/articles", "title", "Long", "text", long[:2000]).status(http.StatusUnprocessableEntity).holds("longer than")
	c.post(path("/articles/%d/text", claim.ArticleID), "based_on", "1", "text", long[:2000]).status(http.StatusUnprocessableEntity).holds("longer than")
}

func TestABrokenFormIsRefused(t *testing.T) {
	t.Parallel()
	n := open(t)
	r := httptest.NewRequest(http.MethodPost, "/sign-in", strings.NewReader("--x\r\nContent-Disp"))
	r.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	n.visitor().do(r).status(http.StatusBadRequest).holds("did not arrive whole")
	n.visitor().post("/sign-in", "email", "a\x00b\xff@example.org", "password", "x").status(http.StatusForbidden)
	n.as(n.Editor).get("/?q=%00%ff&section=%00").status(http.StatusOK)
}

func TestAnErrorOfOursIsLoggedOnceAndNeverShown(t *testing.T) {
	t.Parallel()
	n := open(t)
	store, err := models.Open(models.Options{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	c := n.visitor()
	c.pages = web.New(web.Options{Store: store, Log: n.logger()})
	c.get("/join/secret-token").status(http.StatusInternalServerError).holds("Something went wrong on our side").lacks("sql", "database")
	if log := n.log.String(); strings.Count(log, "level=ERROR") != 1 || strings.Contains(log, "secret-token") || !strings.Contains(log, "/join/:token") {
		t.Errorf("log:\n%s", log)
	}
}
