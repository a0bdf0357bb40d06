package models_test

import (
	"errors"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

const twoSentences = "The tram carries 31,400 people a day. It opened in 2021."

func TestARevisionCarriesTheAnchorsAndKeepsTheOldOnes(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Approved(a.ID, "opened in 2021")
		report := st.Revise(a.ID, "The tram", "A new paragraph.\n\nThe tram")
		if report.Kept != 1 || report.Changed != 0 || report.Lost != 0 || report.Same {
			t.Errorf("report %+v", report)
		}
		d := st.Detail(c.ID)
		if d.Claim.Status != models.ClaimApproved || d.Line.Places[0].Quote != "opened in 2021" || d.Line.Places[0].RevisionID != report.Revision.ID {
			t.Errorf("%s at %+v", d.Claim.Status, d.Line.Places)
		}
		if _, doc, err := s.Revision(t.Context(), st.Editor, a.ID, 1); err != nil || doc.Text != twoSentences {
			t.Errorf("the first revision reads %q, %v", doc.Text, err)
		}
	})
}

func TestALostClaimWaitsInTheTrayUntilItIsAttachedAgain(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Approved(a.ID, "opened in 2021")
		if report := st.Revise(a.ID, " It opened in 2021.", " Riders like the view."); report.Lost != 1 {
			t.Fatalf("report %+v", report)
		}
		w, err := s.Workspace(t.Context(), st.Editor, a.ID)
		must(t, err)
		if len(w.Orphans) != 1 || w.Orphans[0].ID != c.ID || w.Orphans[0].Places[0].Quote != "opened in 2021" {
			t.Errorf("orphans %+v", w.Orphans)
		}
		wantStatus(t, st, c.ID, models.ClaimStale)
		must(t, s.MovePlace(t.Context(), st.Second, c.ID, 1, st.Select(a.ID, "Riders like the view")))
		d := st.Detail(c.ID)
		if d.Claim.Orphaned || d.Claim.Status != models.ClaimStale || len(d.Stale) != 1 || d.Stale[0].Ingredient != "text" || d.Stale[0].Who != "Sam Second" {
			t.Errorf("%s, orphaned %v, stale %+v", d.Claim.Status, d.Claim.Orphaned, d.Stale)
		}
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		wantStatus(t, st, c.ID, models.ClaimApproved)
		wantHealthy(t, s)
	})
}

func TestWhatMadeAnApprovalStaleIsSaidWithItsAuthor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change     func(st *modelstest.Story, c models.Claim) error
		ingredient string
		was, is    string
	}{
		"the text": {func(st *modelstest.Story, c models.Claim) error {
			_, err := st.Store.SaveRevision(st.T.Context(), st.Second, c.ArticleID, models.NewRevision{BasedOn: 1, Document: text.Parse("The tram carries 31,500 people a day. It opened in 2021.")})
			return err
		}, "text", "31,400 people", "31,500 people"},
		"the verdict": {func(st *modelstest.Story, c models.Claim) error {
			_, err := st.Store.SaveVerdict(st.T.Context(), st.Second, c.ID, models.VerdictForm{BasedOn: c.VerdictID, RatingID: st.Rating(c.ArticleID, "correct").ID, Explanation: "Counted again."})
			return err
		}, "verdict", "The table says so.", "Counted again."},
		"added evidence": {func(st *modelstest.Story, c models.Claim) error {
			_, err := st.Store.CreateEvidence(st.T.Context(), st.Second, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "archive", SearchedHow: "by name"})
			return err
		}, "evidence", "", ""},
		"changed evidence": {func(st *modelstest.Story, c models.Claim) error {
			e := st.Detail(c.ID).Evidence[0]
			_, err := st.Store.EditEvidence(st.T.Context(), st.Second, e.ID, models.EvidenceForm{Version: e.Version, SourceID: *e.SourceID, Relation: e.Relation, Locator: "table 3"})
			return err
		}, "evidence", "", ""},
		"withdrawn evidence": {func(st *modelstest.Story, c models.Claim) error {
			return st.Store.WithdrawEvidence(st.T.Context(), st.Second, st.Detail(c.ID).Evidence[0].ID, 1)
		}, "evidence", "", ""},
		"a changed source": {func(st *modelstest.Story, c models.Claim) error {
			o := st.Detail(c.ID).Evidence[0].Source
			_, err := st.Store.EditSource(st.T.Context(), st.Second, o.ID, models.SourceForm{Version: 1, Title: "Passenger counts, second edition", Type: o.Type, Tier: o.Tier, URL: o.URL})
			return err
		}, "evidence", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, clock := modelstest.Open(t)
			st := newsroom(t, s)
			claim := st.Approved(st.Article(twoSentences).ID, "31,400 people")
			before := clock.Now()
			must(t, c.change(st, claim))
			d := st.Detail(claim.ID)
			if d.Claim.Status != models.ClaimStale || len(d.Stale) != 1 {
				t.Fatalf("%s, stale %+v", d.Claim.Status, d.Stale)
			}
			got := d.Stale[0]
			if got.Ingredient != c.ingredient || got.Was != c.was || got.Is != c.is || got.Who != "Sam Second" || !got.At.After(before) {
				t.Errorf("stale because of %+v", got)
			}
		})
	}
}

