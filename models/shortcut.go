package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Where on the pages a shortcut does something.
const (
	OnClaims  = "claims"  // the workspace, and the review but for what needs its text
	OnArrival = "arrival" // the page of a new revision
	OnAll     = "all"
)

// Shortcut is something that keys do. Act names it; Keys are those that do it
// unless a person chose others, with a space between them: a character, two of
// them one after the other, or the name of a key.
type Shortcut struct{ Act, Keys, On string }

// Shortcuts are all of them.
var Shortcuts = []Shortcut{
	{"claim.next", "j", OnClaims}, {"claim.previous", "k", OnClaims}, {"claim.open", "o", OnClaims}, {"verdict.rate", "1 2 3 4 5 6 7 8 9", OnClaims},
	{"evidence.add", "e", OnClaims}, {"comment.write", "c", OnClaims}, {"claim.take", "t", OnClaims}, {"review.approve", "a", OnClaims}, {"review.return", "r", OnClaims},
	{"text.sentences", "s", OnClaims}, {"text.claim", "n", OnClaims}, {"text.skip", "x", OnClaims}, {"text.place", "p", OnClaims}, {"text.comment", "m", OnClaims},
	{"suggestion.next", "u", OnClaims}, {"suggestion.accept", "y", OnClaims}, {"suggestion.dismiss", "d", OnClaims},
	{"arrival.take", "Enter", OnArrival}, {"arrival.next", "j", OnArrival}, {"arrival.previous", "k", OnArrival}, {"arrival.approve", "a", OnArrival}, {"arrival.return", "r", OnArrival},
	{"arrival.stands", "s", OnArrival}, {"arrival.attach", "1 2 3", OnArrival}, {"arrival.cut", "x", OnArrival}, {"arrival.claim", "n", OnArrival},
	{"page.search", "/", OnAll}, {"page.desk", "gd", OnAll}, {"page.review", "gr", OnAll}, {"page.help", "?", OnAll},
}

// shortcutKeys are the keys with a name that a shortcut may have. The arrows and
// Escape do what they do everywhere.
var shortcutKeys = []string{"Enter", "Home", "End", "PageUp", "PageDown", "Insert", "Delete", "Backspace", "F2", "F4", "F8", "F9", "F10"}

// ShortcutsOf are the keys of a person, by what they do.
func (u User) ShortcutsOf() map[string]string {
	keys := map[string]string{}
	for _, s := range Shortcuts {
		keys[s.Act] = s.Keys
	}
	var own map[string]string
	if u.Shortcuts != "" && json.Unmarshal([]byte(u.Shortcuts), &own) == nil {
		for act, chosen := range own {
			if _, known := keys[act]; known {
				keys[act] = chosen
			}
		}
	}
	return keys
}

// SetShortcuts gives the actor other keys, by what they do; what is left out or
// empty has its own again. An Invalid names what is wrong under the act.
func (s *Store) SetShortcuts(ctx context.Context, actor User, chosen map[string]string) error {
	own := map[string]string{}
	wanted := User{}.ShortcutsOf()
	for _, k := range Shortcuts {
		if keys := strings.Join(strings.Fields(chosen[k.Act]), " "); keys != "" && keys != k.Keys {
			own[k.Act], wanted[k.Act] = keys, keys
		}
	}
	if err := checkShortcuts(wanted); err != nil {
		return err
	}
	written := ""
	if len(own) > 0 {
		all, err := json.Marshal(own)
		if err != nil {
			return fmt.Errorf("write the shortcuts of user %d: %w", actor.ID, err)
		}
		written = string(all)
	}
	if err := s.db.WithContext(ctx).Table("users").Where("id = ?", actor.ID).Update("shortcuts", written).Error; err != nil {
		return fmt.Errorf("save the shortcuts of user %d: %w", actor.ID, err)
	}
	return nil
}

// checkShortcuts says which keys cannot be what they are to be.
func checkShortcuts(keys map[string]string) error {
	c := checks{}
	for i, k := range Shortcuts {
		all, had := strings.Fields(keys[k.Act]), strings.Fields(k.Keys)
		c.need(len(all) == len(had), k.Act, "Write %d keys, with a space between them.", len(had))
		for j, key := range all {
			c.need(isKey(key), k.Act, "“%s” is no key for this. Write one character, two that are pressed one after the other, or the name of a key such as Enter or F2.", key)
			c.need(!slices.Contains(all[:j], key), k.Act, "“%s” is there twice.", key)
		}
		for _, o := range Shortcuts[:i] {
			if o.On == k.On || o.On == OnAll || k.On == OnAll {
				key := clashing(all, strings.Fields(keys[o.Act]))
				c.need(key == "", k.Act, "“%s” does something else already. Choose another key for one of the two.", key)
			}
		}
	}
	return c.err()
}

// isKey reports whether a shortcut can have the key.
func isKey(key string) bool {
	if slices.Contains(shortcutKeys, key) {
		return true
	}
	for _, r := range key {
		if r <= ' ' || r > '~' || r >= 'A' && r <= 'Z' {
			return false
		}
	}
	return len(key) == 1 || len(key) == 2
}

// clashing is a key of one act that another has too, or that begins a pair of the
// other; "" for none.
func clashing(a, b []string) string {
	for _, x := range a {
		for _, y := range b {
			if x == y || len(x) == 1 && len(y) == 2 && y[:1] == x || len(y) == 1 && len(x) == 2 && x[:1] == y {
				return x
			}
		}
	}
	return ""
}
