package models

import (
	"slices"

	"stet/models/message"
)

// Standing is all that the rules of a claim ask about.
type Standing struct {
	Article   Article
	Facts     Facts
	Checklist Checklist // of the claim's kind; empty where nobody asks about it
	Second    Second    // verdict on the claim
}

// rule says who may do an action and from which statuses.
type rule struct {
	review bool          // takes a reviewer; an editor otherwise
	from   []ClaimStatus // nil is any but withdrawn
	always bool          // also while the article is not being checked
	unless func(Standing, User) message.Key
}

// claimRules is the table of transitions. What is not in it cannot be done to a claim.
var claimRules = map[Action]rule{
	ClaimEdited:        {},
	ClaimAnchored:      {},
	ClaimUnanchored:    {},
	ClaimSplit:         {},
	ClaimMerged:        {},
	ClaimResolved:      {},
	ClaimAssigned:      {},
	ClaimConfirmed:     {},
	ClaimWithdrawnAct:  {},
	ClaimRestored:      {from: []ClaimStatus{ClaimWithdrawn}},
	EvidenceCreated:    {},
	EvidenceEdited:     {},
	EvidenceWithdrawn:  {},
	CalculationSaved:   {},
	CalculationRemoved: {},
	VerdictSaved:       {},
	VerdictSubmitted:   {unless: unsubmittable},
	ReviewApproved:     {review: true, from: []ClaimStatus{ClaimInReview, ClaimStale}, unless: unapprovable},
	ReviewReturned:     {review: true, from: []ClaimStatus{ClaimInReview, ClaimStale, ClaimApproved}, unless: involved},
	ReviewOverridden:   {review: true, unless: overrideless},
	ReviewVoided:       {review: true, from: []ClaimStatus{ClaimApproved, ClaimStale}, always: true}, // whoever had a hand in it may say so too
	CommentCreated:     {from: ClaimStatuses, always: true},
	ReplyNamed:         {},
	ReplyAttempted:     {always: true},
	ReplyAnsweredAct:   {always: true}, // which comes when it comes
	ReplyReflectedAct:  {always: true},
	ReplyWaivedAct:     {unless: unwaivable},
	SecondGiven:        {unless: unsecondable},
	SecondLooked:       {from: ClaimStatuses, always: true, unless: unhidden},
	SecondWaivedAct:    {review: true, unless: unwaivableSecond},
	ItemTicked:         {},
	ItemSetAside:       {},
	ItemUnticked:       {},
	InquirySent:        {},
	InquiryRevoked:     {from: ClaimStatuses, always: true},
}

// Refusal says, as a sentence, why the actor may not do the action now; it is
// empty when they may.
func (s Standing) Refusal(action Action, actor User) message.Key {
	r, known := claimRules[action]
	switch {
	case !known:
		return "That cannot be done to a claim."
	case !actor.Active || !actor.Role.MayWrite():
		return "Your role lets you read and export. Ask an admin for the editor role to change claims."
	case r.review && !actor.Role.MayReview():
		return "Only a reviewer can decide on a verdict."
	case !r.always && s.Article.Status != ArticleChecking:
		return notChecking(s.Article.Status)
	case r.from == nil && s.Facts.Claim.Status == ClaimWithdrawn:
		return "This claim was withdrawn. Restore it first."
	case r.from != nil && !slices.Contains(r.from, s.Facts.Claim.Status):
		return notFrom(action, s.Facts.Claim.Status)
	}
	if reason := s.held(action, actor); reason != "" || r.unless == nil {
		return reason
	}
	return r.unless(s, actor)
}

// Next is the status the claim has after the action, or a Refused error.
func (s Standing) Next(action Action, actor User) (ClaimStatus, error) {
	if reason := s.Refusal(action, actor); reason != "" {
		return s.Facts.Claim.Status, refuse(reason)
	}
	switch action {
	case ClaimWithdrawnAct:
		return ClaimWithdrawn, nil
	case ReviewReturned, ReviewVoided:
		return ClaimOpen, nil
	case VerdictSubmitted:
		return ClaimInReview, nil
	case ReviewApproved:
		if s.Facts.Approvals()+1 >= s.Facts.Claim.ReviewersNeeded {
			return ClaimApproved, nil
		}
	}
	return s.Facts.Status(), nil
}

