package web

import (
	"fmt"
	"net/http"

	"stet/models"
	"stet/views"
)

// sourceFields reads the form of a source; inside the form of an item of
// evidence its fields have a prefix.
func (v *visit) sourceFields(prefix string) views.SourceFields {
	field := func(name string) string { return v.typed(prefix + name) }
	return views.SourceFields{
		Version: field("version"), Type: field("type"), Tier: field("tier"), Title: field("title"), Publisher: field("publisher"),
		Author: field("author"), URL: field("url"), PublishedOn: field("published_on"), Confidentiality: field("confidentiality"),
	}
}

func sourceForm(f views.SourceFields) models.SourceForm {
	return models.SourceForm{
		Version: numberOf(f.Version), Type: models.SourceType(f.Type), Tier: models.Tier(f.Tier), Title: f.Title, Publisher: f.Publisher,
		Author: f.Author, URL: f.URL, PublishedOn: f.PublishedOn, Confidentiality: models.Confidentiality(f.Confidentiality),
	}
}

// findSources sends the sources that hold the words typed so far.
func (v *visit) findSources() error {
	found, err := v.Store.FindSources(v.ctx(), v.user, v.asked("q"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.SourceOptionsPart{Sources: found})
}

// showSource shows a source, and its form to those who may edit it.
func (v *visit) showSource() error {
	o, err := v.Store.Source(v.ctx(), v.user, v.id("s"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.SourcePage{Chrome: v.chrome(o.Title), Source: o, Form: views.SourceFieldsOf(o)})
}

// editSource saves a source, for every item of evidence that rests on it.
func (v *visit) editSource() error {
	id, f := v.id("s"), v.sourceFields("")
	_, err := v.Store.EditSource(v.ctx(), v.user, id, sourceForm(f))
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			o, err := v.Store.Source(v.ctx(), v.user, id)
			return views.SourcePage{Chrome: v.chrome(o.Title), Source: o, Form: f, Errors: wrong}, err
		})
	}
	return v.lead(fmt.Sprintf("/sources/%d", id))
}
