package models_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

func TestClaimsAreGivenTogetherInOneLineOfTheHistory(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		one, two := st.Claim(a.ID, "31,400 people"), st.Claim(a.ID, "2021")
		due := clock.Now().Add(time.Hour)
		must(t, s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{Claims: []int64{two.ID, one.ID}, Was: map[int64]int64{one.ID: 0, two.ID: 0}, PersonID: &st.Second.ID, DueAt: &due, Note: "The press office was asked."}))
		for _, id := range []int64{one.ID, two.ID} {
			c := st.Detail(id).Claim
			if *c.AssigneeID != st.Second.ID || !c.DueAt.Equal(due.UTC().Truncate(time.Microsecond)) || c.Handover != "The press office was asked." || *c.HandoverBy != st.Editor.ID {
				t.Errorf("claim %d is %+v", c.Number, c)
			}
			lines, err := s.History(t.Context(), st.Editor, 0, id, 0)
			if must(t, err); lines[0].Action != models.ClaimAssigned || *lines[0].Detail.Person != st.Second.ID || !slices.Equal(lines[0].Detail.Claims, []int{1, 2}) || lines[0].Detail.Reason == "" {
				t.Errorf("the history of claim %d begins with %+v", id, lines[0])
			}
		}
		lines, err := s.History(t.Context(), st.Editor, a.ID, 0, 0)
		if must(t, err); lines[0].Action != models.ClaimAssigned || lines[1].Action == models.ClaimAssigned {
			t.Errorf("the history has %v, %v", lines[0].Action, lines[1].Action)
		}
		must(t, s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{Claims: []int64{one.ID}}))
		if c := st.Detail(one.ID).Claim; c.AssigneeID != nil || c.DueAt == nil || c.Handover == "" {
			t.Errorf("what was taken from somebody is %+v", c)
		}
		must(t, s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{Claims: []int64{one.ID}, NoDue: true}))
		if c := st.Detail(one.ID).Claim; c.DueAt != nil {
			t.Errorf("it is still due %v", c.DueAt)
		}
		if err := s.Exec("UPDATE event_claims SET claim_id = claim_id"); err == nil {
			t.Error("which claims an event is about can be changed")
		}
	})
}

func TestAClaimIsTakenOnceAndNotFromWhoeverWasFaster(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	c := st.Claim(st.Article(twoSentences).ID, "2021")
	must(t, s.TakeClaim(t.Context(), st.Second, c.ID, 0))
	var conflict *models.Conflict
	if err := s.TakeClaim(t.Context(), st.Editor, c.ID, 0); !errors.As(err, &conflict) || conflict.Who.String() != st.Second.Name {
		t.Errorf("whoever comes second is answered %v", err)
	}
	must(t, s.TakeClaim(t.Context(), st.Editor, c.ID, st.Second.ID))
	if got := *st.Detail(c.ID).Claim.AssigneeID; got != st.Editor.ID {
		t.Errorf("it is %d's", got)
	}
}

func TestAssigningWarnsOfWhoeverIsAwayOrWroteTheArticleAndRefusesReaders(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(twoSentences)
	c := st.Claim(a.ID, "2021")
	_, err := s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: "The tram", AuthorID: &st.Reviewer.ID})
	must(t, err)
	must(t, s.SetAway(t.Context(), st.Second, st.Second.ID, models.AwayForm{From: ref(clock.Now().Add(-time.Hour)), Until: ref(clock.Now().Add(time.Hour))}))
	give := func(to int64, sure bool) error {
		return s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{Claims: []int64{c.ID}, PersonID: &to, Sure: sure})
	}
	for _, to := range []int64{st.Second.ID, st.Reviewer.ID} {
		var wrong *models.Invalid
		if err := give(to, false); !errors.As(err, &wrong) || wrong.Fields[models.Sure].IsZero() {
			t.Errorf("giving it to %d answers %v", to, err)
		}
		must(t, give(to, true))
	}
	var wrong *models.Invalid
	if err := give(st.Viewer.ID, true); !errors.As(err, &wrong) {
		t.Errorf("giving it to a reader answers %v", err)
	}
	if err := s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{PersonID: &st.Editor.ID}); !errors.As(err, &wrong) {
		t.Errorf("giving nothing answers %v", err)
	}
	other := st.Claim(st.Article(twoSentences).ID, "2021")
	if err := s.AssignClaims(t.Context(), st.Editor, a.ID, models.AssignForm{Claims: []int64{c.ID, other.ID}, PersonID: &st.Editor.ID}); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a claim of another article answers %v", err)
	}
}

