package views

import (
	"net/url"
	"strconv"

	"stet/models"
	"stet/models/message"
)

// Heading names the day.
func (p DeskPage) Heading() string {
	return p.Say([...]message.Key{"Sunday’s desk", "Monday’s desk", "Tuesday’s desk", "Wednesday’s desk", "Thursday’s desk", "Friday’s desk", "Saturday’s desk"}[p.in(p.Now).Weekday()])
}

// Summary says in a sentence what presses, in the reader's own day.
func (p DeskPage) Summary() string {
	if p.Desk.Query.Search != "" {
		return p.Say("Articles and claims that say “%s”.", p.Desk.Query.Search)
	}
	late, today := 0, 0
	for _, r := range p.Desk.Rows {
		switch g := p.group(r.Article); {
		case g.Late:
			late++
		case g.Soon:
			today++
		}
	}
	switch {
	case late == 0 && today == 0:
		return p.Say("Nothing is overdue, nothing is due today.")
	case today == 0:
		return p.Say("%d articles are overdue, nothing is due today.", late)
	case late == 0:
		return p.Say("Nothing is overdue, %d are due today.", today)
	case late == 1:
		return p.Say("One article is overdue, %d are due today.", today)
	}
	return p.Say("%d articles are overdue, %d are due today.", late, today)
}

// Names are those of people, one after the other.
func (p DeskPage) Names(ids []int64) string {
	var all []string
	for _, who := range ids {
		all = append(all, nameOf(p.Language, p.Desk.People, who))
	}
	return inRow(p.Language, all...)
}

// WaitingWords is how many claims wait; the Store counts to a hundred.
func (p DeskPage) WaitingWords() string {
	if p.Desk.WaitingN >= 100 {
		return p.Say("100 or more")
	}
	return strconv.Itoa(p.Desk.WaitingN)
}

// MoreWaiting reports whether more claims wait than the desk lists.
func (p DeskPage) MoreWaiting() bool { return p.Desk.WaitingN > len(p.Desk.Waiting) }

// Waits says why a claim is in the queue.
func (c Clock) Waits(q models.QueueRow) string {
	switch {
	case q.Blind:
		return c.Say("Second verdict wanted")
	case q.DueAt != nil && q.DueAt.Before(c.Now):
		return c.Say("Overdue")
	case q.Status == models.ClaimOpen:
		return c.Say("Yours to check")
	case q.Status == models.ClaimStale:
		return c.Say("Changed since it was approved")
	case q.Updated:
		return c.Say("Changed since your review")
	case q.Second:
		return c.Say("Second approval")
	}
	return c.Say("First review")
}

// WaitsAt is where a claim of the queue waits: in the review, or on its article
// for whoever has to mend it.
func (c Chrome) WaitsAt(q models.QueueRow) string {
	if c.MayReview() && !q.Blind {
		return "/review/" + id(q.ClaimID)
	}
	return "/claims/" + id(q.ClaimID)
}

// Link is a way to another view of a list.
type Link struct {
	Label, Href, Value string
	Here               bool
}

// Tabs are the views of the desk.
func (p DeskPage) Tabs() []Link {
	labels := map[models.DeskTab]message.Key{models.DeskOpen: "All open", models.DeskMine: "Mine", models.DeskInReview: "In review",
		models.DeskUnassigned: "Unassigned", models.DeskDone: "Signed off", models.DeskHeld: "On hold"}
	var links []Link
	for _, t := range models.DeskTabs {
		q := p.Desk.Query
		q.Tab, q.After = t, ""
		here := t == p.Desk.Query.Tab || p.Desk.Query.Tab == "" && t == models.DeskOpen
		links = append(links, Link{Label: p.Say(labels[t]), Href: deskHref(q), Here: here})
	}
	return links
}

// Sorts are the orders of the desk.
func (p DeskPage) Sorts() []Link {
	return []Link{{Value: string(models.SortDeadline), Label: p.Say("By deadline")},
		{Value: string(models.SortNewest), Label: p.Say("Newest first")}, {Value: string(models.SortTitle), Label: p.Say("By title")}}
}

// SortNow is the present order.
func (p DeskPage) SortNow() string { return string(p.Desk.Query.Sort) }

// NextHref leads to the next page of the desk, "" at the end.
func (p DeskPage) NextHref() string {
	if p.Desk.Next == "" {
		return ""
	}
	q := p.Desk.Query
	q.After = p.Desk.Next
	return deskHref(q)
}

func deskHref(q models.DeskQuery) string {
	v := url.Values{}
	for key, value := range map[string]string{"tab": string(q.Tab), "sort": string(q.Sort), "section": q.Section, "after": q.After, "q": q.Search} {
		if value != "" {
			v.Set(key, value)
		}
	}
	return "/?" + v.Encode()
}