// shown are the actions that have a button on a claim, in their order.
var shown = []Action{VerdictSaved, VerdictSubmitted, EvidenceCreated, EvidenceEdited, EvidenceWithdrawn, CalculationSaved, ReviewApproved, ReviewReturned, ReviewOverridden,
	ClaimEdited, ClaimAssigned, ClaimResolved, ClaimConfirmed, ClaimAnchored, ClaimUnanchored, ClaimSplit, ClaimMerged, ClaimWithdrawnAct, ClaimRestored, CommentCreated, ItemTicked, SecondGiven, SecondLooked, SecondWaivedAct,
	ReplyNamed, ReplyAttempted, ReplyWaivedAct, InquirySent}

// Actions lists what can be done to the claim, and why the rest cannot.
func (s Standing) Actions(actor User) []ClaimAction {
	all := make([]ClaimAction, 0, len(shown))
	for _, a := range shown {
		all = append(all, ClaimAction{Action: a, Refusal: s.Refusal(a, actor)})
	}
	return all
}

func notChecking(status ArticleStatus) message.Key {
	switch status {
	case ArticleSignedOff:
		return "The article is signed off. Reopen it, or save a new revision, to change its claims."
	case ArticlePublished:
		return "The article is published. Reopen it, or save a new revision, to change its claims."
	case ArticleOnHold:
		return "The article is on hold. Resume it to change its claims."
	}
	return "The article was killed. Reopen it to change its claims."
}

func notFrom(action Action, status ClaimStatus) message.Key {
	switch {
	case action == ReviewVoided:
		return "Only a verdict that was approved can be declared void."
	case action == ClaimRestored:
		return "Only a withdrawn claim can be restored."
	case status == ClaimApproved:
		return "This claim is already approved."
	case status == ClaimWithdrawn:
		return "This claim was withdrawn. Restore it first."
	}
	return "There is no verdict waiting for review."
}

// groundless refuses a verdict without ground to stand on.
func groundless(s Standing, _ User) message.Key {
	for _, e := range s.Facts.Evidence {
		if e.WithdrawnAt == nil && e.Grounded() {
			return ""
		}
	}
	return "A verdict needs ground: attach evidence with a locator, or say where and how you searched and found nothing."
}

// unsubmittable refuses a verdict without ground, or before a checklist that has
// to be done is.
func unsubmittable(s Standing, actor User) message.Key {
	if reason := groundless(s, actor); reason != "" {
		return reason
	}
	return s.Checklist.Undone()
}

func involved(s Standing, actor User) message.Key { return s.Facts.Involvement(actor.ID) }

// unapprovable refuses the involved, and an approval of what nobody proposed or
// nothing carries any more.
func unapprovable(s Standing, actor User) message.Key {
	if reason := involved(s, actor); reason != "" {
		return reason
	}
	switch newest := s.Facts.Newest(); {
	case s.Facts.Claim.Orphaned:
		return "The words of this claim are no longer in the text. Attach it again, or withdraw it, before it is approved."
	case newest == nil || !newest.Submitted:
		return "The newest verdict is a draft. It can be approved once it is submitted for review."
	case groundless(s, actor) != "":
		return "The evidence that this verdict stood on was withdrawn. Return it, so that new evidence is attached."
	case s.Facts.approvers()[actor.ID]:
		return "You approved this already. It needs a second reviewer."
	}
	return ""
}

func overrideless(s Standing, actor User) message.Key {
	switch {
	case s.Facts.Newest() == nil:
		return "There is no verdict to override."
	case involved(s, actor) != "":
		return "Whoever wrote the article, the verdict or its evidence cannot override it. Ask another reviewer."
	case s.Facts.InForce() != nil:
		return "This verdict is already overridden."
	}
	return ""
}
