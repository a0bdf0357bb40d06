package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

const tramText = `# The harbour tram

The council approved the tram in 2019. It carries 31,400 people a day.

The mayor said that it costs nothing. Nobody asked the riders.

The bridge beside it was closed for eleven months in 2021.

The depot stands on ground that the port gave away for one euro.`

// tram is the article with four approved claims, everything else skipped.
func tram(t *testing.T, st *modelstest.Story) (models.Article, map[string]models.Claim) {
	t.Helper()
	a := st.Article(tramText)
	claims := map[string]models.Claim{}
	for _, words := range []string{"approved the tram in 2019", "31,400 people a day", "it costs nothing", "closed for eleven months in 2021", "gave away for one euro"} {
		claims[words] = st.Approved(a.ID, words)
	}
	st.Skip(a.ID, "The harbour tram")
	st.Skip(a.ID, "Nobody asked")
	return a, claims
}

func TestARevisionMakesExactlyTheTouchedClaimsStaleOrLost(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		a, claims := tram(t, st)
		if _, err := s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, ""); err != nil {
			t.Fatal(err)
		}
		const bridge = "The bridge beside it was closed for eleven months in 2021."
		st.Revise(a.ID, "31,400 people", "41,300 people", "The mayor said that it costs nothing. ", "", bridge+"\n\n", "",
			"for one euro.", "for one euro.\n\n"+bridge+"\n\nA second line is planned.")
		for words, want := range map[string]models.ClaimStatus{"approved the tram in 2019": models.ClaimApproved, "31,400 people a day": models.ClaimStale,
			"it costs nothing": models.ClaimStale, "closed for eleven months in 2021": models.ClaimApproved, "gave away for one euro": models.ClaimApproved} {
			if got := st.Detail(claims[words].ID).Claim.Status; got != want {
				t.Errorf("%q is %s, want %s", words, got, want)
			}
		}
		arrival, err := s.Arrival(t.Context(), st.Reviewer, a.ID)
		must(t, err)
		if len(arrival.Lost) != 1 || arrival.Lost[0].Was != "it costs nothing" || arrival.Lost[0].Settled {
			t.Errorf("lost is %+v", arrival.Lost)
		}
		var changed []string
		for _, c := range arrival.Changed {
			if c.Anchor.Method == models.MethodEdited {
				changed = append(changed, c.Was+" → "+c.Anchor.Quote+" "+c.Anchor.Badges)
			}
		}
		if !slices.Equal(changed, []string{"31,400 people a day → 41,300 people a day number"}) {
			t.Errorf("changed is %q", changed)
		}
		if len(arrival.Uncovered) != 1 || arrival.Since == nil || arrival.Since.Claims != 2 || arrival.Since.Sentences != 1 {
			t.Errorf("uncovered %v, since %+v", arrival.Uncovered, arrival.Since)
		}
		now, err := s.Article(t.Context(), st.Editor, a.ID)
		must(t, err)
		if now.Status != models.ArticleChecking {
			t.Errorf("the article is %s", now.Status)
		}
		wantBlockers(t, st, a.ID, "orphan", "stale", "uncovered")
		settleAndSignOff(t, st, a.ID, claims)
	})
}

func wantBlockers(t *testing.T, st *modelstest.Story, articleID int64, want ...string) {
	t.Helper()
	blockers, err := st.Store.Blockers(t.Context(), st.Reviewer, articleID)
	must(t, err)
	var got []string
	for _, b := range blockers {
		got = append(got, b.Sort)
	}
	if !slices.Equal(got, want) {
		t.Errorf("blockers are %v, want %v: %+v", got, want, blockers)
	}
}

// settleAndSignOff approves the changed claim again, cuts the lost one and skips
// the new sentence.
func settleAndSignOff(t *testing.T, st *modelstest.Story, articleID int64, claims map[string]models.Claim) {
	t.Helper()
	must(t, st.Decide(st.Other, claims["31,400 people a day"].ID, models.Approve))
	must(t, st.Store.CutClaim(t.Context(), st.Editor, claims["it costs nothing"].ID))
	st.Skip(articleID, "A second line is planned")
	a, err := st.Store.Article(t.Context(), st.Reviewer, articleID)
	must(t, err)
	_, err = st.Store.SignOffArticle(t.Context(), st.Reviewer, articleID, a.RevisionID, "")
	must(t, err)
	found, err := st.Store.Doctor(t.Context())
	if must(t, err); len(found) > 0 {
		t.Errorf("doctor found %v", found)
	}
}

