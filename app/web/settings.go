package web

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"stet/models"
	"stet/views"
)

// showSettings shows what a newsroom can set.
func (v *visit) showSettings() error {
	set := v.settings()
	return v.show(http.StatusOK, views.SettingsPage{Chrome: v.chrome("Settings"), Form: views.SettingsFields{
		Newsroom: set.Newsroom, URL: set.URL, Zone: set.Zone,
		ReviewersNormal: strconv.Itoa(set.ReviewersNormal), ReviewersHigh: strconv.Itoa(set.ReviewersHigh), Keep: keepFields(set.Keep),
		Archive: archiveChoice(set.ArchiveSave), ArchiveSave: set.ArchiveSave,
		Authority: set.Authority, AuthorityRoots: set.AuthorityRoots,
		SecondRisk: set.Second.HighRisk, SecondKinds: strings.Split(set.Second.Kinds, ","), SecondPercent: strconv.Itoa(set.Second.Percent),
	}})
}

// editSettings saves them.
func (v *visit) editSettings() error {
	f := views.SettingsFields{
		Newsroom: v.typed("newsroom"), URL: v.typed("url"), Zone: v.typed("zone"),
		ReviewersNormal: v.typed("reviewers_normal"), ReviewersHigh: v.typed("reviewers_high"), Keep: map[models.Class]string{},
		Archive: v.typed("archive"), ArchiveSave: v.typed("archive_save"),
		Authority: v.typed("authority"), AuthorityRoots: v.typed("authority_roots"),
		SecondRisk: v.ticked("second_risk"), SecondKinds: v.Request().PostForm["second_kinds"], SecondPercent: v.typed("second_percent"),
	}
	for _, class := range models.Classes {
		f.Keep[class] = v.typed("keep_" + string(class))
	}
	err := v.Store.EditSettings(v.ctx(), v.user, models.Settings{
		Newsroom: f.Newsroom, URL: f.URL, Zone: f.Zone, ReviewersNormal: numberOf(f.ReviewersNormal), ReviewersHigh: numberOf(f.ReviewersHigh),
		Second: models.SecondRule{HighRisk: f.SecondRisk, Kinds: strings.Join(f.SecondKinds, ","), Percent: v.number("second_percent", 0)},
		Keep:   periods(f.Keep), ArchiveSave: archiveChosen(f), Authority: f.Authority, AuthorityRoots: f.AuthorityRoots,
	})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			return views.SettingsPage{Chrome: v.chrome("Settings"), Form: f, Errors: wrong}, nil
		})
	}
	v.flash("The settings are saved.")
	return v.lead("/settings")
}

// keepFields are the periods as their form has them.
func keepFields(p models.Periods) map[models.Class]string {
	fields := map[models.Class]string{}
	for _, class := range models.Classes {
		fields[class] = strconv.Itoa(p.Days(class))
	}
	return fields
}

// periods are the typed numbers of days; what is no number is none that the
// Store takes, so that it says what is wrong.
func periods(typed map[models.Class]string) models.Periods {
	days := func(c models.Class) int {
		n, err := strconv.Atoi(typed[c])
		if err != nil && typed[c] != "" {
			return -1
		}
		return n
	}
	return models.Periods{Killed: days(models.ClassKilled), Unpublished: days(models.ClassUnpublished), Published: days(models.ClassPublished),
		Captures: days(models.ClassCaptures), Identities: days(models.ClassIdentities)}
}

// archiveChoice is which of the choices an archive is.
func archiveChoice(save string) string {
	switch save {
	case "":
		return views.NoArchive
	case models.WaybackSave:
		return views.WaybackArchive
	}
	return views.OtherArchive
}

// archiveChosen is the archive that was chosen. One that was to be typed and was
// not is none that the Store takes, so that it says what is wrong.
func archiveChosen(f views.SettingsFields) string {
	switch f.Archive {
	case views.WaybackArchive:
		return models.WaybackSave
	case views.OtherArchive:
		return cmp.Or(f.ArchiveSave, "https://")
	}
	return ""
}
