package web

import (
	"fmt"
	"net/http"

	"stet/views"
)

// showRestriction shows for whom an article exists.
func (v *visit) showRestriction() error {
	page, err := v.restrictionPage(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) restrictionPage(wrong views.Errors) (views.Page, error) {
	r, err := v.Store.Restriction(v.ctx(), v.user, v.id("a"))
	return views.RestrictionPage{Chrome: v.chrome("Who may see it: %s", r.Article.Title), Restriction: r, Chosen: v.chosen("people"), Errors: wrong}, err
}

// chosen are the ids whose boxes of a name are ticked.
func (v *visit) chosen(name string) []int64 {
	var all []int64
	for _, s := range v.Request().PostForm[name] {
		all = append(all, idOf(s))
	}
	return all
}

// toRestriction leads back to the page, or says there what is wrong.
func (v *visit) toRestriction(err error) error {
	if err != nil {
		return v.mend(err, v.restrictionPage)
	}
	return v.lead(fmt.Sprintf("/articles/%d/people", v.id("a")))
}

// restrictArticle lets an article exist for named people alone.
func (v *visit) restrictArticle() error {
	return v.toRestriction(v.Store.RestrictArticle(v.ctx(), v.user, v.id("a"), v.chosen("people")))
}

// liftRestriction lets it exist for everybody again.
func (v *visit) liftRestriction() error {
	return v.toRestriction(v.Store.LiftRestriction(v.ctx(), v.user, v.id("a")))
}

// namePerson lets it exist for one more person.
func (v *visit) namePerson() error {
	return v.toRestriction(v.Store.NamePerson(v.ctx(), v.user, v.id("a"), idOf(v.typed("person"))))
}

// removePerson takes somebody off the list. Who takes themselves off has nothing
// to come back to.
func (v *visit) removePerson() error {
	err := v.Store.RemovePerson(v.ctx(), v.user, v.id("a"), v.id("u"))
	if err == nil && v.id("u") == v.user.ID {
		v.flash("You are off the list, so the article is gone from your desk.")
		return v.lead("/")
	}
	return v.toRestriction(err)
}
