package views

import (
	"html/template"

	"stet/models"
	"stet/models/message"
)

// Sorts are the orders of the queue.
func (p ReviewPage) Sorts() []Link {
	labels := map[models.QueueSort]message.Key{models.QueueDeadline: "Soonest deadline", models.QueueWaiting: "Longest waiting", models.QueueArticle: "By article"}
	var links []Link
	for _, s := range models.QueueSorts {
		links = append(links, Link{Label: p.Say(labels[s]), Value: string(s), Here: s == p.Sort})
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
		return p.Say("Second verdict wanted")
	case q.Status == models.ClaimStale:
		return p.Say("Stale")
	case q.Updated:
		return p.Say("Updated")
	case q.Second:
		return p.Say("Second")
	}
	return ""
}

// Decided says what a review of the user's decided, and when.
func (p *Panel) Decided(r models.Review) template.HTML {
	key := message.Key("You kept the words against the verdict %s.")
	switch {
	case r.Void:
		key = "You declared the verdict void %s."
	case r.Decision == models.Approve:
		key = "You approved it %s."
	case r.Decision == models.Return:
		key = "You sent it back %s."
	}
	return sayAround(p.Language, key, p.When(r.CreatedAt))
}

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
		{p.Say("Judged by somebody else"), p.Detail.Verdict != nil && p.Detail.Verdict.CreatedBy != p.Me},
		{p.Say("Evidence says where to look"), grounded},
		{p.Say("At least one primary source"), primary},
		{p.Say("A file is kept as proof"), files},
		{p.Say("Every query is settled"), settled},
	}
}

// IngredientLabel names what a verdict rests on.
func (p *Panel) IngredientLabel(ingredient string) string {
	switch ingredient {
	case "text":
		return p.Say("Text")
	case "verdict":
		return p.Say("Verdict")
	case "evidence":
		return p.Say("Evidence")
	}
	return p.Say("Claim")
}
