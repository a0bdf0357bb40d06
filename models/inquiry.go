package models

import "time"

const (
	inquiryLasts = 7 * 24 * time.Hour
	longestLink  = 90 * 24 * time.Hour
	mostAnswers  = 20  // by one link
	mostByAuthor = 200 // by one for the author
)

// Inquiry asks one person outside about one fixed wording of a claim, or the
// author of an article what it asks them, by a link that needs no account. Only the hash of the link's token is kept.
type Inquiry struct {
	ID        int64
	ArticleID int64
	ClaimID   *int64 // nil where it is for the author
	ReplyID   *int64 // that it asks for, nil for none
	TokenHash string // SHA-256 of the token, hexadecimal
	Who       string // "" for a source
	SourceID  *int64
	Ask       string
	Wording   string // word for word as they stood when the link was made
	ShowTitle bool   // of the article, to whoever has the link
	Once      bool   // closes with the first answer
	CreatedBy int64
	CreatedAt time.Time
	ExpiresAt time.Time
	RevokedAt *time.Time
	RevokedBy *int64
	UsedAt    *time.Time // when somebody last came by it
	Source    *Source    `gorm:"-"`
	Answers   []Answer   `gorm:"-"` // the oldest first
}

// Response is what somebody outside says about a wording.
type Response string

// The responses.
const (
	ResponseConfirmed Response = "confirmed"
	ResponseWrong     Response = "wrong"
	ResponseStatement Response = "statement" // neither: something else they want to say
)

// Responses lists every response.
var Responses = []Response{ResponseConfirmed, ResponseWrong, ResponseStatement}

// Answer is what came in by a link.
type Answer struct {
	ID         int64
	ArticleID  int64
	InquiryID  int64
	Response   Response
	Said       string
	At         time.Time
	EvidenceID *int64 // that somebody made of it
}

// InquiryForm is what making a link takes. A ReplyID says for whom; without one
// a name does, or a source.
type InquiryForm struct {
	Who       string
	SourceID  int64
	ReplyID   int64
	Ask       string
	InText    bool // the words as they stand in the text; otherwise the claim as it is worded
	ShowTitle bool
	Once      bool
	Until     *time.Time // nil is a week from now
}

// AnswerForm is what somebody outside sends.
type AnswerForm struct {
	Response Response
	Said     string
}

// Letter is all that whoever has the link is shown.
type Letter struct {
	Newsroom string
	Title    string // of the article, "" unless it may be shown
	Ask      string
	Wording  string
	Until    time.Time
	Asked    []Asked // of the author, in place of Ask and Wording
	ToAuthor bool
}

// Asked is an open query to the author, with no more than an author outside is
// shown.
type Asked struct {
	ID       int64
	Ask      string
	Words    string // that it is about, "" for the article as a whole
	DueAt    *time.Time
	Answered *time.Time // when an answer last came in by a link, nil for never
}

// Open reports whether the link still takes answers.
func (i Inquiry) Open(now time.Time) bool {
	return i.RevokedAt == nil && now.Before(i.ExpiresAt) && (i.ForAuthor() || len(i.Answers) < mostAnswers) && !(i.Once && len(i.Answers) > 0)
}

// ForAuthor reports whether the link is for the author of the article.
func (i Inquiry) ForAuthor() bool { return i.ClaimID == nil }

// Name is who is asked, as colleagues call them: a confidential source by its alias.
func (i Inquiry) Name() string {
	if i.Source != nil {
		return i.Source.Title
	}
	return i.Who
}

// Relation is what the answer says as evidence.
func (r Response) Relation() Relation {
	switch r {
	case ResponseConfirmed:
		return Supports
	case ResponseWrong:
		return Contradicts
	}
	return Context
}
