package models_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
)

func ref[T any](v T) *T { return &v }

// candidates are people with so many open claims, all of section 1.
func candidates(open ...int) []models.Assignable {
	var all []models.Assignable
	for i, n := range open {
		id := int64(i + 1)
		all = append(all, models.Assignable{User: models.User{ID: id, Name: fmt.Sprint("Person ", id), Active: true, Role: models.RoleEditor}, Open: n, Sections: []int64{1}})
	}
	return all
}

func TestTheFirstRuleThatFitsAndHasSomebodyDecides(t *testing.T) {
	t.Parallel()
	rules := []models.AssignRule{
		{Position: 1, Kind: models.KindNumber, UserID: ref(int64(1))},
		{Position: 2, Risk: models.RiskHigh, UserID: ref(int64(2))},
		{Position: 3, SectionID: ref(int64(1))},
	}
	now := time.Now()
	people := candidates(5, 5, 1)
	away := slices.Clone(people)
	away[0].User.AwayFrom, away[0].User.AwayUntil = ref(now.Add(-time.Hour)), ref(now.Add(time.Hour))
	outside := slices.Clone(people)
	outside[0].Outside = true
	viewer := slices.Clone(people)
	viewer[0].User.Role = models.RoleViewer
	for name, c := range map[string]struct {
		claim   models.Claim
		people  []models.Assignable
		author  int64
		section int64
		to      int64
		rule    int
		passed  models.Unfit
	}{
		"a number":                        {models.Claim{Kind: models.KindNumber}, people, 0, 1, 1, 1, ""},
		"a grave number":                  {models.Claim{Kind: models.KindNumber, Risk: models.RiskHigh}, people, 0, 1, 1, 1, ""},
		"a grave name":                    {models.Claim{Kind: models.KindName, Risk: models.RiskHigh}, people, 0, 1, 2, 2, ""},
		"another name":                    {models.Claim{Kind: models.KindName}, people, 0, 1, 3, 3, ""},
		"another name of another section": {models.Claim{Kind: models.KindName}, people, 0, 2, 0, 0, ""},
		"a number, and they are away":     {models.Claim{Kind: models.KindNumber}, away, 0, 1, 3, 3, models.UnfitAway},
		"a number by its author":          {models.Claim{Kind: models.KindNumber}, people, 1, 1, 3, 3, models.UnfitAuthor},
		"a number that is hidden":         {models.Claim{Kind: models.KindNumber}, outside, 0, 1, 3, 3, models.UnfitOutside},
		"a number for a reader":           {models.Claim{Kind: models.KindNumber}, viewer, 0, 1, 3, 3, models.UnfitRole},
	} {
		a := models.Article{AuthorID: &c.author}
		got := models.ShareOut(rules, []models.Claim{c.claim}, a, c.section, c.people, now)[0]
		if got.UserID != c.to || got.Rule.Position != c.rule {
			t.Errorf("%s goes to %d by rule %d, want %d by %d", name, got.UserID, got.Rule.Position, c.to, c.rule)
		}
		if c.passed != "" && (len(got.Passed) != 1 || got.Passed[0].Why != c.passed) {
			t.Errorf("%s passes over %+v, want %s", name, got.Passed, c.passed)
		}
	}
}

// Whatever the rules and whoever is there: nobody gets what they may not have, and
// what goes to a section is spread evenly.
func TestSharingOutIsFairAndGivesNobodyWhatTheyMayNotHave(t *testing.T) {
	t.Parallel()
	now := time.Now()
	rapid.Check(t, func(rt *rapid.T) {
		people := candidates(rapid.SliceOfN(rapid.IntRange(0, 9), 1, 6).Draw(rt, "open")...)
		for i := range people {
			switch rapid.IntRange(0, 5).Draw(rt, "who") {
			case 0:
				people[i].User.Active = false
			case 1:
				people[i].User.AwayFrom, people[i].User.AwayUntil = ref(now), ref(now.Add(time.Hour))
			case 2:
				people[i].Outside = true
			case 3:
				people[i].Sections = nil
			}
		}
		claims := make([]models.Claim, rapid.IntRange(1, 30).Draw(rt, "claims"))
		a := models.Article{AuthorID: ref(int64(rapid.IntRange(0, len(people)).Draw(rt, "author")))}
		before := slices.Clone(people)
		got := map[int64]int{}
		for _, share := range models.ShareOut([]models.AssignRule{{Position: 1}}, claims, a, 1, people, now) {
			got[share.UserID]++
		}
		if !slices.EqualFunc(before, people, func(a, b models.Assignable) bool { return a.Open == b.Open }) {
			rt.Fatal("the input was changed")
		}
		least, most, any := 1<<30, 0, false
		for _, p := range people {
			may := p.Unfit(a, now) == models.UnfitNone && len(p.Sections) > 0
			if !may && got[p.User.ID] > 0 {
				rt.Fatalf("person %d got %d and may have none", p.User.ID, got[p.User.ID])
			}
			if may {
				any, least = true, min(least, p.Open+got[p.User.ID])
			}
			if got[p.User.ID] > 0 {
				most = max(most, p.Open+got[p.User.ID])
			}
		}
		if any != (got[0] == 0) || most > least+1 {
			rt.Fatalf("%v of %d claims are unassigned; the most anybody has who got some is %d, the least anybody has is %d", got[0], len(claims), most, least)
		}
	})
}

func TestOverdueIsWhatShouldBeDoneAndIsNot(t *testing.T) {
	t.Parallel()
	now := time.Now()
	due := now.Add(-time.Minute)
	for status, want := range map[models.ClaimStatus]bool{models.ClaimOpen: true, models.ClaimInReview: true, models.ClaimStale: true, models.ClaimApproved: false, models.ClaimWithdrawn: false} {
		if got := (models.Claim{Status: status, DueAt: &due}).Overdue(now); got != want {
			t.Errorf("a claim that is %s is overdue: %v", status, got)
		}
	}
	if (models.Claim{Status: models.ClaimOpen}).Overdue(now) || (models.Claim{Status: models.ClaimOpen, DueAt: ref(now.Add(time.Minute))}).Overdue(now) {
		t.Error("a claim is overdue that is not due")
	}
}
