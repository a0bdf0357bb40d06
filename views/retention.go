package views

import (
	"fmt"

	"stet/models"
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
			all = append(all, classLabel(c)+": "+plural(days, "day", "days"))
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
	what := map[models.Class]string{models.ClassCaptures: "Copy %d of a page", models.ClassIdentities: "Identity of source %d", models.ClassSources: "Source %d, on which nothing rested any more"}[d.Class]
	if what == "" {
		what = "Article %d"
	}
	return fmt.Sprintf(what, d.SubjectID)
}

// Why says why something was deleted.
func (p RetentionPage) Why(d models.Deletion) string {
	return fmt.Sprintf("%s are kept for %s; %s and %s went", classLabel(d.Class), plural(d.Days, "day", "days"), plural(int(d.RowCount), "row", "rows"), plural(int(d.FileCount), "file", "files"))
}

// classLabel names a class.
func classLabel(c models.Class) string {
	return map[models.Class]string{models.ClassKilled: "Articles that were killed", models.ClassUnpublished: "Articles that never were published", models.ClassPublished: "Published articles",
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
