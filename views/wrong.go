package views

import (
	"html/template"
	"slices"
	"strings"

	"stet/models"
	"stet/models/message"
)

// unclaimed is the sentence about a form as a whole: that under the empty name,
// and every one under a name that no field of the form shows.
func unclaimed(errors Errors, fields ...string) string {
	var sentences []string
	for name, sentence := range errors {
		if sentence != "" && name != models.Anyway && !slices.Contains(fields, name) && !slices.Contains(sentences, sentence) {
			sentences = append(sentences, sentence)
		}
	}
	slices.Sort(sentences)
	return strings.Join(sentences, " ")
}

// fieldsOf are the fields that show their own errors, of a form that shares its
// page with others.
func fieldsOf(form string) []string {
	switch form {
	case "edit":
		return []string{"wording", "kind", "risk", "claimant", "claimant_is", "claimed_on", "appearance_url"}
	case "split":
		return []string{"wordings"}
	case "merge":
		return []string{"other"}
	case "resolve":
		return []string{"resolution"}
	case "withdraw", "hold", "kill", "reopen":
		return []string{"reason"}
	case "sign-off":
		return []string{"note"}
	case "publish":
		return []string{"url"}
	case "invite":
		return []string{"email", "name", "role"}
	}
	return nil
}

// wrongBox is the sentence about a whole form, where it has one.
func wrongBox(form string, errors Errors) template.HTML {
	sentence := unclaimed(errors, fieldsOf(form)...)
	if sentence == "" {
		return ""
	}
	return `<p class="err box" role="alert">` + icon("i-alert") + template.HTML(template.HTMLEscapeString(sentence)) + `</p>`
}

// anyway is the box to be ticked by who saves a text after a warning, once
// there was one; its value says after which.
func anyway(l message.Language, errors Errors) template.HTML {
	read := errors[models.Anyway]
	if read == "" {
		return ""
	}
	words := ""
	for _, of := range strings.Fields(read) {
		words += " " + l.Say(anywayWords[models.Warning(of)])
	}
	return template.HTML(`<label class="check"><input type="checkbox" name="` + models.Anyway + `" value="` + template.HTMLEscapeString(read) + `"> <span>` + template.HTMLEscapeString(strings.TrimSpace(words)) + `</span></label>`)
}

var anywayWords = map[models.Warning]message.Key{
	models.OfName:    "Save it with the name all the same. The people named for the source will see that.",
	models.OfMention: "Save it all the same, and tell only those whose names are clear.",
}
