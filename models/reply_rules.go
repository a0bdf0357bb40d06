package models

import (
	"time"

	"stet/models/message"
)

// Status says where the reply stands at a time. The last attempt, answer or
// waiver counts; of the attempts since, the last deadline.
func (r Reply) Status(now time.Time) ReplyStatus {
	status := ReplyUnasked
	var deadline *time.Time
	for _, c := range r.Contacts {
		switch c.Step {
		case StepAttempt:
			status = ReplyWaiting
			if c.Deadline != nil {
				deadline = c.Deadline
			}
		case StepAnswer:
			status, deadline = ReplyAnswered, nil
		case StepWaiver:
			status, deadline = ReplyWaived, nil
		}
	}
	if status == ReplyWaiting && deadline != nil && !now.Before(*deadline) {
		return ReplyExpired
	}
	return status
}

// Deadline is the last one that was set and is still waited for, or has passed
// without an answer; nil without one.
func (r Reply) Deadline() *time.Time {
	var last *time.Time
	for _, c := range r.Contacts {
		switch {
		case c.Step == StepAnswer || c.Step == StepWaiver:
			last = nil
		case c.Step == StepAttempt && c.Deadline != nil:
			last = c.Deadline
		}
	}
	return last
}

// Attempts counts how often somebody tried to reach them.
func (r Reply) Attempts() int {
	n := 0
	for _, c := range r.Contacts {
		if c.Step == StepAttempt {
			n++
		}
	}
	return n
}

// Waiver is the waiver that holds, nil without one.
func (r Reply) Waiver() *Contact {
	var last *Contact
	for i, c := range r.Contacts {
		switch c.Step {
		case StepWaiver:
			last = &r.Contacts[i]
		case StepAttempt, StepAnswer:
			last = nil
		}
	}
	return last
}

// NobodyAsked stands for a name where nobody has to be asked.
const NobodyAsked = "nobody"

// Name is who must be asked, as colleagues call them: a confidential source by
// its alias.
func (r Reply) Name() string {
	switch {
	case r.Source != nil:
		return r.Source.Title
	case r.Who != "":
		return r.Who
	}
	return NobodyAsked
}

// leaving is the name as it may leave Stet.
func (r Reply) leaving() string {
	if r.Source != nil && r.Source.Confidential() {
		return ConfidentialName
	}
	return r.Name()
}

// Unheard is one way in which the right of reply keeps a claim from being
// signed off.
type Unheard struct {
	What  message.Key // a sentence, with the number of the claim, who it is about and the wording
	Who   string      // "" where that is nobody
	DueAt *time.Time  // when the deadline settles it, nil without one
}

// RightOfReply lists what keeps a claim from being signed off. An allegation,
// which is a claim of high risk, names who must be asked, or has a waiver that
// says why nobody is; whoever is named has to be heard, whatever the risk.
func RightOfReply(risk Risk, replies []Reply, now time.Time) []Unheard {
	if len(replies) == 0 && risk == RiskHigh {
		return []Unheard{{What: "Claim %d is of high risk and names nobody who must be asked: %s"}}
	}
	var all []Unheard
	for _, r := range replies {
		switch r.Status(now) {
		case ReplyUnasked:
			all = append(all, Unheard{What: "Claim %d was not put to %s yet: %s", Who: r.Name()})
		case ReplyWaiting:
			all = append(all, Unheard{What: "Claim %d waits for an answer from %s: %s", Who: r.Name(), DueAt: r.Deadline()})
		}
	}
	return all
}

// unwaivable refuses the author of the article.
func unwaivable(s Standing, actor User) message.Key {
	if s.Facts.AuthorID != 0 && s.Facts.AuthorID == actor.ID {
		return "You wrote this article, so somebody else has to decide that a person is not asked."
	}
	return ""
}
