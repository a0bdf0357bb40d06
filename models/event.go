package models

import (
	"time"

	"stet/models/message"
)

// Event is one line of the append-only history.
type Event struct {
	ID        int64
	At        time.Time
	ActorID   int64
	ArticleID *int64
	ClaimID   *int64
	SourceID  *int64
	CommentID *int64 // that began the thread; alone where it is in the lane of legal
	Action    Action
	Data      string // JSON, never a confidential source
}

// Detail is what an event's data may say, each for the actions that need it.
type Detail struct {
	Number  int        `json:"number,omitempty"` // of a claim or a revision
	Wording string     `json:"wording,omitempty"`
	Was     string     `json:"was,omitempty"`
	Is      string     `json:"is,omitempty"`
	Reason  string     `json:"reason,omitempty"`
	Rating  string     `json:"rating,omitempty"`
	Quote   string     `json:"quote,omitempty"`
	Format  string     `json:"format,omitempty"`
	For     Audience   `json:"for,omitempty"`    // of an export
	Fields  []string   `json:"fields,omitempty"` // that were changed
	Claims  []int      `json:"claims,omitempty"` // numbers of other claims concerned
	Source  *int64     `json:"source,omitempty"` // its name is looked up when it is shown
	Thread  *int64     `json:"thread,omitempty"` // the comment that began it
	Lost    int        `json:"lost,omitempty"`   // anchors without a place in a new revision
	Name    string     `json:"name,omitempty"`   // of a person or a public source
	Person  *int64     `json:"person,omitempty"` // id of whom something was given to; 0 is nobody
	DueAt   *time.Time `json:"dueAt,omitempty"`
	Blocks  []int      `json:"blocks,omitempty"` // of the text, counted from 0, where no claim says which they are

	Comment  int64      `json:"comment,omitempty"`
	Mentions []int64    `json:"mentions,omitempty"` // ids of people
	SaidAt   *time.Time `json:"saidAt,omitempty"`   // when a note was written in its file

	Why message.Message `json:"why,omitzero"` // something failed; before there was this, Reason had it in English
}

// InLane reports whether the event is of the lane of legal.
func (e Event) InLane() bool { return e.ArticleID == nil && e.CommentID != nil }

// HistoryLine is an event with its detail, ready to be shown.
type HistoryLine struct {
	Event
	Detail Detail
	Actor  User
}
