package web

import (
	"errors"
	"fmt"
	"net/http"

	"stet/models"
	"stet/views"
)

// showReplies lists who must be asked about the claims of an article.
func (v *visit) showReplies() error {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return err
	}
	rows, err := v.Store.Replies(v.ctx(), v.user, a.ID)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.RepliesPage{Chrome: v.chrome("Who must be asked"), Article: a, Rows: rows})
}

// showClaimReplies shows who must be asked about one claim.
func (v *visit) showClaimReplies() error {
	page, err := v.claimRepliesPage(v.id("c"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) claimRepliesPage(claimID int64) (views.ClaimRepliesPage, error) {
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
	if err != nil {
		return views.ClaimRepliesPage{}, err
	}
	page := views.ClaimRepliesPage{Chrome: v.chrome("Right of reply, claim %d", detail.Claim.Number), Detail: &detail, Inquiry: views.InquiryFields{Words: "text", Once: true}}
	page.Sources, err = v.Store.SourcesOf(v.ctx(), v.user, detail.Article.ID)
	return page, err
}

// nameReply names somebody who must be asked.
func (v *visit) nameReply() error {
	claimID := v.id("c")
	f := views.ReplyFields{Who: v.typed("who"), Source: v.typed("source"), Address: v.typed("address")}
	_, err := v.Store.NameReply(v.ctx(), v.user, claimID, models.ReplyForm{Who: f.Who, SourceID: idOf(f.Source), Address: f.Address})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.claimRepliesPage(claimID)
			page.Name, page.Errors = f, wrong
			return page, err
		})
	}
	return v.toReplies(claimID)
}

func (v *visit) toReplies(claimID int64) error {
	return v.lead(fmt.Sprintf("/claims/%d/replies", claimID))
}

func (v *visit) contactFields() views.ContactFields {
	return views.ContactFields{Channel: v.typed("channel"), Said: v.typed("said"), At: v.typed("at"), Deadline: v.typed("deadline")}
}

// noteContact notes an attempt, an answer, or where the answer stands.
func (v *visit) noteContact() error {
	id, f := v.id("r"), v.contactFields()
	r, err := v.Store.Reply(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	at, wrongAt := v.moment("at")
	deadline, wrongDeadline := v.moment("deadline")
	if err = errors.Join(wrongAt, wrongDeadline); err == nil {
		err = v.Store.NoteContact(v.ctx(), v.user, id, models.ContactForm{Step: models.Step(v.typed("step")), Channel: models.Channel(f.Channel), Said: f.Said, At: at, Deadline: deadline})
	}
	if err != nil {
		return v.mendContact(err, r.ClaimID, views.ContactForm{Reply: id, Step: models.Step(v.typed("step"))})
	}
	return v.toReplies(r.ClaimID)
}

// waiveReply says why somebody is not asked, or nobody has to be.
func (v *visit) waiveReply() error {
	claimID, id := v.id("c"), idOf(v.typed("reply"))
	if err := v.Store.WaiveReply(v.ctx(), v.user, claimID, id, v.typed("said")); err != nil {
		return v.mendContact(err, claimID, views.ContactForm{Reply: id, Step: models.StepWaiver})
	}
	return v.toReplies(claimID)
}

// mendContact answers invalid input to the form of a contact with the page and
// what was typed into it.
func (v *visit) mendContact(err error, claimID int64, form views.ContactForm) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		page, err := v.claimRepliesPage(claimID)
		page.Wrong, page.Typed, page.Errors = form, v.contactFields(), wrong
		return page, err
	})
}
