package views

import (
	"cmp"
	"encoding/json"
	"html/template"
	"strconv"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// ConflictPage shows a write that was based on an older version and the newer
// one, brought together. It sends the form again, to the same address, with
// everything that was typed.
type ConflictPage struct {
	Chrome
	Conflict     models.Conflict
	Action       string  // where the form goes: the address it came from
	VersionField string  // the name of the field that takes Conflict.Version; "" when only looking again helps
	Kept         []Input // every field of the form that is not shown
	Back         string  // the page with the newer version
}

// Shown are the fields that somebody else has changed.
func (p ConflictPage) Shown() []models.ConflictField {
	var all []models.ConflictField
	for _, f := range p.Conflict.Fields {
		if f.Differs() {
			all = append(all, f)
		}
	}
	return all
}

// Text reports whether it is the text of an article, which fills a page.
func (p ConflictPage) Text() bool {
	return len(p.Conflict.Fields) == 1 && p.Conflict.Fields[0].Sort == models.FieldMarkup
}

// Area is the field where both versions stand together.
func (p ConflictPage) Area(f models.ConflictField) Field {
	label, more := message.Key("Both changes together"), []string{"rows=8"}
	if f.Was == nil {
		label = "Yours"
	}
	switch f.Sort {
	case models.FieldMarkup:
		more = []string{"rows=18", "class=long"}
	case models.FieldValue:
		more = []string{"rows=2"}
		if f.Was != nil {
			label = "What is saved"
		}
	}
	return field(p.Language, nil, f.Name, label, f.Merged, more...)
}

// Either are the two versions of a choice.
func (p ConflictPage) Either(f models.ConflictField) Field {
	said := func(who, value, read string) string {
		return who + ": " + cmp.Or(p.chosenOf(f.Name, value), read, p.Say("nothing"))
	}
	label := message.Key("Which is saved")
	if len(f.Clashes) > 0 {
		label = "You both changed it. Which is saved"
	}
	return choice(p.Language, nil, f.Name, label, f.Merged, []Option{{Value: f.Yours, Label: said(p.Say("Yours"), f.Yours, f.YoursRead)}, {Value: f.Theirs, Label: said(p.Who(), f.Theirs, f.TheirsRead)}})
}

// choicesOf are the words that the forms have for what is chosen in them, by the
// names of the fields.
var choicesOf = map[string]func(message.Language) []Option{"kind": kinds, "risk": risks, "claimant_is": claimants, "relation": relations, "scope": scopes,
	"type": sourceTypes, "tier": tiers, "confidentiality": confidentialities, "attribution": attributions}

// chosenOf is a value in the words that its form has for it, "" without any.
func (p ConflictPage) chosenOf(name, value string) string {
	if all := choicesOf[name]; all != nil {
		for _, o := range all(p.Language) {
			if o.Value == value {
				return o.Label
			}
		}
	}
	return ""
}

// Changed is what one side made of a field.
func (p ConflictPage) Changed(f models.ConflictField, side string) template.HTML {
	switch {
	case f.Was == nil:
		return difference(f.Theirs, side)
	case f.Sort == models.FieldMarkup:
		return Compared(p.Language, *f.Was, side)
	}
	return `<p class="prose" dir="auto">` + difference(*f.Was, side) + `</p>`
}

// clashLine is a stretch that two people changed, and who the other one is.
type clashLine struct {
	text.Clash
	Who string
}

func clash(who string, c text.Clash) clashLine { return clashLine{c, who} }

// Advice says how to go on.
func (p ConflictPage) Advice() string {
	switch {
	case len(p.Conflict.Fields) == 0:
		return p.Say("Nothing was done. Look at it again first.")
	case len(p.Shown()) == 0:
		return p.Say("Nothing is lost: what they changed is not what you changed. Save yours.")
	case p.Conflict.Clashed():
		return p.Say("Nothing is lost: both changes are together below. Look at what you both changed, then save.")
	case p.Conflict.Both():
		return p.Say("Nothing is lost: you changed different words, and both changes are together below. Read them once, then save.")
	}
	return p.Say("Nothing is lost: yours is below, beside theirs. Take over what you need, then save.")
}

// Who saved the newer version.
func (p ConflictPage) Who() string { return p.Language.Tell(p.Conflict.Who) }

// Sentence says who changed what meanwhile.
func (p ConflictPage) Sentence() string { return p.Language.Tell(p.Conflict.Sentence()) }

// Was is what the form begins with when it is sent again: what they saved.
func (p ConflictPage) Was() string {
	var pairs []string
	for _, f := range p.Conflict.Fields {
		pairs = append(pairs, f.Name, f.Theirs)
	}
	return beganWith(pairs...)
}

// beganWith writes down what a form began with, as pairs of a field's name and
// its value, so that what others save meanwhile can be brought together with what
// is typed.
func beganWith(pairs ...string) string {
	was := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		was[pairs[i]] = pairs[i+1]
	}
	written, err := json.Marshal(was)
	if err != nil {
		panic(err) // strings can always be written
	}
	return string(written)
}

// BeganWith reads what a form says it began with; nothing where it says nothing
// that can be read.
func BeganWith(written string) map[string]string {
	var was map[string]string
	if json.Unmarshal([]byte(written), &was) != nil {
		return nil
	}
	return was
}

// Rebase fills the form with both changes together, and takes what they saved as
// what it is based on.
func (f *VerdictFields) Rebase(c models.Conflict) {
	f.BasedOn = strconv.FormatInt(c.Version, 10)
	for _, both := range c.Fields {
		switch both.Name {
		case "rating":
			f.Rating = both.Merged
		case "explanation":
			f.Explanation = both.Merged
		case "correction":
			f.Correction = both.Merged
		}
	}
}
