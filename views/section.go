package views

import (
	"slices"
	"strconv"

	"stet/models"
	"stet/models/message"
)

// SectionsPage lists the sections of the newsroom.
type SectionsPage struct {
	Chrome
	Sections []models.Section
	Settings models.Settings
	Scales   []models.Scale
	Name     string // typed
	Errors   Errors
}

// SectionPage edits a section.
type SectionPage struct {
	Chrome
	Section  models.Section
	Form     SectionFields
	Settings models.Settings
	Scales   []models.Scale
	People   []models.User
	Errors   Errors
}

// SectionFields is what was typed into the form of a section.
type SectionFields struct {
	Version, Name, Scale, ReviewersNormal, ReviewersHigh string
	Members                                              []int64
	Closed                                               bool
}

// SectionFieldsOf fills the form with a section.
func SectionFieldsOf(x models.Section) SectionFields {
	return SectionFields{Version: strconv.Itoa(x.Version), Name: x.Name, Scale: idOrEmpty(x.ScaleID), ReviewersNormal: strconv.Itoa(x.ReviewersNormal),
		ReviewersHigh: strconv.Itoa(x.ReviewersHigh), Members: x.Members, Closed: x.ClosedAt != nil}
}

// Defaults says in a line what is special about a section.
func (p SectionsPage) Defaults(x models.Section) string {
	scale, normal, high := "", "", ""
	if x.ScaleID != nil {
		scale = scaleName(p.Scales, *x.ScaleID)
	}
	if x.ReviewersNormal > 0 {
		normal = p.Say("%d reviewers", x.ReviewersNormal)
	}
	if x.ReviewersHigh > 0 {
		high = p.Say("%d reviewers at high risk", x.ReviewersHigh)
	}
	if all := joined(scale, normal, high); all != "" {
		return all
	}
	return p.Say("As the newsroom")
}

func scaleName(all []models.Scale, id int64) string {
	for _, s := range all {
		if s.ID == id {
			return s.Name
		}
	}
	return ""
}

// IsMember reports whether a person's box is ticked.
func (p SectionPage) IsMember(userID int64) bool { return slices.Contains(p.Form.Members, userID) }

// ScaleOptions are the scales that new articles of the section may have.
func (p SectionPage) ScaleOptions() []Option {
	return append(saidOptions(p.Language, toSay{"", "The newsroom’s"}), scaleOptions(p.Scales)...)
}

// Counts are the numbers of reviewers to choose from, first the newsroom's.
func (p SectionPage) Counts(newsroom int) []Option {
	return append([]Option{{Value: "0", Label: p.Say("As the newsroom: %d", newsroom)}}, reviewerCounts(p.Language)...)
}

// RulesPage is where an admin says who gets which claims.
type RulesPage struct {
	Chrome
	Was      string // the rules it began with
	Rows     []RuleFields
	Made     bool
	Sections []models.Section
	People   []models.User
	Message  string // about what somebody else did meanwhile
	Errors   Errors
}

// RuleFields is one row of the form: To is an id, "least", or "" for no rule.
type RuleFields struct{ Order, Kind, Risk, Section, To string }

// ToLeast is how the form says "whoever of the section has the fewest open".
const ToLeast = "least"

// RuleFieldsOf fills the form with the rules.
func RuleFieldsOf(rules []models.AssignRule) []RuleFields {
	var all []RuleFields
	for _, r := range rules {
		f := RuleFields{Order: strconv.Itoa(r.Position), Kind: string(r.Kind), Risk: string(r.Risk), Section: idOrEmpty(r.SectionID), To: idOrEmpty(r.UserID)}
		if r.UserID == nil {
			f.To = ToLeast
		}
		all = append(all, f)
	}
	return all
}

// RuleRow is one row with its choices.
type RuleRow struct {
	N      int // from 1
	Fields []Field
	Error  string
}

// Lines are the rows of the form, with two empty ones at its end.
func (p RulesPage) Lines() []RuleRow {
	l := p.Language
	var all []RuleRow
	for i, f := range append(slices.Clone(p.Rows), RuleFields{}, RuleFields{}) {
		n := strconv.Itoa(i + 1)
		if f.Order == "" {
			f.Order = n
		}
		said := func(label message.Key) message.Key { return message.Key(p.Say(label, n)) }
		fields := []Field{
			field(l, nil, "order_"+n, said("Order of rule %s"), f.Order, "type=number"),
			choice(l, nil, "kind_"+n, said("Kind, rule %s"), f.Kind, append(saidOptions(l, toSay{"", "Any kind"}), kinds(l)...)),
			choice(l, nil, "risk_"+n, said("Risk, rule %s"), f.Risk, saidOptions(l, toSay{"", "Any risk"}, toSay{"normal", "Normal"}, toSay{"high", "High"})),
			choice(l, nil, "section_"+n, said("Section, rule %s"), f.Section, p.sectionOptions()),
			choice(l, nil, "to_"+n, said("Who gets them, rule %s"), f.To, p.toOptions()),
		}
		all = append(all, RuleRow{N: i + 1, Fields: fields, Error: p.Errors["rule_"+n]})
	}
	return all
}

func (p RulesPage) sectionOptions() []Option {
	options := saidOptions(p.Language, toSay{"", "Any section"})
	for _, x := range p.Sections {
		options = append(options, Option{Value: id(x.ID), Label: x.Name})
	}
	return options
}

func (p RulesPage) toOptions() []Option {
	options := saidOptions(p.Language, toSay{"", "No rule"}, toSay{ToLeast, "Whoever of the section has the fewest open"})
	for _, u := range p.People {
		if u.Active && u.Role.MayWrite() {
			options = append(options, Option{Value: id(u.ID), Label: personLabel(p.Language, u)})
		}
	}
	return options
}

// RowErrors are the names under which rows show what is wrong with them.
func (p RulesPage) RowErrors() []string {
	var names []string
	for i := range p.Rows {
		names = append(names, "rule_"+strconv.Itoa(i+1))
	}
	return names
}

// Wrong is the sentence about the form as a whole.
func (p RulesPage) Wrong() string { return unclaimed(p.Errors, p.RowErrors()...) }
