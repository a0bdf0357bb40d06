package models

import "slices"

// happening is an event with all that decides who is told of it.
type happening struct {
	Event
	Detail   Detail
	Article  Article
	Claim    Claim          // zero where it is about none
	Proposer int64          // of the claim's newest verdict
	Comment  Comment        // zero where it is about none
	Thread   Comment        // that began its thread
	Wants    bool           // a second verdict is still wanted on the claim
	Hands    map[int64]bool // who had one in the claim, and so decides nothing about it
	Stale    []approval     // that went so by it, or whose verdict is void
	People   map[int64]User
	Named    map[int64]bool // for whom a restricted article exists
}

// approval is somebody's of a claim.
type approval struct{ claimID, userID int64 }

// inLane reports whether a thread of legal exists for somebody, as far as the
// comments at hand tell.
func (h happening) inLane(u User) bool {
	return u.Legal || u.ID == h.Thread.CreatedBy || u.ID == value(h.Thread.OwnerID)
}

// sendsOn reports whether an event sends a claim on to its review.
func (h happening) sendsOn() bool {
	switch h.Action {
	case VerdictSubmitted:
		return !h.Wants
	case SecondGiven:
		return h.Detail.Is == string(SecondAgrees)
	}
	return h.Action == SecondWaivedAct
}

// mayDecide reports whether somebody may decide on the claim.
func (h happening) mayDecide(u User) bool {
	return u.Role.MayReview() && !h.Hands[u.ID] && u.ID != value(h.Article.AuthorID)
}

// mayDecideAmendment reports whether somebody may decide what readers are told.
func (h happening) mayDecideAmendment(u User) bool {
	return h.Article.Refusal(AmendmentPublished, u) == ""
}

// peopleWho are the people of whom something is so, in order.
func (h happening) peopleWho(is func(User) bool) []int64 {
	var all []int64
	for id, u := range h.People {
		if is(u) {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}
