package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"stet/models"
	"stet/views"
)

func (v *visit) commentFields() views.CommentFields {
	return views.CommentFields{Body: v.typed("body"), Owner: v.typed("owner"), DueAt: v.typed("due_at"), Query: v.ticked("query"), Blocking: v.ticked("blocking"), Legal: v.ticked("legal")}
}

// asksWhom is who a form asks for an answer: somebody, the author, or nobody in
// particular.
func (v *visit) asksWhom() (owner *int64, author bool) {
	if v.typed("owner") == views.ForTheAuthor {
		return nil, true
	}
	return v.person("owner"), false
}

// createComment adds a remark or a query to an article, to words of its text or
// to one of its claims.
func (v *visit) createComment() error {
	articleID, claimID, f := v.id("a"), idOf(v.typed("claim")), v.commentFields()
	form := models.CommentForm{ClaimID: claimID, Body: f.Body, Query: f.Query, Blocking: f.Blocking, Legal: f.Legal}
	form.OwnerID, form.ForAuthor = v.asksWhom()
	var err error
	if form.DueAt, err = v.moment("due_at"); err == nil && claimID == 0 {
		form.On, err = v.wordsOn(articleID)
	}
	var c models.Comment
	if err == nil {
		c, err = v.Store.CreateComment(v.ctx(), v.user, articleID, form)
	}
	switch {
	case err != nil && claimID == 0:
		return v.mendDiscussion(err, articleID, 0)
	case err != nil:
		return v.mendPanel(err, articleID, claimID)
	case claimID == 0:
		return v.toThread(articleID, c.ID)
	}
	return v.toClaim(claimID)
}

// wordsOn are the words that a comment is on, nil where the form names none.
func (v *visit) wordsOn(articleID int64) (*models.Selection, error) {
	if v.typed("block") == "" && v.typed("sentence") == "" {
		return nil, nil
	}
	on, err := v.selection(articleID)
	return &on, err
}

// answerComment adds an answer to a thread.
func (v *visit) answerComment() error {
	c, err := v.Store.AnswerComment(v.ctx(), v.user, v.id("m"), v.typed("body"))
	if err != nil {
		return v.mendThread(err, "answer")
	}
	return v.backToThread(c)
}

// handQuery gives a query another owner, or another time.
func (v *visit) handQuery() error {
	f := models.QueryForm{Version: v.number("version", -1)}
	f.OwnerID, f.ForAuthor = v.asksWhom()
	var err error
	if f.DueAt, err = v.moment("due_at"); err == nil {
		err = v.Store.HandQuery(v.ctx(), v.user, v.id("m"), f)
	}
	if err != nil {
		return v.mendThread(err, "hand")
	}
	return v.didThread(nil)
}

// resolveComment closes a query, or sets a remark aside.
func (v *visit) resolveComment() error {
	return v.didThread(v.Store.ResolveComment(v.ctx(), v.user, v.id("m")))
}

// reopenComment takes that back.
func (v *visit) reopenComment() error {
	return v.didThread(v.Store.ReopenComment(v.ctx(), v.user, v.id("m")))
}

// didThread leads back to a thread after an act on it.
func (v *visit) didThread(err error) error {
	if err != nil {
		return err
	}
	c, err := v.Store.Comment(v.ctx(), v.user, v.id("m"))
	if errors.Is(err, models.ErrNotFound) { // it is handed on, and so out of sight
		return v.toWhereItCameFrom()
	}
	if err != nil {
		return err
	}
	return v.backToThread(c)
}

// backToThread leads to where a thread is shown: the questions to the author, the
// queue or the claim, or beside the text.
func (v *visit) backToThread(c models.Comment) error {
	from, err := url.Parse(v.Request().Referer())
	switch {
	case v.typed("next") == toTheQuestions:
		return v.toQuestions(c.ArticleID)
	case c.ClaimID == nil:
		return v.toThread(c.ArticleID, c.Thread())
	case err == nil && strings.HasPrefix(from.Path, "/review"):
		return v.lead(from.Path)
	}
	return v.toClaim(*c.ClaimID)
}