// desk is a section with rules, the admin's work, and an article in it.
func sectioned(t *testing.T, st *modelstest.Story, made bool) (models.Section, models.Article) {
	t.Helper()
	s := st.Store
	x, err := s.CreateSection(t.Context(), st.Admin, "Transport")
	must(t, err)
	must(t, s.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 1, Name: "Transport", Members: []int64{st.Second.ID, st.Editor.ID}}))
	must(t, s.SetAssignRules(t.Context(), st.Admin, models.AssignRulesForm{Was: models.StampOfRules(nil, false), Made: made, Rules: []models.AssignRule{{Kind: models.KindLegal, UserID: &st.Reviewer.ID}, {SectionID: &x.ID}}}))
	a := st.Article(twoSentences)
	a, err = s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, Section: "Transport"})
	must(t, err)
	return x, a
}

func TestTheRulesGiveWhatNobodyHasToWhoeverWasSeenToGetIt(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		_, a := sectioned(t, st, false)
		one, two := st.Claim(a.ID, "31,400 people"), st.Claim(a.ID, "2021")
		b, err := s.Assigning(t.Context(), st.Editor, a.ID)
		must(t, err)
		seen := map[int64]int64{}
		for _, share := range b.Shares {
			seen[share.Claim.ID] = share.UserID
		}
		if len(seen) != 2 || seen[one.ID] == seen[two.ID] || seen[one.ID] == 0 || seen[two.ID] == 0 {
			t.Fatalf("the rules say %v", seen)
		}
		var conflict *models.Conflict
		if err := s.AssignByRule(t.Context(), st.Editor, a.ID, map[int64]int64{one.ID: st.Reviewer.ID}); !errors.As(err, &conflict) {
			t.Errorf("something else than was seen answers %v", err)
		}
		must(t, s.AssignByRule(t.Context(), st.Editor, a.ID, seen))
		for id, to := range seen {
			if got := st.Detail(id).Claim.AssigneeID; got == nil || *got != to {
				t.Errorf("claim %d is %v's, want %d's", id, got, to)
			}
		}
		loads, err := s.Loads(t.Context(), st.Editor)
		must(t, err)
		for _, l := range loads {
			if member := l.User.ID == st.Editor.ID || l.User.ID == st.Second.ID; member != (l.Open == 1) {
				t.Errorf("%s has %d open", l.User.Name, l.Open)
			}
		}
		if !slices.IsSortedFunc(loads, func(a, b models.Load) int { return slices.Compare([]byte(a.User.Name), []byte(b.User.Name)) }) {
			t.Error("they are not in the order of their names")
		}
	})
}

func TestClaimsAreGivenByTheRulesWhenTheyAreMadeWhereThatIsSet(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	_, a := sectioned(t, st, true)
	c, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: st.Select(a.ID, "2021"), Kind: models.KindLegal})
	must(t, err)
	if got := st.Detail(c.ID).Claim.AssigneeID; got == nil || *got != st.Reviewer.ID {
		t.Errorf("it is %v's", got)
	}
	lines, err := s.History(t.Context(), st.Editor, 0, c.ID, 0)
	if must(t, err); lines[0].Action != models.ClaimAssigned || lines[1].Action != models.ClaimCreated {
		t.Errorf("the history says %s after %s", lines[0].Action, lines[1].Action)
	}
}

