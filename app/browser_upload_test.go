package main_test

import (
	"fmt"
	"html"
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// beacon hears from scripts that ran. It serves the files of liars as what they
// would run as, and pages that lead to those of another site.
type beacon struct {
	mu    sync.Mutex
	heard map[string]bool
	files []liar
}

var ran = regexp.MustCompile(`ran-(\d+|name)`)

func (b *beacon) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b.hear(r.URL.Path)
	var n int
	if _, err := fmt.Sscanf(r.URL.Path, "/files/%d", &n); err == nil && n > 0 && n <= len(b.files) {
		w.Header().Set("Content-Type", b.files[n-1].runsAs)
		_, _ = w.Write([]byte(b.files[n-1].data))
		return
	}
	w.Header().Set("Content-Type", "text/html")
	_, _ = w.Write([]byte("<!doctype html><title>elsewhere</title>"))
}

// hear takes down a signal in an address or a title.
func (b *beacon) hear(where string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if m := ran.FindString(where); m != "" {
		b.heard[m] = true
	}
}

// taken is what was heard since it was last asked.
func (b *beacon) taken() map[string]bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.heard
	b.heard = map[string]bool{}
	return all
}

// bait is a tab whose every request is heard, whether it reaches anybody or not.
func (b *beacon) bait(t *testing.T, site string) *tab {
	t.Helper()
	ctx, shut := chromedp.NewContext(browserFor(t), chromedp.WithNewBrowserContext())
	t.Cleanup(shut)
	tab := &tab{device: desktop, t: t, ctx: ctx, site: site, downloads: t.TempDir()}
	tab.must(chromedp.Do(ctx))
	tab.must(chromedp.Listen(ctx, func(event any) {
		if e, is := event.(*network.EventRequestWillBeSent); is {
			b.hear(e.Request.URL)
		}
	}))
	called(tab, network.Enable, network.EnableParams{})
	tab.equip()
	return tab
}

// goes opens an address, whatever becomes of it, and reports whether the browser
// showed it.
func (b *beacon) goes(tab *tab, address string) (shown bool) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.Navigate("about:blank")))
	r := called(tab, page.Navigate, page.NavigateParams{URL: address})
	if r.ErrorText != "" || r.IsDownload {
		return false
	}
	time.Sleep(100 * time.Millisecond) // for a script to run
	b.hear(value[string](tab, "document.title"))
	return true
}

// everyWayIn brings addresses onto the page in every way in which a page takes
// something in, and says when nothing more is to come of it.
const everyWayIn = `globalThis.tried = false, void Promise.all(%s.map(async address => {
	const done = e => new Promise(r => { e.onload = e.onerror = r; setTimeout(r, 1000); }), all = [];
	const put = (name, more) => { const e = Object.assign(document.createElement(name), more); all.push(done(e)); document.body.append(e); };
	put('script', { src: address });
	put('script', { src: address, charset: 'iso-8859-1' });
	put('script', { src: address, type: 'module' });
	for (const [name, key] of [['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['img', 'src'], ['link', 'href']]) put(name, { [key]: address, rel: 'stylesheet' });
	all.push(import(address).catch(() => {}));
	try { new Worker(address).onerror = e => e.preventDefault(); } catch {}
	try { new Worker(address, { type: 'module' }).onerror = e => e.preventDefault(); } catch {}
	if (navigator.serviceWorker) all.push(navigator.serviceWorker.register(address).catch(() => {}));
	await Promise.race([Promise.all(all), new Promise(r => setTimeout(r, 3000))]);
})).finally(() => { tried = true; })`

func (b *beacon) takesIn(tab *tab, addresses ...string) {
	tab.t.Helper()
	do(tab, everyWayIn, addresses)
	tab.until("every way is tried", "globalThis.tried")
	b.hear(value[string](tab, "document.title"))
}

// armed fails the test unless the files run where nobody holds them back: as
// what they are, on another site. It returns how many there are.
func (b *beacon) armed(tab *tab, elsewhere string) (live int) {
	tab.t.Helper()
	for i, f := range b.files {
		if f.runsAs == "" {
			continue
		}
		live++
		address, signal := fmt.Sprintf("%s/files/%d", elsewhere, i+1), fmt.Sprintf("ran-%d", i+1)
		if strings.HasPrefix(f.runsAs, "text/javascript") {
			do(tab, `document.body.append(Object.assign(document.createElement('script'), { src: %s }))`, address)
		} else {
			tab.must(chromedp.Do(tab.ctx, chromedp.Navigate(address)))
		}
		for deadline := time.Now().Add(patience); !b.taken()[signal]; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				tab.t.Fatalf("%q runs nowhere as %s, and proves nothing", f.name, f.runsAs)
			}
		}
	}
	return live
}

var fileOnPage = regexp.MustCompile(`href="(/files/\d+)">.*?<bdi>(.*?)</bdi></a>`)

