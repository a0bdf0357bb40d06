package views

import (
	"net/url"
	"slices"

	"stet/models"
)

// SourceErrors holds what is wrong in each form of a source's page.
type SourceErrors struct{ Source, Mark, Merge, Identity, Reader Errors }

// Of hands the errors to the form they belong to.
func (p SourcePage) Of() SourceErrors {
	switch p.Wrong {
	case "mark":
		return SourceErrors{Mark: p.Errors}
	case "merge":
		return SourceErrors{Merge: p.Errors}
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

// Origins are where a source can have its facts from, as choices: itself, the
// source that is chosen, and those that were found.
func (p SourcePage) Origins() []Option {
	all := []Option{{Label: "Nobody else: it stands for itself"}}
	if o := p.Detail.Origin; o != nil {
		all = append(all, sourceOption(*o))
	}
	if p.Of().Source == nil {
		return all
	}
	for _, o := range p.Found {
		if p.Detail.Origin == nil || o.ID != p.Detail.Origin.ID {
			all = append(all, sourceOption(o))
		}
	}
	return all
}

// Doubles are the records that were found to be merged, as choices; none before
// anything was looked for.
func (p SourcePage) Doubles() []Option {
	var all []Option
	if p.Of().Merge == nil {
		return nil
	}
	for _, o := range p.Found {
		if !o.Confidential() {
			all = append(all, sourceOption(o))
		}
	}
	return all
}

// sourceOption tells a source from others of its title.
func sourceOption(o models.Source) Option {
	return Option{Value: id(o.ID), Label: joined(clipped(o.Title), o.Publisher, o.PublishedOn, "no. "+id(o.ID))}
}

// Rows puts what was done with the identity into words.
func (p SourcePage) Rows() []HistoryRow { return p.historyRows(p.Detail.History) }

// validityWords says what became of a source, "" while it is good.
func validityWords(v models.Validity) string {
	switch v {
	case models.SourceRetracted:
		return "Retracted"
	case models.SourceDead:
		return "Dead"
	case models.SourceReplaced:
		return "Replaced"
	}
	return ""
}

// NextHref is where the list of sources goes on, "" at its end.
func (p SourcesPage) NextHref() string {
	if p.Next == 0 {
		return ""
	}
	return "/sources?" + url.Values{"q": {p.Query}, "below": {id(p.Next)}}.Encode()
}

// Meta is the small print of a source in the list.
func (p SourcesPage) Meta(r models.SourceRow) string {
	return joined(r.Publisher, lower(sentenceCase(string(r.Type))), string(r.Tier), r.PublishedOn)
}

// Uses says how much rests on a source.
func (p SourcesPage) Uses(r models.SourceRow) string {
	if r.Uses == 0 {
		return "Nothing rests on it"
	}
	return plural(r.Uses, "item of evidence", "items of evidence")
}

// Origins says of a claim's evidence how many of its sources stand for
// themselves, where that is fewer than there are.
func (p *Panel) Origins() string {
	sources := map[int64]bool{}
	for _, e := range p.Detail.Evidence {
		if e.Relation == models.Supports && e.WithdrawnAt == nil && e.SourceID != nil {
			sources[*e.SourceID] = true
		}
	}
	n := models.Independent(p.Detail.Evidence)
	if n >= len(sources) {
		return ""
	}
	return plural(len(sources), "source supports", "sources support") + " it, which trace to " + plural(n, "origin: that counts once.", "origins.")
}
