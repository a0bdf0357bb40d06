package web

import (
	"fmt"
	"net/http"
	"time"

	"stet/models"
	"stet/views"
)

// awayForm is the form that says when somebody is away.
func (v *visit) awayForm(u models.User, action string) (views.AwayForm, error) {
	people, err := v.Store.Users(v.ctx())
	clock := v.clock()
	return views.AwayForm{Action: action, Fields: clock.AwayFieldsOf(u), Options: views.StandIns(clock.Language, people, u)}, err
}

// away is what was typed into it, in the reader's days.
func (v *visit) away() (f views.AwayFields, form models.AwayForm, err error) {
	f = views.AwayFields{From: v.typed("from"), Until: v.typed("until"), StandIn: v.typed("stand_in")}
	form.StandInID = v.person("stand_in")
	if form.From, err = v.day("from", f.From, 0); err == nil {
		form.Until, err = v.day("until", f.Until, 1)
	}
	return f, form, err
}

// day is the start of the day that was written into a field, in the reader's zone,
// or of one so many days after it; nil where nothing was.
func (v *visit) day(name, written string, after int) (*time.Time, error) {
	if written == "" {
		return nil, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, written, v.zone())
	if err != nil {
		return nil, invalid(name, "Write the day as 2024-01-29, or leave it empty.")
	}
	t = t.AddDate(0, 0, after)
	return &t, nil
}

// setOwnAway says when the visitor is away.
func (v *visit) setOwnAway() error {
	f, form, err := v.away()
	if err == nil {
		err = v.Store.SetAway(v.ctx(), v.user, v.user.ID, form)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.accountPage(nil)
			page.Away.Fields, page.Away.Errors = f, wrong
			return page, err
		})
	}
	v.flash("When you are away is saved.")
	return v.lead("/account")
}

// showAway shows when somebody else is away.
func (v *visit) showAway() error {
	page, err := v.awayPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) awayPage() (views.AwayPage, error) {
	u, err := v.Store.User(v.ctx(), v.id("u"))
	if err != nil {
		return views.AwayPage{}, err
	}
	page := views.AwayPage{Chrome: v.chrome("Away: %s", u.Name), Person: u}
	page.Away, err = v.awayForm(u, fmt.Sprintf("/people/%d/away", u.ID))
	return page, err
}

// setAway says when somebody else is away.
func (v *visit) setAway() error {
	f, form, err := v.away()
	if err == nil {
		err = v.Store.SetAway(v.ctx(), v.user, v.id("u"), form)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.awayPage()
			page.Away.Fields, page.Away.Errors = f, wrong
			return page, err
		})
	}
	v.flash("When they are away is saved.")
	return v.lead("/people")
}
