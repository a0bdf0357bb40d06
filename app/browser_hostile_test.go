package main_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"stet/models"
)

// tripwire counts the scripts that a payload gets to run, by what payloads call.
const tripwire = `window.hits = 0
for (const name of ['hit', 'alert', 'confirm', 'prompt', 'print', 'open'])
	Object.defineProperty(window, name, {value: () => { window.hits++ }})`

func TestNoPayloadRunsInAnExport(t *testing.T) {
	browser := browserFor(t)
	in := infest(t)
	c := in.checked(t, models.ForInternal)
	served := map[string]string{
		"/export":   asFile(t, "html", c),
		"/markdown": "<!DOCTYPE html><html><body>" + rendered(t, asFile(t, "markdown", c)),
		"/armed":    "<!DOCTYPE html><html><body>" + strings.Join(payloads(t)[:40], "\n"), // shows that the wire trips
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, known := served[r.URL.Path]
		if !known {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	ctx, shut := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(shut)
	b := &tab{device: desktop, t: t, ctx: ctx, site: server.URL}
	b.must(chromedp.Do(ctx))
	called(b, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true})
	called(b, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: tripwire})
	for path := range served {
		b.must(chromedp.Do(ctx, chromedp.Navigate(server.URL+path)))
		hits, err := chromedp.Run(ctx, chromedp.Evaluate[int]("new Promise(done => setTimeout(() => done(window.hits), 300))", chromedp.EvalAwaitPromise))
		b.must(err)
		if (hits > 0) != (path == "/armed") {
			t.Errorf("%s: %d scripts ran", path, hits)
		}
	}
}
