package models

import "stet/models/message"

// Facts are the rows that decide where a claim stands. The SQL view
// claim_status says the same, and a test compares the two.
type Facts struct {
	Claim    Claim
	AuthorID int64      // of the article; 0 when the author is no user
	Verdicts []Verdict  // the oldest first
	Evidence []Evidence // withdrawn ones too: who made them stays involved
	Reviews  []Review   // the oldest first
	Hands    []Hand     // in the evidence and the words, as the history remembers
}

// Hand says that a person had a hand in a part of a claim: its verdict, its
// evidence or its words in the text. The SQL view hands lists them.
type Hand struct {
	ClaimID int64
	UserID  int64
	Part    string // "verdict", "second", "evidence" or "text"
}

const addedEvidence = "You added evidence to this claim, so somebody else has to review it."

// Newest is the newest version of the verdict, nil without one.
func (f Facts) Newest() *Verdict {
	if len(f.Verdicts) == 0 {
		return nil
	}
	return &f.Verdicts[len(f.Verdicts)-1]
}

// Status works out where the claim stands.
func (f Facts) Status() ClaimStatus {
	newest := f.Newest()
	needed := f.Claim.ReviewersNeeded
	switch {
	case f.Claim.WithdrawnAt != nil:
		return ClaimWithdrawn
	case newest == nil:
		return ClaimOpen
	case f.Returned():
		return ClaimOpen
	case f.Approvals() >= needed:
		return ClaimApproved
	case newest.Submitted && f.reached() < newest.ID:
		return ClaimInReview
	case f.reached() > 0:
		return ClaimStale
	}
	return ClaimOpen
}

// Approvals counts the reviewers whose approval holds.
func (f Facts) Approvals() int { return len(f.approvers()) }

// approvers are the reviewers whose approval holds: of the present fingerprint,
// after its last return and after any verdict that was void, by somebody who had no hand in it.
func (f Facts) approvers() map[int64]bool {
	by := map[int64]bool{}
	for _, r := range f.Reviews {
		switch {
		case r.Void:
			clear(by)
		case r.Fingerprint != f.Claim.Fingerprint:
		case r.Decision == Return:
			clear(by)
		case r.Decision == Approve && f.Involvement(r.CreatedBy) == "":
			by[r.CreatedBy] = true
		}
	}
	return by
}

// Returned reports whether the newest verdict was sent back.
func (f Facts) Returned() bool {
	newest := f.Newest()
	for _, r := range f.Reviews {
		if newest != nil && r.VerdictID == newest.ID && r.Decision == Return {
			return true
		}
	}
	return false
}

// reached is the newest verdict that was once fully approved and not returned
// since, 0 if none was.
func (f Facts) reached() int64 {
	type group struct {
		by      map[int64]bool
		verdict int64
	}
	groups := map[string]*group{}
	for _, r := range f.Reviews {
		if r.Void {
			clear(groups)
		}
		if r.Decision == Return {
			delete(groups, r.Fingerprint)
		}
		if r.Decision != Approve {
			continue
		}
		g := groups[r.Fingerprint]
		if g == nil {
			g = &group{by: map[int64]bool{}}
			groups[r.Fingerprint] = g
		}
		g.by[r.CreatedBy] = true
		g.verdict = max(g.verdict, r.VerdictID)
	}
	var newest int64
	for _, g := range groups {
		if len(g.by) >= f.Claim.ReviewersNeeded {
			newest = max(newest, g.verdict)
		}
	}
	return newest
}

// InForce is the override that holds, nil without one: the newest, as long as
// nothing it was made on has changed, nobody returned the verdict since, and
// whoever made it has no hand in the claim.
func (f Facts) InForce() *Review {
	for i := len(f.Reviews) - 1; i >= 0; i-- {
		switch r := f.Reviews[i]; {
		case r.Decision == Return:
			return nil
		case r.Decision == Override && (r.Fingerprint != f.Claim.Fingerprint || f.Involvement(r.CreatedBy) != ""):
			return nil
		case r.Decision == Override:
			return &f.Reviews[i]
		}
	}
	return nil
}

// Involvement says, as a sentence, what hand a person had in the claim; it is
// empty for somebody who may review it.
func (f Facts) Involvement(userID int64) message.Key {
	if userID == f.AuthorID {
		return "You wrote this article, so somebody else has to review its claims."
	}
	for _, v := range f.Verdicts {
		if v.CreatedBy == userID {
			return "You proposed this verdict, so somebody else has to review it."
		}
	}
	for _, e := range f.Evidence {
		if e.CreatedBy == userID || e.ChangedBy == userID {
			return addedEvidence
		}
	}
	for _, h := range f.Hands {
		switch {
		case h.UserID == userID && h.Part == "evidence":
			return addedEvidence
		case h.UserID == userID && h.Part == "second":
			return "You gave the second verdict on this claim, so somebody else has to review it."
		case h.UserID == userID && h.Part == "text":
			return "You changed the words of this claim in the text, so somebody else has to review it."
		}
	}
	return ""
}