// TestNoScriptRunsFromAFileThatLies uploads files that are not what they say
// through the form, and looks at each in every way a browser has.
func TestNoScriptRunsFromAFileThatLies(t *testing.T) {
	t.Parallel()
	b := &beacon{heard: map[string]bool{}}
	elsewhere := httptest.NewServer(b)
	t.Cleanup(elsewhere.Close)
	b.files = liars(elsewhere.URL)
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	reader := signedIn(t, s, eva)
	article := reader.start("The tram", "The tram carried 31,400 people a day.")
	claim := reader.claim(article, reader.get("/articles/"+article).ok().first(revisionOnPage), 0)
	tab := b.bait(t, s.address)
	uploader := &person{tab: tab, account: eva, by: mouse{}}
	uploader.signsIn()
	for some := range slices.Chunk(b.files, 15) {
		uploader.attaches(claim, some...)
		uploader.sees("A paper")
	}
	refused := []string{"bell\x07.html", "escape\x1b[31m.html", "delete\x7f.html"} // no form can hold these
	for _, name := range refused {
		uploader.attaches(claim, liar{name: name, data: "<!doctype html><script>" + signal(elsewhere.URL, 0) + "</script>"})
		uploader.sees("The form did not arrive whole")
	}
	links := fileOnPage.FindAllStringSubmatch(reader.get("/articles/"+article+"?claim="+claim).ok().body, -1)
	if len(links) != len(b.files) {
		t.Fatalf("%d files are there of %d", len(links), len(b.files))
	}
	inTheOpen := 0
	var addresses []string
	for i, l := range links {
		reader.isKept(l[1], html.UnescapeString(l[2]), b.files[i])
		addresses = append(addresses, s.address+l[1])
		if b.goes(tab, addresses[i]) {
			inTheOpen++
		}
	}
	b.silent(t, "opened by its address")
	called(tab, page.SetBypassCSP, page.SetBypassCSPParams{Enabled: true}) // as if our policy had a hole
	for what, from := range map[string]string{"taken in by a page of ours": s.address + "/claims/" + claim, "taken in by another site": elsewhere.URL} {
		tab.must(chromedp.Do(tab.ctx, chromedp.Navigate(from)))
		b.takesIn(tab, addresses...)
		b.silent(t, what)
	}
	tab.must(chromedp.Do(tab.ctx, chromedp.Navigate(elsewhere.URL)))
	live := b.armed(tab, elsewhere.URL)
	t.Logf("%d files, %d of which run as what they are elsewhere, ran nothing in 3 ways of looking; the browser showed %d and saved the others; %d more were refused", len(b.files), live, inTheOpen, len(refused))
}

// silent fails the test when a script was heard.
func (b *beacon) silent(t *testing.T, what string) {
	t.Helper()
	for signal := range b.taken() {
		t.Errorf("a script ran when it was %s: %s", what, signal)
	}
}

// attaches puts files with a new item of evidence, through its form.
func (p *person) attaches(claim string, files ...liar) {
	p.t.Helper()
	var paths []string
	for _, f := range files {
		path := filepath.Join(p.t.TempDir(), f.name)
		if err := os.WriteFile(path, []byte(f.data), 0o600); err != nil {
			p.t.Fatal(err)
		}
		paths = append(paths, path)
	}
	p.opens("/claims/" + claim + "/evidence/new")
	p.fills("#f-source_title", "A paper", "#f-locator", "p. 1")
	p.must(chromedp.Do(p.ctx, chromedp.SetUploadFiles("#f-files", paths)))
	p.follows("main button | Add evidence")
}

// isKept fails the test unless a file is kept as it came, and sent so that it is
// nothing but a file: under a name that hides nothing.
func (v *visitor) isKept(path, shown string, f liar) {
	v.t.Helper()
	r := v.get(path).ok()
	if r.body != f.data {
		v.t.Errorf("%q came back as other bytes", f.name)
	}
	disposition, params, err := mime.ParseMediaType(r.header.Get("Content-Disposition"))
	mediaType := r.header.Get("Content-Type")
	sound := mediaType == "application/octet-stream" && disposition == "attachment" || disposition == "inline" && (strings.HasPrefix(mediaType, "image/") || strings.HasPrefix(mediaType, "audio/"))
	if err != nil || !sound || strings.Contains(mediaType, "svg") || r.header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(r.header.Get("Content-Security-Policy"), "sandbox; default-src 'none'") {
		v.t.Errorf("%q is sent with %v", f.name, r.header)
	}
	hidden := func(c rune) bool { return !unicode.IsGraphic(c) || unicode.IsSpace(c) && c != ' ' }
	if params["filename"] != shown || strings.ContainsFunc(shown, hidden) || strings.ContainsAny(shown, `/\`) || len([]rune(shown)) > 150 || shown == "" {
		v.t.Errorf("%q is shown as %q and saved as %q", f.name, shown, params["filename"])
	}
}
