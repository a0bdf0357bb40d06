package models

import (
	"slices"
	"time"
)

// AssignRule gives the claims it fits to a person, or to whoever of a section has
// the fewest open. Empty fields fit everything.
type AssignRule struct {
	Position  int `gorm:"primaryKey"` // from 1; the first that fits and has somebody decides
	Kind      Kind
	Risk      Risk
	SectionID *int64 // of the article
	UserID    *int64 // nil is whoever of the section has the fewest open
}

// Fits reports whether a rule is about a claim of an article in a section, 0 for
// an article in none.
func (r AssignRule) Fits(c Claim, sectionID int64) bool {
	return (r.Kind == "" || r.Kind == c.Kind) && (r.Risk == "" || r.Risk == c.Risk) && (r.SectionID == nil || *r.SectionID == sectionID)
}

// Assignable is somebody who could get a claim, as the rules see them.
type Assignable struct {
	User     User
	Open     int     // claims that are theirs to check
	Sections []int64 // that they are a member of
	Outside  bool    // the article does not exist for them
}

// Unfit says why somebody does not get a claim by rule.
type Unfit string

// The reasons.
const (
	UnfitNone    Unfit = ""
	UnfitAway    Unfit = "away"
	UnfitAuthor  Unfit = "author"  // of the article
	UnfitRole    Unfit = "role"    // may not write, or has no account any more
	UnfitOutside Unfit = "outside" // is not named for the restricted article
	UnfitNobody  Unfit = "nobody"  // of the section can take it
)

// Unfit is why a candidate does not get claims of an article.
func (c Assignable) Unfit(a Article, now time.Time) Unfit {
	switch {
	case !c.User.Active || !c.User.Role.MayWrite() || c.User.Email == operatorEmail:
		return UnfitRole
	case c.Outside:
		return UnfitOutside
	case sameID(a.AuthorID, &c.User.ID):
		return UnfitAuthor
	case c.User.AwayAt(now):
		return UnfitAway
	}
	return UnfitNone
}

// Share is what the rules say of one claim.
type Share struct {
	Claim  Claim
	UserID int64 // who gets it, 0 for nobody
	Rule   AssignRule
	Open   int      // what they had open before
	Passed []Passed // rules that fit and had nobody
}

// Passed is a rule that fits and has nobody.
type Passed struct {
	Rule   AssignRule
	UserID int64 // whom it names, 0 for a section
	Why    Unfit
}

// ShareOut decides who gets which claims of an article in a section, by the rules
// in their order. Claims count as open for whoever gets them, so that the next
// goes to somebody else. The author of the article gets none: nobody checks
// what they wrote themselves.
func ShareOut(rules []AssignRule, claims []Claim, a Article, sectionID int64, people []Assignable, now time.Time) []Share {
	people = slices.Clone(people)
	slices.SortFunc(people, func(a, b Assignable) int { return byNameOfUser(a.User, b.User) })
	var all []Share
	for _, c := range claims {
		share := Share{Claim: c}
		for _, r := range rules {
			if !r.Fits(c, sectionID) {
				continue
			}
			if to, why := r.choose(a, sectionID, people, now); why == UnfitNone {
				share.UserID, share.Rule, share.Open = people[to].User.ID, r, people[to].Open
				people[to].Open++
				break
			} else {
				share.Passed = append(share.Passed, Passed{r, value(r.UserID), why})
			}
		}
		all = append(all, share)
	}
	return all
}

// choose is the place of whom a rule gives a claim to, or why nobody gets it.
func (r AssignRule) choose(a Article, sectionID int64, people []Assignable, now time.Time) (int, Unfit) {
	if r.UserID != nil {
		at := slices.IndexFunc(people, func(c Assignable) bool { return c.User.ID == *r.UserID })
		if at < 0 {
			return 0, UnfitRole
		}
		return at, people[at].Unfit(a, now)
	}
	if r.SectionID != nil {
		sectionID = *r.SectionID
	}
	least := -1
	for i, c := range people {
		if slices.Contains(c.Sections, sectionID) && c.Unfit(a, now) == UnfitNone && (least < 0 || c.Open < people[least].Open) {
			least = i
		}
	}
	if least < 0 {
		return 0, UnfitNobody
	}
	return least, UnfitNone
}

// Load is what somebody has to do. It is for sharing out work, and no ranking.
type Load struct {
	User     User
	Open     int // open and stale claims that are theirs
	InReview int // theirs, waiting for a reviewer
	Overdue  int // of both
}

func byNameOfLoad(a, b Load) int { return byNameOfUser(a.User, b.User) }

// Done reports whether nothing is left to do on a claim of this status.
func (s ClaimStatus) Done() bool { return s == ClaimApproved || s == ClaimWithdrawn }

// Overdue reports whether a claim should have been done by now.
func (c Claim) Overdue(now time.Time) bool {
	return c.DueAt != nil && c.DueAt.Before(now) && !c.Status.Done()
}
