package web

import (
	"net/http"

	"stet/views"
)

// showSignOff shows what stands in the way of a sign-off, and the acts on the
// article's status.
func (v *visit) showSignOff() error {
	page, err := v.signOffPage(v.id("a"), nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// signOffPage is the page with what was typed into one of its forms.
func (v *visit) signOffPage(articleID int64, wrong views.Errors) (views.SignOffPage, error) {
	w, err := v.Store.Workspace(v.ctx(), v.user, articleID)
	if err != nil {
		return views.SignOffPage{}, err
	}
	page := views.SignOffPage{
		Chrome: v.chrome("Sign-off: %s", w.Article.Title), Article: w.Article, Revision: w.Revision, Actions: w.Actions, People: w.People,
		Note: v.typed("note"), Reason: v.typed("reason"), URL: v.typed("url"), Errors: wrong,
	}
	if w.Cleared() {
		page.SignOff, page.MayStamp = w.SignOff, v.settings().Authority != "" && v.Fetcher != nil
		if page.Stamp, err = v.Store.TimeStamp(v.ctx(), v.user, w.SignOff.ID); err != nil {
			return page, err
		}
	}
	page.Touched = w.Since
	if page.Corrections, err = v.Store.Corrections(v.ctx(), v.user, articleID); err != nil {
		return page, err
	}
	if page.Blockers, err = v.Store.Blockers(v.ctx(), v.user, articleID); err != nil {
		return page, err
	}
	page.Exceptions, err = v.Store.Exceptions(v.ctx(), v.user, articleID)
	return page, err
}

// signOffArticle clears the revision that the reviewer saw.
func (v *visit) signOffArticle() error {
	id := v.id("a")
	_, err := v.Store.SignOffArticle(v.ctx(), v.user, id, idOf(v.typed("revision")), v.typed("note"))
	return v.didArticle(err, id, "sign-off")
}

// holdArticle pauses the work on an article.
func (v *visit) holdArticle() error {
	id := v.id("a")
	return v.didArticle(v.Store.HoldArticle(v.ctx(), v.user, id, v.number("version", 0), v.typed("reason")), id, "hold")
}

// resumeArticle takes an article off hold.
func (v *visit) resumeArticle() error {
	id := v.id("a")
	return v.didArticle(v.Store.ResumeArticle(v.ctx(), v.user, id, v.number("version", 0)), id, "resume")
}

// killArticle gives an article up.
func (v *visit) killArticle() error {
	id := v.id("a")
	return v.didArticle(v.Store.KillArticle(v.ctx(), v.user, id, v.number("version", 0), v.typed("reason")), id, "kill")
}

// reopenArticle takes an article back to checking.
func (v *visit) reopenArticle() error {
	id := v.id("a")
	return v.didArticle(v.Store.ReopenArticle(v.ctx(), v.user, id, v.number("version", 0), v.typed("reason")), id, "reopen")
}

// publishArticle marks a signed-off article as published.
func (v *visit) publishArticle() error {
	id := v.id("a")
	return v.didArticle(v.Store.PublishArticle(v.ctx(), v.user, id, v.number("version", 0), v.typed("url")), id, "publish")
}

// didArticle leads to the sign-off page after an act on an article's status.
func (v *visit) didArticle(err error, articleID int64, form string) error {
	if err == nil {
		return v.lead("/articles/" + v.Param("a") + "/sign-off")
	}
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		page, err := v.signOffPage(articleID, wrong)
		page.Form = form
		return page, err
	})
}
