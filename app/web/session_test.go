package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stet/app/web"
	"stet/models"
	"stet/models/modelstest"
)

func TestSignInLeadsToThePageThatWasAskedFor(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.visitor()
	c.get("/review?sort=waiting").leads("/sign-in?next=%2Freview%3Fsort%3Dwaiting")
	c.get("/sign-in?next=%2Freview%3Fsort%3Dwaiting").status(http.StatusOK).holds(`value="/review?sort=waiting"`)
	c.post("/sign-in", "email", "RITA@example.org", "password", modelstest.Password, "next", "/review?sort=waiting").leads("/review?sort=waiting")
	c.get("/review").status(http.StatusOK).holds("Rita Reviewer")
	c.get("/sign-in").leads("/")
}

func TestSignInLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Viewer)
	for _, next := range []string{"https://example.com/", "//example.com/", `/\example.com`, "javascript:alert(1)", "example", "http:/x", "/%zz", ""} {
		c.get("/sign-in?" + form("next", next).Encode()).leads("/")
	}
}

func TestAWrongPasswordIsRefusedWithoutSayingWhichOfTheTwoIsWrong(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.visitor()
	const sentence = "do not go together"
	c.post("/sign-in", "email", "rita@example.org", "password", "not it at all").status(http.StatusForbidden).holds(sentence, `value="rita@example.org"`).lacks("not it at all")
	c.post("/sign-in", "email", "nobody@example.org", "password", "not it at all").status(http.StatusForbidden).holds(sentence)
	for range 4 {
		c.post("/sign-in", "email", "rita@example.org", "password", "not it at all")
	}
	c.post("/sign-in", "email", "rita@example.org", "password", modelstest.Password).status(http.StatusForbidden).holds("too many attempts")
}

func TestTheSessionCookieIsOutOfReachOfScriptsAndOtherSites(t *testing.T) {
	t.Parallel()
	n := open(t)
	secure := web.New(web.Options{Store: n.Store, Secure: true})
	for _, c := range []struct {
		pages  http.Handler
		secure bool
	}{{n.pages, false}, {secure, true}} {
		browser := newClient(t, c.pages)
		browser.post("/sign-in", "email", n.Viewer.Email, "password", modelstest.Password).leads("/")
		cookie := browser.cookies["stet_session"]
		if cookie == nil {
			t.Fatal("no session cookie")
		}
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure != c.secure {
			t.Errorf("cookie %v, want it secure: %v", cookie, c.secure)
		}
		before := cookie.Value
		browser.post("/sign-in", "email", n.Viewer.Email, "password", modelstest.Password)
		if browser.cookies["stet_session"].Value == before {
			t.Error("the session token is the same after signing in again")
		}
	}
}

func TestSigningOutEndsThisSessionAndSigningOutEverywhereAll(t *testing.T) {
	t.Parallel()
	n := open(t)
	one, two, three := n.as(n.Editor), n.as(n.Editor), n.as(n.Editor)
	stolen := one.cookies["stet_session"]
	one.post("/sign-out").leads("/sign-in")
	one.cookies["stet_session"] = stolen
	one.get("/account").leads("/sign-in?next=%2Faccount")
	two.get("/account").status(http.StatusOK)
	two.post("/sign-out-everywhere").leads("/sign-in")
	three.get("/account").leads("/sign-in?next=%2Faccount")
}

func TestANewPasswordSignsOutAllButThisSession(t *testing.T) {
	t.Parallel()
	n := open(t)
	here, elsewhere := n.as(n.Editor), n.as(n.Editor)
	here.post("/account/password", "old_password", "wrong", "password", "a new long password").status(http.StatusUnprocessableEntity).holds("not your present password")
	here.post("/account/password", "old_password", modelstest.Password, "password", "short").status(http.StatusUnprocessableEntity).holds("at least")
	here.post("/account/password", "old_password", modelstest.Password, "password", "a new long password").leads("/account")
	here.get("/account").status(http.StatusOK).holds("password is changed")
	here.get("/account").status(http.StatusOK).lacks("password is changed")
	elsewhere.get("/account").leads("/sign-in?next=%2Faccount")
}

func TestADeactivatedPersonIsSignedOutAtOnce(t *testing.T) {
	t.Parallel()
	n := open(t)
	c, admin := n.as(n.Editor), n.as(n.Admin)
	person := path("/people/%d", n.Editor.ID)
	admin.post(person, "version", "1", "name", "Eva Editor", "role", "editor").leads("/people")
	c.get("/").leads("/sign-in")
	c.post("/articles", "title", "x", "text", tram).leads("/sign-in")
	c.post("/sign-in", "email", n.Editor.Email, "password", modelstest.Password).status(http.StatusForbidden)
}

