package main_test

import (
	"fmt"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// called sends a command of the DevTools protocol to a tab.
func called[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	b.must(err)
	return result
}

// watch notes what no page of ours may do: complain on the console, ask another
// host for anything, miss a file of its own, break the content security policy,
// or keep a cookie of the session where scripts or other sites reach it.
type watch struct {
	mu     sync.Mutex
	site   string
	faults []string
}

// watching watches a tab; what it has noted fails the test when the test ends.
func watching(b *tab) *watch {
	b.t.Helper()
	w := &watch{site: b.site}
	b.must(chromedp.Listen(b.ctx, w.hear))
	called(b, network.Enable, network.EnableParams{})
	called(b, log.Enable, cdp.Empty{})
	called(b, runtime.Enable, cdp.Empty{})
	b.t.Cleanup(func() {
		for _, f := range w.noted() {
			b.t.Errorf("a page misbehaved: %s", f)
		}
	})
	return w
}

func (w *watch) hear(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// Answers such as 422 are part of the conversation; files are looked at below.
		if e.Entry.Source != log.EntrySourceNetwork && e.Entry.Level != log.EntryLevelInfo && e.Entry.Level != log.EntryLevelVerbose {
			w.note("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL)
		}
	case *runtime.EventConsoleAPICalled:
		w.note("the console has a line of type %s", e.Type)
	case *runtime.EventExceptionThrown:
		w.note("an exception: %s %v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception)
	case *network.EventRequestWillBeSent:
		if !w.ours(e.Request.URL) {
			w.note("a request to %s", e.Request.URL)
		}
	case *network.EventResponseReceived:
		w.answered(e)
	case *network.EventResponseReceivedExtraInfo:
		w.cookies(e.Headers)
	}
}

func (w *watch) ours(url string) bool {
	for _, prefix := range []string{w.site + "/", "data:", "blob:", "about:"} {
		if strings.HasPrefix(url, prefix) {
			return true
		}
	}
	return false
}

func (w *watch) answered(e *network.EventResponseReceived) {
	byHand := e.Type == network.ResourceTypeDocument || e.Type == network.ResourceTypeFetch
	if e.Response.Status >= 500 || e.Response.Status >= 400 && !byHand {
		w.note("%s answers %d", e.Response.URL, e.Response.Status)
	}
}

// cookies looks at those that the server sets. The cookie of the time zone is
// set by the page and holds no secret.
func (w *watch) cookies(headers network.Headers) {
	for name, set := range headers {
		if !strings.EqualFold(name, "Set-Cookie") {
			continue
		}
		for line := range strings.SplitSeq(fmt.Sprint(set), "\n") {
			if lower := strings.ToLower(line); !strings.Contains(lower, "httponly") || !strings.Contains(lower, "samesite=") {
				w.note("a cookie that scripts or other sites reach: %s", line)
			}
		}
	}
}

func (w *watch) note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}

func (w *watch) noted() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.faults
}
