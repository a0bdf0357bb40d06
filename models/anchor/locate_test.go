package anchor_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models/anchor"
	"stet/models/text"
)

const report = `## The harbour tram

The council approved the harbour tram in 2019. On a mean weekday of 2025 it carried 31,412 people, “more than any bus line in the city”.

The mayor, Ruth Amsel, says that it costs the city nothing. The tram did not run in January, because a crane had fallen onto the wires.

Nobody misses the ferry. It ran from 1921 on. The bridge was closed in 2021, and the ferry ran again in 2021.`

func TestWordsAreLocated(t *testing.T) {
	t.Parallel()
	doc := text.Parse(report)
	for name, c := range map[string]struct {
		words  anchor.Words
		status anchor.Status
		at     string
	}{
		"the quote as it is":                   {anchor.Words{Quote: "it carried 31,412 people"}, anchor.Exact, "it carried 31,412 people"},
		"other typography and capitals":        {anchor.Words{Quote: `"More than any  bus line in the city"`}, anchor.Exact, "“more than any bus line in the city”"},
		"a piece of a word":                    {anchor.Words{Quote: "ouncil approved the harbo"}, anchor.Exact, "ouncil approved the harbo"},
		"a quote across blocks":                {anchor.Words{Quote: "costs the city nothing. The tram did not run"}, anchor.Exact, "costs the city nothing. The tram did not run"},
		"a quote that was edited":              {anchor.Words{Quote: "On a mean weekday of 2024 it carried 31,400 people,"}, anchor.Edited, "On a mean weekday of 2025 it carried 31,412 people,"},
		"a quote in two places":                {anchor.Words{Quote: "in 2021"}, anchor.Ambiguous, "in 2021|in 2021"},
		"capitals tell two places apart":       {anchor.Words{Quote: "The council"}, anchor.Exact, "The council"},
		"what it says tells them apart":        {anchor.Words{Quote: "in 2021", Gist: "The bridge was closed for the whole of 2021"}, anchor.Ambiguous, "in 2021|in 2021"},
		"a gist in other words":                {anchor.Words{Gist: "31,412 people used the tram on weekdays"}, anchor.Edited, "On a mean weekday of 2025 it carried 31,412 people, “more than any bus line in the city”."},
		"a gist of another form":               {anchor.Words{Gist: "A fallen crane on the wires stopped the trams in January."}, anchor.Edited, "The tram did not run in January, because a crane had fallen onto the wires."},
		"a quote that is gone, but not a gist": {anchor.Words{Quote: "the oldest ferry of all the seas", Gist: "Ruth Amsel: the tram costs nothing"}, anchor.Edited, "The mayor, Ruth Amsel, says that it costs the city nothing."},
		"a gist of something else":             {anchor.Words{Gist: "The airport opened its second runway in March"}, anchor.Lost, ""},
		"too few words to tell":                {anchor.Words{Gist: "in 1921"}, anchor.Lost, ""},
		"a short quote that is not there":      {anchor.Words{Quote: "in 1923"}, anchor.Lost, ""},
		"nothing":                              {anchor.Words{}, anchor.Lost, ""},
		"white space and marks":                {anchor.Words{Quote: " \n ", Gist: "…!?"}, anchor.Lost, ""},
	} {
		found := anchor.Locate(&doc, []anchor.Words{c.words})[0]
		at := doc.Slice(found.Span)
		if found.Status == anchor.Ambiguous {
			var all []string
			for _, k := range found.Candidates {
				all = append(all, doc.Slice(k.Span))
			}
			at = strings.Join(all, "|")
		}
		if found.Status != c.status || at != c.at {
			t.Errorf("%s: %s at %q, want %s at %q; candidates %+v", name, found.Status, at, c.status, c.at, found.Candidates)
		}
	}
}

func TestWhatAnArticleSaysTellsEqualWordsApart(t *testing.T) {
	t.Parallel()
	doc := text.Parse("The bridge across the canal was closed in 2021. Prices of bread and milk rose in 2021.")
	found := anchor.Locate(&doc, []anchor.Words{{Quote: "in 2021", Gist: "Bread and milk prices rose"}})[0]
	if found.Status != anchor.Exact || found.Span != doc.Find("in 2021")[1] {
		t.Errorf("%+v", found)
	}
}

// drawWords draws a text and things that may be in it.
func drawWords(t *rapid.T) (text.Document, []anchor.Words) {
	doc := build(mixed().Draw(t, "text"))
	var all []anchor.Words
	for range rapid.IntRange(0, 5).Draw(t, "rows") {
		var w anchor.Words
		if doc.Len() > 0 {
			start := rapid.IntRange(0, doc.Len()-1).Draw(t, "start")
			w.Quote = doc.Slice(text.Span{Start: start, End: start + rapid.IntRange(0, 80).Draw(t, "length")})
		}
		if rapid.Bool().Draw(t, "edited") {
			w.Quote = edited(t, w.Quote)
		}
		if rapid.Bool().Draw(t, "gist") {
			w.Gist = mixed().Draw(t, "words")
		}
		all = append(all, w)
	}
	return doc, all
}

func TestPlacesOfWordsLieInTheTextAndHoldWhatTheySay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		doc, all := drawWords(t)
		for i, found := range anchor.Locate(&doc, all) {
			spans := []text.Span{}
			for _, c := range found.Candidates {
				spans = append(spans, c.Span)
			}
			if found.Status == anchor.Exact || found.Status == anchor.Edited {
				spans = append(spans, found.Span)
			} else if found.Len() != 0 {
				t.Fatalf("%s at %v", found.Status, found.Span)
			}
			for _, s := range spans {
				if snapped, ok := doc.Snap(s); !ok || snapped != s {
					t.Fatalf("%s at %v, which is no place for a claim", found.Status, s)
				}
			}
			if found.Status == anchor.Exact && squeezed(doc.Slice(found.Span)) != squeezed(all[i].Quote) {
				t.Fatalf("%q is said to be %q", all[i].Quote, doc.Slice(found.Span))
			}
			if len(found.Candidates) > 5 || found.Score < 0 || found.Score > 1 {
				t.Fatalf("%+v", found)
			}
		}
	})
}

// squeezed is a text without what a quote may differ in.
func squeezed(s string) string {
	return strings.ReplaceAll(strings.ToLower(text.Fold(text.Clean(s))), " ", "")
}

func TestAQuoteThatIsThereOnceIsFound(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		doc := build(mixed().Draw(t, "text"))
		if len(doc.Sentences) == 0 {
			return
		}
		s := doc.Sentences[rapid.IntRange(0, len(doc.Sentences)-1).Draw(t, "sentence")]
		quote := doc.Slice(s.Span)
		found := anchor.Locate(&doc, []anchor.Words{{Quote: quote}})[0]
		places := doc.Find(quote)
		if len(places) == 1 && found.Status != anchor.Exact && found.Status != anchor.Ambiguous || found.Status == anchor.Exact && !slices.Contains(places, found.Span) {
			t.Fatalf("%q at %v is %+v", quote, places, found)
		}
	})
}

func TestAPlaceDependsOnItsOwnWordsAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		doc, all := drawWords(t)
		together := anchor.Locate(&doc, all)
		for i, w := range all {
			alone := anchor.Locate(&doc, []anchor.Words{w})[0]
			if alone.Status != together[i].Status || alone.Span != together[i].Span || !slices.Equal(alone.Candidates, together[i].Candidates) {
				t.Fatalf("%+v alone is %+v, with others %+v", w, alone, together[i])
			}
		}
	})
}