// toThread leads to a thread beside the text.
func (v *visit) toThread(articleID, thread int64) error {
	q := url.Values{"thread": {fmt.Sprint(thread)}}
	if b := v.typed("b"); v.inPart() && b != "" {
		q.Set("b", b)
	}
	at := withQuery(fmt.Sprintf("/articles/%d", articleID), q)
	if thread != 0 && !v.inPart() {
		at += fmt.Sprintf("#m%d", thread)
	}
	return v.lead(at)
}

// mendThread answers invalid input to a form of a thread with the page that the
// form was on, and all that was typed.
func (v *visit) mendThread(err error, form string) error {
	var wrong *models.Invalid
	if !errors.As(err, &wrong) {
		return err
	}
	c, fault := v.Store.Comment(v.ctx(), v.user, v.id("m"))
	if fault != nil {
		return fault
	}
	typed := views.ThreadFields{Thread: c.Thread(), Form: form, Body: v.typed("body"), Owner: v.typed("owner"), DueAt: v.typed("due_at")}
	switch {
	case v.typed("next") == toTheQuestions:
		return v.mendQuestions(err, c.ArticleID, typed)
	case c.ClaimID == nil:
		return v.mendDiscussion(err, c.ArticleID, c.Thread())
	}
	return v.mendPanel(err, c.ArticleID, *c.ClaimID)
}

// discussion is what is said about an article, with the thread that was asked for.
func (v *visit) discussion(page views.WorkspacePage, asked url.Values) (*views.DiscussionPanel, error) {
	w := page.Workspace
	of, err := v.Store.Discussion(v.ctx(), v.user, w.Article.ID)
	if err != nil {
		return nil, err
	}
	p := &views.DiscussionPanel{Clock: page.Clock, Article: w.Article, Revision: w.Revision, People: w.People, Me: v.user, Of: of, Thread: idOf(asked.Get("thread"))}
	p.On.Revision = fmt.Sprint(w.Revision.ID)
	if n := numberOf(asked.Get("sentence")); asked.Get("sentence") != "" && n >= 0 && n < len(w.Document.Sentences) {
		p.On.Sentence, p.On.Quote = fmt.Sprint(n), strings.TrimSpace(w.Document.Slice(w.Document.Sentences[n].Span))
	}
	return p, nil
}

// mendDiscussion answers what cannot be taken with the discussion and all that
// was typed. Words that a newer revision may not have are to be selected again.
func (v *visit) mendDiscussion(err error, articleID, thread int64) error {
	var wrong *models.Invalid
	var conflict *models.Conflict
	status, sentence := v.judge(err)
	fields := views.Errors{}
	switch {
	case errors.As(err, &wrong):
		fields = v.told(wrong)
	case errors.As(err, &conflict) && thread == 0:
		fields[""] = sentence + " " + v.say("Select the words there; what you typed is still here.")
	default:
		return err
	}
	page, err := v.workspace(articleID, 0, url.Values{"thread": {fmt.Sprint(thread)}})
	if err != nil {
		return err
	}
	v.retypeTalk(page.Talk, status != http.StatusConflict)
	page.Talk.Errors = fields
	return v.showWhole(status, page)
}

// retypeTalk puts what was sent back into the form of the discussion that sent it.
func (v *visit) retypeTalk(p *views.DiscussionPanel, words bool) {
	form := threadForms()[v.Path()]
	if p.Form = form; form != "" {
		p.Typed = views.ThreadFields{Thread: p.Thread, Form: form, Body: v.typed("body"), Owner: v.typed("owner"), DueAt: v.typed("due_at")}
		return
	}
	p.Form, p.Comment = "comment", v.commentFields()
	if words {
		p.On = views.WordsFields{Revision: v.typed("revision"), Sentence: v.typed("sentence"), Block: v.typed("block"), Start: v.typed("start16"), EndBlock: v.typed("end_block"), End: v.typed("end16"), Quote: v.typed("quote")}
	}
}

// threadForms are the forms of a thread, by the route that takes them.
func threadForms() map[string]string {
	return map[string]string{"/comments/:m/answers": "answer", "/comments/:m/hand": "hand"}
}
