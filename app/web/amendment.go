package web

import (
	"fmt"
	"net/http"

	"stet/models"
	"stet/views"
)

// showAmendments shows what turned out after an article was published.
func (v *visit) showAmendments() error {
	page, err := v.amendmentsPage(v.id("a"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) amendmentsPage(articleID int64) (views.AmendmentsPage, error) {
	l, err := v.Store.Amendments(v.ctx(), v.user, articleID)
	return views.AmendmentsPage{Chrome: v.chrome("After publication: %s", l.Article.Title), Log: l}, err
}

// logAmendment notes that something turned out to be wrong.
func (v *visit) logAmendment() error {
	f := views.AmendmentFields{Claim: v.typed("claim"), What: v.typed("what"), ReportedBy: v.typed("reported_by"), Cause: v.typed("cause"), Checked: v.typed("checked")}
	_, err := v.Store.LogAmendment(v.ctx(), v.user, v.id("a"), models.AmendmentForm{ClaimNumber: v.number("claim", 0), What: f.What, ReportedBy: f.ReportedBy,
		Cause: models.Cause(f.Cause), Checked: models.Checkedness(f.Checked)})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.amendmentsPage(v.id("a"))
			page.Form, page.Errors = f, wrong
			return page, err
		})
	}
	return v.lead(fmt.Sprintf("/articles/%d/amendments", v.id("a")))
}

// decideAmendment says what readers are told, or why they are told nothing.
func (v *visit) decideAmendment() error {
	id, f := v.id("d"), views.DecisionFields{Kind: v.typed("kind"), Note: v.typed("note"), Dismissed: v.typed("dismissed")}
	m, err := v.Store.Amendment(v.ctx(), v.user, id)
	if err != nil {
		return err
	}
	err = v.Store.DecideAmendment(v.ctx(), v.user, id, models.AmendmentDecision{Kind: models.AmendmentKind(f.Kind), Note: f.Note, Dismiss: f.Kind == "nothing", Dismissed: f.Dismissed})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.amendmentsPage(m.ArticleID)
			page.Decided, page.Typed, page.Errors = id, f, wrong
			return page, err
		})
	}
	return v.lead(fmt.Sprintf("/articles/%d/amendments", m.ArticleID))
}

// toAmendments leads to what turned out after the article of a claim was published.
func (v *visit) toAmendments(claimID int64) error {
	c, err := v.Store.Claim(v.ctx(), v.user, claimID)
	if err != nil {
		return err
	}
	return v.lead(fmt.Sprintf("/articles/%d/amendments", c.ArticleID))
}

// mendAmendments answers a verdict that could not be declared void with the page
// and what was typed.
func (v *visit) mendAmendments(err error, claimID int64) error {
	c, fault := v.Store.Claim(v.ctx(), v.user, claimID)
	if fault != nil {
		return fault
	}
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		page, err := v.amendmentsPage(c.ArticleID)
		page.Voided, page.Reason, page.Errors = idOf(v.typed("amendment")), v.typed("reason"), wrong
		return page, err
	})
}
