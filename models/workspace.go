package models

import (
	"time"

	"stet/models/figure"
	"stet/models/message"

	"stet/models/suggest"
	"stet/models/text"
)

// Workspace is everything the page of one article shows, read with a number of
// queries that does not depend on the number of claims.
type Workspace struct {
	Article     Article
	Revision    Revision
	Document    *text.Document
	Scale       Scale
	People      map[int64]User
	Claims      []ClaimLine // by number; withdrawn ones last
	Skips       []SkipLine
	Orphans     []ClaimLine // no place in this revision
	Suggestions []suggest.Suggestion
	Remarks     []Remark // open threads on words of the text that are there, in its order
	Threads     int      // that are open, on the article and on words of it
	Coverage    Coverage
	Counts      map[ClaimStatus]int
	Blockers    int // how many things stand in the way of a sign-off
	SignOff     *SignOff
	Since       *SinceSignOff // what a revision after a sign-off touched
	Actions     []ArticleAction
	LastEvent   int64 // number of the newest event that the page knows of; there may be newer things on it
}

// ClaimLine is one claim as the text and its margin show it.
type ClaimLine struct {
	ID         int64
	Number     int
	Wording    string
	Kind       Kind
	Risk       Risk
	Status     ClaimStatus
	Orphaned   bool
	Resolution Resolution
	AssigneeID *int64
	Look       Look         // of the newest verdict; LookOpen without one
	Rating     string       // its label; "" without one
	Context    bool         // its surroundings changed: look again
	Blind      bool         // a second verdict is wanted, and the first hidden
	Seconded   bool         // a second verdict was given, or decided against
	Returned   bool         // the newest verdict was sent back
	Figure     figure.Match // whether its figure follows from its calculation
	Evidence   int
	Comments   int
	Places     []Anchor // attached ones, by position, and those of an orphan; of a workspace only where they are
}

// SkipLine is one skip as the text shows it.
type SkipLine struct {
	Skip
	Anchor Anchor
}

// Coverage counts the sentences of a revision.
type Coverage struct {
	Sentences int `json:"sentences"`
	Claimed   int `json:"claimed"`
	Skipped   int `json:"skipped"` // out of scope ones included
}

// Open is the number of sentences neither claimed nor skipped.
func (c Coverage) Open() int { return c.Sentences - c.Claimed - c.Skipped }

// ClaimDetail is one claim as the panel and the review page show it.
type ClaimDetail struct {
	Claim           Claim
	Article         Article
	Revision        Revision
	Scale           Scale
	People          map[int64]User
	Line            ClaimLine
	Sentence        string    // the quote's whole sentence or sentences
	QuoteAt         text.Span // the first quote inside Sentence
	Block           int       // index of the block of the first place
	Previous, Next  int64     // ids of the neighbours in text order; 0 at the ends
	Position, Total int       // among the claims that are not withdrawn
	Verdict         *Verdict  // the newest
	Rating          *Rating   // of the newest verdict
	Verdicts        []Verdict // every version, the newest first
	Evidence        []Evidence
	Figures         []FigureCheck // what became of its calculation, by wording
	Second          Second        // verdict on it
	SecondRating    *Rating       // nil where there is none
	Blind           bool          // the first verdict is hidden from the actor, who may give the second
	Checklist       Checklist     // of its kind, with the newest ticks
	Comments        []Comment     // with the answers, the oldest first
	Talk
	Replies   []Reply   // who must be asked about it
	Inquiries []Inquiry // links by which somebody outside answers
	Reviews   []Review  // the newest first
	Approvals int       // that count for the present fingerprint
	Stale     []Staleness
	Override  *Review // the one in force
	Actions   []ClaimAction
	LastLook  *LastLook // of the actor
}

// Staleness is one ingredient that changed since an approval.
type Staleness struct {
	Ingredient string          // "claim", "text", "verdict", "evidence"
	What       message.Message // "The words in the text", "Evidence added: Port statistics 2024"
	Was, Is    string          // for a word difference; may be empty
	Who        string
	At         time.Time
}

// LastLook is what a reviewer saw when they last decided on a claim.
type LastLook struct {
	Review   Review
	Verdict  Verdict
	Rating   Rating
	Changes  []Staleness
	Evidence map[int64]bool // the items they saw, unchanged since
}

// ClaimAction is a button of a claim: what may be done, or why it may not.
type ClaimAction struct {
	Action  Action
	Refusal message.Key // "" when it may be done
}

// ArticleAction is a button of an article.
type ArticleAction struct {
	Action  Action
	Refusal message.Key
}

// Blocker is one thing that stands in the way of a sign-off.
type Blocker struct {
	What      message.Message // a sentence
	ClaimID   int64           // where it is; 0 when it is not a claim
	CommentID int64           // of a query
	Number    int
	Block     int        // index of the block, -1 when it has no place
	Sort      string     // "open", "stale", "in_review", "orphan", "query", "reply", "uncovered", "resolution"
	More      int        // how many alike are not listed
	DueAt     *time.Time // when it settles itself, nil where it does not
}

// Exception is one thing that was signed off although it is not approved as
// correct: an override, a verdict "on author", sentences out of scope.
type Exception struct {
	Sort   string `json:"sort"` // "override", "on_author", "not_asked", "no_second_verdict", "out_of_scope"
	Number int    `json:"claim,omitempty"`
	What   string `json:"what"`
	Who    string `json:"who,omitempty"`
	Reason string `json:"reason,omitempty"`

	Said message.Message `json:"-"` // What, or else Reason, for whoever reads another language than that of the files
}

// Cleared reports whether a sign-off holds for this very revision.
func (w *Workspace) Cleared() bool {
	a := w.Article
	return (a.Status == ArticleSignedOff || a.Status == ArticlePublished) && w.SignOff != nil && w.SignOff.RevisionID == a.RevisionID
}

// SinceSignOff says what changed since an article was cleared: only that has to
// be checked again.
type SinceSignOff struct {
	By        string
	At        time.Time
	Claims    int // not approved any more
	Sentences int // not decided on
}
