package web

import (
	"fmt"

	"stet/models"
)

// createSkip marks sentences as having nothing to check. One that came from the
// list of sentences leads back to the list.
func (v *visit) createSkip() error {
	articleID := v.id("a")
	selection, err := v.selection(articleID)
	if err == nil {
		_, err = v.Store.CreateSkip(v.ctx(), v.user, articleID, models.NewSkip{Selection: selection, Reason: models.SkipReason(v.typed("reason")), Note: v.typed("note")})
	}
	switch {
	case err != nil:
		return v.mendWorkspace(err, articleID)
	case v.typed("sentence") != "" && !v.inPart() && v.typed("next") != toTheArrival:
		return v.lead(fmt.Sprintf("/articles/%d?sentences=1%s#claim", articleID, v.listedAfter()))
	}
	return v.toWorkspace(articleID, 0, v.typed("block"), v.typed("end_block"))
}

// listedAfter keeps the page of the list of sentences that a form was on.
func (v *visit) listedAfter() string {
	if v.typed("after") == "" {
		return ""
	}
	return fmt.Sprintf("&after=%d", v.number("after", 0))
}

// withdrawSkip takes a skip back; its sentences are open again.
func (v *visit) withdrawSkip() error {
	if err := v.Store.WithdrawSkip(v.ctx(), v.user, v.id("s")); err != nil {
		return err
	}
	return v.toWhereItCameFrom()
}
