package web

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"stet/models"
	"stet/views"
)

// showAssign shows the claims of an article that can be given to people.
func (v *visit) showAssign() error {
	page, err := v.assignPage(nil)
	if err != nil {
		return err
	}
	if id := idOf(v.asked("claim")); id != 0 {
		page.Ticked = []int64{id}
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) assignPage(wrong views.Errors) (views.AssignPage, error) {
	b, err := v.Store.Assigning(v.ctx(), v.user, v.id("a"))
	page := views.AssignPage{Chrome: v.chrome("Share out the claims: %s", b.Article.Title), Board: b, Rules: v.asked("rules") != "", Errors: wrong}
	page.Filter = views.AssignFilter{Kind: v.asked("kind"), Risk: v.asked("risk"), Status: v.asked("status"), Who: v.asked("who")}
	page.Form = views.AssignFields{Person: v.typed("person"), DueAt: v.typed("due_at"), Note: v.typed("note")}
	for claimID := range v.pairs("claim") {
		page.Ticked = append(page.Ticked, claimID)
	}
	return page, err
}

// pairs are the values of a field that hold two numbers with a dot between them.
func (v *visit) pairs(name string) map[int64]int64 {
	all := map[int64]int64{}
	for _, s := range v.Request().PostForm[name] {
		one, other, _ := strings.Cut(s, ".")
		all[idOf(one)] = idOf(other)
	}
	return all
}

// assignClaims gives the ticked claims to somebody.
func (v *visit) assignClaims() error {
	f := models.AssignForm{Was: v.pairs("claim"), PersonID: v.person("person"), Note: v.typed("note"), Sure: v.ticked(models.Sure), NoDue: v.ticked("no_due")}
	for claimID := range f.Was {
		f.Claims = append(f.Claims, claimID)
	}
	due, err := v.moment("due_at")
	if f.DueAt = due; err == nil {
		err = v.Store.AssignClaims(v.ctx(), v.user, v.id("a"), f)
	}
	if err != nil {
		return v.mendAssign(err, "Somebody else has given one of these claims to somebody. What is saved is in the list; what you typed is still here. Look once more, then send it again.")
	}
	v.flash("The claims are assigned.")
	return v.toAssign()
}

// mendAssign shows the page with what is wrong and all that was typed, or with
// what somebody else did meanwhile.
func (v *visit) mendAssign(err error, overtaken string) error {
	var conflict *models.Conflict
	if !errors.As(err, &conflict) {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.assignPage(wrong) })
	}
	page, err := v.assignPage(nil)
	if page.Message = overtaken; err != nil {
		return err
	}
	return v.show(http.StatusConflict, page)
}

// toAssign leads back to the list, as it was narrowed.
func (v *visit) toAssign() error {
	q := v.Request().URL.Query()
	return v.lead(withQuery(fmt.Sprintf("/articles/%d/assign", v.id("a")), q))
}

// assignByRule gives what is nobody's to those whom the rules name.
func (v *visit) assignByRule() error {
	if err := v.Store.AssignByRule(v.ctx(), v.user, v.id("a"), v.pairs("share")); err != nil {
		return v.mendAssign(err, "What the rules say has changed since you looked. Look once more.")
	}
	v.flash("The claims are assigned by the rules.")
	return v.lead(fmt.Sprintf("/articles/%d/assign", v.id("a")))
}

// takeClaim gives a claim to the visitor.
func (v *visit) takeClaim() error {
	if err := v.Store.TakeClaim(v.ctx(), v.user, v.id("c"), idOf(v.typed("was"))); err != nil {
		return err
	}
	return v.toClaim(v.id("c"))
}

// showLoad shows what each person has to do.
func (v *visit) showLoad() error {
	loads, err := v.Store.Loads(v.ctx(), v.user)
	if err != nil {
		return err
	}
	page := views.LoadPage{Chrome: v.chrome("Who has what"), Loads: loads, People: map[int64]models.User{}}
	for _, l := range loads {
		page.People[l.User.ID] = l.User
	}
	return v.show(http.StatusOK, page)
}
