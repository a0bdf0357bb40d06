package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// toTheArrival is the "next" of a form on the arrival page.
const toTheArrival = "arrival"

// showArrival shows what the newest revision did to the claims.
func (v *visit) showArrival() error {
	page, err := v.arrivalPage(v.id("a"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) arrivalPage(articleID int64) (views.ArrivalPage, error) {
	arrival, err := v.Store.Arrival(v.ctx(), v.user, articleID)
	return views.ArrivalPage{Chrome: v.chrome("Revision arrived: %s", arrival.Article.Title), Arrival: arrival, After: v.asked("after")}, err
}

// toArrival leads to the arrival page, to the item after the one that the form
// was about.
func (v *visit) toArrival(articleID int64) error {
	item := v.typed("item")
	if item == "" && v.typed("sentence") != "" {
		item = "s" + v.typed("sentence")
	}
	at := fmt.Sprintf("/articles/%d/arrival", articleID)
	if item == "" {
		return v.lead(at)
	}
	return v.lead(withQuery(at, url.Values{"after": {item}}) + "#next")
}

// toRevision leads to what a new revision did, or to the text where there is
// nothing to look at again. The sentences left say what of its file was not
// taken over.
func (v *visit) toRevision(articleID int64, r models.RevisionReport, left ...message.Message) error {
	v.flashAll(views.RevisionWords(r), views.NotesWords(r.Notes), left)
	if r.Touched() {
		return v.lead(fmt.Sprintf("/articles/%d/arrival", articleID))
	}
	return v.toWorkspace(articleID, 0)
}

// mendArrival answers a decision without a reason with the arrival page.
func (v *visit) mendArrival(err error, claimID int64) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		c, err := v.Store.Claim(v.ctx(), v.user, claimID)
		if err != nil {
			return nil, err
		}
		page, err := v.arrivalPage(c.ArticleID)
		page.Wrong, page.Reason, page.Errors = v.typed("item"), v.typed("reason"), wrong
		return page, err
	})
}

// confirmClaim says that a claim still stands although its surroundings changed.
func (v *visit) confirmClaim() error {
	claimID := v.id("c")
	if err := v.Store.ConfirmClaim(v.ctx(), v.user, claimID); err != nil {
		return err
	}
	return v.toClaim(claimID)
}

// cutClaim withdraws a claim whose words were cut.
func (v *visit) cutClaim() error {
	claimID := v.id("c")
	if err := v.Store.CutClaim(v.ctx(), v.user, claimID); err != nil {
		return err
	}
	return v.toClaim(claimID)
}

// approveSlight approves the ticked claims, which changed in punctuation or
// capitals only.
func (v *visit) approveSlight() error {
	forms := map[int64]models.ReviewForm{}
	for _, ticked := range v.Request().PostForm["claim"] {
		id := strings.TrimSpace(clean(ticked))
		forms[idOf(id)] = models.ReviewForm{VerdictID: idOf(v.typed("verdict_" + id)), Fingerprint: v.typed("fingerprint_" + id)}
	}
	if err := v.Store.ApproveSlight(v.ctx(), v.user, v.id("a"), forms); err != nil {
		return err
	}
	return v.toArrival(v.id("a"))
}
