package views

import (
	"stet/models"
	"stet/models/message"
)

// audiences names each audience on a tab.
var audiences = map[models.Audience]message.Key{models.ForPublic: "The public", models.ForInternal: "The newsroom", models.ForLegal: "Legal"}

// forAudience says for whom an export is.
func forAudience(l message.Language, a models.Audience) string {
	return l.Say(map[models.Audience]message.Key{models.ForPublic: "For the public.", models.ForInternal: "For the newsroom.", models.ForLegal: "For legal."}[a])
}

// alwaysFor says for whom a format is, whoever is chosen.
func alwaysFor(l message.Language, a models.Audience) string {
	return l.Say(map[models.Audience]message.Key{models.ForPublic: "Always for the public.", models.ForInternal: "Always for the newsroom.", models.ForLegal: "Always for legal."}[a])
}

// LabelFor names a format with whom it is made for.
func LabelFor(l message.Language, label message.Key, a models.Audience) string {
	return l.Say(map[models.Audience]message.Key{models.ForPublic: "%s for the public", models.ForInternal: "%s for the newsroom", models.ForLegal: "%s for legal"}[a], label)
}
