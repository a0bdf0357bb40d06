package web_test

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"stet/app/web"
	"stet/models"
	"stet/models/modelstest"
)

// address fills the parameters of a route with numbers that may exist.
func address(route string) string {
	return strings.NewReplacer(":format", "json", ":token", "abc", ":a", "1", ":c", "1", ":n", "1", ":f", "1", ":s", "1", ":e", "1", ":m", "1", ":p", "1", ":u", "1", "*", "x").Replace(route)
}

func TestNothingIsOpenButTheDoors(t *testing.T) {
	t.Parallel()
	n := open(t)
	n.Article(tram)
	c := n.visitor()
	for _, r := range web.Routes() {
		if r.Who == web.Open {
			continue
		}
		for _, header := range []string{"", "1"} {
			c.header.Set("X-Stet-Part", header)
			a := c.do(httptest.NewRequest(r.Method, address(r.Path), nil)).status(http.StatusSeeOther).lacks("tram", "Eva")
			if !strings.HasPrefix(a.Header().Get("Location"), "/sign-in") {
				t.Errorf("%s %s leads to %q", r.Method, r.Path, a.Header().Get("Location"))
			}
		}
	}
}

func TestEveryAnswerIsFencedIn(t *testing.T) {
	t.Parallel()
	n := open(t)
	visitor, editor := n.visitor(), n.as(n.Editor)
	check := func(a *answer) {
		t.Helper()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Cross-Origin-Resource-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if name == "Referrer-Policy" && (strings.Contains(a.what, " /answer/") || strings.HasSuffix(a.what, " /answered")) {
				want = "no-referrer" // for whoever is outside
			}
			if got := a.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", a.what, name, got, want)
			}
		}
		policy := a.Header().Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", a.what, policy)
		}
		if a.Header().Get("Permissions-Policy") == "" {
			t.Errorf("%s has no Permissions-Policy", a.what)
		}
	}
	for _, r := range web.Routes() {
		check(visitor.do(httptest.NewRequest(r.Method, address(r.Path), nil)))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if strings.HasSuffix(r.Path, "/live") {
			ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond) // it has no end of its own
		}
		check(editor.do(httptest.NewRequestWithContext(ctx, r.Method, address(r.Path), nil)))
		cancel()
		editor.post("/sign-in", "email", n.Editor.Email, "password", modelstest.Password) // one of the routes signed out
	}
	check(visitor.get("/nowhere"))
}

func TestAPageLoadsNothingThatThePolicyForbids(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	n.Approved(a.ID, "31,412")
	c := n.as(n.Reviewer)
	for _, p := range []string{"/", "/review", path("/articles/%d", a.ID), path("/articles/%d?claim=1", a.ID), path("/articles/%d/sign-off", a.ID), "/claims/1/edit", "/account"} {
		c.get(p).status(http.StatusOK).lacks("<script>", " style=", " onclick=", "javascript:", "<style")
	}
}

func TestWhatAnotherSiteSendsIsRefused(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Admin)
	c.header.Set("Sec-Fetch-Site", "cross-site")
	for _, r := range web.Routes() {
		switch {
		case r.Method == http.MethodPost && r.Path == "/answer/:token": // no cookie speaks for who answers: the link does
			c.post(address(r.Path)).status(http.StatusNotFound)
		case r.Method == http.MethodPost:
			c.post(address(r.Path)).status(http.StatusForbidden).holds("another site")
		}
	}
	c.header.Del("Sec-Fetch-Site")
	c.header.Set("Origin", "https://evil.example")
	c.post("/sign-out").status(http.StatusForbidden)
	c.header.Set("Origin", "http://example.com")
	c.post("/sign-out").leads("/sign-in")
}

func TestPagesAreSentGzipped(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.as(n.Editor)
	c.header.Set("Accept-Encoding", "gzip")
	a := c.get("/").status(http.StatusOK)
	if a.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("encoding %q", a.Header().Get("Content-Encoding"))
	}
	r, err := gzip.NewReader(a.Body)
	if err != nil {
		t.Fatal(err)
	}
	page, err := io.ReadAll(r)
	if err != nil || !strings.Contains(string(page), "</html>") {
		t.Errorf("the page is not whole: %v", err)
	}
}

