package models_test

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/quote"
)

func TestAQuoteIsComparedWithTheTranscriptThePageOrElseTheExcerpt(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		c := st.Claim(st.Article("“It approved the harbour line … which 31,412 people use”, she said.").ID, "“It approved the harbour line … which 31,412 people use”, she said.")
		e := st.Evidence(c.ID)
		attach := func(form models.EvidenceForm) models.Evidence {
			form.Relation, form.Locator = models.Supports, "12:31"
			e, err := s.CreateEvidence(ctx, st.Editor, c.ID, form)
			must(t, err)
			return e
		}
		vtt := "WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nIt approved the harbour\n\n2\n00:00:04.000 --> 00:00:06.000\nline, which 31,412 people use.\n"
		tape := attach(models.EvidenceForm{Source: models.SourceForm{Title: "A tape"}, Files: []models.Upload{{Name: "tape.vtt", Data: strings.NewReader(vtt)}}})
		typed := attach(models.EvidenceForm{Source: models.SourceForm{Title: "A call"}, Excerpt: "It approved the harbour tunnel, which 31,412 people use."})
		sealed := attach(models.EvidenceForm{Source: models.SourceForm{Title: "Quill Zdenka", Confidentiality: models.ConfidentialSource}, Files: []models.Upload{{Name: "call.txt", Data: strings.NewReader("It approved the harbour line, which 31,412 people use.")}}})
		_, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "minutes", SearchedHow: "by hand"})
		must(t, err)
		kept(t, s, st.Detail(c.ID).Evidence[0].Capture.ID)

		q, err := s.QuoteCheck(ctx, st.Viewer, c.ID)
		must(t, err)
		if len(q.Items) != 4 {
			t.Fatalf("%d items", len(q.Items))
		}
		for i, want := range []struct {
			id    int64
			in    models.SaidIn
			match quote.Match
		}{{e.ID, models.SaidInCapture, quote.Same}, {tape.ID, models.SaidInFile, quote.Same}, {typed.ID, models.SaidInExcerpt, quote.Differs}} {
			item := q.Items[i]
			if item.Evidence.ID != want.id || len(item.Findings) != 1 || item.Findings[0].In != want.in || item.Findings[0].Match != want.match {
				t.Errorf("item %d: %+v", i, item.Findings)
			}
		}
		if q.Items[3].Evidence.ID != sealed.ID || len(q.Items[3].Findings) != 0 {
			t.Errorf("a sealed file was read: %+v", q.Items[3].Findings)
		}
		if opened, err := s.Strings("SELECT action FROM events WHERE action = 'evidence.opened'"); err != nil || len(opened) != 0 {
			t.Errorf("%v, %v", opened, err)
		}
	})
}
