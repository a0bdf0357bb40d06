package views

import (
	"html/template"
	"net/url"
	"slices"

	"stet/models"
	"stet/models/message"
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
	return people(p.Language, "Choose a person", others)
}

// Origins are where a source can have its facts from, as choices: itself, the
// source that is chosen, and those that were found.
func (p SourcePage) Origins() []Option {
	all := saidOptions(p.Language, toSay{"", "Nobody else: it stands for itself"})
	if o := p.Detail.Origin; o != nil {
		all = append(all, sourceOption(p.Language, *o))
	}
	if p.Of().Source == nil {
		return all
	}
	for _, o := range p.Found {
		if p.Detail.Origin == nil || o.ID != p.Detail.Origin.ID {
			all = append(all, sourceOption(p.Language, o))
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
			all = append(all, sourceOption(p.Language, o))
		}
	}
	return all
}

// sourceOption tells a source from others of its title.
func sourceOption(l message.Language, o models.Source) Option {
	return Option{Value: id(o.ID), Label: joined(clipped(o.Title), o.Publisher, o.PublishedOn, l.Say("no. %s", id(o.ID)))}
}

// Rows puts what was done with the identity into words.
func (p SourcePage) Rows() []HistoryRow { return p.historyRows(p.Detail.History) }

// validityWords says what became of a source, "" while it is good.
func validityWords(l message.Language, v models.Validity) string {
	switch v {
	case models.SourceRetracted:
		return l.Say("Retracted")
	case models.SourceDead:
		return l.Say("Dead")
	case models.SourceReplaced:
		return l.Say("Replaced")
	}
	return ""
}

// typeWords is a type of source in a line, among other small print.
func typeWords(l message.Language, t models.SourceType) string {
	return l.Say(map[models.SourceType]message.Key{models.SourceDocument: "document", models.SourceDataSet: "data set", models.SourcePublication: "publication",
		models.SourceOrganisation: "organisation", models.SourcePerson: "person"}[t])
}

// typeLabel names a type of source.
func typeLabel(l message.Language, t models.SourceType) string {
	return l.Say(map[models.SourceType]message.Key{models.SourceDocument: "Document", models.SourceDataSet: "Data set", models.SourcePublication: "Publication",
		models.SourceOrganisation: "Organisation", models.SourcePerson: "Person"}[t])
}

// tierLabel is how close a source is to the fact.
func tierLabel(l message.Language, t models.Tier) string {
	return l.Say(map[models.Tier]message.Key{models.TierPrimary: "primary", models.TierSecondary: "secondary", models.TierTertiary: "tertiary"}[t])
}

// relationLabel is what an item of evidence says about its claim.
func relationLabel(l message.Language, r models.Relation) string {
	return l.Say(map[models.Relation]message.Key{models.Supports: "Supports", models.Contradicts: "Contradicts", models.Context: "Context", models.NothingFound: "Nothing found"}[r])
}

// TracedLinks lead to the sources that have their facts from this one.
func (p SourcePage) TracedLinks() template.HTML {
	var links []string
	for _, s := range p.Detail.Traced {
		links = append(links, `<a href="/sources/`+id(s.ID)+`" dir="auto">`+template.HTMLEscapeString(s.Title)+`</a>`)
	}
	return template.HTML(inRow(p.Language, links...))
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
	return joined(r.Publisher, typeWords(p.Language, r.Type), tierLabel(p.Language, r.Tier), r.PublishedOn)
}

// Uses says how much rests on a source.
func (p SourcesPage) Uses(r models.SourceRow) string {
	if r.Uses == 0 {
		return p.Say("Nothing rests on it")
	}
	return p.Say("%d items of evidence", r.Uses)
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
	return p.Say("%d sources support it.", len(sources)) + " " + p.Say("They trace to %d origins.", n)
}
