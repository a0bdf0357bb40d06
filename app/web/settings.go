package web

import (
	"net/http"
	"strconv"

	"stet/models"
	"stet/views"
)

// showSettings shows what a newsroom can set.
func (v *visit) showSettings() error {
	set := v.settings()
	return v.show(http.StatusOK, views.SettingsPage{Chrome: v.chrome("Settings"), Form: views.SettingsFields{
		Newsroom: set.Newsroom, URL: set.URL, Zone: set.Zone,
		ReviewersNormal: strconv.Itoa(set.ReviewersNormal), ReviewersHigh: strconv.Itoa(set.ReviewersHigh),
	}})
}

// editSettings saves them.
func (v *visit) editSettings() error {
	f := views.SettingsFields{
		Newsroom: v.typed("newsroom"), URL: v.typed("url"), Zone: v.typed("zone"),
		ReviewersNormal: v.typed("reviewers_normal"), ReviewersHigh: v.typed("reviewers_high"),
	}
	err := v.Store.EditSettings(v.ctx(), v.user, models.Settings{
		Newsroom: f.Newsroom, URL: f.URL, Zone: f.Zone, ReviewersNormal: numberOf(f.ReviewersNormal), ReviewersHigh: numberOf(f.ReviewersHigh),
	})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			return views.SettingsPage{Chrome: v.chrome("Settings"), Form: f, Errors: wrong}, nil
		})
	}
	v.flash("The settings are saved.")
	return v.lead("/settings")
}
