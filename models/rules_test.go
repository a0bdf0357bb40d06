package models_test

import (
	"slices"
	"testing"
	"time"

	"stet/models"
)

// The people of these tests, by id.
const (
	author = iota + 1
	proposer
	finder // of evidence
	changer
	reviewer
	second
)

func who(id int64, role models.Role) models.User {
	return models.User{ID: id, Role: role, Active: true}
}

// standing is a claim in review: a verdict by the proposer on evidence that the
// finder attached and the changer edited.
func standing(change func(*models.Standing)) models.Standing {
	by, source := int64(author), int64(1)
	s := models.Standing{Article: models.Article{Status: models.ArticleChecking, AuthorID: &by}, Facts: models.Facts{
		Claim:    models.Claim{ReviewersNeeded: 1, Fingerprint: "now", Status: models.ClaimInReview, VerdictID: 1},
		AuthorID: author,
		Verdicts: []models.Verdict{{ID: 1, Submitted: true, CreatedBy: proposer}},
		Evidence: []models.Evidence{{ID: 1, SourceID: &source, Relation: models.Supports, Locator: "page 4", CreatedBy: finder, ChangedBy: changer}},
	}}
	if change != nil {
		change(&s)
	}
	return s
}

func (r review) of(fingerprint string) models.Review {
	return models.Review{ID: r.id, VerdictID: 1, Decision: r.decision, CreatedBy: r.by, Fingerprint: fingerprint}
}

type review struct {
	id, by   int64
	decision models.Decision
}

func withReviews(reviews ...models.Review) func(*models.Standing) {
	return func(s *models.Standing) {
		s.Facts.Reviews = reviews
		s.Facts.Claim.Status = s.Facts.Status()
	}
}

// claimActions are all actions on a claim, and those that take a reviewer.
var (
	claimWrites = []models.Action{models.ClaimEdited, models.ClaimAnchored, models.ClaimUnanchored, models.ClaimSplit, models.ClaimMerged, models.ClaimResolved, models.ClaimAssigned,
		models.ClaimConfirmed, models.ClaimWithdrawnAct, models.EvidenceCreated, models.EvidenceEdited, models.EvidenceWithdrawn, models.VerdictSaved,
		models.VerdictSubmitted, models.CommentCreated}
	decisions = []models.Action{models.ReviewApproved, models.ReviewReturned, models.ReviewOverridden}
)

func TestEachRoleMayDoToAClaimWhatTheTableSays(t *testing.T) {
	t.Parallel()
	s := standing(nil)
	for _, a := range slices.Concat(claimWrites, decisions) {
		isDecision := slices.Contains(decisions, a)
		for role, may := range map[models.Role]bool{models.RoleViewer: false, models.RoleEditor: !isDecision, models.RoleReviewer: true} {
			if got := s.Refusal(a, who(reviewer, role)); (got == "") != may {
				t.Errorf("%s by a %s: %q", a, role, got)
			}
			admin := who(reviewer, role)
			admin.Admin = true
			if s.Refusal(a, admin) != s.Refusal(a, who(reviewer, role)) {
				t.Errorf("%s: being an admin makes a difference for a %s", a, role)
			}
			gone := who(reviewer, role)
			gone.Active = false
			if s.Refusal(a, gone) == "" {
				t.Errorf("%s by a deactivated %s is allowed", a, role)
			}
		}
	}
	if s.Refusal(models.ArticleCreated, who(reviewer, models.RoleReviewer)) == "" {
		t.Error("an action that is not in the table is allowed")
	}
}

func TestWhoeverHadAHandInAClaimDecidesNothingAboutIt(t *testing.T) {
	t.Parallel()
	s := standing(nil)
	for _, id := range []int64{author, proposer, finder, changer} {
		for _, a := range decisions {
			if s.Refusal(a, who(id, models.RoleReviewer)) == "" {
				t.Errorf("%s by person %d is allowed", a, id)
			}
		}
	}
	older := standing(func(s *models.Standing) {
		s.Facts.Verdicts = []models.Verdict{{ID: 1, Submitted: true, CreatedBy: reviewer}, {ID: 2, Submitted: true, CreatedBy: proposer}}
	})
	withdrawn := standing(func(s *models.Standing) {
		now := time.Now()
		s.Facts.Evidence = append(s.Facts.Evidence, models.Evidence{ID: 2, CreatedBy: reviewer, ChangedBy: reviewer, WithdrawnAt: &now})
	})
	for name, s := range map[string]models.Standing{"an older version of the verdict": older, "evidence that was withdrawn": withdrawn} {
		if s.Refusal(models.ReviewApproved, who(reviewer, models.RoleReviewer)) == "" {
			t.Errorf("whoever wrote %s may approve", name)
		}
		if s.Refusal(models.ReviewApproved, who(second, models.RoleReviewer)) != "" {
			t.Errorf("%s keeps others from approving", name)
		}
	}
}

