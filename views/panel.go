package views

import "stet/models"

// Panel is the chosen claim with everything that can be done to it, on the
// workspace and on the review page.
type Panel struct {
	Clock
	Detail   *models.ClaimDetail
	Me       int64 // the user's id
	Role     models.Role
	Verdict  VerdictFields
	Evidence EvidenceFields // of a new item
	Comment  CommentFields
	Reason   string       // typed for a return or an override
	Next     string       // where a review leads: "workspace" or "queue"
	Typed    ThreadFields // into a form of a thread of the discussion
	Form     string       // the form the errors belong to: "verdict", "evidence", "comment", "review", "places"
	Aside    Aside        // typed for an item of the checklist
	Errors   Errors
	Conflict *models.Conflict // the newer version of what was sent
}

// NewPanel is the panel of a claim with nothing typed into it yet.
func NewPanel(c Chrome, detail *models.ClaimDetail) *Panel {
	p := &Panel{Clock: c.Clock, Detail: detail, Verdict: verdictFieldsOf(detail.Verdict), Next: "workspace"}
	if c.User != nil {
		p.Me, p.Role = c.User.ID, c.User.Role
	}
	return p
}