func TestTheFirstVisitLeadsToTheSetUp(t *testing.T) {
	t.Parallel()
	store := modelstest.OpenWith(t, models.Options{Data: t.TempDir()})
	c := newClient(t, web.New(web.Options{Store: store}))
	c.get("/").leads("/setup")
	c.get("/sign-in").leads("/setup")
	c.post("/articles").leads("/setup")
	c.get("/healthz").status(http.StatusOK).holds("ok")
	c.get("/setup").status(http.StatusOK).lacks("<nav")
	c.post("/setup", "newsroom", "The Daily", "email", "ada@example.org", "name", "Ada", "role", "reviewer", "password", "short").
		status(http.StatusUnprocessableEntity).holds(`value="The Daily"`, `value="ada@example.org"`, "at least").lacks(`value="short"`)
	c.post("/setup", "newsroom", strings.Repeat("x", 300), "email", "ada@example.org", "name", "Ada", "role", "reviewer", "password", modelstest.Password).
		status(http.StatusUnprocessableEntity).holds("too long")
	c.header.Set("Cookie", "zone=Europe%2FBerlin")
	c.post("/setup", "newsroom", "The Daily", "email", "ada@example.org", "name", "Ada", "role", "reviewer", "password", modelstest.Password).leads("/")
	c.get("/settings").status(http.StatusOK).holds("The Daily", "Europe/Berlin")
	newClient(t, c.pages).get("/setup").leads("/sign-in")
	c.post("/setup", "email", "eve@example.org", "name", "Eve", "role", "reviewer", "password", modelstest.Password).status(http.StatusForbidden)
}

func TestTheSetUpAsksForItsTokenWhereOthersCanReachIt(t *testing.T) {
	t.Parallel()
	store := modelstest.OpenWith(t, models.Options{Data: t.TempDir()})
	c := newClient(t, web.New(web.Options{Store: store, SetupToken: "s3cret"}))
	all := []string{"newsroom", "The Daily", "email", "ada@example.org", "name", "Ada", "role", "viewer", "password", modelstest.Password, "token"}
	c.get("/setup").status(http.StatusForbidden).holds("link").lacks("s3cret")
	c.get("/setup?token=wrong").status(http.StatusForbidden)
	c.post("/setup", append(all, "wrong")...).status(http.StatusForbidden)
	c.get("/setup?token=s3cret").status(http.StatusOK).holds(`value="s3cret"`)
	c.post("/setup", append(all, "s3cret")...).leads("/")
}

func TestAnInvitationWorksOnce(t *testing.T) {
	t.Parallel()
	n := open(t)
	admin, guest := n.as(n.Admin), n.visitor()
	admin.post("/people/invitations", "email", "no address", "name", "Gus Guest", "role", "editor").status(http.StatusUnprocessableEntity).holds(`value="no address"`, `value="Gus Guest"`)
	page := admin.post("/people/invitations", "email", "gus@example.org", "name", "Gus Guest", "role", "editor").status(http.StatusCreated)
	_, link, found := strings.Cut(page.Body.String(), "http://example.com/join/")
	if !found {
		t.Fatal("the page holds no link")
	}
	link = "/join/" + link[:strings.IndexByte(link, '"')]
	admin.get("/people").status(http.StatusOK).holds("gus@example.org").lacks(link)
	guest.get(link).status(http.StatusOK).holds("Gus Guest")
	guest.post(link, "password", "short").status(http.StatusUnprocessableEntity).holds("at least")
	guest.post(link, "password", modelstest.Password).leads("/")
	guest.get("/articles/new").status(http.StatusOK)
	n.visitor().get(link).status(http.StatusNotFound)
	n.visitor().post(link, "password", modelstest.Password).status(http.StatusNotFound)
}

func TestAPersonChoosesKeysAndEveryPageHasThem(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Viewer)
	c.post("/account/shortcuts", "claim.next", "o").status(http.StatusUnprocessableEntity).holds("does something else already", `value="o"`)
	c.post("/account/shortcuts", "claim.next", "v").leads("/account")
	c.get("/").holds(`data-act="claim.next" data-keys="v"`, "<kbd>V</kbd>")
	n.as(n.Editor).get("/").holds(`data-act="claim.next" data-keys="j"`)
	c.post("/account/shortcuts", "claim.next", "v", "reset", "1").leads("/account")
	c.get("/account").holds(`data-act="claim.next" data-keys="j"`)
}
