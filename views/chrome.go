package views

import (
	"strings"
	"time"

	"stet/models"
	"stet/models/message"
)

// Chrome is what every page carries around its own content.
type Chrome struct {
	Clock
	Title    string // of the page, without the product's name
	Path     string // of the request, with its query: where "try again" leads
	Newsroom string
	Flash    string // about what was just done: a sentence, and one on each further line
	User     *models.User
	Unread   int // notices, up to one more than are counted
	Waiting  int // claims that wait for the user's review
}

// Clock is the moment a page is made, the zone its reader lives in, and the
// language its reader has.
type Clock struct {
	Now      time.Time
	Zone     *time.Location // nil is UTC
	Language message.Language
}

// Say is a sentence in the reader's language, with the values that stand in it.
func (c Clock) Say(key message.Key, args ...any) string { return c.Language.Say(key, args...) }

// language is what the page is in, for Render.
func (c Clock) language() message.Language { return c.Language }

// Errors holds a sentence, in the reader's language, for each form field that is wrong, under the field's
// name. The empty name is the whole form.
type Errors = map[string]string

// FlashRest are the sentences after the first.
func (c Chrome) FlashRest() []string {
	lines := strings.Split(c.Flash, "\n")
	return lines[1:]
}

// FlashFirst is the first sentence of the flash.
func (c Chrome) FlashFirst() string {
	first, _, _ := strings.Cut(c.Flash, "\n")
	return first
}

// MayWrite reports whether the user writes articles, claims and evidence.
func (c Chrome) MayWrite() bool { return c.User != nil && c.User.Role.MayWrite() }

// MayReview reports whether the user approves, returns and signs off.
func (c Chrome) MayReview() bool { return c.User != nil && c.User.Role.MayReview() }

// Top is what the head of a page needs besides the chrome.
type Top struct {
	Chrome
	Class string // of the body
}

// Top is the head of the page, for a body of a class.
func (c Chrome) Top(class string) Top { return Top{c, class} }

// At reports whether the page is the one of a link in the main navigation.
func (c Chrome) At(path string) bool {
	at, _, _ := strings.Cut(c.Path, "?")
	return at == path || path != "/" && strings.HasPrefix(at, path+"/")
}

// Me is the user's id, 0 without one.
func (c Chrome) Me() int64 {
	if c.User == nil {
		return 0
	}
	return c.User.ID
}
