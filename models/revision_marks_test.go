package models_test

import (
	"path/filepath"
	"slices"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// marked is two sentences, with marks on the words of the second.
func marked(marks ...text.Mark) text.Document {
	return text.Build([]text.Part{{Text: twoSentences, Marks: marks}})
}

var (
	boldOpened = text.Mark{Kind: text.Bold, Span: text.Span{Start: 41, End: 47}}
	linkedYear = text.Mark{Kind: text.Link, Span: text.Span{Start: 51, End: 55}, Value: "https://example.org/2021"}
)

// wantMarks holds the marks of a revision to those wanted.
func wantMarks(t *testing.T, s *models.Store, actor models.User, article int64, number int, want ...text.Mark) {
	t.Helper()
	_, doc, err := s.Revision(t.Context(), actor, article, number)
	if must(t, err); !slices.Equal(doc.Marks, want) {
		t.Errorf("revision %d has the marks %v, want %v", number, doc.Marks, want)
	}
}

func TestARevisionKeepsItsMarksAndNoNotes(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		note := text.Mark{Kind: text.Note, Span: text.Span{Start: 4, End: 8}, Value: "comment 1"}
		a, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The harbour tram"}, Document: marked(note, boldOpened, linkedYear)})
		must(t, err)
		wantMarks(t, s, st.Editor, a.ID, 1, boldOpened, linkedYear)
		report, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: marked(note, boldOpened, linkedYear)})
		if must(t, err); !report.Same {
			t.Errorf("a note made a revision: %+v", report)
		}
		again := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data")}, backup(t, s))
		wantMarks(t, again, st.Editor, a.ID, 1, boldOpened, linkedYear)
	})
}

func TestAChangeOfMarksIsARevisionThatMovesNoClaim(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Approved(a.ID, "opened in 2021")
		report, err := s.SaveRevision(t.Context(), st.Second, a.ID, models.NewRevision{BasedOn: 1, Document: marked(boldOpened)})
		if must(t, err); report.Same || report.Kept != 1 || report.Touched() {
			t.Errorf("report %+v", report)
		}
		wantStatus(t, st, c.ID, models.ClaimApproved)
		if p := st.Detail(c.ID).Line.Places[0]; p.RevisionID != report.Revision.ID || p.Method != models.MethodExact {
			t.Errorf("place %+v", p)
		}
		_, err = s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 2, Document: marked()})
		must(t, err)
		_, err = s.RestoreRevision(t.Context(), st.Editor, a.ID, 2, 3)
		must(t, err)
		wantMarks(t, s, st.Editor, a.ID, 3)
		wantMarks(t, s, st.Editor, a.ID, 4, boldOpened)
		wantHealthy(t, s)
	})
}

func TestACorrectionKeepsTheMarksAroundIt(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"The **tram carries 31,400 people a day. It** opened in *2021*.":   "The **tram carries 31,412 people a day. It** opened in *2021*.",
		"The tram carries *31,400 people* a day. It opened in *2021*.":     "The tram carries *31,412 people* a day. It opened in *2021*.",
		"The **tram carries 31,400** people *a day*. It opened in *2021*.": "The **tram carries** 31,412 people *a day*. It opened in *2021*.",
		"The tram carries 31,400 **people a day**. It opened in *2021*.":   "The tram carries 31,412 people **a day**. It opened in *2021*.",
		"The tram carries 31,**400** people a day. It opened in *2021*.":   "The tram carries 31,412 people a day. It opened in *2021*.",
	} {
		modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
			st := newsroom(t, s)
			a := st.Article(text)
			c := st.Claim(a.ID, "31,400 people")
			st.Evidence(c.ID)
			_, err := s.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{RatingID: st.Rating(a.ID, "incorrect").ID,
				Explanation: "The table says 31,412.", Correction: "31,412 people", Submit: true})
			must(t, err)
			_, err = s.ApplyCorrection(t.Context(), st.Second, c.ID, 1)
			must(t, err)
			if _, doc, err := s.Revision(t.Context(), st.Editor, a.ID, 2); err != nil || doc.Markup() != want {
				t.Errorf("%q became %q, want %q, %v", text, doc.Markup(), want, err)
			}
		})
	}
}
