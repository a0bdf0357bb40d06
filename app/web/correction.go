package web

import "fmt"

// applyCorrection writes the wording proposed with a claim's verdict into the text.
func (v *visit) applyCorrection() error {
	claimID := v.id("c")
	c, err := v.Store.Claim(v.ctx(), v.user, claimID)
	if err != nil {
		return err
	}
	report, err := v.Store.ApplyCorrection(v.ctx(), v.user, claimID, v.number("based_on", 0))
	if err != nil {
		return err
	}
	v.flash("Revision %d has the corrected words. Claim %d waits for review.", report.Revision.Number, c.Number)
	return v.lead(fmt.Sprintf("/articles/%d/arrival", c.ArticleID))
}

// applyCorrections writes every approved correction into one new revision.
func (v *visit) applyCorrections() error {
	id := v.id("a")
	report, err := v.Store.ApplyCorrections(v.ctx(), v.user, id, v.number("based_on", 0))
	if err != nil {
		return err
	}
	v.flash("Revision %d has the corrected words. The claims wait for review.", report.Revision.Number)
	return v.lead(fmt.Sprintf("/articles/%d/arrival", id))
}
