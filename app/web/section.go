package web

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"stet/models"
	"stet/views"
)

// showSections lists the sections of the newsroom.
func (v *visit) showSections() error {
	page, err := v.sectionsPage(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) sectionsPage(wrong views.Errors) (page views.SectionsPage, err error) {
	page = views.SectionsPage{Chrome: v.chrome("Sections"), Settings: v.settings(), Name: v.typed("name"), Errors: wrong}
	if page.Sections, err = v.Store.Sections(v.ctx(), v.user); err != nil {
		return page, err
	}
	page.Scales, err = v.Store.Scales(v.ctx())
	return page, err
}

// createSection makes a section and leads to its page.
func (v *visit) createSection() error {
	x, err := v.Store.CreateSection(v.ctx(), v.user, v.typed("name"))
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) { return v.sectionsPage(wrong) })
	}
	return v.lead(fmt.Sprintf("/sections/%d", x.ID))
}

// showSection shows the form of a section.
func (v *visit) showSection() error {
	page, err := v.sectionPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) sectionPage() (page views.SectionPage, err error) {
	x, err := v.Store.Section(v.ctx(), v.id("x"))
	if err != nil {
		return page, err
	}
	page = views.SectionPage{Chrome: v.chrome("Section: %s", x.Name), Section: x, Form: views.SectionFieldsOf(x), Settings: v.settings()}
	if page.Scales, err = v.Store.Scales(v.ctx()); err != nil {
		return page, err
	}
	page.People, err = v.Store.Users(v.ctx())
	page.People = slices.DeleteFunc(page.People, func(u models.User) bool { return !u.Active && !page.IsMember(u.ID) })
	return page, err
}

// editSection saves a section.
func (v *visit) editSection() error {
	f := views.SectionFields{Version: v.typed("version"), Name: v.typed("name"), Scale: v.typed("scale"),
		ReviewersNormal: v.typed("reviewers_normal"), ReviewersHigh: v.typed("reviewers_high"), Closed: v.ticked("closed"), Members: v.chosen("members")}
	err := v.Store.EditSection(v.ctx(), v.user, v.id("x"), models.SectionForm{Version: numberOf(f.Version), Name: f.Name, ScaleID: v.person("scale"),
		ReviewersNormal: numberOf(f.ReviewersNormal), ReviewersHigh: numberOf(f.ReviewersHigh), Members: f.Members, Closed: f.Closed})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.sectionPage()
			page.Form, page.Errors = f, wrong
			return page, err
		})
	}
	v.flash("The section is saved.")
	return v.lead("/sections")
}

// showRules shows who gets which claims.
func (v *visit) showRules() error {
	page, err := v.rulesPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) rulesPage() (page views.RulesPage, err error) {
	rules, err := v.Store.AssignRules(v.ctx())
	if err != nil {
		return page, err
	}
	made := v.settings().AssignMade
	page = views.RulesPage{Chrome: v.chrome("Who gets which claims"), Was: models.StampOfRules(rules, made), Rows: views.RuleFieldsOf(rules), Made: made}
	if page.Sections, err = v.Store.Sections(v.ctx(), v.user); err != nil {
		return page, err
	}
	page.People, err = v.Store.Users(v.ctx())
	return page, err
}

// rules are the rows of the form that are rules, in the order that was typed.
func (v *visit) rules() (fields []views.RuleFields, rules []models.AssignRule) {
	for n := range min(v.number("rows", 0), 200) {
		name := func(of string) string { return fmt.Sprintf("%s_%d", of, n+1) }
		f := views.RuleFields{Order: v.typed(name("order")), Kind: v.typed(name("kind")), Risk: v.typed(name("risk")), Section: v.typed(name("section")), To: v.typed(name("to"))}
		if f.To != "" {
			fields = append(fields, f)
		}
	}
	slices.SortStableFunc(fields, func(a, b views.RuleFields) int { return cmp.Compare(numberOf(a.Order), numberOf(b.Order)) })
	for i := range fields {
		f := &fields[i]
		f.Order = fmt.Sprint(i + 1)
		r := models.AssignRule{Kind: models.Kind(f.Kind), Risk: models.Risk(f.Risk)}
		if id := idOf(f.Section); f.Section != "" {
			r.SectionID = &id
		}
		if id := idOf(f.To); f.To != views.ToLeast {
			r.UserID = &id
		}
		rules = append(rules, r)
	}
	return fields, rules
}

// editRules saves the list of rules.
func (v *visit) editRules() error {
	fields, rules := v.rules()
	f := models.AssignRulesForm{Was: v.typed("was"), Rules: rules, Made: v.ticked("made")}
	err := v.Store.SetAssignRules(v.ctx(), v.user, f)
	var wrong *models.Invalid
	var conflict *models.Conflict
	if err == nil {
		v.flash("The rules are saved.")
		return v.lead("/rules")
	}
	if !errors.As(err, &wrong) && !errors.As(err, &conflict) {
		return err
	}
	page, fault := v.rulesPage()
	if fault != nil {
		return fault
	}
	page.Rows, page.Made = fields, f.Made
	if conflict != nil {
		page.Message = "Another admin has changed the rules while you were working on them. What you chose is still here; saved, it takes the place of theirs. Open this page anew to see theirs."
		return v.show(http.StatusConflict, page)
	}
	page.Was, page.Errors = f.Was, v.told(wrong)
	return v.show(http.StatusUnprocessableEntity, page)
}
