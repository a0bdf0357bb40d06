package web

import (
	"stet/models"
	"stet/views"
)

func (v *visit) verdictFields() views.VerdictFields {
	return views.VerdictFields{BasedOn: v.typed("based_on"), Rating: v.typed("rating"), Explanation: v.typed("explanation"), Correction: v.typed("correction")}
}

// saveVerdict saves a new version of a verdict, as a draft or for review.
func (v *visit) saveVerdict() error {
	claimID, f := v.id("c"), v.verdictFields()
	_, err := v.Store.SaveVerdict(v.ctx(), v.user, claimID, models.VerdictForm{
		BasedOn: idOf(f.BasedOn), RatingID: idOf(f.Rating), Explanation: f.Explanation, Correction: f.Correction, Submit: v.ticked("submit"),
	})
	if err != nil {
		return v.mendClaim(err, claimID)
	}
	if v.ticked("submit") {
		v.flash("Sent for review.")
	}
	return v.toClaim(claimID)
}
