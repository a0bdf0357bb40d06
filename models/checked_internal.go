package models

import (
	"slices"

	"stet/models/text"
)

// forInternal is what the newsroom may pass about in its own house: every claim
// that is not withdrawn, who proposed and approved it, and what is still open.
func (p *proof) forInternal() Checked {
	a, r := p.Article, p.Revision
	c := Checked{
		Draft:    !p.Cleared(),
		Newsroom: Newsroom{Name: p.settings.Newsroom, URL: p.settings.URL},
		Article: CheckedArticle{ID: a.ID, Title: a.Title, Byline: a.Byline, Section: a.Section, Language: a.Language, Scope: a.Scope, ScopeNote: a.ScopeNote,
			Status: a.Status, URL: a.PublicURL, Revision: r.Number, SavedAt: r.CreatedAt.UTC(), SHA256: r.SHA256, Words: r.Words, Restricted: a.Restricted},
		Scale: p.Scale.checked(),
		Text:  p.Document.Text, Blocks: p.Document.Blocks, Sentences: p.Document.Sentences, Marks: slices.Concat([]text.Mark{}, p.Document.Marks), Coverage: p.Coverage,
		Claims: []CheckedClaim{}, Skips: []CheckedSkip{}, Comments: p.checkedComments(0, false), Amendments: p.internalAmendments(),
	}
	for _, k := range p.Skips {
		c.Skips = append(c.Skips, CheckedSkip{Span: k.Anchor.Span(), Reason: k.Reason})
	}
	for _, f := range p.facts {
		if f.Claim.WithdrawnAt == nil {
			c.Claims = append(c.Claims, p.internalClaim(f))
		}
	}
	inTextOrder(c.Claims)
	if p.Cleared() {
		c.SignOff = &CheckedSignOff{By: p.name(p.SignOff.CreatedBy), At: p.SignOff.CreatedAt.UTC(), Revision: r.Number, Note: p.SignOff.Note, Exceptions: p.exceptions}
	}
	return c
}

func (p *proof) internalClaim(f claimFacts) CheckedClaim {
	k := f.Claim
	c := CheckedClaim{Number: k.Number, Wording: k.Wording, Kind: k.Kind, Risk: k.Risk, Status: k.Status, Resolution: k.Resolution, Claimant: k.Claimant,
		ClaimantIs: k.ClaimantIs, ClaimedOn: k.ClaimedOn, AppearanceURL: k.AppearanceURL, Places: f.checkedPlaces(), Evidence: []CheckedEvidence{},
		Calculation: f.checkedCalculation(), Reviews: []CheckedReview{}, Comments: p.checkedComments(k.ID, false), Replies: p.checkedReplies(k.ID, false), Checklist: p.checkedTicks(k.ID), Second: p.seconds[k.ID]}
	if v := f.Newest(); v != nil {
		c.Verdict = p.checkedVerdict(*v)
	}
	c.Origins = origins(f.Evidence, p.origins, Source.namedInside)
	for _, e := range f.Evidence {
		if e.leaves() {
			c.Evidence = append(c.Evidence, p.internalEvidence(e))
		}
	}
	for _, r := range f.Reviews {
		if r.Decision == Approve && r.Fingerprint == k.Fingerprint && f.Involvement(r.CreatedBy) == "" {
			c.Reviews = append(c.Reviews, CheckedReview{By: p.name(r.CreatedBy), At: r.CreatedAt.UTC()})
		}
	}
	if o := f.InForce(); o != nil {
		c.Override = &CheckedReview{By: p.name(o.CreatedBy), At: o.CreatedAt.UTC(), Reason: o.Reason}
	}
	return c
}

// checkedTicks are the items of a claim's checklist that somebody answered.
func (p *proof) checkedTicks(claimID int64) []CheckedTick {
	var all []CheckedTick
	for _, i := range p.checklists[claimID].Items {
		if t := i.Tick; t != nil && t.Answer != TickOpen {
			all = append(all, CheckedTick{Item: i.Words, Answer: t.Answer, Reason: t.Reason, By: p.name(t.CreatedBy), At: t.CreatedAt.UTC(), Aged: i.Aged})
		}
	}
	return all
}

func (p *proof) checkedVerdict(v Verdict) *CheckedVerdict {
	return &CheckedVerdict{Rating: p.ratings[v.RatingID].checked(), Explanation: v.Explanation, Correction: v.Correction, By: p.name(v.CreatedBy), At: v.CreatedAt.UTC()}
}

// name is that of a person of the newsroom.
func (p *proof) name(userID int64) string { return p.People[userID].Name }