// DeskGroup is the rows of the desk that are due together.
type DeskGroup struct {
	Name       string
	Late, Soon bool
	Rows       []models.DeskRow
}

// Groups puts the rows under when they are due; in other orders they stay together.
func (p DeskPage) Groups() []DeskGroup {
	if len(p.Desk.Rows) == 0 {
		return nil
	}
	if s := p.Desk.Query.Sort; s != "" && s != models.SortDeadline {
		return []DeskGroup{{Name: p.Say("Articles"), Rows: p.Desk.Rows}}
	}
	var groups []DeskGroup
	for _, row := range p.Desk.Rows {
		g := p.group(row.Article)
		if n := len(groups); n == 0 || groups[n-1].Name != g.Name {
			groups = append(groups, g)
		}
		last := &groups[len(groups)-1]
		last.Rows = append(last.Rows, row)
	}
	return groups
}

func (p DeskPage) group(a models.Article) DeskGroup {
	done := a.Status == models.ArticleSignedOff || a.Status == models.ArticlePublished || a.Status == models.ArticleKilled
	switch {
	case a.Deadline == nil:
		return DeskGroup{Name: p.Say("No deadline")}
	case a.Deadline.Before(p.Now) && done:
		return DeskGroup{Name: p.Say("Earlier")}
	case a.Deadline.Before(p.Now):
		return DeskGroup{Name: p.Say("Overdue"), Late: true}
	case p.days(*a.Deadline) == 0:
		return DeskGroup{Name: p.Say("Today"), Soon: true}
	case p.days(*a.Deadline) < 7:
		return DeskGroup{Name: p.Say("The next seven days")}
	}
	return DeskGroup{Name: p.Say("Later")}
}

// Meta is the small print of a row.
func (p DeskPage) Meta(r models.DeskRow) string {
	returned, mine := "", ""
	if r.Returned > 0 {
		returned = p.Say("%d sent back", r.Returned)
	}
	if r.ForMe > 0 {
		mine = p.Say("%d waiting for you", r.ForMe)
	}
	return joined(r.Article.Section, r.Article.Byline, returned, mine)
}

// State says where an article stands, with what its claims wait for.
func (p DeskPage) State(r models.DeskRow) string {
	_, label := deskState(p.Language, r)
	return label
}

// StateIcon is the icon of State.
func (p DeskPage) StateIcon(r models.DeskRow) string {
	name, _ := deskState(p.Language, r)
	return name
}

func deskState(l message.Language, r models.DeskRow) (icon, label string) {
	switch {
	case r.Article.Status == models.ArticleSignedOff || r.Article.Status == models.ArticlePublished:
		return "s-done", articleStatusLabel(l, r.Article.Status)
	case r.Article.Status != models.ArticleChecking:
		return "s-withdrawn", articleStatusLabel(l, r.Article.Status)
	case r.Returned > 0:
		return "s-returned", l.Say("Sent back")
	case r.Counts[models.ClaimStale] > 0:
		return "s-stale", l.Say("Changed")
	case r.Counts[models.ClaimInReview] > 0:
		return "s-review", l.Say("In review")
	case r.Claims > 0 && r.Decided == r.Claims && r.Coverage.Open() == 0:
		return "s-done", l.Say("Ready to sign off")
	case r.Claims == 0:
		return "s-open", l.Say("Not started")
	}
	return "s-check", l.Say("Checking")
}

// EmptyHeading says that a view of the desk is empty.
func (p DeskPage) EmptyHeading() string {
	if p.Desk.Query.Search != "" {
		return p.Say("No article has that in its title")
	}
	return p.Say("Nothing here")
}

// EmptySentence says what to do about it.
func (p DeskPage) EmptySentence() string {
	switch {
	case p.Desk.Query.Search != "":
		return p.Say("Try fewer words.")
	case p.MayWrite() && p.Desk.Query.Tab == models.DeskOpen:
		return p.Say("Start an article: paste its text, or upload the file.")
	}
	return p.Say("Look at the other tabs.")
}

// AskedAt leads to where a query is answered.
func (p DeskPage) AskedAt(q models.AskedQuery) string {
	article := "/articles/" + id(q.ArticleID)
	switch {
	case q.ClaimID != nil:
		return article + "?claim=" + id(*q.ClaimID) + "#m" + id(q.ID)
	case q.ForAuthor && !q.Legal:
		return article + "/questions"
	}
	return article + "?thread=" + id(q.ID) + "#m" + id(q.ID)
}
