package views

import (
	"slices"
	"time"

	"stet/models"
)

// ThreadLine is one line of the discussion: a comment, or a step of the review.
type ThreadLine struct {
	Name, Initials string
	Did            string // "sent it for review"; "" for a comment
	Body           string
	At             time.Time
	Query          *models.Comment // nil for a plain comment
	Note           string          // where it was written, and who took it in; "" for what was written here
}

// Thread is the comments and the steps of the review, the oldest first.
func (p *Panel) Thread() []ThreadLine {
	var lines []ThreadLine
	line := func(by int64, at time.Time, did, body string) *ThreadLine {
		lines = append(lines, ThreadLine{Name: nameOf(p.Detail.People, by), Initials: initialsOf(p.Detail.People, by), Did: did, Body: body, At: at})
		return &lines[len(lines)-1]
	}
	for i := range p.Detail.Comments {
		c := &p.Detail.Comments[i]
		l := line(c.CreatedBy, c.CreatedAt, "", c.Body)
		if c.NoteKind != models.NoteNone {
			p.fillNote(l, c)
		}
		if c.Query {
			l.Query = c
		}
	}
	for _, v := range p.Detail.Verdicts {
		if v.Submitted {
			line(v.CreatedBy, v.CreatedAt, "sent it for review", "")
		}
	}
	for _, r := range p.Detail.Reviews {
		line(r.CreatedBy, r.CreatedAt, decided(r), r.Reason)
	}
	slices.SortStableFunc(lines, func(a, b ThreadLine) int { return a.At.Compare(b.At) })
	return lines
}

// fillNote says who wrote a note, when, and how it came here.
func (p *Panel) fillNote(l *ThreadLine, c *models.Comment) {
	said := models.User{Name: c.SaidBy}
	if said.Name == "" {
		said.Name = "Somebody"
	}
	l.Name, l.Initials = said.Name, said.Initials()
	if c.SaidAt != nil {
		l.At = *c.SaidAt
	}
	l.Note = sentenceCase(string(c.NoteKind))
	earlier := func(o models.Comment) bool {
		return o.NoteKey == c.NoteKey && o.NoteKind != models.NoteNone && o.ID < c.ID
	}
	if slices.ContainsFunc(p.Detail.Comments, earlier) {
		l.Note += " of a newer file, where it says something else"
	}
	l.Note += ", taken in by " + nameOf(p.Detail.People, c.CreatedBy)
	if c.ResolvedAt != nil {
		l.Note += "; settled in the file"
	}
}

func decided(r models.Review) string {
	if r.Void {
		return "declared the verdict void"
	}
	switch r.Decision {
	case models.Approve:
		return "approved it"
	case models.Return:
		return "sent it back"
	}
	return "kept the words against the verdict"
}

// QueryLine says who is to answer a query, and whether that is done.
func (p *Panel) QueryLine(c *models.Comment) string {
	if c.ResolvedAt != nil {
		return "Query, settled by " + nameOf(p.Detail.People, *c.ResolvedBy)
	}
	line := "Query"
	if c.OwnerID != nil {
		line += " to " + nameOf(p.Detail.People, *c.OwnerID)
	}
	if c.Blocking {
		line += ", blocks the sign-off"
	}
	return line
}
