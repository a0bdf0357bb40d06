package web

import (
	"cmp"
	"errors"
	"maps"
	"net/http"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/models/message"
	"stet/views"
)

func (v *visit) articleFields() views.ArticleFields {
	return views.ArticleFields{
		Version: v.typed("version"), Was: v.typed("was"), Title: v.typed("title"), Byline: v.typed("byline"), Author: v.typed("author"), Section: v.typed("section"),
		Language: v.typed("language"), Deadline: v.typed("deadline"), Scope: v.typed("scope"), ScopeNote: v.typed("scope_note"), Scale: v.typed("scale"),
		Text: v.typed("text"), Address: v.typed("address"), Encoding: v.typed("encoding"), Note: v.typed("note"), Original: v.ticked("original"),
	}
}

// articleForm is what was typed as the Store takes it.
func (v *visit) articleForm(f views.ArticleFields) (models.ArticleForm, error) {
	deadline, err := v.moment("deadline")
	return models.ArticleForm{
		Version: numberOf(f.Version), Title: f.Title, Byline: f.Byline, AuthorID: v.person("author"), Section: f.Section, Language: f.Language,
		Deadline: deadline, Scope: models.Scope(f.Scope), ScopeNote: f.ScopeNote, ScaleID: idOf(f.Scale),
	}, err
}

// showNewArticle shows the empty form of an article.
func (v *visit) showNewArticle() error {
	page, err := v.articlePage(nil, views.ArticleFields{Scope: string(models.ScopeFull)}, nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// showDetails shows the details of an article.
func (v *visit) showDetails() error {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return err
	}
	page, err := v.articlePage(&a, views.ArticleFieldsOf(a, v.zone()), nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// articlePage is the form of an article, nil for a new one.
func (v *visit) articlePage(a *models.Article, f views.ArticleFields, wrong views.Errors) (views.ArticleFormPage, error) {
	page := views.ArticleFormPage{Chrome: v.chrome("New article"), Article: a, Form: f, Fetches: v.Fetcher != nil, Encodings: intake.Encodings(), Errors: wrong}
	if a != nil {
		page.Title = a.Title
	}
	var err error
	if page.Scales, err = v.Store.Scales(v.ctx()); err != nil {
		return page, err
	}
	if page.People, err = v.Store.Users(v.ctx()); err != nil {
		return page, err
	}
	desk, err := v.Store.Desk(v.ctx(), v.user, models.DeskQuery{})
	page.Sections = desk.Sections
	return page, err
}

// createArticle starts an article from a paste, a file or a page. A file whose
// encoding is a guess is shown first.
func (v *visit) createArticle() error {
	f := v.articleFields()
	found, err := v.received()
	form, late := v.articleForm(f)
	reading := v.reading(found, err != nil || late != nil)
	var made models.Article
	var notes models.NotesReport
	switch {
	case err != nil || late != nil:
		err = v.allWrong(form, err, late)
	case reading == nil:
		found.Note = cmp.Or(f.Note, found.Note)
		made, notes, err = inbox.Start(v.ctx(), v.Store, v.user, form, found.Found, "")
		reading = v.reading(found, err != nil)
	}
	if err != nil || reading != nil {
		return v.showAgain(err, f, reading)
	}
	v.flashAll(views.NotesWords(notes), found.said())
	return v.toWorkspace(made.ID, 0)
}

// showAgain shows the form of a new article with what is wrong or to be asked.
func (v *visit) showAgain(err error, f views.ArticleFields, reading *views.Reading) error {
	if reading != nil && f.Encoding == "" {
		f.Encoding = reading.Encoding
	}
	show := func(wrong views.Errors) (views.Page, error) {
		page, err := v.articlePage(nil, f, wrong)
		page.Reading = reading
		return page, err
	}
	if err != nil {
		return v.mend(err, show)
	}
	page, err := show(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// allWrong adds what the Store says of an article's details to what is wrong
// with its text and its deadline, so that all is mended at once. The Store is
// given no text and so starts nothing.
func (v *visit) allWrong(form models.ArticleForm, inText, inDeadline error) error {
	_, inDetails := v.Store.CreateArticle(v.ctx(), v.user, models.NewArticle{Details: form})
	all := map[string]message.Message{}
	for _, err := range []error{inDetails, inText, inDeadline} {
		var wrong *models.Invalid
		switch {
		case errors.As(err, &wrong):
			maps.Copy(all, wrong.Fields)
		case err != nil:
			return err
		}
		if err == inDetails {
			delete(all, "text") // it was not given
		}
	}
	return &models.Invalid{Fields: all}
}

// editArticle saves the details of an article.
func (v *visit) editArticle() error {
	id, f := v.id("a"), v.articleFields()
	form, err := v.articleForm(f)
	if err == nil {
		_, err = v.Store.EditArticle(v.ctx(), v.user, id, form)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			a, err := v.Store.Article(v.ctx(), v.user, id)
			if err != nil {
				return nil, err
			}
			return v.articlePage(&a, f, wrong)
		})
	}
	return v.toWorkspace(id, 0)
}
