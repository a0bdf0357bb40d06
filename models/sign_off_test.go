package models_test

import (
	"encoding/json"
	"errors"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// signOff tries to clear the newest revision.
func signOff(t *testing.T, st *modelstest.Story, articleID int64) error {
	t.Helper()
	a, err := st.Store.Article(t.Context(), st.Reviewer, articleID)
	must(t, err)
	_, err = st.Store.SignOffArticle(t.Context(), st.Reviewer, articleID, a.RevisionID, "Read twice.")
	return err
}

func TestEachSortOfBlockerStopsTheSignOffUntilItIsLifted(t *testing.T) {
	t.Parallel()
	const words = "31,400 people"
	for sort, c := range map[string]struct {
		block, lift func(*modelstest.Story, models.Claim) error
	}{
		models.BlockOpen: {
			func(st *modelstest.Story, c models.Claim) error { st.Claim(c.ArticleID, "tram"); return nil },
			func(st *modelstest.Story, c models.Claim) error {
				w, err := st.Store.Workspace(st.T.Context(), st.Editor, c.ArticleID)
				must(st.T, err)
				return st.Store.WithdrawClaim(st.T.Context(), st.Editor, w.Claims[1].ID, 1, "The same.")
			}},
		models.BlockInReview: {
			func(st *modelstest.Story, c models.Claim) error { st.Propose(c, "not_checkable"); return nil },
			func(st *modelstest.Story, c models.Claim) error { return st.Decide(st.Other, c.ID, models.Approve) }},
		models.BlockStale: {
			func(st *modelstest.Story, c models.Claim) error { st.Evidence(c.ID); return nil },
			func(st *modelstest.Story, c models.Claim) error { return st.Decide(st.Reviewer, c.ID, models.Approve) }},
		models.BlockOrphan: {
			func(st *modelstest.Story, c models.Claim) error {
				st.Revise(c.ArticleID, "The tram carries 31,400 people a day.", "Riders like it.")
				return nil
			},
			func(st *modelstest.Story, c models.Claim) error {
				st.Skip(c.ArticleID, "Riders like it")
				return st.Store.CutClaim(st.T.Context(), st.Editor, c.ID)
			}},
		models.BlockResolution: {
			func(st *modelstest.Story, c models.Claim) error {
				st.Propose(c, "incorrect")
				return st.Decide(st.Reviewer, c.ID, models.Approve)
			},
			func(st *modelstest.Story, c models.Claim) error {
				return st.Store.ResolveClaim(st.T.Context(), st.Editor, c.ID, st.Detail(c.ID).Claim.Version, models.ResolutionSoftened)
			}},
		models.BlockQuery: {
			func(st *modelstest.Story, c models.Claim) error {
				_, err := st.Store.CreateComment(st.T.Context(), st.Editor, c.ArticleID, models.CommentForm{ClaimID: c.ID, Body: "Which month?", Query: true, Blocking: true})
				return err
			},
			func(st *modelstest.Story, c models.Claim) error {
				return st.Store.ResolveComment(st.T.Context(), st.Second, st.Detail(c.ID).Comments[0].ID)
			}},
		models.BlockUncovered: {
			func(st *modelstest.Story, c models.Claim) error {
				st.Revise(c.ArticleID, "a day.", "a day. Riders like it.")
				return nil
			},
			func(st *modelstest.Story, c models.Claim) error { st.Skip(c.ArticleID, "Riders like it"); return nil }},
	} {
		t.Run(sort, func(t *testing.T) {
			t.Parallel()
			s, _ := modelstest.Open(t)
			st := newsroom(t, s)
			st.T = t
			a := st.Article("The tram carries 31,400 people a day.")
			claim := st.Approved(a.ID, words)
			must(t, c.block(st, claim))
			var blocked *models.Blocked
			if err := signOff(t, st, a.ID); !errors.As(err, &blocked) || blocked.Blockers[0].Sort != sort || blocked.Blockers[0].What.IsZero() {
				t.Fatalf("the sign-off answers %v: %+v", err, blocked)
			}
			must(t, c.lift(st, claim))
			must(t, signOff(t, st, a.ID))
		})
	}
}

func TestAnOverrideLetsTheTextPassAsAnExceptionWithItsNameAndReason(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Claim(a.ID, "31,400 people")
		st.Evidence(c.ID)
		st.Propose(c, "incorrect")
		must(t, st.Decide(st.Reviewer, c.ID, models.Override))
		d := st.Detail(c.ID)
		if d.Claim.Status == models.ClaimApproved || d.Claim.Resolution != models.ResolutionOverridden || d.Override == nil || d.Approvals != 0 {
			t.Errorf("%s, %s, %d approvals", d.Claim.Status, d.Claim.Resolution, d.Approvals)
		}
		must(t, signOff(t, st, a.ID))
		w, err := s.Workspace(t.Context(), st.Editor, a.ID)
		must(t, err)
		var named []models.Exception
		must(t, json.Unmarshal([]byte(w.SignOff.Exceptions), &named))
		if len(named) != 1 || named[0].Sort != "override" || named[0].Who != "Rita Reviewer" || named[0].Reason != "Say which month." || named[0].Number != c.Number {
			t.Errorf("exceptions %+v", named)
		}
	})
}