func TestAChangedNeighbourKeepsTheApprovalAndAsksForALook(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Revise(a.ID, "The mayor said that", "The mayor falsely said that")
	id := claims["it costs nothing"].ID
	d := st.Detail(id)
	if d.Claim.Status != models.ClaimApproved || !d.Line.Context {
		t.Fatalf("status %s, context changed %v", d.Claim.Status, d.Line.Context)
	}
	must(t, s.ConfirmClaim(t.Context(), st.Second, id))
	if d := st.Detail(id); d.Line.Context || d.Claim.Status != models.ClaimApproved {
		t.Errorf("after the look: status %s, context changed %v", d.Claim.Status, d.Line.Context)
	}
}

func TestOnlySlightChangesAreApprovedTogether(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Revise(a.ID, "closed for eleven months", "closed, for Eleven months", "31,400", "31,500")
	form := func(words string) map[int64]models.ReviewForm {
		c := st.Detail(claims[words].ID).Claim
		return map[int64]models.ReviewForm{c.ID: {VerdictID: c.VerdictID, Fingerprint: c.Fingerprint}}
	}
	var refused *models.Refused
	if err := s.ApproveSlight(t.Context(), st.Reviewer, a.ID, form("31,400 people a day")); !errors.As(err, &refused) {
		t.Errorf("a changed number was approved in bulk: %v", err)
	}
	must(t, s.ApproveSlight(t.Context(), st.Reviewer, a.ID, form("closed for eleven months in 2021")))
	wantStatus(t, st, claims["closed for eleven months in 2021"].ID, models.ClaimApproved)
}

func TestACorrectionGoesIntoTheTextAndTheClaimToReview(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		a, claims := tram(t, st)
		id := claims["31,400 people a day"].ID
		v, err := s.SaveVerdict(t.Context(), st.Editor, id, models.VerdictForm{BasedOn: st.Detail(id).Claim.VerdictID, RatingID: st.Rating(a.ID, "imprecise").ID,
			Explanation: "The table says 31,412.", Correction: "31,412 people a day", Submit: true})
		must(t, err)
		must(t, st.Decide(st.Reviewer, id, models.Approve))
		report, err := s.ApplyCorrections(t.Context(), st.Editor, a.ID, 1)
		must(t, err)
		if !strings.Contains(report.Revision.Text, "It carries 31,412 people a day.") {
			t.Errorf("the text is %q", report.Revision.Text)
		}
		d := st.Detail(id)
		if d.Claim.Status != models.ClaimInReview || d.Claim.Resolution != models.ResolutionChanged || d.Line.Places[0].Quote != "31,412 people a day" || d.Verdict.ID == v.ID {
			t.Errorf("status %s, resolution %s, places %+v", d.Claim.Status, d.Claim.Resolution, d.Line.Places)
		}
		wantStatus(t, st, claims["approved the tram in 2019"].ID, models.ClaimApproved)
	})
}

func TestCorrectionsThatDisagreeAreRefusedWithBothShown(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	for words, correction := range map[string]string{"31,400 people": "31,412 people", "carries 31,400": "carried 31,000"} {
		c := st.Claim(a.ID, words)
		st.Evidence(c.ID)
		_, err := s.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{RatingID: st.Rating(a.ID, "incorrect").ID, Explanation: "No.", Correction: correction, Submit: true})
		must(t, err)
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	}
	_, err := s.ApplyCorrections(t.Context(), st.Editor, a.ID, 1)
	var refused *models.Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason.String(), "31,412 people") || !strings.Contains(refused.Reason.String(), "carried 31,000") {
		t.Errorf("got %v", err)
	}
	if r, _, err := s.Revision(t.Context(), st.Editor, a.ID, 0); err != nil || r.Number != 1 {
		t.Errorf("revision %d, %v", r.Number, err)
	}
}

func TestRestoringAnOldRevisionBringsItsApprovalsBack(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Revise(a.ID, "31,400 people", "41,300 people", "The mayor said that it costs nothing. ", "")
	report, err := s.RestoreRevision(t.Context(), st.Editor, a.ID, 1, 2)
	must(t, err)
	if report.Revision.Number != 3 {
		t.Errorf("restoring made revision %d", report.Revision.Number)
	}
	for words, c := range claims {
		if got := st.Detail(c.ID).Claim.Status; got != models.ClaimApproved {
			t.Errorf("%q is %s", words, got)
		}
	}
	wantBlockers(t, st, a.ID)
}
