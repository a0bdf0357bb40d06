package main_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

var captureOnPage = regexp.MustCompile(`href="(/captures/\d+)`)

// until asks for a page until it holds the words.
func (v *visitor) until(path, words string) reply {
	v.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		r := v.get(path).ok()
		if strings.Contains(r.body, words) {
			return r
		}
		if time.Now().After(deadline) {
			_, main, _ := strings.Cut(r.body, "<main")
			v.t.Fatalf("%s never holds %q:\n<main%.2000s", path, words, main)
		}
	}
}

// countsOnTheWeb serves a page that says what it is told to; told nothing, it is gone.
func countsOnTheWeb(t *testing.T) (address string, says func(words string)) {
	t.Helper()
	var said atomic.Value
	says = func(words string) { said.Store(words) }
	says(countsSay)
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		words := said.Load().(string)
		if words == "" {
			w.WriteHeader(http.StatusGone)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<!doctype html><title>Counts</title><article><h1>Passenger counts</h1><p>%s</p><p>They are counted at every door, on every day of the year.</p></article>", words)
	}))
	t.Cleanup(web.Close)
	return web.URL + "/counts", says
}

const countsSay = "The harbour line carried 31,412 people on a mean weekday in October."

// TestAPageIsKeptWhenItIsAttachedAndItsDriftAndDeathAreFlagged follows a source
// on the web from the claim to its end.
func TestAPageIsKeptWhenItIsAttachedAndItsDriftAndDeathAreFlagged(t *testing.T) {
	t.Parallel()
	address, says := countsOnTheWeb(t)
	data := t.TempDir()
	hire(t, data, eva)
	editor := signedIn(t, serving(t, data, fetching), eva)
	article := editor.start("The tram", "The tram carried 31,400 people a day.\n\nIt is red.")
	revision := editor.get("/articles/" + article).ok().first(revisionOnPage)
	claim, other := editor.claim(article, revision, 0), editor.claim(article, revision, 1)
	attach := func(claim string) string {
		editor.post("/claims/"+claim+"/evidence", "relation", "supports", "source_title", "Counts", "source_url", address, "locator", "first paragraph",
			"excerpt", "The harbour line carried 31,412 people on a mean weekday").taken()
		return editor.get("/articles/" + article + "?claim=" + claim).ok().first(captureOnPage)
	}
	kept := attach(claim)
	page := editor.until(kept, "word for word").body
	if !strings.Contains(page, `<mark id="excerpt">The harbour line carried 31,412 people on a mean weekday</mark>`) {
		t.Errorf("the copy is not shown at the excerpt:\n%s", page)
	}
	says("The harbour line carried 30,999 people on a mean weekday in October.")
	editor.post(kept + "/recheck").taken()
	editor.until(kept, "has changed since the copy was made")
	says("")
	editor.post(kept + "/recheck").taken()
	editor.until(kept, "The page is gone. The copy is here.")
	if last := editor.get(kept).ok().body; !strings.Contains(last, `<mark id="excerpt">`) {
		t.Error("the copy no longer opens at the excerpt")
	}
	if marked := editor.get("/articles/" + article + "?claim=" + claim).ok().body; !strings.Contains(marked, "The page is gone") {
		t.Error("the claim that rests on the page does not say that it is gone")
	}
	if clean := editor.get("/articles/" + article + "?claim=" + other).ok().body; strings.Contains(clean, "The page is gone") {
		t.Error("a claim that does not rest on the page says that it is gone")
	}
	failed := attach(other)
	editor.until(failed, "No copy of the page")
	says("It is there again.")
	editor.post(failed + "/retry").taken()
	editor.until(failed, "The excerpt is not in the readable text")
}

// TestEveryPageIsKeptOnceWhenTheProgramIsKilledInTheMiddle has two hundred pages
// to fetch and two kills on the way.
func TestEveryPageIsKeptOnceWhenTheProgramIsKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	const pages = 200
	var asked atomic.Int64
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		time.Sleep(20 * time.Millisecond)
		if strings.HasSuffix(r.URL.Path, "7") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		io.WriteString(w, "The count at "+r.URL.Path+" is kept here, whatever happens to the program that asks for it.")
	}))
	defer web.Close()
	data := t.TempDir()
	prepared(t, data, pages, web.URL)
	for _, killAt := range []int64{pages / 4, pages / 2} {
		s := serving(t, data, fetching)
		for asked.Load() < killAt {
			time.Sleep(5 * time.Millisecond)
		}
		s.kill()
	}
	s := serving(t, data, fetching)
	store, err := models.Open(models.Options{Data: data, Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	all := concluded(t, store, pages)
	s.stop()
	kept, failed := 0, 0
	for _, e := range all {
		k := e.Capture
		switch {
		case strings.HasSuffix(k.URL, "7") && k.Status == models.CaptureFailed:
			failed++
		case k.Status == models.CaptureKept && k.WARCSHA256 != "":
			kept++
		default:
			t.Errorf("%s is %s: %s", k.URL, k.Status, k.Reason)
		}
		lines, err := store.History(t.Context(), models.User{}, 0, e.ClaimID, 0)
		if err != nil {
			t.Fatal(err)
		}
		ends := 0
		for _, l := range lines {
			if l.Action == models.CaptureWasKept || l.Action == models.CaptureWasNot {
				ends++
			}
		}
		if ends != 1 {
			t.Errorf("%s came to an end %d times", k.URL, ends)
		}
	}
	if failed != pages/10 || kept != pages-failed {
		t.Errorf("%d kept and %d failed of %d", kept, failed, pages)
	}
	stet(t, data, "doctor").works()
	t.Logf("%d pages were kept and %d honestly failed, in %d requests and three lives of the program", kept, failed, asked.Load())
}

// prepared is a data folder with pages that are yet to be fetched.
func prepared(t *testing.T, data string, pages int, address string) {
	t.Helper()
	store, err := models.Open(models.Options{Data: data, Capture: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	st := modelstest.NewStory(t, store)
	a := st.Article(countedSentences(pages))
	for i := range pages {
		c := st.Claim(a.ID, fmt.Sprintf("Barge %d carried", i))
		_, err := store.CreateEvidence(t.Context(), st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "all of it",
			Source: models.SourceForm{Title: "Count", URL: fmt.Sprintf("%s/%d", address, i)}})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// concluded waits until no page is waited for any more.
func concluded(t *testing.T, store *models.Store, pages int) []models.Evidence {
	t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		var all []models.Evidence
		waiting := 0
		for claim := range int64(pages) {
			d, err := store.ClaimDetail(t.Context(), models.User{}, claim+1)
			if err != nil {
				t.Fatal(err)
			}
			if all = append(all, d.Evidence...); d.Evidence[0].Capture.Status == models.CaptureWaiting {
				waiting++
			}
		}
		if waiting == 0 {
			return all
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d pages are still waited for", waiting)
		}
	}
}
