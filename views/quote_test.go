package views

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/quote"
	"stet/models/text"
)

// found compares a quote with a text.
func found(words, said string) models.QuoteFinding {
	d := text.Build([]text.Part{{Text: said}})
	return models.QuoteFinding{Words: words, In: models.SaidInExcerpt, Finding: quote.Check(words, &d)}
}

const saidOnce = "I do not promise that the line here will be cheap. It opens in spring, we hope <so>."

func quotePage(c Chrome) QuotePage {
	source := &models.Source{Title: long}
	file := found("“It opens … we hope”", saidOnce)
	file.In, file.File = models.SaidInFile, &models.File{ID: 3, Name: "tape <3>.txt"}
	capture := found("“I promise that the <line> will be [very] dear”, he said, “… It opened in spring”", saidOnce)
	capture.In = models.SaidInCapture
	return QuotePage{Chrome: c, Check: models.QuoteCheck{Claim: models.Claim{ID: 4, Number: 2, Wording: "<w>"}, Items: []models.QuotedItem{
		{Evidence: models.Evidence{ID: 1, Source: source, Locator: "12:31", Capture: &models.Capture{ID: 5}}, Findings: []models.QuoteFinding{file, capture, found("“No tram ever came to this <town>”", saidOnce)}},
		{Evidence: models.Evidence{ID: 2, Source: source}},
	}}}
}

func TestAFindingAboutAQuoteIsSaidInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		words, says string
		notes       []string
	}{
		{"“It opens in spring, we hope.”", "The same, word for word", nil},
		{"“It opens … we hope”", "The same, word for word", nil},
		{"“It opens in spring we hope”", "The same but for punctuation", nil},
		{"“It Opens in spring we hope”", "The same but for punctuation and capitals", nil},
		{"“It opens in autumn”", "The same but for 1 place", []string{"The article has “autumn” where the source has “spring”."}},
		{"“It opens soon in spring”", "The same but for 1 place", []string{"The article adds “soon”."}},
		{"“I … promise that the line here will be cheap”", "The same, word for word", []string{"The ellipsis leaves out a negation: “not”."}},
		{"“I promise that the line here will be cheap”", "The same but for 1 place", []string{"The article leaves out “do not” without a mark.", "A negation is gone: “not”."}},
		{"“the line here will be cheap”", "The same, word for word", []string{"The rest of the sentence holds a negation: “not”. Read it whole."}},
		{"“we hope … the line here will be cheap”", "The same words, in another order", nil},
		{"“No bridge was ever built”", "Not found", []string{"If it was said in another language, compare the translation by hand."}},
	} {
		f := found(c.words, saidOnce)
		p := QuotePage{}
		if got := p.Says(f); got != c.says {
			t.Errorf("%s: %q, want %q", c.words, got, c.says)
		}
		if got := strings.Join(p.Notes(f), "\n"); got != strings.Join(c.notes, "\n") {
			t.Errorf("%s notes\n%s\nwant\n%s", c.words, got, strings.Join(c.notes, "\n"))
		}
	}
}

func TestAQuoteIsShownBesideItsSourceWithWhatDiffersMarked(t *testing.T) {
	t.Parallel()
	f := found("“I … that the line [there] will be dear”", saidOnce)
	p := QuotePage{}
	if got, want := string(p.Quoted(f)), `I <span class="gap">…</span> that the line <span class="ours">[there]</span> will be <ins>dear</ins>`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := string(p.Said(f)), `I <span class="gap">do not promise</span> that the line <span class="ours">here</span> will be <del>cheap</del><span class="by-us">.</span>`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
