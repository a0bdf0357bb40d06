package web

import "stet/models"

// addPlace gives a claim one more place in the text.
func (v *visit) addPlace() error {
	return v.place(func(sel models.Selection) error { return v.Store.AddPlace(v.ctx(), v.user, v.id("c"), sel) })
}

// movePlace attaches one of a claim's places to other words.
func (v *visit) movePlace() error {
	return v.place(func(sel models.Selection) error {
		return v.Store.MovePlace(v.ctx(), v.user, v.id("c"), int(v.id("p")), sel)
	})
}

// place does something with a claim and the words that were selected for it.
func (v *visit) place(do func(models.Selection) error) error {
	c, err := v.Store.Claim(v.ctx(), v.user, v.id("c"))
	if err != nil {
		return err
	}
	selection, err := v.selection(c.ArticleID)
	if err == nil {
		err = do(selection)
	}
	return v.didClaim(err, c.ID, "places")
}

// removePlace takes one place off a claim that has others.
func (v *visit) removePlace() error {
	claimID := v.id("c")
	return v.didClaim(v.Store.RemovePlace(v.ctx(), v.user, claimID, int(v.id("p"))), claimID, "places")
}
