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
		Draft:    !p.Cleared(),
		Newsroom: Newsroom{Name: p.settings.Newsroom, URL: p.settings.URL},
		Article: CheckedArticle{ID: a.ID, Title: a.Title, Byline: a.Byline, Section: a.Section, Language: a.Language, Scope: a.Scope, URL: a.PublicURL,
			Revision: r.Number, SavedAt: r.CreatedAt.UTC(), SHA256: r.SHA256, Words: r.Words},
		Scale: p.Scale.checked(),
		Text:  p.Document.Text, Blocks: p.Document.Blocks, Sentences: p.Document.Sentences, Marks: slices.Concat([]text.Mark{}, p.Document.Marks), Coverage: p.Coverage,
		Claims: []CheckedClaim{}, Skips: []CheckedSkip{}, Amendments: p.publicAmendments(),
	}
	for _, f := range p.facts {
		if claim := p.publicClaim(f); f.Claim.Status == ClaimApproved && len(claim.Places) > 0 {
			c.Claims = append(c.Claims, claim)
		}
	}
	inTextOrder(c.Claims)
	if p.Cleared() {
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
	c.Origins = origins(f.Evidence, p.origins, Source.namedOutside)
	for _, e := range f.Evidence {
		if e.leaves() {
			c.Evidence = append(c.Evidence, p.publicEvidence(e))
		}
	}
	return c
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