func TestAnApprovalNeedsAProposalThatStandsOnSomething(t *testing.T) {
	t.Parallel()
	now := time.Now()
	for name, change := range map[string]func(*models.Standing){
		"no verdict": func(s *models.Standing) { s.Facts.Verdicts, s.Facts.Claim.Status = nil, models.ClaimOpen },
		"a draft": func(s *models.Standing) {
			s.Facts.Verdicts[0].Submitted, s.Facts.Claim.Status = false, models.ClaimStale
		},
		"withdrawn evidence": func(s *models.Standing) { s.Facts.Evidence[0].WithdrawnAt = &now },
		"no locator":         func(s *models.Standing) { s.Facts.Evidence[0].Locator = "" },
		"no place":           func(s *models.Standing) { s.Facts.Claim.Orphaned = true },
		"withdrawn claim":    func(s *models.Standing) { s.Facts.Claim.Status = models.ClaimWithdrawn },
	} {
		if standing(change).Refusal(models.ReviewApproved, who(reviewer, models.RoleReviewer)) == "" {
			t.Errorf("%s is approved", name)
		}
	}
}

func TestAVerdictIsSubmittedOnlyOnGround(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		evidence models.Evidence
		may      bool
	}{
		"a locator":               {models.Evidence{SourceID: new(int64), Relation: models.Supports, Locator: "page 4"}, true},
		"no locator":              {models.Evidence{SourceID: new(int64), Relation: models.Supports}, false},
		"a search, where and how": {models.Evidence{Relation: models.NothingFound, SearchedWhere: "archive", SearchedHow: "by name"}, true},
		"a search, only where":    {models.Evidence{Relation: models.NothingFound, SearchedWhere: "archive"}, false},
		"a search, only how":      {models.Evidence{Relation: models.NothingFound, SearchedHow: "by name"}, false},
		"a withdrawn one":         {models.Evidence{SourceID: new(int64), Relation: models.Supports, Locator: "page 4", WithdrawnAt: new(time.Time)}, false},
	} {
		s := standing(func(s *models.Standing) { s.Facts.Evidence = []models.Evidence{c.evidence} })
		if got := s.Refusal(models.VerdictSubmitted, who(proposer, models.RoleEditor)); (got == "") != c.may {
			t.Errorf("%s: %q", name, got)
		}
		if got := s.Refusal(models.VerdictSaved, who(proposer, models.RoleEditor)); got != "" {
			t.Errorf("%s: a draft is refused: %s", name, got)
		}
	}
}

func TestHighRiskTakesTwoDifferentReviewers(t *testing.T) {
	t.Parallel()
	high := func(reviews ...models.Review) models.Standing {
		return standing(func(s *models.Standing) {
			s.Facts.Claim.ReviewersNeeded = 2
			withReviews(reviews...)(s)
		})
	}
	once := review{1, reviewer, models.Approve}.of("now")
	if s := high(once); s.Facts.Status() != models.ClaimInReview || s.Refusal(models.ReviewApproved, who(reviewer, models.RoleReviewer)) == "" {
		t.Errorf("after one approval: %s, and the same reviewer may approve again", s.Facts.Status())
	}
	if next, err := high(once).Next(models.ReviewApproved, who(second, models.RoleReviewer)); err != nil || next != models.ClaimApproved {
		t.Errorf("the second reviewer makes it %s, %v", next, err)
	}
	if s := high(once, review{2, reviewer, models.Approve}.of("now")); s.Facts.Status() != models.ClaimInReview {
		t.Error("one reviewer counts twice")
	}
	if s := high(once, review{2, second, models.Approve}.of("then")); s.Facts.Status() == models.ClaimApproved {
		t.Error("an approval of something else counts")
	}
	if s := high(once, review{2, finder, models.Approve}.of("now")); s.Facts.Status() == models.ClaimApproved {
		t.Error("an approval by somebody involved counts")
	}
}

