package web

import (
	"net/http"

	"stet/views"
)

// showRetention shows what is going to be deleted, what is held and what went.
func (v *visit) showRetention() error {
	page, err := v.retentionPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) retentionPage() (views.RetentionPage, error) {
	r, err := v.Store.Retention(v.ctx(), v.user)
	return views.RetentionPage{Chrome: v.chrome("What is kept"), Retention: r}, err
}

// showHolds shows the holds on an article or a source.
func (v *visit) showHolds() error {
	page, err := v.holdsPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) holdsPage() (views.HoldsPage, error) {
	page := views.HoldsPage{Chrome: v.chrome("Legal hold")}
	if id := v.id("a"); id != 0 {
		a, err := v.Store.Article(v.ctx(), v.user, id)
		if err != nil {
			return page, err
		}
		page.Article = &a
	} else {
		o, err := v.Store.Source(v.ctx(), v.user, v.id("s"))
		if err != nil {
			return page, err
		}
		page.Source = &o
	}
	var err error
	if page.People, err = v.everybody(); err != nil {
		return page, err
	}
	page.Holds, err = v.Store.Holds(v.ctx(), v.user, v.id("a"), v.id("s"))
	return page, err
}

// placeHold keeps an article or a source from being deleted.
func (v *visit) placeHold() error {
	if err := v.Store.PlaceHold(v.ctx(), v.user, v.id("a"), v.id("s"), v.typed("reason")); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.holdsPage()
			page.Reason, page.Errors = v.typed("reason"), wrong
			return page, err
		})
	}
	return v.lead(v.Request().URL.Path)
}

// liftHold lets it go again.
func (v *visit) liftHold() error {
	id := v.id("h")
	if err := v.Store.LiftHold(v.ctx(), v.user, id, v.typed("reason")); err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.retentionPage()
			page.Lifted, page.Reason, page.Errors = id, v.typed("reason"), wrong
			return page, err
		})
	}
	return v.lead("/retention")
}
