package models

import (
	"fmt"
	"strings"
	"time"
)

// Identity says who a confidential source is. It is kept in the vault, sealed,
// and opened only by the people who were named for it; everywhere else the
// source goes by its alias.
type Identity struct {
	Name        string `json:"name,omitempty"`
	Publisher   string `json:"publisher,omitempty"`
	Author      string `json:"author,omitempty"`
	URL         string `json:"url,omitempty"`
	PublishedOn string `json:"publishedOn,omitempty"`
	Contact     string `json:"contact,omitempty"`
	Agreed      string `json:"agreed,omitempty"` // what was agreed with the source, word for word
}

// identityRow is an identity as the database has it.
type identityRow struct {
	ID        int64
	SourceID  int64
	Sealed    string
	Version   int
	CreatedBy int64
	CreatedAt time.Time
	ChangedBy int64
	ChangedAt time.Time
}

// TableName names the table after what is in it.
func (identityRow) TableName() string { return "identities" }

// IdentityReader is a person who may open an identity.
type IdentityReader struct {
	ID       int64
	SourceID int64
	UserID   int64
	NamedBy  int64
	NamedAt  time.Time
}

// IdentityForm holds the fields of an identity.
type IdentityForm struct {
	Version int // of the identity
	Identity
}

// about binds a sealed identity to its source.
func identityAbout(sourceID int64) string { return fmt.Sprintf("identity of source %d", sourceID) }

// hide takes what tells who a confidential source is out of its row, and leaves
// the alias there.
func (o *Source) hide(alias string) Identity {
	who := Identity{Name: o.Title, Publisher: o.Publisher, Author: o.Author, URL: o.URL, PublishedOn: o.PublishedOn}
	o.Title, o.Publisher, o.Author, o.URL, o.PublishedOn = alias, "", "", "", ""
	o.Search = strings.ToLower(alias)
	return who
}

// alias is what a confidential source is called where nobody chose a name for it.
func alias(id int64) string { return fmt.Sprintf("Confidential source %d", id) }