func TestAReturnClearsTheApprovalsOfWhatWasReturned(t *testing.T) {
	t.Parallel()
	s := standing(withReviews(review{1, reviewer, models.Approve}.of("now"), review{2, second, models.Return}.of("now")))
	if s.Facts.Approvals() != 0 || s.Facts.Status() != models.ClaimOpen {
		t.Errorf("%d approvals, %s", s.Facts.Approvals(), s.Facts.Status())
	}
	s = standing(func(s *models.Standing) {
		s.Facts.Verdicts = append(s.Facts.Verdicts, models.Verdict{ID: 2, Submitted: true, CreatedBy: proposer}) // the same words again
		withReviews(review{1, reviewer, models.Approve}.of("now"), review{2, second, models.Return}.of("now"))(s)
	})
	if s.Facts.Status() != models.ClaimInReview || s.Refusal(models.ReviewApproved, who(reviewer, models.RoleReviewer)) != "" {
		t.Errorf("after the return: %s, %q", s.Facts.Status(), s.Refusal(models.ReviewApproved, who(reviewer, models.RoleReviewer)))
	}
	other := standing(func(s *models.Standing) {
		s.Facts.Verdicts = append(s.Facts.Verdicts, models.Verdict{ID: 2, Submitted: true, CreatedBy: proposer}) // other words
		withReviews(review{1, reviewer, models.Return}.of("then"), review{2, second, models.Approve}.of("now"))(s)
	})
	if other.Facts.Status() != models.ClaimApproved {
		t.Errorf("the return of an older version makes it %s", other.Facts.Status())
	}
}

func TestAnOverrideIsNoApprovalAndLapsesWithWhatItWasMadeOn(t *testing.T) {
	t.Parallel()
	s := standing(withReviews(review{1, reviewer, models.Override}.of("now")))
	if s.Facts.Status() != models.ClaimInReview || s.Facts.Approvals() != 0 || s.Facts.InForce() == nil {
		t.Errorf("%s, %d approvals, in force %v", s.Facts.Status(), s.Facts.Approvals(), s.Facts.InForce())
	}
	if s.Refusal(models.ReviewOverridden, who(second, models.RoleReviewer)) == "" {
		t.Error("it can be overridden twice")
	}
	s.Facts.Claim.Fingerprint = "later"
	if s.Facts.InForce() != nil {
		t.Error("it outlives what it was made on")
	}
}

func TestEachStatusOfAClaimLeadsOnlyWhereTheTableSays(t *testing.T) {
	t.Parallel()
	actor := who(reviewer, models.RoleReviewer)
	for _, c := range []struct {
		from   models.ClaimStatus
		action models.Action
		to     models.ClaimStatus // "" is refused
	}{
		{models.ClaimOpen, models.VerdictSubmitted, models.ClaimInReview},
		{models.ClaimOpen, models.ReviewApproved, ""},
		{models.ClaimOpen, models.ReviewReturned, ""},
		{models.ClaimInReview, models.ReviewApproved, models.ClaimApproved},
		{models.ClaimInReview, models.ReviewReturned, models.ClaimOpen},
		{models.ClaimApproved, models.ReviewApproved, ""},
		{models.ClaimApproved, models.ReviewReturned, models.ClaimOpen},
		{models.ClaimStale, models.ReviewApproved, models.ClaimApproved},
		{models.ClaimOpen, models.ClaimWithdrawnAct, models.ClaimWithdrawn},
		{models.ClaimOpen, models.ClaimRestored, ""},
		{models.ClaimWithdrawn, models.ClaimEdited, ""},
		{models.ClaimWithdrawn, models.ReviewOverridden, ""},
		{models.ClaimWithdrawn, models.CommentCreated, models.ClaimInReview}, // what the rows say
	} {
		s := standing(func(s *models.Standing) { s.Facts.Claim.Status = c.from })
		next, err := s.Next(c.action, actor)
		if (err == nil) != (c.to != "") || err == nil && next != c.to {
			t.Errorf("%s from %s: %s, %v", c.action, c.from, next, err)
		}
	}
}

func TestNothingButTalkHappensToAClaimWhileItsArticleIsNotChecked(t *testing.T) {
	t.Parallel()
	for _, status := range models.ArticleStatuses {
		s := standing(func(s *models.Standing) { s.Article.Status = status })
		for _, a := range slices.Concat(claimWrites, decisions) {
			may := status == models.ArticleChecking || a == models.CommentCreated
			if got := s.Refusal(a, who(reviewer, models.RoleReviewer)); (got == "") != may {
				t.Errorf("%s while %s: %q", a, status, got)
			}
		}
	}
}
