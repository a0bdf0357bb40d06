package web

import (
	"errors"
	"net/http"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// answerPath is where somebody outside answers by a link.
const answerPath = "/answer/:token"

// sendInquiry makes a link and shows it. It is on this answer and nowhere else.
func (v *visit) sendInquiry() error {
	claimID := v.id("c")
	f := views.InquiryFields{Reply: v.typed("reply"), Who: v.typed("who"), Source: v.typed("source"), Ask: v.typed("ask"), Words: v.typed("words"),
		Until: v.typed("until"), ShowTitle: v.ticked("show_title"), Once: v.ticked("once")}
	until, err := v.moment("until")
	var token string
	if err == nil {
		token, err = v.Store.SendInquiry(v.ctx(), v.user, claimID, models.InquiryForm{Who: f.Who, SourceID: idOf(f.Source), ReplyID: idOf(f.Reply),
			Ask: f.Ask, InText: f.Words != "claim", ShowTitle: f.ShowTitle, Once: f.Once, Until: until})
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.claimRepliesPage(claimID)
			page.Inquiry, page.Errors, page.Wrong.Step = f, wrong, views.StepLink
			return page, err
		})
	}
	page, err := v.claimRepliesPage(claimID)
	if err != nil {
		return err
	}
	page.Link = v.address() + "/answer/" + token
	v.Response().Header().Set("Cache-Control", "no-store")
	return v.show(http.StatusCreated, page)
}

// revokeInquiry closes a link.
func (v *visit) revokeInquiry() error {
	i, err := v.Store.Inquiry(v.ctx(), v.user, v.id("i"))
	if err != nil {
		return err
	}
	if err := v.Store.RevokeInquiry(v.ctx(), v.user, i.ID); err != nil {
		return err
	}
	if i.ForAuthor() {
		return v.toQuestions(i.ArticleID)
	}
	return v.toReplies(*i.ClaimID)
}

// makeEvidence makes evidence of an answer.
func (v *visit) makeEvidence() error {
	e, err := v.Store.EvidenceOfAnswer(v.ctx(), v.user, v.id("x"))
	if err != nil {
		return err
	}
	return v.toClaim(e.ClaimID)
}

// nothingAsked is the heading of a link that takes no answers.
const nothingAsked message.Key = "Nothing is asked here"

// outside is a page for somebody without an account. Nothing leads from it to
// another place, and nobody keeps it or finds it.
func (v *visit) outside(status int, page views.LetterPage) error {
	v.unlisted()
	page.Clock = v.clock()
	return v.show(status, page)
}

func (v *visit) unlisted() {
	h := v.Response().Header()
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Robots-Tag", "noindex, nofollow, noarchive")
	h.Set("Cache-Control", "no-store")
}

// showLetter shows what a link asks.
func (v *visit) showLetter() error {
	l, err := v.Store.Letter(v.ctx(), v.Param("token"), v.RealIP())
	if err != nil {
		return v.noLetter(err)
	}
	page := letterPage(l)
	page.Arrived = l.ToAuthor && v.asked("arrived") != ""
	return v.outside(http.StatusOK, page)
}

func letterPage(l models.Letter) views.LetterPage {
	return views.LetterPage{Title: l.Newsroom, Letter: &l}
}

// noLetter answers alike for every link that takes no answer.
func (v *visit) noLetter(err error) error {
	if errors.Is(err, models.ErrNotFound) {
		return v.outside(http.StatusNotFound, views.LetterPage{Title: v.say(nothingAsked)})
	}
	v.unlisted()
	return err
}

// answerLetter takes in what somebody outside answers.
func (v *visit) answerLetter() error {
	if v.typed("to") == toTheQuestions {
		return v.answerAsAuthor()
	}
	f := views.AnswerFields{Response: v.typed("response"), Said: v.typed("said")}
	err := v.Store.AnswerInquiry(v.ctx(), v.Param("token"), v.RealIP(), models.AnswerForm{Response: models.Response(f.Response), Said: f.Said})
	var wrong *models.Invalid
	if errors.As(err, &wrong) {
		l, err := v.Store.Letter(v.ctx(), v.Param("token"), v.RealIP())
		if err != nil {
			return v.noLetter(err)
		}
		page := letterPage(l)
		page.Form, page.Errors = f, v.told(wrong)
		return v.outside(http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return v.noLetter(err)
	}
	return v.lead("/answered")
}

// showAnswered says that an answer has arrived; it tells nobody which.
func (v *visit) showAnswered() error {
	return v.outside(http.StatusOK, views.LetterPage{Title: v.say("Thank you"), Done: true})
}
