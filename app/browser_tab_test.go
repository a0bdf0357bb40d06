package main_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/models/message"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// device is what a person looks at pages with.
type device struct {
	width, height int64
	touch         bool // a phone
	dark          bool // its owner prefers dark pages
	noScript      bool
	language      message.Language // that its owner reads; "" is English
}

var (
	desktop = device{width: 1440, height: 900}
	phone   = device{width: 390, height: 844, touch: true}
)

func (d device) inTheDark() device     { d.dark = true; return d }
func (d device) withoutScript() device { d.noScript = true; return d }

func (d device) speaking(l message.Language) device { d.language = l; return d }

// tab is one tab of the browser, alone with its cookies.
type tab struct {
	device
	t         testing.TB
	ctx       context.Context
	site      string // where the program serves, as http://host:port
	downloads string // the folder that downloads arrive in
	seen      *watch
}

// newTab opens a tab. It watches what the page does until the test ends.
func newTab(t testing.TB, browserContext context.Context, site string, d device) *tab {
	t.Helper()
	ctx, shut := chromedp.NewContext(browserContext, chromedp.WithNewBrowserContext())
	t.Cleanup(shut)
	b := &tab{device: d, t: t, ctx: ctx, site: site, downloads: t.TempDir()}
	b.must(chromedp.Do(ctx))
	b.seen = watching(b)
	b.equip()
	return b
}

// equip makes the tab the device it stands for.
func (b *tab) equip() {
	b.t.Helper()
	var options []chromedp.EmulateViewportOption
	if b.touch {
		options = append(options, chromedp.EmulateMobile, chromedp.EmulateTouch)
	}
	scheme := "light"
	if b.dark {
		scheme = "dark"
	}
	b.must(chromedp.Do(b.ctx, chromedp.EmulateViewport(b.width, b.height, options...)))
	called(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	called(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": b.language.Tag()}})
	called(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: b.noScript})
	_, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID, DownloadPath: b.downloads})
	b.must(err)
}

func (b *tab) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%v\n%s", err, b.state())
	}
}

// opens goes to a page by its address. It leaves the one it is on first where
// it would else only scroll.
func (b *tab) opens(path string) {
	b.t.Helper()
	if value[bool](b, "location.href.split('#')[0] === %s.split('#')[0]", b.site+path) {
		b.must(chromedp.Do(b.ctx, chromedp.Navigate("about:blank")))
	}
	b.must(chromedp.Do(b.ctx, chromedp.Navigate(b.site+path)))
	b.ready()
}

// ready waits until the page can be used.
func (b *tab) ready() {
	b.t.Helper()
	b.until("the page is there", `document.readyState === 'complete'`)
	if b.noScript {
		return
	}
	// A module that is imported again is the one that runs, when it has run.
	const modules = `(async () => {
		const app = document.querySelector('script[type=module]');
		if (!app) return true;
		await import(app.src);
		if (document.querySelector('main.ws')) await import(new URL('workspace.js', app.src));
		return true;
	})()`
	_, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](modules, chromedp.EvalAwaitPromise))
	b.must(err)
}

// leads does something that leads to another page, and waits for that page.
func (b *tab) leads(act func()) {
	b.t.Helper()
	do(b, `document.documentElement.dataset.left = ''`)
	act()
	b.until("another page comes", `document.readyState === 'complete' && !('left' in document.documentElement.dataset)`)
	b.ready()
}

// settles waits until what was sent from the page has been answered and shown.
func (b *tab) settles() {
	b.t.Helper()
	b.until("the answer is shown", `!document.querySelector('[aria-busy]')
		&& (document.querySelector('main.ws')?.dataset.claim ?? '') === (document.querySelector('main.ws #claim')?.dataset.claim ?? '')`)
}

// value is what an expression gives on the page. Each %s takes an argument, as
// a literal of JavaScript.
func value[T any](b *tab, expression string, args ...any) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](script(expression, args)))
	if err != nil {
		b.t.Fatalf("%v in %s\n%s", err, script(expression, args), b.state())
	}
	return v
}

// do runs an expression on the page for what it does.
func do(b *tab, expression string, args ...any) {
	b.t.Helper()
	b.must(chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](script(expression, args))))
}

func script(expression string, args []any) string {
	literals := make([]any, len(args))
	for i, a := range args {
		literal, err := json.Marshal(a)
		if err != nil {
			panic(err) // only strings and numbers are passed
		}
		literals[i] = string(literal)
	}
	if len(args) > 0 {
		return fmt.Sprintf(expression, literals...)
	}
	return expression
}

// until waits until a condition holds on the page. While one page makes room
// for the next there is nothing to ask, so errors are asked again.
func (b *tab) until(what, condition string, args ...any) {
	b.t.Helper()
	expression, deadline := script(condition, args), time.Now().Add(patience)
	for {
		holds, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if err == nil && holds {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("waited for this in vain: %s (%s): %v\n%s", what, expression, err, b.state())
		}
		time.Sleep(15 * time.Millisecond)
	}
}

// sees waits until the words stand on the page where they can be seen.
func (b *tab) sees(words ...string) {
	b.t.Helper()
	for _, w := range words {
		b.until("“"+w+"” is seen", `document.body.innerText.replace(/\s+/g, ' ').toLowerCase().includes(%s)`, strings.ToLower(w))
	}
}

// downloaded waits for a download and returns what is in it.
func (b *tab) downloaded() (name, content string) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		found, err := os.ReadDir(b.downloads)
		b.must(err)
		if len(found) != 1 || strings.HasSuffix(found[0].Name(), ".crdownload") || strings.HasPrefix(found[0].Name(), ".") {
			continue
		}
		path := filepath.Join(b.downloads, found[0].Name())
		written, err := os.ReadFile(path)
		b.must(err)
		b.must(os.Remove(path))
		return found[0].Name(), string(written)
	}
	b.t.Fatalf("no download came\n%s", b.state())
	return "", ""
}

// state tells what the page looks like, for the message of a failed test. With
// STET_TEST_SHOTS set to a folder it leaves a picture there.
func (b *tab) state() string {
	if folder := os.Getenv("STET_TEST_SHOTS"); folder != "" {
		if picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot()); err == nil {
			_ = os.WriteFile(filepath.Join(folder, strings.ReplaceAll(b.t.Name(), "/", "-")+".png"), picture, 0o600) // only a help
		}
	}
	said, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`location.href + '\nsaid: ' + (document.getElementById('live')?.textContent ?? '') + '\n'
		+ (document.querySelector('#claim') ?? document.querySelector('main') ?? document.body).innerText.slice(0, 1500)`))
	if err != nil {
		return err.Error()
	}
	return said
}
