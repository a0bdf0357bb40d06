package models_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// blindly has every claim of high risk want a second verdict, and gives a story
// with one that has its first.
func blindly(t *testing.T, s *models.Store) (*modelstest.Story, models.Claim) {
	t.Helper()
	st := newsroom(t, s)
	must(t, s.EditSettings(t.Context(), st.Admin, models.Settings{Newsroom: "N", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 1, Second: models.SecondRule{HighRisk: true}}))
	a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
	c, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: st.Select(a.ID, "31,400 people"), Risk: models.RiskHigh})
	must(t, err)
	st.Evidence(c.ID)
	st.Propose(c, "imprecise")
	_, err = s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: "It is imprecise."})
	must(t, err)
	return st, c
}

func giveSecond(st *modelstest.Story, who models.User, c models.Claim, code string) (models.SecondVerdict, error) {
	return st.Store.GiveSecondVerdict(st.T.Context(), who, c.ID, models.SecondForm{RatingID: st.Rating(c.ArticleID, code).ID, Explanation: "I counted."})
}

func refusedAct(t *testing.T, what string, err error) {
	t.Helper()
	var refused *models.Refused
	if !errors.As(err, &refused) {
		t.Errorf("%s: %v", what, err)
	}
}

func TestUntilTheSecondVerdictIsGivenTheFirstIsHiddenFromWhoMayGiveIt(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := blindly(t, s)
		for _, who := range []models.User{st.Second, st.Reviewer, st.Other} {
			d, err := s.ClaimDetail(t.Context(), who, c.ID)
			must(t, err)
			if !d.Blind || d.Verdict != nil || len(d.Verdicts)+len(d.Comments) > 0 || d.Line.Look != models.LookOpen || d.Claim.Status != models.ClaimOpen || d.Claim.Fingerprint != "" || len(d.Evidence) != 1 {
				t.Errorf("%s sees %+v", who.Name, d)
			}
			if found := fmt.Sprintf("%+v", d); strings.Contains(found, "imprecise.") || strings.Contains(found, "The table says so") {
				t.Errorf("%s sees %s", who.Name, found)
			}
		}
		for _, who := range []models.User{st.Editor, st.Viewer} { // who gave the first, and who can give none
			if d, err := s.ClaimDetail(t.Context(), who, c.ID); err != nil || d.Blind || d.Verdict == nil {
				t.Errorf("%s does not see the first verdict: %v", who.Name, err)
			}
		}
		_, err := giveSecond(st, st.Editor, c, "correct")
		refusedAct(t, "who gave the first gives the second", err)
		refusedAct(t, "a reviewer decides before", func() error {
			_, err := s.ReviewClaim(t.Context(), st.Reviewer, c.ID, models.ReviewForm{Decision: models.Approve})
			return err
		}())
		_, err = s.SaveVerdict(t.Context(), st.Second, c.ID, models.VerdictForm{RatingID: st.Rating(c.ArticleID, "correct").ID})
		refusedAct(t, "a verdict is saved over one that is hidden", err)
		must(t, s.ShowFirstVerdict(t.Context(), st.Second, c.ID))
		if d, err := s.ClaimDetail(t.Context(), st.Second, c.ID); err != nil || d.Blind || d.Verdict == nil {
			t.Errorf("who asked to see it does not: %v", err)
		}
		_, err = giveSecond(st, st.Second, c, "imprecise")
		refusedAct(t, "who has seen the first gives the second", err)
		queue, err := s.Queue(t.Context(), st.Other, "")
		must(t, err)
		if len(queue) != 1 || !queue[0].Blind || queue[0].Look != models.LookOpen || queue[0].Rating != "" {
			t.Errorf("the queue has %+v", queue)
		}
	})
}

