package main_test

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// photographing are the arguments of a program that takes pictures.
func photographing(t *testing.T) []string {
	t.Helper()
	path, err := chromiumPath()
	if err != nil {
		skipOrFail(t, err.Error())
	}
	args := []string{fetching, "--chromium", path}
	if os.Geteuid() == 0 {
		args = append(args, "--chromium-no-sandbox")
	}
	return args
}

// TestAPictureOfAPageIsTakenOnceAlsoWhenTheProgramIsKilledInTheMiddle has a page
// whose picture waits for a file, which the program does not live to see.
func TestAPictureOfAPageIsTakenOnceAlsoWhenTheProgramIsKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	var shown atomic.Int64
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow.css" {
			if shown.Add(1) == 1 {
				<-r.Context().Done()
			}
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><title>Counts</title><link rel="stylesheet" href="/slow.css"><article><h1>Counts</h1><p>The count is kept here: 31,412 people on a mean weekday, at every door.</p></article>`)
	}))
	defer web.Close()
	data, args := t.TempDir(), photographing(t)
	hire(t, data, eva)
	s := serving(t, data, args...)
	editor := signedIn(t, s, eva)
	article := editor.start("The tram", "The tram carried 31,400 people a day.")
	claim := editor.claim(article, editor.get("/articles/"+article).ok().first(revisionOnPage), 0)
	editor.post("/claims/"+claim+"/evidence", "relation", "supports", "source_title", "Counts", "source_url", web.URL+"/counts", "locator", "p. 1").taken()
	editor.until("/captures/1", "A picture of the page is being taken")
	for end := time.Now().Add(2 * patience); shown.Load() == 0; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("no browser opens the page")
		}
	}
	s.kill()
	editor = signedIn(t, serving(t, data, args...), eva)
	var page string
	for end := time.Now().Add(4 * patience); !strings.Contains(page, "How it looked"); time.Sleep(200 * time.Millisecond) {
		if page = editor.get("/captures/1").ok().body; time.Now().After(end) {
			t.Fatal("the picture is never taken")
		}
	}
	if !strings.Contains(page, `loading="lazy"`) || strings.Count(editor.get("/articles/"+article+"/history").ok().body, "got a picture of the page") != 1 {
		t.Error("the picture is not shown, or was taken more than once")
	}
	r := editor.get("/captures/1/picture").ok()
	if is, err := png.DecodeConfig(strings.NewReader(r.body)); err != nil || is.Width != 1280 || r.header.Get("Content-Type") != "image/png" || !strings.HasPrefix(r.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("it is sent as %v: %+v, %v", r.header, is, err)
	}
}

func TestABrowserThatIsNotThereIsSaidAtTheStart(t *testing.T) {
	t.Parallel()
	stet(t, t.TempDir(), "serve", fetching, "--chromium", "/nowhere/chromium", "--chromium-no-sandbox").fails("There is no Chromium at /nowhere/chromium. Correct --chromium")
}
