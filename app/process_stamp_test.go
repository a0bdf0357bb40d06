package main_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

var (
	signOffOnPage  = regexp.MustCompile(`href="/sign-offs/(\d+)/evidence-list"`)
	revisionToSign = regexp.MustCompile(`name="revision" value="(\d+)"`)
)

// TestATimeStampOutlivesAKillAndIsVerifiedElsewhere follows a sign-off from the
// settings to a packet that somebody else looks at.
func TestATimeStampOutlivesAKillAndIsVerifiedElsewhere(t *testing.T) {
	t.Parallel()
	authority := modelstest.NewAuthority(t)
	asked, hangs := make(chan struct{}, 10), make(chan struct{})
	authority.Down(func(http.ResponseWriter) { asked <- struct{}{}; <-hangs })
	web := httptest.NewServer(authority)
	defer web.Close()
	defer close(hangs)
	data := t.TempDir()
	hire(t, data, eva, rita, ada)
	s := serving(t, data, fetching)
	signedIn(t, s, ada).post("/settings", "newsroom", "The Kurier", "zone", "UTC", "reviewers_normal", "1", "reviewers_high", "2", "authority", web.URL, "authority_roots", authority.PEM).taken()
	editor, reviewer := signedIn(t, s, eva), signedIn(t, s, rita)
	article := editor.start("The tram", "It opened in 1998.")
	editor.post("/articles/"+article+"/skips", "revision", editor.get("/articles/"+article).ok().first(revisionOnPage), "sentence", "0", "reason", "opinion").taken()
	page := "/articles/" + article + "/sign-off"
	reviewer.post(page, "revision", reviewer.get(page).ok().first(revisionToSign)).taken()
	select {
	case <-asked:
	case <-time.After(patience):
		t.Fatal("the authority is not asked")
	}
	reviewer.until(page, "A time-stamp of what it rests on is asked for")
	authority.Down(nil)
	s.kill()
	s = serving(t, data, fetching)
	reviewer = signedIn(t, s, rita)
	signed := "/sign-offs/" + reviewer.until(page, "by Test Time Authority").first(signOffOnPage)
	list, token := reviewer.get(signed+"/evidence-list").ok().body, reviewer.get(signed+"/time-stamp").ok()
	if !strings.HasPrefix(list, "stet evidence list 1\narticle "+article+"\n") || token.header.Get("Content-Type") != "application/timestamp-reply" {
		t.Errorf("the list is %q, and the time-stamp a %s", list, token.header.Get("Content-Type"))
	}
	history := reviewer.get("/articles/" + article + "/history").ok().body
	if n := strings.Count(history, "got a time-stamp of the sign-off"); n != 1 || len(authority.Asked()) < 2 {
		t.Errorf("the history tells of %d time-stamps after %d questions", n, len(authority.Asked()))
	}
	path := filepath.Join(t.TempDir(), "tram.zip")
	stet(t, data, "export", article, "--format", "packet", "--for", "legal", "--as", rita.email, "--out", path).works()
	stet(t, filepath.Join(t.TempDir(), "nowhere"), "doctor", "--packet", path).works().prints("The packet is whole", `the time-stamp of "Test Time Authority" fits it`)
	stet(t, data, "doctor").works().prints("Everything is in order.")
	s.stop()
	kept := filepath.Join(data, "files", models.SHA256([]byte(token.body))[:2], models.SHA256([]byte(token.body))[2:])
	if err := os.WriteFile(kept, []byte("nothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	if o := stet(t, data, "doctor"); o.exit != 1 || !strings.Contains(o.out, "time-stamp of sign-off") {
		t.Errorf("doctor ended with %d: %s%s", o.exit, o.out, o.err)
	}
}
