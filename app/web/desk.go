package web

import (
	"net/http"

	"stet/models"
	"stet/views"
)

// showDesk shows what waits for the visitor and what is late.
func (v *visit) showDesk() error {
	desk, err := v.Store.Desk(v.ctx(), v.user, models.DeskQuery{
		Tab: models.DeskTab(v.asked("tab")), Sort: models.DeskSort(v.asked("sort")),
		Section: v.asked("section"), After: v.asked("after"), Search: v.asked("q"),
	})
	if err != nil {
		return err
	}
	page := views.DeskPage{Chrome: v.frame("Desk"), Desk: desk}
	page.Waiting = desk.WaitingN
	return v.show(http.StatusOK, page)
}