func TestAnOverrideLapsesWhenSomethingChanges(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	c := st.Claim(a.ID, "31,400 people")
	st.Evidence(c.ID)
	st.Propose(c, "incorrect")
	must(t, st.Decide(st.Reviewer, c.ID, models.Override))
	st.Evidence(c.ID)
	if d := st.Detail(c.ID); d.Override != nil || d.Claim.Resolution != models.ResolutionNone {
		t.Errorf("the override holds on: %+v, %q", d.Override, d.Claim.Resolution)
	}
	var blocked *models.Blocked
	if err := signOff(t, st, a.ID); !errors.As(err, &blocked) {
		t.Errorf("the sign-off answers %v", err)
	}
}

func TestAnOverrideOrAReturnNeedsAReason(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	for _, d := range []models.Decision{models.Override, models.Return} {
		_, err := s.ReviewClaim(t.Context(), st.Reviewer, c.claim.ID, models.ReviewForm{VerdictID: c.claim.VerdictID, Fingerprint: c.claim.Fingerprint, Decision: d, Reason: "  "})
		var wrong *models.Invalid
		if !errors.As(err, &wrong) || wrong.Fields["reason"].IsZero() {
			t.Errorf("%s without a reason answers %v", d, err)
		}
	}
}

func TestADecisionOnWhatTheReviewerDidNotSeeIsAConflict(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	seen := models.ReviewForm{VerdictID: c.claim.VerdictID, Fingerprint: c.claim.Fingerprint, Decision: models.Approve, Reason: "Good."}
	st.Evidence(c.claim.ID)
	_, err := s.ReviewClaim(t.Context(), st.Reviewer, c.claim.ID, seen)
	var conflict *models.Conflict
	if !errors.As(err, &conflict) || conflict.Fields[0].Yours != "Good." || conflict.Who.String() != "Eva Editor" {
		t.Errorf("got %v, %+v", err, conflict)
	}
	wantStatus(t, st, c.claim.ID, models.ClaimInReview)
}

func TestARatingThatIsNotPositiveNeedsAnExplanationWhenSubmitted(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	based := c.claim.VerdictID
	for _, r := range c.detail.Scale.Ratings {
		form := models.VerdictForm{BasedOn: based, RatingID: r.ID, Explanation: " "}
		v, err := s.SaveVerdict(t.Context(), st.Editor, c.claim.ID, form)
		if err != nil {
			t.Errorf("a draft of %s: %v", r.Code, err)
		}
		form.BasedOn, form.Submit = v.ID, true
		submitted, err := s.SaveVerdict(t.Context(), st.Editor, c.claim.ID, form)
		var wrong *models.Invalid
		if r.NeedsExplanation != (errors.As(err, &wrong) && !wrong.Fields["explanation"].IsZero()) {
			t.Errorf("%s: %v", r.Code, err)
		}
		based = max(v.ID, submitted.ID)
	}
}

func TestAVerdictOnAnOlderVersionAnswersWithBoth(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	_, err := s.SaveVerdict(t.Context(), st.Second, c.claim.ID, models.VerdictForm{RatingID: c.detail.Scale.Ratings[0].ID, Explanation: "Mine."})
	var conflict *models.Conflict
	if !errors.As(err, &conflict) || conflict.Version != c.claim.VerdictID || conflict.Fields[1].Yours != "Mine." || conflict.Fields[1].Theirs != "The table says so." {
		t.Errorf("got %v, %+v", err, conflict)
	}
}

func TestASignOffOfAnOlderRevisionIsAConflict(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	st.Revise(a.ID, "31,400", "31,500")
	_, err := s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, "")
	var conflict *models.Conflict
	if !errors.As(err, &conflict) {
		t.Errorf("got %v", err)
	}
}
