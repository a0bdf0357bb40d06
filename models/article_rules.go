package models

import (
	"slices"

	"stet/models/message"
)

// articleRule says who may do an action to an article and from which statuses.
type articleRule struct {
	review bool // takes a reviewer; an editor otherwise
	from   []ArticleStatus
	to     ArticleStatus // "" leaves it
}

// articleRules is the table of transitions of articles.
var articleRules = map[Action]articleRule{
	ArticleEdited:       {from: []ArticleStatus{ArticleChecking, ArticleOnHold}},
	RevisionSaved:       {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished}, to: ArticleChecking},
	ClaimCreated:        {from: []ArticleStatus{ArticleChecking}},
	SkipCreated:         {from: []ArticleStatus{ArticleChecking}},
	SkipWithdrawn:       {from: []ArticleStatus{ArticleChecking}},
	SuggestionDismissed: {from: []ArticleStatus{ArticleChecking}},
	CommentCreated:      {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	CommentAnswered:     {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	CommentResolved:     {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	CommentReopened:     {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	CommentHanded:       {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	InquirySent:         {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold}},
	InquiryRevoked:      {from: ArticleStatuses},
	SheetImported:       {from: []ArticleStatus{ArticleChecking}},
	SheetRowPlaced:      {from: []ArticleStatus{ArticleChecking}},
	SheetRowDropped:     {from: []ArticleStatus{ArticleChecking}},
	ArticleHeld:         {from: []ArticleStatus{ArticleChecking, ArticleSignedOff}, to: ArticleOnHold},
	ArticleResumed:      {from: []ArticleStatus{ArticleOnHold}, to: ArticleChecking},
	ArticleKilledAct:    {from: []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticleOnHold}, to: ArticleKilled},
	ArticleReopened:     {from: []ArticleStatus{ArticleSignedOff, ArticlePublished, ArticleKilled}, to: ArticleChecking},
	ArticleSignedOffAct: {review: true, from: []ArticleStatus{ArticleChecking}, to: ArticleSignedOff},
	ArticlePublishedAct: {from: []ArticleStatus{ArticleSignedOff}, to: ArticlePublished},
	ArticleRestricted:   {from: ArticleStatuses},
	ArticleUnrestricted: {from: ArticleStatuses},
	PersonNamed:         {from: ArticleStatuses},
	PersonRemoved:       {from: ArticleStatuses},
	AmendmentLogged:     {from: ArticleStatuses},
	AmendmentPublished:  {review: true, from: ArticleStatuses},
	AmendmentDismissed:  {review: true, from: ArticleStatuses},
}

// articleShown are the actions that have a button on an article.
var articleShown = []Action{ArticleEdited, RevisionSaved, ClaimCreated, SkipCreated, ArticleSignedOffAct, ArticlePublishedAct, ArticleHeld, ArticleResumed, ArticleReopened, ArticleKilledAct}

// Refusal says, as a sentence, why the actor may not do the action to the
// article now; it is empty when they may.
func (a Article) Refusal(action Action, actor User) message.Key {
	r, known := articleRules[action]
	switch {
	case !known:
		return "That cannot be done to an article."
	case !actor.Active || !actor.Role.MayWrite():
		return "Your role lets you read and export. Ask an admin for the editor role to change articles."
	case r.review && !actor.Role.MayReview() && action == ArticleSignedOffAct:
		return "Only a reviewer can sign an article off."
	case r.review && !actor.Role.MayReview():
		return "Only a reviewer can decide what readers are told."
	case r.review && a.wroteIt(actor) && action == ArticleSignedOffAct:
		return "You wrote this article, so somebody else has to sign it off."
	case r.review && a.wroteIt(actor):
		return "You wrote this article, so somebody else has to decide what readers are told."
	case !slices.Contains(r.from, a.Status):
		return notNow(a.Status)
	}
	return ""
}

func notNow(status ArticleStatus) message.Key {
	switch status {
	case ArticleSignedOff:
		return "The article is signed off, so this cannot be done now."
	case ArticlePublished:
		return "The article is published, so this cannot be done now."
	case ArticleOnHold:
		return "The article is on hold, so this cannot be done now."
	case ArticleKilled:
		return "The article is killed, so this cannot be done now."
	}
	return "The article is being checked, so this cannot be done now."
}

// wroteIt reports whether a person is the author.
func (a Article) wroteIt(u User) bool { return a.AuthorID != nil && *a.AuthorID == u.ID }

// Next is the article's status after the action, or a Refused error.
func (a Article) Next(action Action, actor User) (ArticleStatus, error) {
	if reason := a.Refusal(action, actor); reason != "" {
		return a.Status, refuse(reason)
	}
	if to := articleRules[action].to; to != "" {
		return to, nil
	}
	return a.Status, nil
}

// Actions lists what can be done to the article, and why the rest cannot.
func (a Article) Actions(actor User) []ArticleAction {
	all := make([]ArticleAction, 0, len(articleShown))
	for _, act := range articleShown {
		all = append(all, ArticleAction{Action: act, Refusal: a.Refusal(act, actor)})
	}
	return all
}

// Label is the status as people read it.
func (s ArticleStatus) Label() string {
	switch s {
	case ArticleSignedOff:
		return "signed off"
	case ArticleOnHold:
		return "on hold"
	}
	return string(s)
}
