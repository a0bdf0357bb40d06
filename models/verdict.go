package models

import "time"

// Verdict is one version of the proposed finding on a claim. Every save is a
// new version; rows never change.
type Verdict struct {
	ID          int64
	ClaimID     int64
	Number      int // from 1 within the claim
	RatingID    int64
	Explanation string
	Correction  string // replacement wording
	Submitted   bool   // sent for review
	CreatedBy   int64
	CreatedAt   time.Time
}

// Decision is what a reviewer decides on one version of a verdict.
type Decision string

// The decisions. An override is a separate act: the text is kept against its
// verdict, with a name and a reason, and never counts as an approval.
const (
	Approve  Decision = "approve"
	Return   Decision = "return"
	Override Decision = "override"
)

// Decisions lists every decision.
var Decisions = []Decision{Approve, Return, Override}

// Review is a reviewer's decision, bound to the fingerprint it was made on.
type Review struct {
	ID          int64
	ClaimID     int64
	VerdictID   int64
	RevisionID  int64
	Decision    Decision
	Void        bool // of a return: the check itself was wrong
	Reason      string
	Fingerprint string
	Ingredients string // JSON of Ingredients
	CreatedBy   int64
	CreatedAt   time.Time
}

// SignOff is the named act that clears one revision of an article.
type SignOff struct {
	ID         int64
	ArticleID  int64
	RevisionID int64
	Exceptions string // JSON of []Exception
	Note       string
	ListSHA256 string `gorm:"column:list_sha256"` // of its evidence list; "" before there were any
	ListKey    string // of the keyed hashes in that list, hexadecimal; it stays in the newsroom
	CreatedBy  int64
	CreatedAt  time.Time
}