func TestStaticFilesMayBeKeptForGood(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.visitor()
	page := c.get("/sign-in").Body.String()
	_, href, _ := strings.Cut(page, `rel="stylesheet" href="`)
	href, _, _ = strings.Cut(href, `"`)
	a := c.get(href).status(http.StatusOK)
	if cache := a.Header().Get("Cache-Control"); !strings.Contains(cache, "immutable") {
		t.Errorf("cache %q", cache)
	}
	if a.Header().Get("Vary") == "Cookie" {
		t.Error("it is kept for one visitor only")
	}
	c.post("/static/x").status(http.StatusMethodNotAllowed)
	c.get("/static/../web.go").status(http.StatusNotFound)
	c.get("/static/x/none.css").status(http.StatusNotFound)
}

// evidenceFile attaches a file and returns where it is served.
func (n *newsroom) evidenceFile(claim models.Claim, name string, data string) string {
	n.t.Helper()
	n.as(n.Editor).upload(path("/claims/%d/evidence", claim.ID), "files", name, []byte(data),
		"relation", "supports", "source_title", "A paper", "locator", "p. 1").leads(path("/articles/%d?claim=%d", claim.ArticleID, claim.ID))
	e := n.Detail(claim.ID).Evidence
	return path("/files/%d", e[len(e)-1].Files[0].ID)
}

func TestNothingInAnEvidenceFileCanRun(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	c := n.as(n.Viewer)
	for _, f := range []struct{ name, data, disposition, mediaType string }{
		{"page.html", "<!doctype html><script>alert(1)</script>", `attachment; filename=page.html`, "application/octet-stream"},
		{"picture.svg", `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, `attachment; filename=picture.svg`, "application/octet-stream"},
		{"lie.png", "<!doctype html><script>alert(1)</script>", `attachment; filename=lie.png`, "application/octet-stream"},
		{"paper.pdf", "%PDF-1.4\n", `attachment; filename=paper.pdf`, "application/octet-stream"},
		{"Übersicht „neu“.gif", "GIF89a\x01\x00\x01\x00\x00\x00\x00;", `inline; filename*=utf-8''%C3%9Cbersicht%20%E2%80%9Eneu%E2%80%9C.gif`, "image/gif"},
		{"a\"b\r\nX-Evil: 1.txt", "plain", `attachment; filename="a\"b%0D%0AX-Evil: 1.txt"`, "application/octet-stream"},
	} {
		a := c.get(n.evidenceFile(claim, f.name, f.data)).status(http.StatusOK)
		if got := a.Header().Get("Content-Disposition"); got != f.disposition {
			t.Errorf("%s: disposition %q, want %q", f.name, got, f.disposition)
		}
		if got := a.Header().Get("Content-Type"); got != f.mediaType {
			t.Errorf("%s: type %q, want %q", f.name, got, f.mediaType)
		}
		if got := a.Header().Get("Content-Security-Policy"); got != "sandbox; default-src 'none'; frame-ancestors 'none'" {
			t.Errorf("%s: policy %q", f.name, got)
		}
		if a.Header().Get("X-Evil") != "" || a.Header().Get("X-Content-Type-Options") != "nosniff" || a.Header().Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: headers %v", f.name, a.Header())
		}
		if a.Body.String() != f.data {
			t.Errorf("%s: %q came back", f.name, a.Body)
		}
	}
	c.header.Set("Range", "bytes=0-2")
	c.header.Set("Accept-Encoding", "gzip")
	if a := c.get(n.evidenceFile(claim, "sound.wav", "RIFF\x24\x00\x00\x00WAVEfmt ")).status(http.StatusPartialContent); a.Body.String() != "RIF" {
		t.Errorf("a part of the file is %q", a.Body)
	}
	c.get("/files/999").status(http.StatusNotFound)
}
