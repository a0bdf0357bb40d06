package views

import (
	"slices"

	"stet/models"
)

// RestrictionPage shows for whom an article exists, with the forms that change it.
type RestrictionPage struct {
	Chrome
	Restriction models.Restriction
	Chosen      []int64 // whose boxes are ticked
	Errors      Errors
}

// IsChosen reports whether a person's box is ticked.
func (p RestrictionPage) IsChosen(userID int64) bool { return slices.Contains(p.Chosen, userID) }

// Stays says why a person is named from the start, "" where one may choose.
func (p RestrictionPage) Stays(u models.User) string {
	author := p.Restriction.Article.AuthorID
	switch {
	case author != nil && *author == u.ID:
		return p.Say("the author")
	case u.ID == p.Me():
		return p.Say("you")
	}
	return ""
}

// Others are the people who may be named yet, to choose from.
func (p RestrictionPage) Others() []Option {
	var all []Option
	for _, u := range p.Restriction.Others() {
		all = append(all, Option{Value: id(u.ID), Label: inRow(p.Language, personLabel(p.Language, u), roleLabel(p.Language, u.Role))})
	}
	return all
}

// ShortWords says that too few of the named may approve, "" where there are enough.
func (p RestrictionPage) ShortWords() string {
	r := p.Restriction
	if r.Short() == 0 {
		return ""
	}
	may := p.Say("%d of the named people may approve.", r.Deciding)
	if r.Deciding == 0 {
		may = p.Say("Nobody who is named may approve.")
	}
	return may + " " + p.Say("A claim in it wants %d reviewers.", r.Needed) + " " +
		p.Say("Name %d more reviewers; whoever wrote the article, proposed the verdict or added its evidence does not count.", r.Short())
}
