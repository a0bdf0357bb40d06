package models

import (
	"time"

	"stet/models/message"
)

// Role is what a person may do with content. Admin is a flag beside it.
type Role string

// The roles, each with the rights of those before it.
const (
	RoleViewer   Role = "viewer"   // reads and exports
	RoleEditor   Role = "editor"   // writes articles, claims, evidence, verdicts
	RoleReviewer Role = "reviewer" // also approves, returns, overrides and signs off
)

// Roles lists every role, the least first.
var Roles = []Role{RoleViewer, RoleEditor, RoleReviewer}

// MayWrite reports whether the role writes articles, claims, evidence and verdicts.
func (r Role) MayWrite() bool { return r == RoleEditor || r == RoleReviewer }

// MayReview reports whether the role approves, returns, overrides and signs off.
func (r Role) MayReview() bool { return r == RoleReviewer }

// User is a person with an account. Admin manages people and settings and adds
// no right over content to the role beside it.
type User struct {
	ID           int64
	Email        string
	Name         string
	Role         Role
	Admin        bool
	Legal        bool // sees the lane of legal; a flag beside the role that adds no other right
	PasswordHash string
	Active       bool
	Epoch        int // a session of an older epoch is signed out
	Version      int
	Shortcuts    string           // the keys that the person chose, as JSON of act and keys; "" for none
	AwayFrom     *time.Time       // nil for somebody who is there
	AwayUntil    *time.Time       // the moment they are back
	StandInID    *int64           // who takes what waits for them while they are away
	Language     message.Language // of the interface; "" is what the browser asks for
	CreatedAt    time.Time

	NoticeChoices string     // how the person is told of what, as JSON of kind and way; "" for our way
	MailRhythm    MailRhythm // how often a mail goes at most

	Away    bool `gorm:"-"` // at the moment they were loaded, in a list of people
	seesAll bool // every article exists for them: who runs the machine, and the program itself
}

// Initials are the one or two letters of an avatar.
func (u User) Initials() string { return initials(u.Name) }
