package models

import (
	"cmp"
	"slices"
)

// forLegal is what a lawyer needs who is asked months later: what the newsroom
// sees, and how it came about.
func (p *proof) forLegal() Checked {
	c := p.forInternal()
	c.Comments = p.checkedComments(0, true)
	byNumber := map[int]claimFacts{}
	numbers := map[int64]int{}
	for _, f := range p.facts {
		byNumber[f.Claim.Number], numbers[f.Claim.ID] = f, f.Claim.Number
	}
	for i := range c.Claims {
		k := &c.Claims[i]
		f := byNumber[k.Number]
		k.Earlier, k.Decisions, k.Comments, k.Replies = p.earlier(f), p.decisions(f), p.checkedComments(f.Claim.ID, true), p.checkedReplies(f.Claim.ID, true)
		k.Inquiries = p.checkedInquiries(f.Claim.ID)
	}
	if c.SignOff != nil {
		c.SignOff.EvidenceList, c.SignOff.TimeStamp = p.SignOff.ListSHA256, p.stamp.checked()
	}
	for _, l := range p.history {
		c.History = append(c.History, l.checked(numbers))
	}
	return c
}

// earlier are the versions of the verdict before the newest.
func (p *proof) earlier(f claimFacts) []CheckedVerdict {
	var all []CheckedVerdict
	for _, v := range f.Verdicts[:max(len(f.Verdicts)-1, 0)] {
		all = append(all, *p.checkedVerdict(v))
	}
	return all
}

// decisions are those on every version of the verdict.
func (p *proof) decisions(f claimFacts) []CheckedDecision {
	var all []CheckedDecision
	for _, r := range f.Reviews {
		version := 0
		if at := slices.IndexFunc(f.Verdicts, func(v Verdict) bool { return v.ID == r.VerdictID }); at >= 0 {
			version = f.Verdicts[at].Number
		}
		all = append(all, CheckedDecision{Decision: r.Decision, Verdict: version, By: p.name(r.CreatedBy), At: r.CreatedAt.UTC(), Reason: r.Reason, Void: r.Void})
	}
	return all
}

// checked lets a line of the history leave; numbers are those of the claims, by
// their ids.
func (l HistoryLine) checked(numbers map[int64]int) CheckedEvent {
	d := l.Detail
	c := CheckedEvent{At: l.At.UTC(), By: l.Actor.Name, Action: l.Action, Rating: d.Rating, Name: d.Name, Format: d.Format, For: d.For, Reason: cmp.Or(d.Reason, d.Why.String()), Wording: d.Wording,
		Quote: d.Quote, Was: d.Was, Is: d.Is, Fields: d.Fields, Claims: d.Claims}
	if l.Action == CalculationSaved || l.Action == CalculationRemoved {
		c.Was, c.Is = "", "" // numbers of a source that may have become confidential since
	}
	if l.ClaimID != nil {
		c.Claim = numbers[*l.ClaimID]
	} else {
		c.Number = d.Number
	}
	return c
}

// checked lets a time-stamp leave.
func (t *TimeStamp) checked() *CheckedTimeStamp {
	if t == nil {
		return nil
	}
	return &CheckedTimeStamp{Status: t.Status, Reason: t.Reason.String(), At: utc(t.StampedAt), Authority: t.Authority, Serial: t.Serial, Trusted: t.Trusted, Token: t.TokenSHA256}
}
