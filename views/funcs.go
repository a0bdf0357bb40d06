package views

import (
	"html/template"
	"reflect"

	"stet/models"
	"stet/models/message"
)

// functions are what templates can call. Those that say something take the
// language first; a template does not, for its set of them is bound to one.
var functions = template.FuncMap{
	"alwaysFor":         alwaysFor,
	"forAudience":       forAudience,
	"labelFor":          LabelFor,
	"anyway":            anyway,
	"archiveChoices":    archiveChoices,
	"archiving":         archiving,
	"articleFiles":      func() string { return articleFiles },
	"articleStatus":     articleStatusLabel,
	"askable":           askable,
	"attempted":         attemptWords,
	"attributions":      attributions,
	"bar":               Bar,
	"captureState":      captureState,
	"channels":          channels,
	"choice":            choice,
	"claimants":         claimants,
	"clash":             clash,
	"classLabel":        classLabel,
	"confidentialities": confidentialities,
	"damageWords":       damageWords,
	"delivered":         deliveryWords,
	"difference":        difference,
	"field":             field,
	"fileSize":          fileSize,
	"hold":              holdLine,
	"icon":              icon,
	"initials":          initialsOf,
	"kindLabel":         kindLabel,
	"kinds":             kinds,
	"lang":              langOf,
	"lookLabel":         lookLabel,
	"languages":         languages,
	"looks":             func() []models.Look { return looksInOrder },
	"name":              nameOf,
	"opensAt":           opensAt,
	"people":            people,
	"peopleOf":          peopleOf,
	"periods":           func() []models.Class { return models.Classes[:len(models.Classes)-1] },
	"relations":         relations,
	"replyLabel":        replyLabel,
	"resolutions":       resolutions,
	"responseLabel":     responseLabel,
	"reviewerCounts":    reviewerCounts,
	"rhythms":           rhythms,
	"risks":             risks,
	"relationLabel":     relationLabel,
	"replyName":         replyName,
	"roleLabel":         roleLabel,
	"roleWords":         roleWords,
	"roles":             roles,
	"tierLabel":         tierLabel,
	"typeLabel":         typeLabel,
	"scaleOptions":      scaleOptions,
	"scopes":            scopes,
	"scriptWords":       scriptWords,
	"skipReasons":       skipReasons,
	"sourceTypes":       sourceTypes,
	"sprite":            func() template.HTML { return template.HTML(sprite) },
	"standing":          webhookStanding,
	"static":            Static,
	"statusIcon":        statusIcon,
	"statusLabel":       statusLabel,
	"stepLabel":         stepLabel,
	"t":                 say,
	"tell":              message.Language.Tell,
	"th":                sayAround,
	"tickClass":         tickClass,
	"tickLine":          tickLine,
	"tiers":             tiers,
	"unclaimed":         unclaimed,
	"validities":        validities,
	"validityWords":     validityWords,
	"webhookForms":      webhookForms,
}

var speaks = reflect.TypeFor[message.Language]()

// functionsIn are the functions bound to a language.
func functionsIn(l message.Language) template.FuncMap {
	all := template.FuncMap{}
	for name, f := range functions {
		all[name] = bound(l, f)
	}
	return all
}

// bound is a function without the language that it takes first, if it takes one.
func bound(l message.Language, f any) any {
	v := reflect.ValueOf(f)
	t := v.Type()
	if t.NumIn() == 0 || t.In(0) != speaks {
		return f
	}
	var in, out []reflect.Type
	for i := 1; i < t.NumIn(); i++ {
		in = append(in, t.In(i))
	}
	for i := range t.NumOut() {
		out = append(out, t.Out(i))
	}
	first := reflect.ValueOf(l)
	return reflect.MakeFunc(reflect.FuncOf(in, out, t.IsVariadic()), func(args []reflect.Value) []reflect.Value {
		args = append([]reflect.Value{first}, args...)
		if t.IsVariadic() {
			return v.CallSlice(args)
		}
		return v.Call(args)
	}).Interface()
}

// say is the sentence of a template, with the values that stand in it.
func say(l message.Language, key message.Key, args ...any) string { return l.Say(key, args...) }

// sayAround is a sentence that holds elements, or values that are elements.
// The catalogues are ours, and every other value is escaped.
func sayAround(l message.Language, key message.Key, args ...any) template.HTML {
	safe := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case template.HTML:
			safe[i] = string(a)
		case string:
			safe[i] = template.HTMLEscapeString(a)
		case message.Key:
			safe[i] = template.HTMLEscapeString(l.Say(a))
		case message.Message:
			safe[i] = template.HTMLEscapeString(l.Tell(a))
		case int, int64:
			safe[i] = a
		default:
			safe[i] = template.HTMLEscaper(a)
		}
	}
	return template.HTML(l.Say(key, safe...))
}

// langOf is the attribute for words in the language of a tag.
func langOf(l message.Language, tag string) template.HTMLAttr {
	return template.HTMLAttr(langAttribute(l, tag))
}

// nameOf is the name of a person, by id.
func nameOf(l message.Language, people map[int64]models.User, id int64) string {
	if u, ok := people[id]; ok {
		return u.Name
	}
	return l.Say("Somebody")
}

// initialsOf are the initials of a person, by id.
func initialsOf(people map[int64]models.User, id int64) string {
	if u, ok := people[id]; ok {
		return u.Initials()
	}
	return "?"
}

// fileSize is a size in bytes as people read it.
func fileSize(l message.Language, bytes int64) string {
	switch {
	case bytes >= 1_000_000:
		return l.Say("%d MB", int(bytes/1_000_000))
	case bytes >= 1_000:
		return l.Say("%d kB", int(bytes/1_000))
	}
	return l.Say("%d bytes", int(bytes))
}
