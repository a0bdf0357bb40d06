package views

import (
	"slices"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
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
// or a flag, as "required". Its label, hint and placeholder are said here.
func field(l message.Language, errors Errors, name string, label message.Key, value string, more ...string) Field {
	f := Field{ID: "f-" + name, Name: name, Label: l.Say(label), Value: value, Type: "text", Error: errors[name]}
	for _, m := range more {
		key, v, _ := strings.Cut(m, "=")
		f.set(key, v)
	}
	f.Hint, f.Placeholder = l.Say(message.Key(f.Hint)), l.Say(message.Key(f.Placeholder))
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
func choice(l message.Language, errors Errors, name string, label message.Key, value string, options []Option, more ...string) Field {
	f := field(l, errors, name, label, value, more...)
	f.Options = options
	return f
}

func optionsOf[T ~string](l message.Language, all []T, label func(message.Language, T) string) []Option {
	var options []Option
	for _, v := range all {
		options = append(options, Option{Value: string(v), Label: label(l, v)})
	}
	return options
}

// toSay is an option whose label is not said yet.
type toSay struct {
	Value string
	Label message.Key
}

// saidOptions are options in a language.
func saidOptions(l message.Language, all ...toSay) []Option {
	var options []Option
	for _, o := range all {
		options = append(options, Option{Value: o.Value, Label: l.Say(o.Label)})
	}
	return options
}

func kinds(l message.Language) []Option {
	return optionsOf(l, models.Kinds, kindLabel)
}

func risks(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.RiskNormal), "Normal"},
		toSay{string(models.RiskHigh), "High: an allegation, or a legal, private or health matter"})
}

func scopes(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.ScopeFull), "Full: every sentence is decided on"},
		toSay{string(models.ScopePartial), "Partial: some passages only"},
		toSay{string(models.ScopeSelfCheck), "Self-check: the author checks alone"})
}

func resolutions(l message.Language) []Option {
	return saidOptions(l, toSay{"", "Not yet"}, toSay{"stands", "Stands: the words stay"},
		toSay{"changed", "Changed: the words were corrected"}, toSay{"softened", "Softened: claimed with more care"},
		toSay{"attributed", "Attributed: said by whom"}, toSay{"cut", "Cut: the words are gone"})
}

func claimants(l message.Language) []Option {
	return saidOptions(l, toSay{"", "Nobody but us"}, toSay{"person", "A person"}, toSay{"organization", "An organisation"})
}

func skipReasons(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.SkipConnective), "Connective"}, toSay{string(models.SkipOpinion), "Opinion"},
		toSay{string(models.SkipCommonGround), "Common ground"}, toSay{string(models.SkipOutOfScope), "Out of scope"})
}

func sourceTypes(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.SourceDocument), "Document"}, toSay{string(models.SourceDataSet), "Data set"},
		toSay{string(models.SourcePublication), "Publication"}, toSay{string(models.SourceOrganisation), "Organisation"}, toSay{string(models.SourcePerson), "Person"})
}

func tiers(l message.Language) []Option {
	return saidOptions(l, toSay{"primary", "Primary: the thing itself"}, toSay{"secondary", "Secondary: reports on it"},
		toSay{"tertiary", "Tertiary: reports on reports"})
}

func confidentialities(l message.Language) []Option {
	return saidOptions(l, toSay{"public", "Public"}, toSay{"confidential", "Confidential: the name never leaves Stet"})
}

func attributions(l message.Language) []Option {
	return saidOptions(l, toSay{"on_record", "On the record"}, toSay{"background", "On background: described as agreed"},
		toSay{"not_for_attribution", "Not for attribution: used, not named"}, toSay{"off_record", "Off the record: in no export"})
}

func validities(l message.Language) []Option {
	return saidOptions(l, toSay{"good", "Good"}, toSay{"retracted", "Retracted: taken back by its publisher"},
		toSay{"dead", "Dead: cannot be reached any more"}, toSay{"replaced", "Replaced: there is a newer version"})
}

func relations(l message.Language) []Option {
	return saidOptions(l, toSay{"supports", "Supports"}, toSay{"contradicts", "Contradicts"},
		toSay{"context", "Context"}, toSay{"nothing_found", "Searched, found nothing"})
}

func roles(l message.Language) []Option {
	return saidOptions(l, toSay{"viewer", "Viewer: reads and exports"}, toSay{"editor", "Editor: also writes claims, evidence and verdicts"},
		toSay{"reviewer", "Reviewer: also approves, returns and signs off"})
}

// people are the users as choices, by name, with a first one for nobody.
func people(l message.Language, nobody message.Key, all []models.User) []Option {
	options := saidOptions(l, toSay{"", nobody})
	for _, u := range all {
		options = append(options, Option{Value: id(u.ID), Label: personLabel(l, u)})
	}
	return options
}

// peopleOf are the active users of a map as choices, by name.
func peopleOf(l message.Language, nobody message.Key, byID map[int64]models.User) []Option {
	var all []models.User
	for _, u := range byID {
		if u.Active {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, func(a, b models.User) int { return strings.Compare(a.Name, b.Name) })
	return people(l, nobody, all)
}

// languages are those that the interface speaks, each by its own name.
func languages(l message.Language) []Option {
	options := []Option{{Value: "", Label: l.Say("As the browser asks")}}
	for _, o := range message.Languages {
		options = append(options, Option{Value: string(o), Label: o.Name()})
	}
	return options
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

func archiveChoices(l message.Language) []Option {
	return saidOptions(l, toSay{NoArchive, "None"}, toSay{WaybackArchive, "Wayback Machine (web.archive.org)"}, toSay{OtherArchive, "Another, at the address below"})
}

func reviewerCounts(l message.Language) []Option {
	var options []Option
	for n := 1; n <= 3; n++ {
		options = append(options, Option{Value: strconv.Itoa(n), Label: l.Say("%d reviewers", n)})
	}
	return options
}
