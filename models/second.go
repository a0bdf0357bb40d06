package models

import (
	"slices"
	"strings"
	"time"

	"stet/models/message"
)

// SecondWhy says why a claim wants a second verdict.
type SecondWhy string

// The reasons; the empty one means that it wants none.
const (
	SecondNone   SecondWhy = ""
	SecondRisk   SecondWhy = "risk"
	SecondKind   SecondWhy = "kind"
	SecondSample SecondWhy = "sample"
)

// SecondWhys lists every reason why one is wanted.
var SecondWhys = []SecondWhy{SecondRisk, SecondKind, SecondSample}

// SecondOutcome is how the wish for a second verdict ended.
type SecondOutcome string

// The outcomes.
const (
	SecondAgrees  SecondOutcome = "agrees"
	SecondDiffers SecondOutcome = "differs"
	SecondWaived  SecondOutcome = "waived"
)

// SecondOutcomes lists every outcome.
var SecondOutcomes = []SecondOutcome{SecondAgrees, SecondDiffers, SecondWaived}

// SecondRule says which claims want a second verdict, given by somebody who has
// not seen the first.
type SecondRule struct {
	HighRisk bool
	Kinds    string // with commas between them; "" is none
	Percent  int    // of all other claims, at random
}

// Chosen reports whether the rule names a kind.
func (r SecondRule) Chosen(k Kind) bool {
	return slices.Contains(strings.Split(r.Kinds, ","), string(k))
}

// Picks says why the rule chooses a claim, if it does. Draw is a number below
// 100 from outside: what is drawn once for a claim decides for ever.
func (r SecondRule) Picks(c Claim, draw int) SecondWhy {
	switch {
	case r.HighRisk && c.Risk == RiskHigh:
		return SecondRisk
	case r.Chosen(c.Kind):
		return SecondKind
	case draw < r.Percent:
		return SecondSample
	}
	return SecondNone
}

// SecondVerdict is a verdict that was given without seeing the first, or the
// decision that there will be none.
type SecondVerdict struct {
	ID          int64
	ArticleID   int64
	ClaimID     int64
	VerdictID   int64 // the first, as it stood
	Outcome     SecondOutcome
	RatingID    *int64 // nil where it was waived
	Explanation string // of a waiver its reason
	QueryID     *int64 // that the difference is discussed under
	CreatedBy   int64
	CreatedAt   time.Time
}

// Second is what there is to the second verdict on a claim.
type Second struct {
	Why    SecondWhy // "" where none is wanted
	Looked []int64   // who asked to see the first
	Given  *SecondVerdict
}

// Wanted reports whether a second verdict is still to be given.
func (s Second) Wanted() bool { return s.Why != SecondNone && s.Given == nil }

// Agree reports whether two ratings say the same: they are one rating, in
// whatever version of its scale, or have the same place in the order of one.
func Agree(a, b Rating) bool {
	return a.Code == b.Code || a.ScaleID == b.ScaleID && a.Ordinal != nil && b.Ordinal != nil && *a.Ordinal == *b.Ordinal
}

// BlindTo reports whether the first verdict is hidden from somebody: they may
// give the second and have not asked to see the first. The SQL of blindTo says
// the same, and a test compares the two. Evidence is not hidden: what is doubled
// is the judgement on it and not the search for it, and who gives the second
// verdict may add to it.
func (s Standing) BlindTo(actor User) bool {
	return s.Second.Wanted() && !actor.seesAll && s.notSecond(actor) == ""
}

// notSecond says why somebody cannot give the second verdict on a claim, empty
// where they can.
func (s Standing) notSecond(actor User) message.Key {
	switch {
	case !actor.Role.MayWrite():
		return "Your role lets you read and export. Ask an admin for the editor role to give a verdict."
	case actor.ID == s.Facts.AuthorID:
		return "You wrote this article, so somebody else gives the second verdict."
	case slices.ContainsFunc(s.Facts.Verdicts, func(v Verdict) bool { return v.CreatedBy == actor.ID }):
		return "You proposed a verdict on this claim, so somebody else gives the second."
	case slices.Contains(s.Second.Looked, actor.ID):
		return "You have seen the first verdict, so somebody else gives the second."
	}
	return ""
}

const (
	secondFirst = "This claim waits for a second verdict, by somebody who has not seen the first. It can be decided on after that."
	stillBlind  = "A second verdict is wanted on this claim. Give yours without seeing the first, or ask to see the first."
)

// held says what the wish for a second verdict keeps people from doing.
func (s Standing) held(action Action, actor User) message.Key {
	switch action {
	case ReviewApproved, ReviewReturned, ReviewOverridden:
		if s.Second.Wanted() {
			return secondFirst
		}
	case VerdictSaved, VerdictSubmitted:
		if s.BlindTo(actor) {
			return stillBlind
		}
	}
	return ""
}

func unsecondable(s Standing, actor User) message.Key {
	if !s.Second.Wanted() {
		return "No second verdict is wanted on this claim."
	}
	if reason := s.notSecond(actor); reason != "" {
		return reason
	}
	if newest := s.Facts.Newest(); newest == nil || !newest.Submitted {
		return "The first verdict is being worked on again. Wait until it is sent for review."
	}
	return groundless(s, actor)
}

func unhidden(s Standing, actor User) message.Key {
	if !s.BlindTo(actor) {
		return "Nothing of this claim is hidden from you."
	}
	return ""
}

func unwaivableSecond(s Standing, actor User) message.Key {
	if !s.Second.Wanted() {
		return "No second verdict is wanted on this claim."
	}
	return involved(s, actor)
}
