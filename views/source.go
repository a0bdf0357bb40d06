package views

import (
	"slices"

	"stet/models"
)

// SourceErrors holds what is wrong in each form of a source's page.
type SourceErrors struct{ Source, Identity, Reader Errors }

// Of hands the errors to the form they belong to.
func (p SourcePage) Of() SourceErrors {
	switch p.Wrong {
	case "identity":
		return SourceErrors{Identity: p.Errors}
	case "reader":
		return SourceErrors{Reader: p.Errors}
	}
	return SourceErrors{Source: p.Errors}
}

// Removable reports whether somebody would be left who can open the identity.
func (p SourcePage) Removable() bool { return len(p.Detail.Readers) > 1 }

// Nameable are the people who cannot open the identity yet, as choices.
func (p SourcePage) Nameable() []Option {
	var others []models.User
	for _, u := range p.Detail.People {
		if u.Active && !slices.ContainsFunc(p.Detail.Readers, func(r models.User) bool { return r.ID == u.ID }) {
			others = append(others, u)
		}
	}
	return people("Choose a person", others)
}

// Rows puts what was done with the identity into words.
func (p SourcePage) Rows() []HistoryRow { return p.historyRows(p.Detail.History) }
