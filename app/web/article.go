package web

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/views"
)

func (v *visit) articleFields() views.ArticleFields {
	return views.ArticleFields{
		Version: v.typed("version"), Title: v.typed("title"), Byline: v.typed("byline"), Author: v.typed("author"), Section: v.typed("section"),
		Language: v.typed("language"), Deadline: v.typed("deadline"), Scope: v.typed("scope"), ScopeNote: v.typed("scope_note"), Scale: v.typed("scale"),
		Text: v.typed("text"), Note: v.typed("note"), Original: v.ticked("original"),
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
	page, err := v.articlePage(nil, views.ArticleFields{Language: "en", Scope: string(models.ScopeFull)}, nil)
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
	page := views.ArticleFormPage{Chrome: v.chrome("New article"), Article: a, Form: f, Errors: wrong}
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

// createArticle starts an article from a paste or a file.
func (v *visit) createArticle() error {
	f := v.articleFields()
	found, err := v.received()
	form, late := v.articleForm(f)
	var made models.Article
	var notes models.NotesReport
	if err == nil && late == nil {
		made, notes, err = inbox.Start(v.ctx(), v.Store, v.user, form, found, "")
	} else {
		err = v.allWrong(form, err, late)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.articlePage(nil, f, wrong) })
	}
	v.flashAll(views.NotesWords(notes), found.LeftOut)
	return v.toWorkspace(made.ID, 0)
}

// allWrong adds what the Store says of an article's details to what is wrong
// with its text and its deadline, so that all is mended at once. The Store is
// given no text and so starts nothing.
func (v *visit) allWrong(form models.ArticleForm, inText, inDeadline error) error {
	_, inDetails := v.Store.CreateArticle(v.ctx(), v.user, models.NewArticle{Details: form})
	all := map[string]string{}
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

// received reads the uploaded file, or else the pasted text.
func (v *visit) received() (inbox.Found, error) {
	if found, sent, err := v.sentFile(); sent {
		return found, err
	}
	pasted, err := intake.Paste(v.Request().PostForm.Get("text"), v.Limits)
	if wrong := (*intake.Error)(nil); errors.As(err, &wrong) {
		err = invalid("text", wrong.Reason)
	}
	return inbox.Found{Result: pasted}, err
}

// sentFile reads the uploaded file, if one was sent.
func (v *visit) sentFile() (found inbox.Found, sent bool, err error) {
	files := v.uploads("file")
	if len(files) == 0 {
		return found, false, nil
	}
	found, err = v.readUpload(files[0])
	if wrong := (*intake.Error)(nil); errors.As(err, &wrong) {
		err = invalid("file", wrong.Reason)
	}
	return found, true, err
}

func (v *visit) readUpload(header *multipart.FileHeader) (inbox.Found, error) {
	file, err := header.Open()
	if err != nil {
		return inbox.Found{}, fmt.Errorf("open the upload: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, v.Limits.MaxFile+1))
	if err != nil {
		return inbox.Found{}, fmt.Errorf("read the upload: %w", err)
	}
	return inbox.Read(header.Filename, data, intake.Options{Limits: v.Limits, Original: v.ticked("original")})
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
