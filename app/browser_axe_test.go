package main_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axeVariable names axe.min.js of axe-core, where it is not found by itself.
const axeVariable = "STET_TEST_AXE"

// axeCore reads the rules of accessibility. Without them the test is skipped.
func axeCore(t testing.TB) string {
	t.Helper()
	path := os.Getenv(axeVariable)
	if path == "" {
		path = filepath.Join("..", ".ci", "cache", "npm", "node_modules", "axe-core", "axe.min.js")
	}
	source, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		skipOrFail(t, "no axe-core: set "+axeVariable+" to axe.min.js to run this")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// violation is a rule that a page breaks.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

func (v violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", v.ID, v.Help)
	for _, n := range v.Nodes[:min(len(v.Nodes), 3)] {
		fmt.Fprintf(&b, "\n    %.300s\n    %s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", " "))
	}
	if more := len(v.Nodes) - 3; more > 0 {
		fmt.Fprintf(&b, "\n    and %d more", more)
	}
	return b.String()
}

// Which rules a page is held to: all of them, or those that depend on colours.
const (
	everyRule = `{}`
	ofColours = `{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }`
)

// accessible fails the test unless the page, as it stands, breaks no rule.
func (b *tab) accessible(axe, rules, what string) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](axe)))
	broken, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]violation](`axe.run(document, { ...`+rules+`, resultTypes: ['violations'] }).then(r =>
		r.violations.map(v => ({ ID: v.id, Help: v.help, Nodes: v.nodes.map(n => ({ HTML: n.html, FailureSummary: n.failureSummary })) })))`, chromedp.EvalAwaitPromise))
	b.must(err)
	for _, v := range broken {
		b.t.Errorf("%s is not accessible: %s", what, v)
	}
}

// fits fails the test when the page is wider than the screen.
func (b *tab) fits(what string) {
	b.t.Helper()
	if over := value[float64](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		b.t.Errorf("%s is %v pixels wider than the screen of %d", what, over, b.width)
	}
}

// TestEveryPageCanBeUsedByEverybody looks at each page with the rules of
// axe-core: on a large screen, on a phone, and at its colours in the dark.
func TestEveryPageCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	for name, look := range map[string]struct {
		device
		rules string
	}{"on a desk": {desktop, everyRule}, "on a phone": {phone, everyRule}, "in the dark": {desktop.inTheDark(), ofColours}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			browser := browserFor(t)
			g := openGallery(t)
			for _, r := range g.rooms() {
				b := newTab(t, browser, r.server.address, look.device)
				if r.who != (account{}) {
					(&person{tab: b, account: r.who, by: b.hand()}).signsIn()
				}
				for _, v := range r.views {
					b.opens(v.path)
					if v.prepare != nil {
						v.prepare(b)
					}
					b.accessible(axe, look.rules, v.String())
					b.fits(v.String())
				}
			}
		})
	}
}
