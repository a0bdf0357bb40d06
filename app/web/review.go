package web

import (
	"net/http"
	"slices"

	"stet/models"
	"stet/models/message"
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
	form := v.reviewForm()
	_, err := v.Store.ReviewClaim(v.ctx(), v.user, claimID, form)
	switch {
	case err != nil && v.typed("next") == toTheArrival:
		return v.mendArrival(err, claimID)
	case err != nil && v.typed("next") == "amendments":
		return v.mendAmendments(err, claimID)
	case err != nil:
		return v.mendClaim(err, claimID)
	}
	if err := v.sayDecided(claimID, form); err != nil {
		return err
	}
	switch v.typed("next") {
	case "queue":
		return v.lead("/review")
	case "amendments":
		return v.toAmendments(claimID)
	}
	return v.toClaim(claimID)
}

// reviewForm is what was decided, on what the reviewer saw.
func (v *visit) reviewForm() models.ReviewForm {
	f := models.ReviewForm{VerdictID: idOf(v.typed("verdict")), Fingerprint: v.typed("fingerprint"), Decision: models.Decision(v.typed("decision")), Reason: v.typed("reason")}
	if f.Decision == "void" {
		f.Decision, f.Void = models.Return, true
	}
	return f
}

// sayDecided keeps a sentence about a decision for the next page, which may show
// another claim. The arrival page shows decisions itself.
func (v *visit) sayDecided(claimID int64, f models.ReviewForm) error {
	if v.typed("next") == toTheArrival {
		return nil
	}
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
	if err != nil {
		return err
	}
	v.flashAll([]message.Message{decidedWords(detail, f)})
	return nil
}

// decidedWords says what a reviewer decided about a claim, and for whom.
func decidedWords(detail models.ClaimDetail, f models.ReviewForm) message.Message {
	c, d := detail.Claim, f.Decision
	switch {
	case f.Void:
		return message.New("The verdict on claim %d is void.", c.Number)
	case d == models.Override:
		return message.New("The words of claim %d are kept against the verdict.", c.Number)
	case d == models.Return && detail.Verdict != nil:
		return message.New("Claim %d sent back to %s.", c.Number, detail.People[detail.Verdict.CreatedBy].Name)
	case d == models.Return:
		return message.New("Claim %d sent back.", c.Number)
	case detail.Approvals < c.ReviewersNeeded:
		return message.New("Claim %d has %d of %d approvals.", c.Number, detail.Approvals, c.ReviewersNeeded)
	}
	return message.New("Claim %d approved.", c.Number)
}

// mendClaim is mendPanel for a claim whose article the path does not name.
func (v *visit) mendClaim(err error, claimID int64) error {
	c, fault := v.Store.Claim(v.ctx(), v.user, claimID)
	if fault != nil {
		return fault
	}
	return v.mendPanel(err, c.ArticleID, claimID)
}
