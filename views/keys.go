package views

import (
	"strings"

	"stet/models"
	"stet/models/message"
)

// KeyGroup is a part of the help on the keyboard.
type KeyGroup struct {
	Name message.Key
	Keys []KeyHelp
}

// KeyHelp says what some keys do. Act is the name of the shortcut, "" where the
// keys are always the same.
type KeyHelp struct {
	Act  string
	Does message.Key
	Keys []string
}

// Chosen are the keys as they are chosen and as the script reads them.
func (k KeyHelp) Chosen() string { return strings.Join(k.Keys, " ") }

// Caps are the keys as they stand on a keyboard.
func (k KeyHelp) Caps() []string {
	var caps []string
	for _, key := range k.Keys {
		switch {
		case k.Act != "" && len(key) == 2 && !strings.HasPrefix(key, "F"):
			caps = append(caps, strings.ToUpper(key[:1]), strings.ToUpper(key[1:]))
		case len(key) == 1:
			caps = append(caps, strings.ToUpper(key))
		default:
			caps = append(caps, key)
		}
	}
	if len(caps) == 9 && k.Act != "" {
		return []string{caps[0], "…", caps[8]}
	}
	return caps
}

// KeyGroups is the help on the keyboard, with the keys of who looks at it.
func (c Chrome) KeyGroups() []KeyGroup {
	var u models.User
	if c.User != nil {
		u = *c.User
	}
	return keyGroups(u.ShortcutsOf())
}

// keyGroups says what keys do; the modules of static/js do it.
func keyGroups(keys map[string]string) []KeyGroup {
	does := func(act string, what message.Key) KeyHelp { return KeyHelp{act, what, strings.Fields(keys[act])} }
	always := func(what message.Key, keys ...string) KeyHelp { return KeyHelp{"", what, keys} }
	return []KeyGroup{
		{"Claims", []KeyHelp{
			does("claim.next", "Next claim"), does("claim.previous", "Previous claim"), does("claim.open", "Next open claim"), does("verdict.rate", "Rating"),
			does("evidence.add", "Add evidence"), does("comment.write", "act: Comment"), does("claim.take", "Take the claim"), does("review.approve", "Approve"), does("review.return", "Return"),
			always("Send the form you are in", "Ctrl", "Enter"),
		}},
		{"After a new revision", []KeyHelp{
			does("arrival.take", "Take the next one"), does("arrival.next", "To the next one"), does("arrival.previous", "To the one before"), does("arrival.approve", "Approve again"), does("arrival.return", "Return it"),
			does("arrival.stands", "Still stands"), does("arrival.attach", "Attach to a candidate"), does("arrival.cut", "Cut, or nothing to check"), does("arrival.claim", "Claim the sentence"),
		}},
		{"Text", []KeyHelp{
			does("text.sentences", "Choose sentences"), always("Next, previous sentence", "↓", "↑"), always("Word by word", "→", "←"), always("More or fewer words", "Shift", "→", "←"),
			does("text.claim", "Claim what is selected"), does("text.skip", "Nothing to check in it"), does("text.place", "Add it to the chosen claim"), does("text.comment", "Comment on it, or on the article"),
			does("suggestion.next", "Next suggestion"), does("suggestion.accept", "Accept the suggestion"), does("suggestion.dismiss", "Dismiss the suggestion"),
		}},
		{"Everywhere", []KeyHelp{
			always("Find anything to do", "Ctrl", "K"), does("page.search", "Search"), does("page.desk", "To the desk"), does("page.review", "To the review"), always("Back", "Esc"), does("page.help", "This help"),
		}},
	}
}

// KeyField is where the keys of a shortcut are typed.
func (p AccountPage) KeyField(k KeyHelp) Field {
	typed := k.Chosen()
	if p.Keys != nil {
		typed = p.Keys[k.Act]
	}
	return field(p.Language, p.Errors, k.Act, k.Does, typed, "autocomplete=off")
}

// KeyError is the sentence about the keys as a whole.
func (p AccountPage) KeyError() string {
	if p.Keys == nil || len(p.Errors) == 0 {
		return ""
	}
	return p.Say("Nothing was changed: two things cannot have one key. See below.")
}
