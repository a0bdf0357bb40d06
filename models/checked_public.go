package models

import (
	"slices"

	"stet/models/text"
)

// forPublic is what readers and machines may see: the text, the claims that are
// settled and still in it, and their public evidence. Nobody of the newsroom is
// named but in the byline, and nothing of how it worked is told.
func (p *proof) forPublic() Checked {
	a, r := p.Article, p.Revision
	c := Checked{
		Draft:    !p.cleared(),
		Newsroom: Newsroom{Name: p.settings.Newsroom, URL: p.settings.URL},
		Article: CheckedArticle{ID: a.ID, Title: a.Title, Byline: a.Byline, Section: a.Section, Language: a.Language, Scope: a.Scope, URL: a.PublicURL,
			Revision: r.Number, SavedAt: r.CreatedAt.UTC(), SHA256: r.SHA256, Words: r.Words},
		Scale: p.Scale.checked(),
		Text:  p.Document.Text, Blocks: p.Document.Blocks, Sentences: p.Document.Sentences, Marks: slices.Concat([]text.Mark{}, p.Document.Marks), Coverage: p.Coverage,
		Claims: []CheckedClaim{}, Skips: []CheckedSkip{},
	}
	for _, f := range p.facts {
		if claim := p.publicClaim(f); f.Claim.Status == ClaimApproved && len(claim.Places) > 0 {
			c.Claims = append(c.Claims, claim)
		}
	}
	inTextOrder(c.Claims)
	if p.cleared() {
		c.Article.Status = a.Status
		c.SignOff = &CheckedSignOff{At: p.SignOff.CreatedAt.UTC(), Revision: r.Number, Exceptions: []Exception{}}
	}
	return c
}

func (p *proof) publicClaim(f claimFacts) CheckedClaim {
	k := f.Claim
	c := CheckedClaim{Number: k.Number, Wording: k.Wording, Status: k.Status, Claimant: k.Claimant, ClaimantIs: k.ClaimantIs, ClaimedOn: k.ClaimedOn,
		AppearanceURL: k.AppearanceURL, Places: f.checkedPlaces(), Evidence: []CheckedEvidence{}, Reviews: []CheckedReview{}}
	if v := f.Newest(); v != nil {
		c.Verdict = &CheckedVerdict{Rating: p.ratings[v.RatingID].checked(), Explanation: v.Explanation, Correction: v.Correction, At: v.CreatedAt.UTC()}
	}
	for _, e := range f.Evidence {
		if e.leaves() {
			c.Evidence = append(c.Evidence, e.forPublic())
		}
	}
	return c
}

// forPublic lets an item be seen by everybody: what the source says and where.
// Of a search that found nothing only that is told.
func (e Evidence) forPublic() CheckedEvidence {
	c := CheckedEvidence{Relation: e.Relation}
	switch o := e.Source; {
	case o == nil:
	case o.Confidential():
		c.Source = confidential()
	case o.Attribution == OnBackground || o.Attribution == NotForAttribution:
		c.Source = &CheckedSource{Title: o.Agreed}
	default:
		c.Source = &CheckedSource{Title: o.Title, Type: o.Type, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn}
		c.Locator, c.Excerpt = e.Locator, e.Excerpt
	}
	return c
}

// leaves reports whether an item may be in an export at all: what was said off
// the record is in none.
func (e Evidence) leaves() bool {
	return e.WithdrawnAt == nil && (e.Source == nil || e.Source.Attribution != OffRecord)
}

// confidential is all that any audience sees of a confidential source.
func confidential() *CheckedSource {
	return &CheckedSource{Title: ConfidentialName, Confidential: true}
}

// checkedPlaces are where the claim sits in the text, in its order.
func (f claimFacts) checkedPlaces() []CheckedPlace {
	all := []CheckedPlace{}
	for _, a := range f.Places {
		if a.Method.Attached() {
			all = append(all, CheckedPlace{Span: a.Span(), Quote: a.Quote, Prefix: a.Prefix, Suffix: a.Suffix})
		}
	}
	slices.SortStableFunc(all, func(a, b CheckedPlace) int { return a.Start - b.Start })
	return all
}

func (s Scale) checked() CheckedScale {
	c := CheckedScale{Code: s.Code, Version: s.Version, Language: s.Language, Name: s.Name, Ratings: []CheckedRating{}}
	for _, r := range s.Ratings {
		c.Ratings = append(c.Ratings, r.checked())
	}
	return c
}

func (r Rating) checked() CheckedRating {
	return CheckedRating{Code: r.Code, Label: r.Label, Definition: r.Definition, Ordinal: r.Ordinal, Look: r.Look}
}
