package models

import "time"

// ArticleStatus says where an article stands.
type ArticleStatus string

// The statuses of articles.
const (
	ArticleChecking  ArticleStatus = "checking"
	ArticleSignedOff ArticleStatus = "signed_off"
	ArticlePublished ArticleStatus = "published"
	ArticleOnHold    ArticleStatus = "on_hold"
	ArticleKilled    ArticleStatus = "killed"
)

// ArticleStatuses lists every status of an article.
var ArticleStatuses = []ArticleStatus{ArticleChecking, ArticleSignedOff, ArticlePublished, ArticleOnHold, ArticleKilled}

// Scope says how deep the check goes. The sentences a partial check leaves out
// are skipped with the reason "out of scope", so that coverage stays honest.
type Scope string

// The scopes of a check.
const (
	ScopeFull      Scope = "full"
	ScopePartial   Scope = "partial"
	ScopeSelfCheck Scope = "self_check"
)

// Scopes lists every scope.
var Scopes = []Scope{ScopeFull, ScopePartial, ScopeSelfCheck}

// Article is the piece under check.
type Article struct {
	ID           int64
	Title        string
	Byline       string
	AuthorID     *int64 // the author, where that is a user: approves nothing in it
	Section      string
	Language     string // BCP 47
	Deadline     *time.Time
	Scope        Scope
	ScopeNote    string
	Status       ArticleStatus
	StatusReason string
	PublicURL    string
	ScaleID      int64
	RevisionID   int64 // the newest revision
	Sentences    int   // sentences of the newest revision
	ClaimsMade   int   // the highest claim number given out
	Waiting      int   // claims in review or stale
	Restricted   bool  // exists for named people alone
	Version      int
	CreatedBy    int64
	CreatedAt    time.Time
	UpdatedAt    time.Time
}

// Revision is one saved, immutable text of an article.
type Revision struct {
	ID        int64
	ArticleID int64
	Number    int // from 1
	Text      string
	Blocks    string // JSON of []text.Block
	Sentences string // JSON of []text.Sentence
	Marks     string // JSON of []text.Mark
	SHA256    string `gorm:"column:sha256"` // of Text, hexadecimal
	Words     int
	Note      string
	CreatedBy int64
	CreatedAt time.Time
}
