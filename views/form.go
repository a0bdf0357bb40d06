package views

import (
	"slices"
	"strconv"
	"strings"

	"stet/models"
)

// Field is one labelled field of a form as a template draws it.
type Field struct {
	ID, Name, Label, Value, Type, Hint, Error    string
	Placeholder, Autocomplete, List, Rows, Class string
	Accept                                       string // of a file
	Required, Focus                              bool
	Options                                      []Option
}

// Option is one choice of a field.
type Option struct{ Value, Label, Hint string }

// Chosen reports whether the option is the field's value.
func (f Field) Chosen(o Option) bool { return o.Value == f.Value }

// Describes names the elements that explain the field to a screen reader.
func (f Field) Describes() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-err")
	}
	return strings.Join(ids, " ")
}

// field makes a Field. Each further argument is an option, as "hint=One line",
// or a flag, as "required".
func field(errors Errors, name, label, value string, more ...string) Field {
	f := Field{ID: "f-" + name, Name: name, Label: label, Value: value, Type: "text", Error: errors[name]}
	for _, m := range more {
		key, v, _ := strings.Cut(m, "=")
		f.set(key, v)
	}
	return f
}

func (f *Field) set(key, value string) {
	switch key {
	case "id":
		f.ID = value
	case "type":
		f.Type = value
	case "hint":
		f.Hint = value
	case "placeholder":
		f.Placeholder = value
	case "autocomplete":
		f.Autocomplete = value
	case "accept":
		f.Accept = value
	case "list":
		f.List = value
	case "rows":
		f.Rows = value
	case "class":
		f.Class = value
	case "required":
		f.Required = true
	case "focus":
		f.Focus = true
	}
}

// articleFiles are the names of files that an article is read from.
const articleFiles = ".txt,.md,.markdown,.html,.htm,.docx,.odt,.fodt,.pdf"

// choice makes a Field with options.
func choice(errors Errors, name, label, value string, options []Option, more ...string) Field {
	f := field(errors, name, label, value, more...)
	f.Options = options
	return f
}

func optionsOf[T ~string](all []T, label func(T) string) []Option {
	var options []Option
	for _, v := range all {
		options = append(options, Option{Value: string(v), Label: label(v)})
	}
	return options
}

func kinds() []Option { return optionsOf(models.Kinds, kindLabel) }

func risks() []Option {
	return []Option{{Value: string(models.RiskNormal), Label: "Normal"},
		{Value: string(models.RiskHigh), Label: "High: an allegation, or a legal, private or health matter"}}
}

func scopes() []Option {
	return []Option{{Value: string(models.ScopeFull), Label: "Full: every sentence is decided on"},
		{Value: string(models.ScopePartial), Label: "Partial: some passages only"},
		{Value: string(models.ScopeSelfCheck), Label: "Self-check: the author checks alone"}}
}

func resolutions() []Option {
	return []Option{{Value: "", Label: "Not yet"}, {Value: "stands", Label: "Stands: the words stay"},
		{Value: "changed", Label: "Changed: the words were corrected"}, {Value: "softened", Label: "Softened: claimed with more care"},
		{Value: "attributed", Label: "Attributed: said by whom"}, {Value: "cut", Label: "Cut: the words are gone"}}
}

func claimants() []Option {
	return []Option{{Value: "", Label: "Nobody but us"}, {Value: "person", Label: "A person"}, {Value: "organization", Label: "An organisation"}}
}

func skipReasons() []Option {
	return optionsOf(models.SkipReasons, func(r models.SkipReason) string { return sentenceCase(skipLabel(r)) })
}

func sourceTypes() []Option {
	return optionsOf(models.SourceTypes, func(t models.SourceType) string { return sentenceCase(string(t)) })
}

func tiers() []Option {
	return []Option{{Value: "primary", Label: "Primary: the thing itself"}, {Value: "secondary", Label: "Secondary: reports on it"},
		{Value: "tertiary", Label: "Tertiary: reports on reports"}}
}

func confidentialities() []Option {
	return []Option{{Value: "public", Label: "Public"}, {Value: "confidential", Label: "Confidential: the name never leaves Stet"}}
}

func attributions() []Option {
	return []Option{{Value: "on_record", Label: "On the record"}, {Value: "background", Label: "On background: described as agreed"},
		{Value: "not_for_attribution", Label: "Not for attribution: used, not named"}, {Value: "off_record", Label: "Off the record: in no export"}}
}

func validities() []Option {
	return []Option{{Value: "good", Label: "Good"}, {Value: "retracted", Label: "Retracted: taken back by its publisher"},
		{Value: "dead", Label: "Dead: cannot be reached any more"}, {Value: "replaced", Label: "Replaced: there is a newer version"}}
}

func relations() []Option {
	return []Option{{Value: "supports", Label: "Supports"}, {Value: "contradicts", Label: "Contradicts"},
		{Value: "context", Label: "Context"}, {Value: "nothing_found", Label: "Searched, found nothing"}}
}

func roles() []Option {
	return []Option{{Value: "viewer", Label: "Viewer: reads and exports"}, {Value: "editor", Label: "Editor: also writes claims, evidence and verdicts"},
		{Value: "reviewer", Label: "Reviewer: also approves, returns and signs off"}}
}

// people are the users as choices, by name, with a first one for nobody.
func people(nobody string, all []models.User) []Option {
	options := []Option{{Value: "", Label: nobody}}
	for _, u := range all {
		options = append(options, Option{Value: id(u.ID), Label: personLabel(u)})
	}
	return options
}

// peopleOf are the active users of a map as choices, by name.
func peopleOf(nobody string, byID map[int64]models.User) []Option {
	var all []models.User
	for _, u := range byID {
		if u.Active {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b models.User) int { return strings.Compare(a.Name, b.Name) })
	return people(nobody, all)
}

func scaleOptions(all []models.Scale) []Option {
	var options []Option
	for _, s := range all {
		options = append(options, Option{Value: id(s.ID), Label: s.Name})
	}
	return options
}

// The choices of an archive outside that is asked to save pages.
const (
	NoArchive      = ""
	WaybackArchive = "wayback"
	OtherArchive   = "other"
)

func archiveChoices() []Option {
	return []Option{{Value: NoArchive, Label: "None"}, {Value: WaybackArchive, Label: "Wayback Machine (web.archive.org)"}, {Value: OtherArchive, Label: "Another, at the address below"}}
}

func reviewerCounts() []Option {
	var options []Option
	for n := 1; n <= 3; n++ {
		options = append(options, Option{Value: strconv.Itoa(n), Label: plural(n, "reviewer", "reviewers")})
	}
	return options
}
