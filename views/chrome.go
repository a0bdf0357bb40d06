package views

import (
	"time"

	"stet/models"
)

// Chrome is what every page carries around its own content.
type Chrome struct {
	Clock
	Title    string // of the page, without the product's name
	Path     string // of the request, with its query: where "try again" leads
	Newsroom string
	Flash    string // a sentence about what was just done
	User     *models.User
	Waiting  int // claims that wait for the user's review
}

// Clock is the moment a page is made and the zone its reader lives in.
type Clock struct {
	Now  time.Time
	Zone *time.Location // nil is UTC
}

// Errors holds a sentence for each form field that is wrong, under the field's
// name. The empty name is the whole form.
type Errors = map[string]string

// MayWrite reports whether the user writes articles, claims and evidence.
func (c Chrome) MayWrite() bool { return c.User != nil && c.User.Role.MayWrite() }

// MayReview reports whether the user approves, returns and signs off.
func (c Chrome) MayReview() bool { return c.User != nil && c.User.Role.MayReview() }