func TestTwoVerdictsThatAgreeGoOnToTheReviewOfAThird(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := blindly(t, s)
		v, err := giveSecond(st, st.Reviewer, c, "imprecise")
		must(t, err)
		if d := st.Detail(c.ID); v.Outcome != models.SecondAgrees || d.Blind || d.Verdict.CreatedBy != st.Editor.ID || d.Second.Given.CreatedBy != st.Reviewer.ID || d.SecondRating.Code != "imprecise" || d.Claim.Status != models.ClaimInReview {
			t.Errorf("after the second verdict the claim is %+v", d)
		}
		refusedAct(t, "who gave the second approves", st.Decide(st.Reviewer, c.ID, models.Approve))
		must(t, st.Decide(st.Other, c.ID, models.Approve))
		wantStatus(t, st, c.ID, models.ClaimApproved)
		_, err = giveSecond(st, st.Second, c, "correct")
		refusedAct(t, "a third verdict", err)
	})
}

func TestTwoVerdictsThatDifferAreTalkedOverBeforeTheArticleIsSignedOff(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := blindly(t, s)
		v, err := giveSecond(st, st.Second, c, "incorrect")
		must(t, err)
		query := func() models.Comment {
			all := st.Detail(c.ID).Comments
			return all[slices.IndexFunc(all, func(m models.Comment) bool { return m.ID == *v.QueryID })]
		}
		if q := query(); v.Outcome != models.SecondDiffers || !q.Blocking || *q.OwnerID != st.Editor.ID || !strings.Contains(q.Body, "Imprecise") || !strings.Contains(q.Body, "Incorrect") || q.ResolvedAt != nil {
			t.Errorf("%s opened %+v", v.Outcome, q)
		}
		blockers, err := s.Blockers(t.Context(), st.Reviewer, c.ArticleID)
		must(t, err)
		if !slices.ContainsFunc(blockers, func(b models.Blocker) bool { return b.Sort == models.BlockQuery && b.ClaimID == c.ID }) {
			t.Errorf("what is in the way is %+v", blockers)
		}
		refusedAct(t, "somebody settles by hand what differs", s.ResolveComment(t.Context(), st.Second, *v.QueryID))
		must(t, st.Decide(st.Reviewer, c.ID, models.Return))
		if query().ResolvedAt == nil {
			t.Error("a decision leaves the query open")
		}
		must(t, s.ReopenComment(t.Context(), st.Editor, *v.QueryID))
		must(t, s.ResolveComment(t.Context(), st.Second, *v.QueryID))
	})
}

func TestOneOfTheTwoSettlesWhatDiffersByANewVerdictAndNobodyElseDoes(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := blindly(t, s)
	v, err := giveSecond(st, st.Second, c, "incorrect")
	must(t, err)
	again := func(who models.User) bool {
		t.Helper()
		_, err := s.SaveVerdict(t.Context(), who, c.ID, models.VerdictForm{BasedOn: st.Detail(c.ID).Claim.VerdictID, RatingID: st.Rating(c.ArticleID, "incorrect").ID, Explanation: "Counted again.", Submit: true})
		must(t, err)
		q, err := s.Comment(t.Context(), who, *v.QueryID)
		must(t, err)
		return q.ResolvedAt != nil
	}
	if again(st.Reviewer) {
		t.Error("the verdict of a third settles what the two differ in")
	}
	if !again(st.Editor) {
		t.Error("a new verdict of who gave the first settles nothing")
	}
}

func TestReviewersAreToldOfAVerdictOnceTheyMayDecideOnIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := blindly(t, s)
	told := func(want bool) {
		t.Helper()
		all, err := s.Notices(t.Context(), st.Other)
		must(t, err)
		if got := slices.ContainsFunc(all, func(n models.NoticeLine) bool { return n.Kind == models.NoticeWaiting }); got != want {
			t.Errorf("a reviewer is told: %v, %+v", got, all)
		}
	}
	told(false)
	_, err := giveSecond(st, st.Second, c, "imprecise")
	must(t, err)
	told(true)
}

