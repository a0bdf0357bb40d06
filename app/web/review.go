package web

import (
	"net/http"
	"slices"

	"stet/models"
	"stet/views"
)

// showReview shows the queue with one claim: the one asked for, or the first.
func (v *visit) showReview() error {
	page, err := v.reviewPage(v.id("c"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) reviewPage(claimID int64) (views.ReviewPage, error) {
	page := views.ReviewPage{Chrome: v.frame("Review"), Sort: models.QueueSort(v.asked("sort"))}
	if !slices.Contains(models.QueueSorts, page.Sort) {
		page.Sort = models.QueueDeadline
	}
	var err error
	if page.Queue, err = v.Store.Queue(v.ctx(), v.user, page.Sort); err != nil {
		return page, err
	}
	page.Waiting = len(page.Queue)
	if claimID == 0 && v.Param("c") == "" && len(page.Queue) > 0 {
		claimID = page.Queue[0].ClaimID
	}
	if claimID == 0 && v.Param("c") == "" {
		return page, nil
	}
	if page.Panel, err = v.panel(page.Chrome, claimID); err == nil {
		page.Panel.Next = "queue"
	}
	return page, err
}

// reviewClaim records a reviewer's decision on what they saw.
func (v *visit) reviewClaim() error {
	claimID := v.id("c")
	_, err := v.Store.ReviewClaim(v.ctx(), v.user, claimID, models.ReviewForm{
		VerdictID: idOf(v.typed("verdict")), Fingerprint: v.typed("fingerprint"),
		Decision: models.Decision(v.typed("decision")), Reason: v.typed("reason"),
	})
	switch {
	case err != nil && v.typed("next") == toTheArrival:
		return v.mendArrival(err, claimID)
	case err != nil:
		return v.mendClaim(err, claimID)
	case v.typed("next") == "queue":
		return v.lead("/review")
	}
	return v.toClaim(claimID)
}

// mendClaim is mendPanel for a claim whose article the path does not name.
func (v *visit) mendClaim(err error, claimID int64) error {
	c, fault := v.Store.Claim(v.ctx(), v.user, claimID)
	if fault != nil {
		return fault
	}
	return v.mendPanel(err, c.ArticleID, claimID)
}
