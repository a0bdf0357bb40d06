package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// BenchmarkSavingARevision saves a revision of 200,000 words with 10,000 claims
// in which every tenth paragraph changed, from the call to the durable commit.
func BenchmarkSavingARevision(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := modelstest.NewStory(b, s)
	const paragraphs, claims = 4000, 10_000
	page := func(round int) string {
		var out strings.Builder
		for p := range paragraphs {
			changed := ""
			if p%10 == round%10 {
				changed = fmt.Sprintf(" It was revised in round %d.", round)
			}
			fmt.Fprintf(&out, "The clerk of ward %d counted %d lamps along the quay in the spring of that year. "+
				"She wrote that %d of them were out. The harbour master of berth %d said nothing about the lamps, "+
				"and the council of the town put the matter off until the autumn.%s\n\n", p, p*7+3, p*3+1, p+11, changed)
		}
		return out.String()
	}
	a := st.Article(page(0))
	r, doc, err := s.Revision(b.Context(), st.Editor, a.ID, 0)
	if err != nil {
		b.Fatal(err)
	}
	for n := range claims {
		sentence := doc.Sentences[n%len(doc.Sentences)].Span
		end := sentence.Start + 20 + n%(sentence.Len()-20)
		span, _ := doc.Snap(text.Span{Start: sentence.Start, End: end})
		if _, err := s.CreateClaim(b.Context(), st.Editor, a.ID, models.NewClaim{Selection: models.Selection{RevisionID: r.ID, Span: span}}); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for n := 1; b.Loop(); n++ {
		document := text.Parse(page(n))
		started := time.Now()
		if _, err := s.SaveRevision(b.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: n, Document: document}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(time.Since(started).Milliseconds()), "ms/last-save")
	}
}