func TestAClaimThatNobodyCanGiveASecondVerdictOnIsNotStuck(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := blindly(t, s)
	refusedAct(t, "an editor waives", s.WaiveSecond(t.Context(), st.Second, c.ID, "So."))
	must(t, s.WaiveSecond(t.Context(), st.Reviewer, c.ID, "Everybody has seen it."))
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	if d := st.Detail(c.ID); d.Second.Given.Outcome != models.SecondWaived || d.Second.Given.Explanation != "Everybody has seen it." {
		t.Errorf("the waiver is %+v", d.Second.Given)
	}
	named, err := s.Exceptions(t.Context(), st.Reviewer, c.ArticleID)
	must(t, err)
	if !slices.ContainsFunc(named, func(e models.Exception) bool {
		return e.Sort == "no_second_verdict" && e.Number == c.Number && strings.Contains(e.Reason, "Everybody has seen it.")
	}) {
		t.Errorf("a sign-off names %+v", named)
	}
	for audience, want := range map[models.Audience]bool{models.ForPublic: false, models.ForInternal: true, models.ForLegal: true} {
		if checked, err := s.Checked(t.Context(), st.Reviewer, c.ArticleID, audience); err == nil && len(checked.Claims) > 0 && (checked.Claims[0].Second != nil) != want {
			t.Errorf("for %s the second verdict is %+v", audience, checked.Claims[0].Second)
		}
	}
}

func TestTheRuleChoosesByRiskAndKindAndDrawOnceForEachClaim(t *testing.T) {
	t.Parallel()
	r := models.SecondRule{HighRisk: true, Kinds: "legal,quote", Percent: 20}
	for want, got := range map[models.SecondWhy]models.SecondWhy{
		models.SecondRisk: r.Picks(models.Claim{Risk: models.RiskHigh, Kind: models.KindQuote}, 99), models.SecondKind: r.Picks(models.Claim{Kind: models.KindQuote}, 0),
		models.SecondSample: r.Picks(models.Claim{Kind: models.KindDate}, 19), models.SecondNone: r.Picks(models.Claim{Kind: models.KindDate}, 20),
	} {
		if got != want {
			t.Errorf("the rule says %q, want %q", got, want)
		}
	}
	one, same, three := 1, 1, 3
	for name, c := range map[string]struct {
		a, b models.Rating
		want bool
	}{
		"one rating of two versions": {models.Rating{Code: "true", ScaleID: 1}, models.Rating{Code: "true", ScaleID: 2}, true},
		"the same place in an order": {models.Rating{Code: "a", ScaleID: 1, Ordinal: &one}, models.Rating{Code: "b", ScaleID: 1, Ordinal: &same}, true},
		"another place":              {models.Rating{Code: "a", ScaleID: 1, Ordinal: &one}, models.Rating{Code: "b", ScaleID: 1, Ordinal: &three}, false},
		"places of other scales":     {models.Rating{Code: "a", ScaleID: 1, Ordinal: &one}, models.Rating{Code: "b", ScaleID: 2, Ordinal: &same}, false},
		"no place at all":            {models.Rating{Code: "a", ScaleID: 1}, models.Rating{Code: "b", ScaleID: 1}, false},
	} {
		if got := models.Agree(c.a, c.b); got != c.want {
			t.Errorf("%s: they agree %v", name, got)
		}
	}
}

// The values are worked out by hand: of ten values five are a, three b and two
// c, and three of five pairs agree. So α = (9·6 − 28) / (90 − 28) = 26/62.
func TestAgreementBeyondChance(t *testing.T) {
	t.Parallel()
	pairs := [][2]string{{"a", "a"}, {"a", "a"}, {"b", "b"}, {"a", "c"}, {"b", "c"}}
	if got := models.Alpha(pairs); got == nil || *got < 26./62-1e-9 || *got > 26./62+1e-9 {
		t.Errorf("alpha is %v", got)
	}
	if models.Alpha(nil) != nil || models.Alpha([][2]string{{"a", "a"}}) != nil {
		t.Error("there is an alpha where nothing varies")
	}
	if got := models.Alpha([][2]string{{"a", "a"}, {"b", "b"}}); *got != 1 {
		t.Errorf("where all agree alpha is %v", *got)
	}
}
