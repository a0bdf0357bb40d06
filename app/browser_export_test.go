package main_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"stet/app/export"
	"stet/models"
)

// checkedArticle is the article of the golden files, in a language.
func checkedArticle(t testing.TB, language string) models.Checked {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("export", "testdata", "signed-off.json"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := export.ReadJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	c.Article.Language = language
	return c
}

// settled is what readers see of it.
func settled(c models.Checked) models.Checked {
	c.Audience = models.ForPublic
	c.Claims = slices.DeleteFunc(slices.Clone(c.Claims), func(k models.CheckedClaim) bool { return k.Status != models.ClaimApproved })
	return c
}

// exportsServed serves an article as a page and as a box on a page of somebody
// else's, in a language from left to right and in one from right to left.
func exportsServed(t testing.TB) string {
	t.Helper()
	pages := map[string][]byte{}
	for _, language := range []string{"en", "ar"} {
		var page, box bytes.Buffer
		c := checkedArticle(t, language)
		for format, to := range map[string]*bytes.Buffer{"html": &page, "sources": &box} {
			shown := c
			if format == "sources" {
				shown = settled(c)
			}
			if err := export.Write(t.Context(), to, format, shown, nil); err != nil {
				t.Fatal(err)
			}
		}
		pages["/"+language+"/page"] = page.Bytes()
		pages["/"+language+"/box"] = fmt.Appendf(nil, `<!doctype html><html lang="%s"><meta name="viewport" content="width=device-width"><title>An article</title><body><main><h1>An article</h1><p>Its text.</p>%s</main></body></html>`, language, box.Bytes())
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html") // without a charset: the files say it, or need none
		_, _ = w.Write(pages[r.URL.Path])
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// TestWhatLeavesForReadersCanBeUsedByEverybody looks at the HTML export and at
// the box of sources with the rules of axe-core: on a large screen, on a phone,
// and at their colours in the dark.
func TestWhatLeavesForReadersCanBeUsedByEverybody(t *testing.T) {
	t.Parallel()
	axe, site := axeCore(t), exportsServed(t)
	for name, look := range map[string]struct {
		device
		rules string
	}{"on a desk": {desktop, everyRule}, "on a phone": {phone, everyRule}, "in the dark": {desktop.inTheDark(), ofColours}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newTab(t, browserFor(t), site, look.device)
			for _, path := range []string{"/en/page", "/en/box", "/ar/page", "/ar/box"} {
				b.opens(path)
				b.accessible(axe, look.rules, path)
				b.fits(path)
				if said := value[string](b, "document.body.textContent"); !bytes.Contains([]byte(said), []byte("بلغ عدد الركاب 31,400")) {
					t.Errorf("%s has lost its letters", path)
				}
			}
		})
	}
}
