package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"stet/models"
	"stet/views"
)

// toTheQuestions marks the forms that are on the page of questions to the author.
const toTheQuestions = "questions"

func (v *visit) toQuestions(articleID int64) error {
	return v.lead(fmt.Sprintf("/articles/%d/questions", articleID))
}

// showQuestions shows what an article asks of its author.
func (v *visit) showQuestions() error {
	page, err := v.questionsPage(v.id("a"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) questionsPage(articleID int64) (views.QuestionsPage, error) {
	of, err := v.Store.ForAuthor(v.ctx(), v.user, articleID)
	return views.QuestionsPage{Chrome: v.chrome("Questions to the author"), Of: of}, err
}

func (v *visit) mendQuestions(err error, articleID int64, typed views.ThreadFields) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		page, err := v.questionsPage(articleID)
		page.Typed, page.Errors = typed, wrong
		return page, err
	})
}

// linkAuthor makes a link by which the author answers, and shows it. It is on
// this answer and nowhere else.
func (v *visit) linkAuthor() error {
	articleID := v.id("a")
	until, err := v.moment("until")
	var token string
	if err == nil {
		token, err = v.Store.LinkAuthor(v.ctx(), v.user, articleID, until)
	}
	if err != nil {
		return v.mendQuestions(err, articleID, views.ThreadFields{Form: "link", DueAt: v.typed("until")})
	}
	page, err := v.questionsPage(articleID)
	if err != nil {
		return err
	}
	page.Link = v.address() + "/answer/" + token
	v.Response().Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusCreated, page)
}

// saidToQueries is what an author typed, by the query.
func (v *visit) saidToQueries() map[int64]string {
	said := map[int64]string{}
	for name := range v.Request().PostForm {
		number, is := strings.CutPrefix(name, "said-")
		if id := idOf(number); is && id != 0 && v.typed(name) != "" {
			said[id] = v.typed(name)
		}
	}
	return said
}

// answerAsAuthor takes in what the author answers by a link. What cannot be taken
// is shown again, all of it, for there is no other place that has it.
func (v *visit) answerAsAuthor() error {
	said := v.saidToQueries()
	err := v.Store.AnswerAsAuthor(v.ctx(), v.Param("token"), v.RealIP(), said)
	if err == nil {
		return v.lead(v.Request().URL.Path + "?arrived=1")
	}
	status, sentence := v.judge(err)
	if status >= http.StatusInternalServerError {
		return err
	}
	page := views.LetterPage{Title: v.say(nothingAsked), Said: map[string]string{}}
	for id, words := range said {
		page.Said[strconv.FormatInt(id, 10)] = words
	}
	if status == http.StatusNotFound {
		return v.outside(status, page)
	}
	l, fault := v.Store.Letter(v.ctx(), v.Param("token"), v.RealIP())
	if fault != nil {
		return v.noLetter(fault)
	}
	page.Title, page.Letter, page.Errors = l.Newsroom, &l, views.Errors{"": sentence}
	var wrong *models.Invalid
	if errors.As(err, &wrong) {
		page.Errors = v.told(wrong)
	}
	return v.outside(status, page)
}
