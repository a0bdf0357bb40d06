package views

import (
	"strings"

	"stet/models"
)

// Aside is what was typed about an item of a checklist that does not apply.
type Aside struct{ Item, Why string }

// Asides reports whether somebody was saying why the item does not apply.
func (p *Panel) Asides(i models.ChecklistItem) bool {
	return p.Form == "tick" && p.Aside.Item == id(i.ID)
}

// AsideField asks why an item does not apply.
func (p *Panel) AsideField(i models.ChecklistItem) Field {
	if p.Asides(i) {
		return field(p.Language, p.Errors, "why", "Why it does not apply", p.Aside.Why, "id=f-why-"+id(i.ID))
	}
	return field(p.Language, nil, "why", "Why it does not apply", "", "id=f-why-"+id(i.ID))
}

// Undone reports whether it is the checklist that a submission waits for.
func (p *Panel) Undone() bool {
	undone := p.Detail.Checklist.Undone()
	return undone != "" && p.Act("verdict.submitted").Refusal == p.Say(undone)
}

// tickClass says how an item is drawn.
func tickClass(i models.ChecklistItem) string {
	switch {
	case i.Ticked():
		return "is-done"
	case i.Answered():
		return "is-aside"
	}
	return ""
}

// tickLine says who answered an item and what they said; "" while nobody did.
func tickLine(p *Panel, i models.ChecklistItem) string {
	t := i.Tick
	if t == nil || t.Answer == models.TickOpen {
		return ""
	}
	said := nameOf(p.Language, p.Detail.People, t.CreatedBy)
	switch {
	case t.Answer == models.TickAside && i.Aged:
		return joined(p.Say("Set aside before the words changed: %s", t.Reason), said)
	case t.Answer == models.TickAside:
		return joined(p.Say("Does not apply: %s", t.Reason), said)
	case i.Aged:
		return joined(p.Say("Ticked before the words changed"), said)
	}
	return said
}

// ChecklistsPage is where an admin edits the checklists.
type ChecklistsPage struct {
	Chrome
	Lists  []models.Checklist
	Kind   models.Kind // whose form the errors belong to
	Typed  string      // into that form, an item a line
	Must   bool        // it was to be required
	Errors Errors
}

// ChecklistForm is the form of one checklist.
type ChecklistForm struct {
	Clock
	models.Checklist
	Lines  string
	Errors Errors
}

// Forms are the checklists with what was typed about them.
func (p ChecklistsPage) Forms() []ChecklistForm {
	var forms []ChecklistForm
	for _, list := range p.Lists {
		var lines []string
		for _, i := range list.Items {
			lines = append(lines, i.Words)
		}
		f := ChecklistForm{Clock: p.Clock, Checklist: list, Lines: strings.Join(lines, "\n")}
		if p.Kind == list.Kind && p.Errors != nil {
			f.Lines, f.Required, f.Errors = p.Typed, p.Must, p.Errors
		}
		forms = append(forms, f)
	}
	return forms
}

// Field is the field of the items.
func (f ChecklistForm) Field() Field {
	return field(f.Language, f.Errors, "items", "Items, one a line", f.Lines, "rows=4", "id=f-items-"+string(f.Kind))
}

// Since says how the list came about.
func (f ChecklistForm) Since() string {
	if f.CreatedBy == nil {
		return f.Say("As it came with Stet")
	}
	return f.Say("Version %d", f.Version)
}
