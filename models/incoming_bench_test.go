package models_test

import (
	"fmt"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// BenchmarkImportingASheet takes a sheet of 1,000 rows into 50,000 words: a third
// with quotes, a third with quotes of an older text, a third in other words; each
// with a source, a verdict and a note.
func BenchmarkImportingASheet(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := modelstest.NewStory(b, s)
	rows := func() []models.ImportedRow {
		var all []models.ImportedRow
		for i := range 1000 {
			row := models.ImportedRow{Line: i + 2, Fact: fmt.Sprintf("Tram %d has 31,400 riders between the old port and the new town", i), Verdict: "correct", Note: "As the report has it.",
				Evidence: []models.ImportedEvidence{{Source: fmt.Sprintf("Report %d", i), Address: fmt.Sprintf("https://port.example/%d", i), Locator: "p. 3"}}}
			switch i % 3 {
			case 0:
				row.Quotes = []string{fmt.Sprintf("harbour tram number %d carries 31,400 people", i)}
			case 1:
				row.Quotes = []string{fmt.Sprintf("harbour tram number %d carried 31,500 people a day between the old port and the town", i)}
			}
			all = append(all, row)
		}
		return all
	}()
	var report models.SheetReport
	measure(b, func(int) {
		b.StopTimer()
		a := longArticle(b, st, 1)
		b.StartTimer()
		var err error
		report, err = s.ImportSheet(b.Context(), st.Editor, a.ID, rows)
		must(b, err)
	})
	b.ReportMetric(float64(report.Claims), "claims")
}

// BenchmarkImportingNotes starts an article of 50,000 words with 1,000 comments,
// each with an address.
func BenchmarkImportingNotes(b *testing.B) {
	s, _ := modelstest.Open(b)
	st := modelstest.NewStory(b, s)
	a := longArticle(b, st, 1)
	_, doc, err := s.Revision(b.Context(), st.Editor, a.ID, 0)
	must(b, err)
	var notes []models.ImportedNote
	for i := range 1000 {
		address := fmt.Sprintf("https://port.example/%d", i)
		notes = append(notes, models.ImportedNote{Kind: models.NoteComment, Key: fmt.Sprint(i), Span: doc.Sentences[i*len(doc.Sentences)/1000].Span, Text: fmt.Sprintf("Note %d, %s", i, address), Author: "Ines Marx", At: written, Addresses: []string{address}})
	}
	measure(b, func(int) {
		_, report, err := s.ImportArticle(b.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The tram"}, Document: *doc, Notes: notes})
		if must(b, err); report.Claims != 1000 {
			b.Fatalf("%+v", report)
		}
	})
}
