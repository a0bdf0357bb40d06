package views

import (
	"stet/models"
	"stet/models/message"
)

// RetentionPage shows what is going to be deleted and when, what is held, and
// what was deleted.
type RetentionPage struct {
	Chrome
	Retention models.Retention
	Lifted    int64 // the hold whose form is wrong
	Reason    string
	Errors    Errors
}

// HoldsPage shows the holds on an article or a source, with the form of one more.
type HoldsPage struct {
	Chrome
	Article *models.Article // nil for a source
	Source  *models.Source
	Holds   []models.Hold
	People  map[int64]models.User
	Reason  string
	Errors  Errors
}

// Name is what is held.
func (p HoldsPage) Name() string {
	if p.Article != nil {
		return p.Article.Title
	}
	return p.Source.Title
}

// Href leads back to what is held.
func (p HoldsPage) Href() string {
	if p.Article != nil {
		return "/articles/" + id(p.Article.ID)
	}
	return "/sources/" + id(p.Source.ID)
}

// ErrorsOf are those of the form that lifts a hold.
func (p RetentionPage) ErrorsOf(h models.HeldLine) Errors {
	if p.Lifted != h.ID {
		return nil
	}
	return p.Errors
}

// Rules says how long each class is kept.
func (p RetentionPage) Rules() []string {
	var all []string
	for _, c := range models.Classes[:len(models.Classes)-1] {
		if days := p.Retention.Periods.Days(c); days > 0 {
			all = append(all, p.Say("%s: %d days", classLabel(c), days))
		}
	}
	return all
}

// Href leads to what is going to be deleted.
func (p RetentionPage) Href(d models.DueLine) string {
	if d.ArticleID != 0 {
		return "/articles/" + id(d.ArticleID)
	}
	return "/sources/" + id(d.SubjectID)
}

// HeldHref leads to what is held.
func (p RetentionPage) HeldHref(h models.HeldLine) string {
	if h.ArticleID != nil {
		return "/articles/" + id(*h.ArticleID)
	}
	return "/sources/" + id(*h.SourceID)
}

// Left says what is known of something that was deleted.
func (p RetentionPage) Left(d models.Deletion) string {
	number := id(d.SubjectID)
	switch d.Class {
	case models.ClassCaptures:
		return p.Say("Copy %s of a page", number)
	case models.ClassIdentities:
		return p.Say("Identity of source %s", number)
	case models.ClassSources:
		return p.Say("Source %s, on which nothing rested any more", number)
	}
	return p.Say("Article %s", number)
}

// Why says why something was deleted.
func (p RetentionPage) Why(d models.Deletion) string {
	return joined(p.Say(classLabel(d.Class)), p.Say("kept for %d days", d.Days), p.Say("%d rows went", int(d.RowCount)), p.Say("%d files went", int(d.FileCount)))
}

// classLabel names a class.
func classLabel(c models.Class) message.Key {
	return map[models.Class]message.Key{models.ClassKilled: "Articles that were killed", models.ClassUnpublished: "Articles that never were published", models.ClassPublished: "Published articles",
		models.ClassCaptures: "Copies of pages of articles that are published or killed", models.ClassIdentities: "Identities of confidential sources", models.ClassSources: "Sources that go with what rested on them"}[c]
}

// HoldLine is a hold as a template draws it.
type HoldLine struct {
	Clock
	Hold   models.Hold
	People map[int64]models.User
}

func holdLine(c Clock, h models.Hold, people map[int64]models.User) HoldLine {
	return HoldLine{c, h, people}
}
