package models

import (
	"time"

	"stet/models/message"
)

// StampStatus says whether a time-stamp was had.
type StampStatus string

// The statuses of a time-stamp.
const (
	StampWaiting StampStatus = "waiting"
	StampKept    StampStatus = "kept"
	StampFailed  StampStatus = "failed" // said so, and can be asked for again
)

// StampStatuses lists every status of a time-stamp.
var StampStatuses = []StampStatus{StampWaiting, StampKept, StampFailed}

// TimeStamp is what a time-stamping authority said of the evidence list of a
// sign-off: that it was there by a certain time (RFC 3161).
type TimeStamp struct {
	ID        int64
	ArticleID int64
	SignOffID int64
	URL       string `gorm:"column:url"` // that was asked
	Status    StampStatus
	Reason    message.Message // why there is none
	StampToken
	CreatedBy int64 // who asked last
	CreatedAt time.Time
}

// StampToken is the answer of the authority, and what it says.
type StampToken struct {
	TokenSHA256 string `gorm:"column:token_sha256"` // of the answer as it came, a TimeStampResp
	StampedAt   *time.Time
	Authority   string // as its certificate names it
	Serial      string // in decimal digits
	Trusted     bool   // its certificate led to one of the settings when it came
}

// StampTask is the payload of the job that asks for a time-stamp.
type StampTask struct {
	Stamp int64 `json:"stamp"`
}

// StampQuery is what the job needs to know.
type StampQuery struct {
	TimeStamp
	List  string // SHA-256 of the evidence list: all that leaves
	Roots string // certificates that the authority is trusted for, in PEM; may be empty
}
