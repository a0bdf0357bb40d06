package web

import (
	"net/http"
	"strings"

	"stet/models"
	"stet/views"
)

// tickItem answers an item of the checklist of a claim.
func (v *visit) tickItem() error {
	claimID := v.id("c")
	err := v.Store.TickItem(v.ctx(), v.user, claimID, models.TickForm{ItemID: idOf(v.typed("item")), Answer: models.TickAnswer(v.typed("answer")), Reason: v.typed("why")})
	if err != nil {
		return v.mendClaim(err, claimID)
	}
	return v.toClaim(claimID)
}

// showChecklists shows the checklists of all kinds of claims.
func (v *visit) showChecklists() error {
	page, err := v.checklistsPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) checklistsPage() (views.ChecklistsPage, error) {
	page := views.ChecklistsPage{Chrome: v.chrome("Checklists")}
	var err error
	page.Lists, err = v.Store.Checklists(v.ctx())
	return page, err
}

// editChecklist saves a new version of the checklist of a kind.
func (v *visit) editChecklist() error {
	form := models.ChecklistForm{Kind: models.Kind(v.Param("k")), Version: v.number("version", 0), Required: v.ticked("required"), Items: strings.Split(v.typed("items"), "\n")}
	if err := v.Store.EditChecklist(v.ctx(), v.user, form); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.checklistsPage()
			page.Kind, page.Typed, page.Must, page.Errors = form.Kind, v.typed("items"), form.Required, wrong
			return page, err
		})
	}
	v.flash("The checklist is saved.")
	return v.lead("/checklists#list-" + string(form.Kind))
}
