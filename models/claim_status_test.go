package models_test

import (
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func TestAClaimGoesFromOpenToApprovedAndBack(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		a := st.Article("# The tram\n\nThe tram carries 31,400 people a day. It opened in 2021.")
		c := st.Claim(a.ID, "31,400 people a day")
		wantStatus(t, st, c.ID, models.ClaimOpen)
		st.Evidence(c.ID)
		st.Propose(c, "correct")
		wantStatus(t, st, c.ID, models.ClaimInReview)
		must(t, st.Decide(st.Reviewer, c.ID, models.Return))
		wantStatus(t, st, c.ID, models.ClaimOpen)
		st.Propose(c, "correct")
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		wantStatus(t, st, c.ID, models.ClaimApproved)
		st.Revise(a.ID, "31,400 people", "32,000 people")
		wantStatus(t, st, c.ID, models.ClaimStale)
		st.Revise(a.ID, "32,000 people", "31,400 people")
		wantStatus(t, st, c.ID, models.ClaimApproved)
		if f, err := s.Doctor(t.Context()); err != nil || len(f) > 0 {
			t.Errorf("doctor found %v, %v", f, err)
		}
	})
}

func wantStatus(t *testing.T, st *modelstest.Story, claimID int64, want models.ClaimStatus) {
	t.Helper()
	if got := st.Detail(claimID).Claim.Status; got != want {
		t.Fatalf("claim is %s, want %s", got, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
