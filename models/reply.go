package models

import (
	"slices"
	"time"
)

// Reply is somebody who must be asked about a claim before it runs, or the
// statement that nobody has to be.
type Reply struct {
	ID        int64
	ArticleID int64
	ClaimID   int64
	Who       string // "" for a source, and where nobody has to be asked
	SourceID  *int64
	Address   string // where to reach them; of a confidential source the vault alone has it
	CreatedBy int64
	CreatedAt time.Time
	Source    *Source   `gorm:"-"`
	Contacts  []Contact `gorm:"-"` // in the order of time
}

// Step says what a contact was.
type Step string

// The steps.
const (
	StepAttempt   Step = "attempt"   // something was put to them
	StepAnswer    Step = "answer"    // they answered
	StepReflected Step = "reflected" // the answer stands in the text
	StepWaiver    Step = "waiver"    // somebody decided that they are not asked
)

// Steps lists every step.
var Steps = []Step{StepAttempt, StepAnswer, StepReflected, StepWaiver}

// Channel says how somebody was reached.
type Channel string

// The channels; the empty one is for what came by none.
const (
	NoChannel     Channel = ""
	ChannelEmail  Channel = "email"
	ChannelPhone  Channel = "phone"
	ChannelLetter Channel = "letter"
	ChannelPerson Channel = "in_person"
	ChannelChat   Channel = "message"
	ChannelLink   Channel = "link" // that Stet made
)

// Channels lists every channel.
var Channels = []Channel{NoChannel, ChannelEmail, ChannelPhone, ChannelLetter, ChannelPerson, ChannelChat, ChannelLink}

// Contact is one step with somebody who must be asked. Rows are added, never changed.
type Contact struct {
	ID        int64
	ArticleID int64
	ReplyID   int64
	Step      Step
	Channel   Channel
	Said      string // what was put to them, what they answered, where it stands, or why they are not asked
	At        time.Time
	Deadline  *time.Time // that an attempt set
	CreatedBy int64
	CreatedAt time.Time
}

// ReplyStatus says where a reply stands. It is worked out from the contacts.
type ReplyStatus string

// The statuses of replies.
const (
	ReplyUnasked  ReplyStatus = "unasked"
	ReplyWaiting  ReplyStatus = "waiting"
	ReplyExpired  ReplyStatus = "expired" // asked, and silent until the deadline was over
	ReplyAnswered ReplyStatus = "answered"
	ReplyWaived   ReplyStatus = "waived"
)

// Settled reports whether a reply of this status lets the words run.
func (s ReplyStatus) Settled() bool {
	return s == ReplyExpired || s == ReplyAnswered || s == ReplyWaived
}

// ReplyForm names somebody who must be asked. A SourceID takes the place of a name.
type ReplyForm struct {
	Who      string
	SourceID int64
	Address  string
}

// ContactForm is one step with somebody who must be asked.
type ContactForm struct {
	Step     Step
	Channel  Channel
	Said     string
	At       *time.Time // nil is now
	Deadline *time.Time
}

// inTime sorts contacts by when they happened.
func inTime(all []Contact) {
	slices.SortStableFunc(all, func(a, b Contact) int { return a.At.Compare(b.At) })
}
