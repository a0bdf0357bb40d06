package main_test

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/models/message"

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
	if !value[bool](b, "'axe' in window") {
		b.must(chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](axe)))
	}
	// No rule that is asked reads style sheets as files, so they are not fetched again.
	broken, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]violation](`axe.run(document, { ...`+rules+`, resultTypes: ['violations'], preload: false }).then(r =>
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

// looks are how each page is looked at, one after the other as it stands: on a
// large screen, on a phone, and at its colours in the dark.
var looks = []struct {
	device
	name, rules string
}{{desktop, "on a desk", everyRule}, {phone, "on a phone", everyRule}, {desktop.inTheDark(), "in the dark", ofColours}}

// atOnce is how many pages one tab goes through, so that several share the work.
const atOnce = 12

// TestEveryPageCanBeUsedByEverybody looks at each page, in each language, with
// the rules of axe-core.
func TestEveryPageCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	axe := axeCore(t)
	for _, r := range openGallery(t).rooms() {
		for views := range slices.Chunk(r.views, atOnce) {
			t.Run(cmp.Or(r.who.name, "nobody")+" from "+views[0].String(), func(t *testing.T) {
				t.Parallel()
				b := newTab(t, browserFor(t), r.server.address, desktop)
				if r.who != (account{}) {
					(&person{tab: b, account: r.who, by: b.hand()}).signsIn()
				}
				for _, l := range message.Languages {
					for _, v := range views {
						b.device = desktop.speaking(l)
						b.equip()
						b.opens(v.path)
						if v.prepare != nil {
							v.prepare(b)
						}
						b.isForEverybody(axe, v)
					}
				}
			})
		}
	}
}

// isForEverybody fails the test unless the view, as it stands, breaks no rule and
// fits the screen in each look. The small screen has the same elements in every
// language, so its rules are asked once.
func (b *tab) isForEverybody(axe string, v view) {
	b.t.Helper()
	for _, look := range looks {
		b.device = look.device.speaking(b.language)
		b.equip()
		what := v.String() + " " + look.name + " in " + b.language.Tag()
		if !look.touch || b.language == "" || b.language == message.English {
			b.accessible(axe, look.rules, what)
		}
		b.fits(what)
	}
}
