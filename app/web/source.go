package web

import (
	"fmt"
	"net/http"
	"slices"

	"stet/models"
	"stet/views"
)

// sourceFields reads the form of a source; inside the form of an item of
// evidence its fields have a prefix.
func (v *visit) sourceFields(prefix string) views.SourceFields {
	field := func(name string) string { return v.typed(prefix + name) }
	return views.SourceFields{
		Version: field("version"), Was: field("was"), Type: field("type"), Tier: field("tier"), Title: field("title"), Publisher: field("publisher"),
		Author: field("author"), URL: field("url"), PublishedOn: field("published_on"), Confidentiality: field("confidentiality"), Alias: field("alias"),
		Attribution: field("attribution"), Agreed: field("agreed"), Origin: field("origin"),
	}
}

func sourceForm(f views.SourceFields) models.SourceForm {
	return models.SourceForm{
		Version: numberOf(f.Version), Type: models.SourceType(f.Type), Tier: models.Tier(f.Tier), Title: f.Title, Publisher: f.Publisher,
		Author: f.Author, URL: f.URL, PublishedOn: f.PublishedOn, Confidentiality: models.Confidentiality(f.Confidentiality), Alias: f.Alias,
		Attribution: models.Attribution(f.Attribution), Agreed: f.Agreed, OriginID: originID(f.Origin),
	}
}

// originID is the typed number of a source: 0 for nothing, and one that no
// source has for what is none, so that the Store says what is wrong.
func originID(typed string) int64 {
	if id := idOf(typed); id != 0 || typed == "" {
		return id
	}
	return -1
}

// showSources lists the sources; to a script it sends those that hold the words
// typed so far.
func (v *visit) showSources() error {
	if v.inPart() {
		return v.findSources()
	}
	rows, next, err := v.Store.Sources(v.ctx(), v.user, v.asked("q"), idOf(v.asked("below")))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.SourcesPage{Chrome: v.chrome("Sources"), Query: v.asked("q"), Rows: rows, Next: next})
}

func (v *visit) findSources() error {
	found, err := v.Store.FindSources(v.ctx(), v.user, v.asked("q"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.SourceOptionsPart{Clock: v.clock(), Sources: found})
}

// showSource shows a source, and its form to those who may edit it.
func (v *visit) showSource() error {
	page, err := v.sourcePage("", nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// sourcePage is the page of a source; wrong names the form that errors belong to.
func (v *visit) sourcePage(wrong string, errors views.Errors) (views.SourcePage, error) {
	d, err := v.Store.SourceDetail(v.ctx(), v.user, v.id("s"))
	return views.SourcePage{Chrome: v.chrome("%s", d.Source.Title), Detail: d, Form: views.SourceFieldsOf(d.Source), Mark: views.MarkFieldsOf(d.Source), Wrong: wrong, Errors: errors}, err
}

func (v *visit) toSource() error { return v.lead(fmt.Sprintf("/sources/%d", v.id("s"))) }

// editSource saves a source, for every item of evidence that rests on it.
func (v *visit) editSource() error {
	f := v.sourceFields("")
	found, err := v.found("origin")
	if err == nil {
		_, err = v.Store.EditSource(v.ctx(), v.user, v.id("s"), sourceForm(f))
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sourcePage("source", wrong)
			page.Form = f
			v.offers(&page, found, "origin")
			return page, err
		})
	}
	return v.toSource()
}

// found are the sources that hold the words typed beside a choice. They are to
// be chosen from first, so that finding some is wrong too.
func (v *visit) found(choice string) ([]models.Source, error) {
	words := v.typed(choice + "_words")
	if words == "" {
		return nil, nil
	}
	all, err := v.Store.FindSources(v.ctx(), v.user, words)
	all = slices.DeleteFunc(all, func(o models.Source) bool { return o.ID == v.id("s") })
	switch {
	case err != nil:
		return nil, err
	case len(all) == 0:
		return nil, invalid(choice+"_words", "No other source holds these words. Write fewer of them, or other ones.")
	}
	return all, invalid(choice, "Choose one of the sources that were found.")
}

// offers gives a page what was found, or else what was chosen before.
func (v *visit) offers(p *views.SourcePage, found []models.Source, choice string) {
	if p.Found = found; len(found) > 0 {
		return
	}
	p.Words = v.typed(choice + "_words")
	if o, err := v.Store.Source(v.ctx(), v.user, idOf(v.typed(choice))); err == nil {
		p.Found = []models.Source{o}
	}
}

// markSource says whether a source still holds.
func (v *visit) markSource() error {
	f := views.MarkFields{Version: v.typed("version"), Validity: v.typed("validity"), Note: v.typed("note")}
	_, err := v.Store.MarkSource(v.ctx(), v.user, v.id("s"), models.MarkForm{Version: numberOf(f.Version), Validity: models.Validity(f.Validity), Note: f.Note})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sourcePage("mark", wrong)
			page.Mark = f
			return page, err
		})
	}
	return v.toSource()
}

// mergeSources lets a source take over what rests on a double of it.
func (v *visit) mergeSources() error {
	found, err := v.found("other")
	if err == nil {
		_, err = v.Store.MergeSources(v.ctx(), v.user, v.id("s"), v.number("version", 0), idOf(v.typed("other")))
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sourcePage("merge", wrong)
			page.Other = v.typed("other")
			v.offers(&page, found, "other")
			return page, err
		})
	}
	return v.toSource()
}
