package models_test

import (
	"testing"

	"stet/models"
	"stet/models/text"
)

func TestAnExcerptIsFoundAsItStandsRoughlyOrNotAtAll(t *testing.T) {
	t.Parallel()
	doc := text.Build([]text.Part{{Text: "The council met on Tuesday. It approved the harbour line, which is to cost 41 million euros, by eleven votes to four."},
		{Text: "“We will open in spring”, the mayor said. Nobody spoke against it. The mayor left early."},
		{Text: "Мэр сказал: «Мы откроем линию весной»."}})
	for _, c := range []struct {
		excerpt string
		match   models.ExcerptMatch
		found   []string
	}{
		{"It approved the harbour line, which is to cost 41 million euros", models.ExcerptExact, []string{"It approved the harbour line, which is to cost 41 million euros"}},
		{`"we will open in spring"`, models.ExcerptExact, []string{"We will open in spring"}},
		{"It approved the harbour line […] by eleven votes to four", models.ExcerptExact, []string{"It approved the harbour line", "by eleven votes to four"}},
		{"by eleven votes to four ... It approved the harbour line", models.ExcerptMissing, nil},
		{"It approved the harbour line, which is to cost 14 million euros, by eleven votes to four.", models.ExcerptRoughly, nil},
		{"Мы откроем линию весной", models.ExcerptExact, []string{"Мы откроем линию весной"}},
		{"The operator bought nine trams from a maker in the north.", models.ExcerptMissing, nil},
		{"", models.ExcerptNone, nil},
		{"…", models.ExcerptNone, nil},
	} {
		got := models.FindExcerpt(&doc, c.excerpt)
		if got.Match != c.match {
			t.Errorf("%q is found %q, want %q", c.excerpt, got.Match, c.match)
			continue
		}
		for i, want := range c.found {
			if i >= len(got.Found) || doc.Slice(got.Found[i]) != want {
				t.Errorf("%q is found at %v, want %q", c.excerpt, got.Found, c.found)
				break
			}
		}
		if (got.Says != "") != (c.match == models.ExcerptRoughly) {
			t.Errorf("%q: the text says %q", c.excerpt, got.Says)
		}
	}
}
