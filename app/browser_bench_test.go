package main_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// A long read: more than any newsroom checks at once.
const (
	longWords  = 200_000
	longClaims = 10_000
)

// BenchmarkWorkspaceInTheBrowser opens a very long article with very many
// claims as a browser does, filters it and jumps to its last claim. The first
// paint is the browser's own figure; usable is when the scripts have run and the
// next frame is drawn; filter and jump end with the frame that shows them, panel
// with the claim's panel.
func BenchmarkWorkspaceInTheBrowser(b *testing.B) {
	browser, data := browserFor(b), b.TempDir()
	article := longArticle(b, data)
	p := atWork(b, browser, serving(b, data), account{"eva@example.org", "Eva Editor", "editor", modelstest.Password}, desktop, mouse{})
	p.signsIn()
	sum := map[string]float64{}
	for b.Loop() {
		p.must(chromedp.Do(p.ctx, chromedp.Navigate(p.site+"/articles/"+article)))
		p.ready()
		sum["usable-ms"] += p.milliseconds(`0`, ``, `true`)
		sum["first-paint-ms"] += value[float64](p.tab, `performance.getEntriesByName('first-contentful-paint')[0].startTime`)
		sum["filter-ms"] += p.milliseconds(`performance.now()`, `const s = document.querySelector('#show select'); s.value = 'open'; s.dispatchEvent(new Event('change', { bubbles: true }))`, `true`)
		const last = `[...document.querySelectorAll('.text mark')].at(-1)`
		const key = `dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }))`
		sum["jump-ms"] += p.milliseconds(`performance.now()`, `document.body.`+key, last+`.getBoundingClientRect().top < innerHeight`)
		sum["panel-ms"] += p.milliseconds(`performance.now()`, `document.body.`+key, `document.querySelector('#claim').dataset.claim === document.querySelector('main').dataset.claim`)
	}
	for unit, ms := range sum {
		b.ReportMetric(ms/float64(b.N), unit)
	}
}

// milliseconds runs a script and says how long it takes, from a point in time of
// the page to the first frame in which a condition holds.
func (b *tab) milliseconds(from, script, condition string) float64 {
	b.t.Helper()
	took, err := chromedp.Run(b.ctx, chromedp.Evaluate[float64](fmt.Sprintf(`new Promise(done => {
		const from = %s;
		%s;
		const frame = () => requestAnimationFrame(() => setTimeout(() => { if (%s) done(performance.now() - from); else frame(); }));
		frame();
	})`, from, script, condition), chromedp.EvalAwaitPromise))
	b.must(err)
	return took
}

// longArticle makes the article through the Store, all claims at once.
func longArticle(b *testing.B, data string) (number string) {
	b.Helper()
	store, err := models.Open(models.Options{Data: data})
	if err != nil {
		b.Fatal(err)
	}
	st := modelstest.NewStory(b, store)
	var s strings.Builder
	for i := range longWords / 12 {
		fmt.Fprintf(&s, "In year %d the harbour tram carried %d people across the bay. ", 1000+i%1000, 30000+i)
		if i%5 == 4 {
			s.WriteString("\n\n")
		}
	}
	doc := text.Parse(s.String())
	a, err := store.CreateArticle(b.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The long way"}, Document: doc})
	if err != nil {
		b.Fatal(err)
	}
	err = store.Tx(b.Context(), func(tx *models.Store) error {
		for i := range longClaims {
			at := doc.Sentences[i*len(doc.Sentences)/longClaims].Span
			at.End = at.Start + 20 + i%20
			selection := models.Selection{RevisionID: a.RevisionID, Span: at, Quote: doc.Slice(at)}
			if _, err := tx.CreateClaim(b.Context(), st.Editor, a.ID, models.NewClaim{Selection: selection}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := store.Close(); err != nil {
		b.Fatal(err)
	}
	return fmt.Sprint(a.ID)
}
