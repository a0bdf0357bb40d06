package web

import (
	"errors"
	"net/http"
	"strconv"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/models/text"
	"stet/views"
)

// textPath is the route of an article's text.
const textPath = "/articles/:a/text"

// showText shows the text of an article for editing.
func (v *visit) showText() error {
	page, err := v.textPage()
	if err != nil {
		return err
	}
	r, doc, err := v.Store.Revision(v.ctx(), v.user, page.Article.ID, 0)
	if err != nil {
		return err
	}
	page.BasedOn, page.Text = strconv.Itoa(r.Number), doc.Markup()
	return v.show(http.StatusOK, page)
}

func (v *visit) textPage() (views.TextPage, error) {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	return views.TextPage{Chrome: v.chrome("%s", a.Title), Article: a, Original: v.ticked("original")}, err
}

// saveText saves a new revision, of a file or of what was typed, and says what
// it did to the claims.
func (v *visit) saveText() error {
	typed := v.typed("text")
	found, sent, err := v.sentFile()
	if !sent {
		found.Document, err = text.Parse(typed), v.checkLength(typed)
	}
	var report models.RevisionReport
	if err == nil {
		report, err = v.revise(found.Result)
	}
	if err != nil {
		v.warnOfNotes(err, found.Result)
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.textPage()
			page.BasedOn, page.Text, page.Note, page.Errors = v.typed("based_on"), typed, v.typed("note"), wrong
			return page, err
		})
	}
	return v.toRevision(v.id("a"), report, found.LeftOut...)
}

// revise saves what was found as a new revision, or takes its notes only.
func (v *visit) revise(found intake.Result) (report models.RevisionReport, err error) {
	notes := inbox.Notes(found.Notes)
	if v.ticked("notes_only") {
		report.Same = true
		report.Notes, err = v.Store.TakeNotes(v.ctx(), v.user, v.id("a"), &found.Document, notes)
		return report, err
	}
	return v.Store.SaveRevision(v.ctx(), v.user, v.id("a"), models.NewRevision{BasedOn: v.number("based_on", 0), Document: found.Document, Note: v.typed("note"), Notes: notes})
}

// warnOfNotes says, where a text has to be brought together with another first,
// that the notes of its file are not in yet.
func (v *visit) warnOfNotes(err error, found intake.Result) {
	if conflict := (*models.Conflict)(nil); errors.As(err, &conflict) && len(found.Notes) > 0 {
		v.flash("The notes of the file are not taken in yet. When the text is settled, choose the file again and tick “its notes only”.")
	}
}

func (v *visit) checkLength(s string) error {
	if int64(len(s)) > v.Limits.MaxText {
		return invalid("text", "The text is longer than %d kB. Shorten it, or split the article.", v.Limits.MaxText/1000)
	}
	return nil
}

// showRevisions lists the revisions of an article.
func (v *visit) showRevisions() error {
	a, people, err := v.articleAndPeople()
	if err != nil {
		return err
	}
	all, err := v.Store.Revisions(v.ctx(), v.user, a.ID)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.RevisionsPage{Chrome: v.chrome("%s", a.Title), Article: a, Revisions: all, People: people})
}

// showRevision shows one revision and what it changed.
func (v *visit) showRevision() error {
	a, people, err := v.articleAndPeople()
	if err != nil {
		return err
	}
	number := int(v.id("n"))
	if number < 1 {
		return models.ErrNotFound // the Store takes 0 for the newest
	}
	r, doc, err := v.Store.Revision(v.ctx(), v.user, a.ID, number)
	if err != nil {
		return err
	}
	page := views.RevisionPage{Chrome: v.chrome("%s", a.Title), Article: a, Revision: r, Document: doc, People: people, Newest: r.ID == a.RevisionID}
	if r.Number > 1 {
		if _, page.Before, err = v.Store.Revision(v.ctx(), v.user, a.ID, r.Number-1); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, page)
}

// articleAndPeople loads the article that the path names, and everybody by id.
func (v *visit) articleAndPeople() (models.Article, map[int64]models.User, error) {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return a, nil, err
	}
	people, err := v.everybody()
	return a, people, err
}

// everybody is all people with an account, by id.
func (v *visit) everybody() (map[int64]models.User, error) {
	all, err := v.Store.Users(v.ctx())
	people := make(map[int64]models.User, len(all))
	for _, u := range all {
		people[u.ID] = u
	}
	return people, err
}
