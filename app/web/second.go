package web

import "stet/models"

// giveSecond gives a verdict without having seen the first.
func (v *visit) giveSecond() error {
	claimID, f := v.id("c"), v.verdictFields()
	given, err := v.Store.GiveSecondVerdict(v.ctx(), v.user, claimID, models.SecondForm{RatingID: idOf(f.Rating), Explanation: f.Explanation})
	if err != nil {
		return v.mendClaim(err, claimID)
	}
	if given.Outcome == models.SecondDiffers {
		v.flash("Your verdict differs from the first. The two of you can now see both, and a query asks you to settle it.")
	} else {
		v.flash("Your verdict agrees with the first. The claim goes on to its review.")
	}
	return v.toClaim(claimID)
}

// showFirst shows somebody the first verdict, who then cannot give the second.
func (v *visit) showFirst() error {
	claimID := v.id("c")
	if err := v.Store.ShowFirstVerdict(v.ctx(), v.user, claimID); err != nil {
		return err
	}
	return v.toClaim(claimID)
}

// waiveSecond decides that there will be no second verdict.
func (v *visit) waiveSecond() error {
	claimID := v.id("c")
	if err := v.Store.WaiveSecond(v.ctx(), v.user, claimID, v.typed("waiver")); err != nil {
		return v.mendClaim(err, claimID)
	}
	return v.toClaim(claimID)
}
