package models_test

import (
	"errors"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// onTwoSources is an approved claim whose two items come from different records.
func onTwoSources(t *testing.T, st *modelstest.Story) (models.Claim, models.Evidence, models.Evidence) {
	t.Helper()
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	a, b := st.Evidence(c.ID), st.EvidenceFrom(c.ID, "Passenger counts of the operator")
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	return c, a, b
}

func TestASourceThatNoLongerHoldsMakesTheApprovalsOnItStaleAndBeingGoodAgainRevivesThem(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c, e, _ := onTwoSources(t, st)
		mark := func(version int, v models.Validity, note string) error {
			_, err := s.MarkSource(t.Context(), st.Second, *e.SourceID, models.MarkForm{Version: version, Validity: v, Note: note})
			return err
		}
		var wrong *models.Invalid
		if err := mark(1, models.SourceRetracted, ""); !errors.As(err, &wrong) || wrong.Fields["note"].IsZero() {
			t.Errorf("without saying how we know: %v", err)
		}
		must(t, mark(1, models.SourceRetracted, "The authority withdrew the table on 3 March."))
		d := st.Detail(c.ID)
		if d.Claim.Status != models.ClaimStale || len(d.Stale) != 1 || d.Stale[0].Ingredient != "evidence" || d.Stale[0].Who != st.Second.Name {
			t.Errorf("the claim is %s: %+v", d.Claim.Status, d.Stale)
		}
		var conflict *models.Conflict
		if err := mark(1, models.SourceGood, ""); !errors.As(err, &conflict) {
			t.Errorf("on an older version: %v", err)
		}
		must(t, mark(2, models.SourceGood, ""))
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimApproved {
			t.Errorf("good again, the claim is %s", now.Status)
		}
	})
}

func TestASourceThatIsTypedAgainIsTheRecordThatIsThereUnlessItNoLongerHoldsOrSaysOtherThings(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		first, again, other := st.Evidence(c.ID), st.Evidence(c.ID), st.EvidenceFrom(c.ID, "Passenger counts.")
		if *first.SourceID != *again.SourceID || *first.SourceID == *other.SourceID {
			t.Errorf("the items rest on sources %d, %d and %d", *first.SourceID, *again.SourceID, *other.SourceID)
		}
		_, err := s.MarkSource(t.Context(), st.Editor, *first.SourceID, models.MarkForm{Version: 1, Validity: models.SourceRetracted, Note: "It was withdrawn."})
		if must(t, err); *st.Evidence(c.ID).SourceID == *first.SourceID {
			t.Error("new evidence rests on a source that was retracted before")
		}
		hidden := models.EvidenceForm{Relation: models.Supports, Excerpt: "31,412", Source: models.SourceForm{Confidentiality: models.ConfidentialSource, Title: "Nora Quill", Alias: "An engineer"}}
		one, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, hidden)
		must(t, err)
		two, err := s.CreateEvidence(t.Context(), st.Second, c.ID, hidden)
		if must(t, err); *one.SourceID == *two.SourceID {
			t.Error("who a confidential source is shows in whether the record is a new one")
		}
	})
}

func TestMergingMovesWhatRestsOnTheDoubleAndTheRecordLeadsOn(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c, a, b := onTwoSources(t, st)
		o, err := s.MergeSources(ctx, st.Second, *a.SourceID, 1, *b.SourceID)
		must(t, err)
		for _, e := range st.Detail(c.ID).Evidence {
			if *e.SourceID != o.ID {
				t.Errorf("item %d rests on source %d", e.ID, *e.SourceID)
			}
		}
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimStale {
			t.Errorf("what the reviewer saw is another record now, and the claim is %s", now.Status)
		}
		d, err := s.SourceDetail(ctx, st.Viewer, *b.SourceID)
		if must(t, err); d.Merged == nil || d.Merged.ID != o.ID || len(d.Uses) != 0 {
			t.Errorf("the double: %+v", d)
		}
		if d, err = s.SourceDetail(ctx, st.Viewer, o.ID); err != nil || len(d.Uses) != 2 || d.Uses[0].ClaimID != c.ID {
			t.Errorf("the record: %+v, %v", d.Uses, err)
		}
		if found, err := s.FindSources(ctx, st.Editor, "counts"); err != nil || len(found) != 1 {
			t.Errorf("%d records are found, %v", len(found), err)
		}
		var refused *models.Refused
		if _, err := s.EditSource(ctx, st.Editor, *b.SourceID, models.SourceForm{Version: 2, Title: "Other"}); !errors.As(err, &refused) {
			t.Errorf("the double can be edited: %v", err)
		}
		var wrong *models.Invalid
		for _, other := range []int64{o.ID, *b.SourceID, 999} {
			if _, err := s.MergeSources(ctx, st.Second, o.ID, o.Version, other); !errors.As(err, &wrong) {
				t.Errorf("merging %d: %v", other, err)
			}
		}
	})
}

func TestSourcesOfOneOriginCountOnce(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c, a, b := onTwoSources(t, st)
		third := st.EvidenceFrom(c.ID, "Passenger counts in a leaflet")
		trace := func(id int64, version int, origin int64) error {
			_, err := s.EditSource(ctx, st.Editor, id, models.SourceForm{Version: version, Title: "Counts", OriginID: origin})
			return err
		}
		if n := models.Independent(st.Detail(c.ID).Evidence); n != 3 {
			t.Errorf("%d origins, want 3", n)
		}
		must(t, trace(*b.SourceID, 1, *a.SourceID))
		must(t, trace(*third.SourceID, 1, *b.SourceID)) // which leads on to the first
		if n := models.Independent(st.Detail(c.ID).Evidence); n != 1 {
			t.Errorf("%d origins, want 1", n)
		}
		var wrong *models.Invalid
		if err := trace(*a.SourceID, 1, *b.SourceID); !errors.As(err, &wrong) || wrong.Fields["origin"].IsZero() {
			t.Errorf("round in a ring: %v", err)
		}
		d, err := s.SourceDetail(ctx, st.Viewer, *a.SourceID)
		if must(t, err); len(d.Traced) != 2 {
			t.Errorf("traced to it: %+v", d.Traced)
		}
	})
}

func TestWhatWasAgreedWithASourceHoldsForWhatLeaves(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	e := st.Evidence(c.ID)
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	agree := func(version int, a models.Attribution, words string) []models.CheckedEvidence {
		t.Helper()
		_, err := s.EditSource(t.Context(), st.Editor, *e.SourceID, models.SourceForm{Version: version, Title: "Passenger counts", URL: "https://example.org/counts", Type: models.SourceDataSet, Attribution: a, Agreed: words})
		must(t, err)
		checked, err := s.Checked(t.Context(), st.Viewer, c.ArticleID, models.ForPublic)
		must(t, err)
		return checked.Claims[0].Evidence
	}
	if got := agree(1, models.OnBackground, "an official of the authority"); len(got) != 1 || *got[0].Source != (models.CheckedSource{Title: "an official of the authority"}) || got[0].Excerpt+got[0].Locator != "" {
		t.Errorf("on background, %+v leaves", got[0])
	}
	if got := agree(2, models.OffRecord, ""); len(got) != 0 {
		t.Errorf("off the record, %+v leaves", got)
	}
	var wrong *models.Invalid
	if _, err := s.EditSource(t.Context(), st.Editor, *e.SourceID, models.SourceForm{Version: 3, Title: "Counts", Attribution: models.NotForAttribution}); !errors.As(err, &wrong) || wrong.Fields["agreed"].IsZero() {
		t.Errorf("without the words agreed on: %v", err)
	}
}