func TestPuttingEverythingBackRevivesTheApproval(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	c := st.Approved(a.ID, "31,400 people")
	e := st.Evidence(c.ID)
	wantStatus(t, st, c.ID, models.ClaimStale)
	must(t, s.WithdrawEvidence(t.Context(), st.Editor, e.ID, 1))
	wantStatus(t, st, c.ID, models.ClaimApproved)
	st.Revise(a.ID, "31,400", "31,500")
	wantStatus(t, st, c.ID, models.ClaimStale)
	st.Revise(a.ID, "31,500", "31,400")
	wantStatus(t, st, c.ID, models.ClaimApproved)
}

func TestQuotationMarksDashesAndSpacesDoNotMakeAnApprovalStale(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(`She said "we carry 3-4 people".`)
	c := st.Approved(a.ID, `"we carry 3-4 people"`)
	st.Revise(a.ID, `"we carry 3-4 people"`, "“we carry\u00a03–4 people”")
	wantStatus(t, st, c.ID, models.ClaimApproved)
}

func TestAnIdenticalTextSavesNothing(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	report, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: text.Parse(twoSentences)})
	must(t, err)
	all, err := s.Revisions(t.Context(), st.Editor, a.ID)
	if must(t, err); !report.Same || len(all) != 1 {
		t.Errorf("same %v, %d revisions", report.Same, len(all))
	}
	now, err := s.Article(t.Context(), st.Editor, a.ID)
	if must(t, err); now.Version != a.Version {
		t.Errorf("the article went from version %d to %d", a.Version, now.Version)
	}
}

func TestARevisionOfAnOlderTextAnswersWithBothTexts(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		st.Revise(a.ID, "2021", "2022")
		_, err := s.SaveRevision(t.Context(), st.Second, a.ID, models.NewRevision{BasedOn: 1, Document: text.Parse("Mine is another text.")})
		var conflict *models.Conflict
		if !errors.As(err, &conflict) {
			t.Fatalf("got %v", err)
		}
		f := conflict.Fields[0]
		if f.Name != "text" || f.Yours != "Mine is another text." || f.Theirs != "The tram carries 31,400 people a day. It opened in 2022." || conflict.Who.String() != "Eva Editor" || conflict.Version != 2 {
			t.Errorf("conflict %+v", conflict)
		}
	})
}

func TestAnEmptyRevisionIsRefused(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	var wrong *models.Invalid
	if _, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: text.Parse(" \n ")}); !errors.As(err, &wrong) || wrong.Fields["text"].IsZero() {
		t.Errorf("got %v", err)
	}
}

func TestARevisionReopensASignedOffAndAPublishedArticle(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram opened in 2021.")
	c := st.Approved(a.ID, "opened in 2021")
	for _, publish := range []bool{false, true} {
		now, err := s.Article(t.Context(), st.Reviewer, a.ID)
		must(t, err)
		_, err = s.SignOffArticle(t.Context(), st.Reviewer, a.ID, now.RevisionID, "")
		must(t, err)
		if publish {
			must(t, s.PublishArticle(t.Context(), st.Editor, a.ID, now.Version+1, "https://example.org/tram"))
		}
		st.Revise(a.ID, "tram", "new tram")
		now, err = s.Article(t.Context(), st.Reviewer, a.ID)
		if must(t, err); now.Status != models.ArticleChecking {
			t.Errorf("published %v: the article is %s", publish, now.Status)
		}
		wantStatus(t, st, c.ID, models.ClaimApproved)
	}
}
