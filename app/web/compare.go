package web

import (
	"net/http"
	"strings"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/views"
)

// showCompare compares two revisions: those asked for, or the newest with the
// one before it.
func (v *visit) showCompare() error {
	a, people, err := v.articleAndPeople()
	if err != nil {
		return err
	}
	all, err := v.Store.Revisions(v.ctx(), v.user, a.ID)
	if err != nil {
		return err
	}
	newest := all[0].Number
	to := asNumber(v.asked("to"), newest)
	from := asNumber(v.asked("from"), max(to-1, 1))
	if from < 1 || to < 1 {
		return models.ErrNotFound // the Store takes 0 for the newest
	}
	c, err := v.Store.Compare(v.ctx(), v.user, a.ID, from, to)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.ComparePage{Chrome: v.chrome("Compare: %s", a.Title), Comparison: c, Revisions: all, People: people, Side: v.asked("view") == "side"})
}

// asNumber is a number that was asked for, or otherwise where none was.
func asNumber(s string, otherwise int) int {
	if s == "" {
		return otherwise
	}
	return numberOf(s)
}

// restoreRevision makes the text of an old revision the newest again.
func (v *visit) restoreRevision() error {
	id, number := v.id("a"), int(v.id("n"))
	if number < 1 {
		return models.ErrNotFound
	}
	report, err := v.Store.RestoreRevision(v.ctx(), v.user, id, number, v.number("based_on", 0))
	if err != nil {
		return err
	}
	return v.toRevision(id, report)
}

// showPublished asks for the text of the published page.
func (v *visit) showPublished() error {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.PublishedPage{Chrome: v.chrome("Published: %s", a.Title), Article: a, Fetches: v.Fetcher != nil})
}

// comparePublished shows where a published text differs from the signed-off
// revision. Nothing is saved.
func (v *visit) comparePublished() error {
	a, people, err := v.articleAndPeople()
	if err != nil {
		return err
	}
	page := views.PublishedPage{Chrome: v.chrome("Published: %s", a.Title), Article: a, People: people, Text: v.typed("text"), Address: v.typed("address"), Fetches: v.Fetcher != nil, Side: v.typed("view") == "side"}
	found, err := v.publishedText()
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page.Errors = wrong
			return page, nil
		})
	}
	c, err := v.Store.ComparePublished(v.ctx(), v.user, a.ID, &found.Document)
	if err != nil {
		return err
	}
	page.Comparison, page.LeftOut = &c, v.tellAll(found.said())
	return v.show(http.StatusOK, page)
}

// publishedText reads what was pasted, uploaded or fetched. A paste that begins
// with a tag is a page's HTML.
func (v *visit) publishedText() (arrived, error) {
	pasted := v.typed("text")
	if len(v.uploads("file")) > 0 || !strings.HasPrefix(strings.TrimSpace(pasted), "<") {
		return v.received()
	}
	found, err := intake.Read("published.html", []byte(pasted), v.options())
	return arrived{Found: inbox.Found{Result: found}}, atField("text", err)
}
