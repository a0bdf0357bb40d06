package views

import (
	"time"

	"stet/models"
	"stet/models/message"
)

// AwayFields is what was typed into the form that says when somebody is away:
// the first day, the last, and who stands in.
type AwayFields struct{ From, Until, StandIn string }

// AwayForm is that form, on the page of an account or on one of its own.
type AwayForm struct {
	Action  string // where it goes
	Fields  AwayFields
	Options []Option // who may stand in
	Errors  Errors
}

// AwayPage is where an admin says of somebody that they are away.
type AwayPage struct {
	Chrome
	Person models.User
	Away   AwayForm
}

// LastDay is the last day of somebody who is away, in the reader's zone.
func (c Clock) LastDay(u models.User) time.Time { return c.in(u.AwayUntil.Add(-time.Second)) }

// AwayFieldsOf fills the form with what is known of somebody.
func (c Clock) AwayFieldsOf(u models.User) AwayFields {
	if u.AwayFrom == nil || u.AwayUntil == nil || !u.AwayUntil.After(c.Now) {
		return AwayFields{}
	}
	return AwayFields{From: c.in(*u.AwayFrom).Format(time.DateOnly), Until: c.LastDay(u).Format(time.DateOnly), StandIn: idOrEmpty(u.StandInID)}
}

// StandIns are those who may stand in for somebody.
func StandIns(l message.Language, all []models.User, u models.User) []Option {
	options := []Option{{Value: "", Label: l.Say("Nobody")}}
	for _, o := range all {
		if o.ID != u.ID && o.Active && o.Role.MayWrite() {
			options = append(options, Option{Value: id(o.ID), Label: personLabel(l, o)})
		}
	}
	return options
}

// personLabel names somebody who can be chosen, and says that they are away.
func personLabel(l message.Language, u models.User) string {
	if u.Away {
		return l.Say("%s (away)", u.Name)
	}
	return u.Name
}

// roleLabel names a role.
func roleLabel(l message.Language, r models.Role) string {
	return l.Say(map[models.Role]message.Key{models.RoleViewer: "viewer", models.RoleEditor: "editor", models.RoleReviewer: "reviewer"}[r])
}

// roleWords says what somebody may do.
func roleWords(l message.Language, u models.User) string {
	if u.Admin {
		return l.Say("%s, admin", roleLabel(l, u.Role))
	}
	return roleLabel(l, u.Role)
}
