package views

import (
	"html/template"

	"stet/models"
)

// functions are what templates can call.
var functions = template.FuncMap{
	"icon": icon, "static": Static, "sprite": func() template.HTML { return template.HTML(sprite) },
	"plural": plural, "thousands": thousands, "difference": difference, "clash": clash, "bar": Bar,
	"field": field, "articleFiles": func() string { return articleFiles }, "unclaimed": unclaimed, "anyway": anyway, "choice": choice, "kinds": kinds, "risks": risks, "scopes": scopes, "resolutions": resolutions,
	"claimants": claimants, "skipReasons": skipReasons, "sourceTypes": sourceTypes, "tiers": tiers,
	"confidentialities": confidentialities, "attributions": attributions, "validities": validities, "relations": relations, "validityWords": validityWords, "captureState": captureState, "archiving": archiving, "opensAt": opensAt, "damageWords": damageWords, "replyLabel": replyLabel, "stepLabel": stepLabel, "responseLabel": responseLabel, "classLabel": classLabel, "periods": func() []models.Class { return models.Classes[:len(models.Classes)-1] }, "hold": holdLine, "roles": roles, "people": people,
	"peopleOf": peopleOf, "askable": askable, "scaleOptions": scaleOptions, "reviewerCounts": reviewerCounts, "archiveChoices": archiveChoices,
	"tickClass": tickClass, "tickLine": tickLine, "kindLabel": kindLabel, "lookLabel": models.Look.Label, "statusLabel": statusLabel, "statusIcon": statusIcon,
	"articleStatus": articleStatusLabel, "looks": func() []models.Look { return looksInOrder }, "sentenceCase": sentenceCase,
	"lang": func(tag string) template.HTMLAttr { return template.HTMLAttr(langAttribute(tag)) }, "fileSize": fileSize, "name": nameOf, "rhythms": rhythms, "webhookForms": webhookForms, "standing": webhookStanding, "delivered": deliveryWords, "attempted": attemptWords, "initials": initialsOf,
}

// nameOf is the name of a person, by id.
func nameOf(people map[int64]models.User, id int64) string {
	if u, ok := people[id]; ok {
		return u.Name
	}
	return "Somebody"
}

// initialsOf are the initials of a person, by id.
func initialsOf(people map[int64]models.User, id int64) string {
	if u, ok := people[id]; ok {
		return u.Initials()
	}
	return "?"
}

// fileSize is a size in bytes as people read it.
func fileSize(bytes int64) string {
	switch {
	case bytes >= 1_000_000:
		return thousands(int(bytes/1_000_000)) + " MB"
	case bytes >= 1_000:
		return thousands(int(bytes/1_000)) + " kB"
	}
	return plural(int(bytes), "byte", "bytes")
}
