package main_test

import (
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// anArchive is an archive outside on this machine, with the file of the
// certificate by which it is trusted. It notes what it is asked to save, and
// does what respond says.
func anArchive(t *testing.T, respond http.HandlerFunc) (address, certificate string, asked func() []string) {
	t.Helper()
	var mu sync.Mutex
	var all []string
	archive := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if page, saving := strings.CutPrefix(r.URL.Path, "/save/"); saving {
			mu.Lock()
			all = append(all, page)
			mu.Unlock()
		}
		respond(w, r)
	}))
	t.Cleanup(archive.Close)
	certificate = filepath.Join(t.TempDir(), "archive.pem")
	if err := os.WriteFile(certificate, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: archive.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	return archive.URL, certificate, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(all)
	}
}

// vouchedFor starts the program so that it fetches from this machine and trusts
// who has a certificate.
func vouchedFor(t *testing.T, data, certificate string) *server {
	t.Helper()
	cmd := command(t, "serve", "--data", data, "--listen", "127.0.0.1:0", fetching)
	cmd.Env = append(cmd.Env, "SSL_CERT_FILE="+certificate)
	return begun(t, data, "serving on ", cmd)
}

// TestAnArchiveOutsideIsAskedToSaveAPageOnceItIsSet has an archive that is asked
// for nothing until an admin names it, and a program that is killed while it asks.
func TestAnArchiveOutsideIsAskedToSaveAPageOnceItIsSet(t *testing.T) {
	t.Parallel()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "The count is kept here: 31,412 people on a mean weekday, at every door.")
	}))
	defer web.Close()
	asking := make(chan bool, 10)
	var once sync.Once
	archive, certificate, asked := anArchive(t, func(w http.ResponseWriter, r *http.Request) {
		switch page := r.URL.Path; {
		case strings.HasSuffix(page, "/killed"):
			once.Do(func() { asking <- true; <-r.Context().Done() })
			w.Header().Set("Content-Location", "/web/2026/killed")
		case strings.HasPrefix(page, "/save/") && strings.HasSuffix(page, "/redirected"):
			http.Redirect(w, r, "/web/2026/redirected", http.StatusFound)
		case strings.HasSuffix(page, "/elsewhere"):
			w.Header().Set("Content-Location", "https://evil.example/web/elsewhere")
		case strings.HasSuffix(page, "/refused"):
			w.WriteHeader(http.StatusForbidden)
		}
	})
	data := t.TempDir()
	hire(t, data, eva, ada)
	s := vouchedFor(t, data, certificate)
	editor, admin := signedIn(t, s, eva), signedIn(t, s, ada)
	article := editor.start("The tram", "The tram carried 31,400 people a day.")
	claim := editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 0)
	attach := func(page string) {
		editor.post("/claims/"+claim+"/evidence", "relation", "supports", "source_title", "Counts at "+page, "source_url", web.URL+"/"+page, "locator", "p. 1").taken()
	}
	attach("before")
	editor.until("/captures/1", "A copy of the page is kept")
	settings := []string{"newsroom", "The Post", "zone", "UTC", "reviewers_normal", "1", "reviewers_high", "2", "archive", "other", "archive_save"}
	if r := admin.post("/settings", append(settings, "file:///{url}")...); r.status != http.StatusUnprocessableEntity || !strings.Contains(r.body, `value="file:///{url}"`) {
		t.Errorf("a file answers %d", r.status)
	}
	admin.post("/settings", append(settings, archive+"/save/{url}")...).taken()
	attach("redirected")
	editor.until("/captures/2", `href="`+archive+`/web/2026/redirected"`)
	attach("elsewhere")
	editor.until("/captures/3", "did not say where its copy is")
	attach("refused")
	editor.until("/captures/4", "No archive outside saved the page: The site does not show this page")
	attach("killed")
	select {
	case <-asking:
	case <-time.After(patience):
		t.Fatal("the archive is not asked")
	}
	s.kill()
	editor = signedIn(t, vouchedFor(t, data, certificate), eva)
	saved := editor.until("/captures/5", `href="`+archive+`/web/2026/killed"`).body
	if strings.Count(saved, "/web/2026/killed") != 1 {
		t.Errorf("the copy is named more than once:\n%s", saved)
	}
	for page, times := range map[string]int{"before": 0, "redirected": 1, "elsewhere": 1, "refused": 1, "killed": 2} {
		n := 0
		for _, a := range asked() {
			if a == web.URL+"/"+page {
				n++
			}
		}
		if n != times {
			t.Errorf("the archive was asked for %s %d times, want %d: %v", page, n, times, asked())
		}
	}
	if r := editor.post("/captures/1/archive"); r.status >= 400 {
		t.Errorf("asking for the first page by hand answers %d", r.status)
	}
	editor.until("/captures/1", "did not say where its copy is")
}
