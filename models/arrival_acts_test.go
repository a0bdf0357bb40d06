package models_test

import (
	"errors"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// arrive reads the arrival as a reviewer sees it.
func arrive(t *testing.T, st *modelstest.Story, articleID int64) models.Arrival {
	t.Helper()
	r, err := st.Store.Arrival(t.Context(), st.Other, articleID)
	must(t, err)
	return r
}

func TestALostClaimThatIsAttachedToOtherWordsWaitsForItsApproval(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Revise(a.ID, "The mayor said that it costs nothing. ", "")
	id := claims["it costs nothing"].ID
	must(t, s.MovePlace(t.Context(), st.Editor, id, 1, st.Select(a.ID, "Nobody asked the riders")))
	lost := arrive(t, st, a.ID).Lost
	if len(lost) != 1 || lost[0].Settled || lost[0].Refusal != "" || lost[0].Line.Status != models.ClaimStale || lost[0].At.Len() == 0 {
		t.Fatalf("lost is %+v", lost)
	}
	must(t, st.Decide(st.Other, id, models.Approve))
	if lost = arrive(t, st, a.ID).Lost; !lost[0].Settled {
		t.Errorf("lost is %+v", lost)
	}
}

func TestAnArrivalSaysWhyItsReaderMayNotApproveAgain(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, _ := tram(t, st)
	st.Revise(a.ID, "31,400 people", "41,300 people")
	r, err := s.Arrival(t.Context(), st.Editor, a.ID)
	must(t, err)
	changed := r.Changed
	if len(changed) == 0 || changed[0].Refusal == "" {
		t.Errorf("an editor may approve %+v", changed)
	}
	if r := arrive(t, st, a.ID); r.Changed[0].Refusal != "" || r.From == nil || r.From.Slice(r.Changed[0].WasAt) != "31,400 people a day" {
		t.Errorf("a reviewer may not: %+v", r.Changed[0])
	}
}

func TestWhatAnEarlierRevisionMadeStaleIsNotForgotten(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Revise(a.ID, "31,400 people", "41,300 people")
	st.Revise(a.ID, "for one euro", "for two euros")
	r := arrive(t, st, a.ID)
	if len(r.Changed) != 1 || r.Changed[0].Line.ID != claims["gave away for one euro"].ID {
		t.Errorf("changed is %+v", r.Changed)
	}
	if len(r.Earlier) != 1 || r.Earlier[0].ID != claims["31,400 people a day"].ID {
		t.Errorf("earlier is %+v", r.Earlier)
	}
}

func TestAClaimWithOnePlaceThatChangedForRealIsNotApprovedInBulk(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It was closed for eleven months.\n\nThe report on the bridge says that it was shut for a year.")
	c := st.Claim(a.ID, "closed for eleven months")
	must(t, s.AddPlace(t.Context(), st.Editor, c.ID, st.Select(a.ID, "shut for a year")))
	st.Evidence(c.ID)
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	st.Revise(a.ID, "closed for eleven months", "closed, for eleven months", "shut for a year", "shut for a long year")
	now := st.Detail(c.ID).Claim
	err := s.ApproveSlight(t.Context(), st.Other, a.ID, map[int64]models.ReviewForm{c.ID: {VerdictID: now.VerdictID, Fingerprint: now.Fingerprint}})
	var refused *models.Refused
	if !errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
}

func TestCorrectionsThatWaitAreListedUntilTheyAreInTheText(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	id := claims["31,400 people a day"].ID
	_, err := s.SaveVerdict(t.Context(), st.Editor, id, models.VerdictForm{BasedOn: st.Detail(id).Claim.VerdictID, RatingID: st.Rating(a.ID, "imprecise").ID,
		Explanation: "The table says 31,412.", Correction: "31,412 people a day", Submit: true})
	must(t, err)
	list := func() []models.Correction {
		t.Helper()
		all, err := s.Corrections(t.Context(), st.Viewer, a.ID)
		must(t, err)
		return all
	}
	if got := list(); len(got) != 0 {
		t.Errorf("before its approval: %+v", got)
	}
	must(t, st.Decide(st.Reviewer, id, models.Approve))
	if got := list(); len(got) != 1 || got[0].Was != "31,400 people a day" || got[0].Is != "31,412 people a day" || got[0].ClaimID != id {
		t.Errorf("once approved: %+v", got)
	}
	_, err = s.ApplyCorrections(t.Context(), st.Editor, a.ID, 1)
	must(t, err)
	if got := list(); len(got) != 0 {
		t.Errorf("once applied: %+v", got)
	}
}

func TestAPointInsideANumberIsNoSlightChange(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("Prices rose by 1.5 per cent. It was -3 degrees cold. The mayor, Ines Okafor, agreed.")
	want := map[int64]bool{st.Approved(a.ID, "rose by 1.5 per cent").ID: false, st.Approved(a.ID, "was -3 degrees cold").ID: false, st.Approved(a.ID, "The mayor, Ines Okafor, agreed").ID: true}
	st.Revise(a.ID, "1.5", "15", "-3", "3", "The mayor, Ines Okafor, agreed", "The Mayor Ines Okafor agreed")
	r := arrive(t, st, a.ID)
	for id, slight := range want {
		if r.Slight(id) != slight {
			t.Errorf("claim %d is slight: %v", id, !slight)
		}
	}
}

func TestTheHistorySaysHowManyPlacesARevisionLost(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, _ := tram(t, st)
	report := st.Revise(a.ID, "The mayor said that it costs nothing. ", "", "Nobody asked the riders.", "Somebody asked the riders.")
	lines, err := s.History(t.Context(), st.Viewer, a.ID, 0, 0)
	must(t, err)
	if last := lines[0]; last.Action != models.RevisionSaved || last.Detail.Number != 2 || last.Detail.Lost != 1 || report.Lost != 1 {
		t.Errorf("the last line is %s %+v, the report %+v", last.Action, last.Detail, report)
	}
}
