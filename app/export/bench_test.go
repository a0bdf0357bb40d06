package export

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"stet/models"
	"stet/models/text"
)

// long is an article of the given number of words with claims spread over it;
// every tenth of them overlaps the one before.
func long(b *testing.B, words, claims int) models.Checked {
	const sentence = "The council approved a line of forty trams for the harbour in May. "
	n := words / len(strings.Fields(sentence))
	var parts []text.Part
	for range n / 5 {
		parts = append(parts, text.Part{Kind: text.Paragraph, Text: strings.Repeat(sentence, 5)})
	}
	c := article(b, parts)
	doc := text.Restore(c.Text, c.Blocks, c.Sentences, nil)
	for i := range claims {
		s := c.Sentences[i*len(c.Sentences)/claims].Span
		if i%10 == 0 {
			s.End = min(s.End+80, doc.Len())
		}
		c.Claims = append(c.Claims, models.CheckedClaim{Number: i + 1, Wording: fmt.Sprintf("Claim number %d", i+1), Status: models.ClaimApproved, Reviews: approved("Mara Ruiz"),
			Verdict: verdict("incorrect", "The minutes say thirty."), Places: []models.CheckedPlace{{Span: s, Quote: doc.Slice(s)}},
			Evidence: []models.CheckedEvidence{{Relation: models.Contradicts, Locator: "p. 3", Excerpt: "Thirty trams.", Source: &models.CheckedSource{Title: "Minutes", URL: "https://council.example/"}}}})
	}
	return c
}

func BenchmarkExport(b *testing.B) {
	for _, size := range []struct{ words, claims int }{{50_000, 100}, {50_000, 1_000}, {50_000, 5_000}} {
		c := long(b, size.words, size.claims)
		for _, f := range always() {
			b.Run(fmt.Sprintf("%s/%d-claims", f.Name, size.claims), func(b *testing.B) {
				for b.Loop() {
					if err := Write(b.Context(), io.Discard, f.Name, c, nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
