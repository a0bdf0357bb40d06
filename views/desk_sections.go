package views

import (
	"stet/models"
	"stet/models/message"
)

// SectionChoices are the sections that the desk can be looked at for.
func (p DeskPage) SectionChoices() []Option {
	options := []Option{{Value: "", Label: p.Say("All sections")}}
	if own := p.Desk.Own; len(own) > 0 {
		mine := p.Say("My sections")
		if len(own) == 1 {
			mine = p.Say("My section: %s", own[0])
		}
		options = []Option{{Value: "", Label: mine}, {Value: models.AllSections, Label: p.Say("All sections")}}
	}
	for _, name := range p.Desk.Sections {
		options = append(options, Option{Value: name, Label: name})
	}
	return options
}

// StandsIn is what waits for somebody who is away.
type StandsIn struct {
	Name string
	Rows []models.StandInRow

	language message.Language
}

// shownInstead is how many rows of it the desk shows.
const shownInstead = 4

// Shown are the first few rows.
func (s StandsIn) Shown() []models.StandInRow { return s.Rows[:min(shownInstead, len(s.Rows))] }

// More says that there are more, "" where there are not.
func (s StandsIn) More() string {
	if len(s.Rows) <= shownInstead {
		return ""
	}
	return s.language.Say("And %d more things.", len(s.Rows)-shownInstead)
}

// StandsIn is what waits for people who are away, by person.
func (p DeskPage) StandsIn() []StandsIn {
	var all []StandsIn
	for i, r := range p.Desk.StandIn {
		if i == 0 || p.Desk.StandIn[i-1].PersonID != r.PersonID {
			all = append(all, StandsIn{language: p.Language, Name: nameOf(p.Language, p.Desk.People, r.PersonID)})
		}
		last := &all[len(all)-1]
		last.Rows = append(last.Rows, r)
	}
	return all
}

// StandInAt is where something that waits for somebody else is.
func (p DeskPage) StandInAt(r models.StandInRow) string {
	if r.ClaimID == 0 {
		return "/articles/" + id(r.ArticleID)
	}
	return "/claims/" + id(r.ClaimID)
}