func TestOnlyAnAdminSetsRulesAndNeverOverThoseOfAnother(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	x, _ := sectioned(t, st, false)
	rules, err := s.AssignRules(t.Context())
	must(t, err)
	var refused *models.Refused
	if err := s.SetAssignRules(t.Context(), st.Reviewer, models.AssignRulesForm{}); !errors.As(err, &refused) {
		t.Errorf("a reviewer is answered %v", err)
	}
	var conflict *models.Conflict
	if err := s.SetAssignRules(t.Context(), st.Admin, models.AssignRulesForm{Was: models.StampOfRules(nil, false)}); !errors.As(err, &conflict) {
		t.Errorf("an overtaken form is answered %v", err)
	}
	var wrong *models.Invalid
	empty, err := s.CreateSection(t.Context(), st.Admin, "Nobody’s")
	must(t, err)
	for _, r := range []models.AssignRule{{Kind: "rumour"}, {Risk: "some"}, {SectionID: ref(x.ID + 100)}, {SectionID: &empty.ID}, {UserID: &st.Viewer.ID}} {
		if err := s.SetAssignRules(t.Context(), st.Admin, models.AssignRulesForm{Was: models.StampOfRules(rules, false), Rules: []models.AssignRule{r}}); !errors.As(err, &wrong) || wrong.Fields["rule_1"].IsZero() {
			t.Errorf("%+v answers %v", r, err)
		}
	}
}

func TestWhatWaitsForSomebodyAwayIsOnTheDeskOfWhoStandsIn(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Claim(a.ID, "2021")
		must(t, s.TakeClaim(t.Context(), st.Second, c.ID, 0))
		due := clock.Now().Add(time.Hour)
		_, err := s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{Body: "Which month?", Query: true, OwnerID: &st.Second.ID, DueAt: &due})
		must(t, err)
		waits := func(who models.User) []models.StandInRow {
			desk, err := s.Desk(t.Context(), who, models.DeskQuery{})
			must(t, err)
			return desk.StandIn
		}
		away := models.AwayForm{From: ref(clock.Now().Add(-time.Hour)), Until: ref(clock.Now().Add(24 * time.Hour)), StandInID: &st.Reviewer.ID}
		must(t, s.SetAway(t.Context(), st.Admin, st.Second.ID, away))
		if got := waits(st.Reviewer); len(got) != 2 || got[0].Query == got[1].Query || got[0].PersonID != st.Second.ID || got[1].Number+got[0].Number != c.Number || len(waits(st.Editor)) != 0 {
			t.Errorf("what waits is %+v", got)
		}
		var refused *models.Refused
		if err := s.SetAway(t.Context(), st.Editor, st.Second.ID, models.AwayForm{}); !errors.As(err, &refused) {
			t.Errorf("saying it of somebody else answers %v", err)
		}
		var wrong *models.Invalid
		for _, f := range []models.AwayForm{{From: away.From}, {From: away.Until, Until: away.From}, {From: ref(clock.Now().Add(-time.Hour)), Until: ref(clock.Now().Add(-time.Minute))}, {From: away.From, Until: away.Until, StandInID: &st.Second.ID}, {From: away.From, Until: away.Until, StandInID: &st.Viewer.ID}} {
			if err := s.SetAway(t.Context(), st.Second, st.Second.ID, f); !errors.As(err, &wrong) {
				t.Errorf("%+v answers %v", f, err)
			}
		}
		must(t, s.RestrictArticle(t.Context(), st.Editor, a.ID, []int64{st.Second.ID}))
		if got := waits(st.Reviewer); len(got) != 0 {
			t.Errorf("somebody outside stands in for %+v", got)
		}
		must(t, s.LiftRestriction(t.Context(), st.Editor, a.ID))
		clock.Forward(48 * time.Hour)
		if got := waits(st.Reviewer); len(got) != 0 {
			t.Errorf("they are back, and %+v waits", got)
		}
	})
}
