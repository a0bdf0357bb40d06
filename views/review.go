package views

import "stet/models"

// Sorts are the orders of the queue.
func (p ReviewPage) Sorts() []Link {
	labels := map[models.QueueSort]string{models.QueueDeadline: "Soonest deadline", models.QueueWaiting: "Longest waiting", models.QueueArticle: "By article"}
	var links []Link
	for _, s := range models.QueueSorts {
		links = append(links, Link{Label: labels[s], Value: string(s), Here: s == p.Sort})
	}
	return links
}

// SortQuery keeps the order while walking through the queue.
func (p ReviewPage) SortQuery() string {
	if p.Sort == "" || p.Sort == models.QueueDeadline {
		return ""
	}
	return "?sort=" + string(p.Sort)
}

// Here reports whether the row is the claim under review.
func (p ReviewPage) Here(q models.QueueRow) bool {
	return p.Panel != nil && p.Panel.Detail.Claim.ID == q.ClaimID
}

// Note calls out what is special about a row of the queue.
func (p ReviewPage) Note(q models.QueueRow) string {
	switch {
	case q.Blind:
		return "Second verdict wanted"
	case q.Status == models.ClaimStale:
		return "Stale"
	case q.Updated:
		return "Updated"
	case q.Second:
		return "Second"
	}
	return ""
}

// Decided says what a review decided, after "You".
func (p *Panel) Decided(r models.Review) string { return decided(r) }

// Check is one line of what a reviewer looks out for.
type Check struct {
	Label string
	Done  bool
}

// Checks are what can be told from the rows alone; the rest is for the reviewer.
func (p *Panel) Checks() []Check {
	var grounded, primary, files bool
	for _, e := range p.Detail.Evidence {
		if e.WithdrawnAt != nil {
			continue
		}
		grounded = grounded || e.Grounded()
		primary = primary || e.Source != nil && e.Source.Tier == models.TierPrimary
		files = files || len(e.Files) > 0
	}
	settled := true
	for _, c := range p.Detail.Comments {
		settled = settled && (!c.Query || c.ResolvedAt != nil)
	}
	return []Check{
		{"Judged by somebody else", p.Detail.Verdict != nil && p.Detail.Verdict.CreatedBy != p.Me},
		{"Evidence says where to look", grounded},
		{"At least one primary source", primary},
		{"A file is kept as proof", files},
		{"Every query is settled", settled},
	}
}
