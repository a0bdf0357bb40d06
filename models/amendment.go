package models

import (
	"slices"
	"time"

	"stet/models/message"
)

// Amendment is something that turned out to be wrong, unclear or out of date
// after the article was published, and what readers are told of it.
type Amendment struct {
	ID         int64
	ArticleID  int64
	ClaimID    *int64        // that it is about, where there is one
	What       string        // what is wrong, for the newsroom
	ReportedBy string        // who pointed it out, for the newsroom
	Cause      Cause         // how it came into the article
	Checked    Checkedness   // what the check had made of the words
	Kind       AmendmentKind // "" while nobody decided, and of what was dismissed
	Note       string        // what readers are told
	Dismissed  string        // why they are told nothing
	DecidedBy  *int64
	DecidedAt  *time.Time
	CreatedBy  int64
	CreatedAt  time.Time
}

// AmendmentKind says what readers are told. They are distinct public acts: none
// is a kinder word for another (PRACTICE.md, glossary).
type AmendmentKind string

// The kinds of amendments.
const (
	NoAmendment   AmendmentKind = ""
	AsCorrection  AmendmentKind = "correction"    // the article was wrong
	Clarification AmendmentKind = "clarification" // it was right, and could be misread
	Update        AmendmentKind = "update"        // it was right, and the world has moved on
	EditorsNote   AmendmentKind = "editors_note"  // something about the article as a whole
	Retraction    AmendmentKind = "retraction"    // the article no longer stands
)

// AmendmentKinds lists every kind, the empty one first.
var AmendmentKinds = []AmendmentKind{NoAmendment, AsCorrection, Clarification, Update, EditorsNote, Retraction}

// Cause says how an error came into an article. It names a step of the work and
// nobody who did it.
type Cause string

// The causes.
const (
	CauseSource       Cause = "source"        // the source itself was wrong
	CauseMisread      Cause = "misread"       // the source was right, and misunderstood
	CauseReporting    Cause = "reporting"     // nobody asked, or asked the wrong one
	CauseEditing      Cause = "editing"       // it came in while the text was edited
	CauseProduction   Cause = "production"    // in a headline, caption, graphic or page
	CauseChangedSince Cause = "changed_since" // it was right when it was published
	CauseOther        Cause = "other"
)

// Causes lists every cause.
var Causes = []Cause{CauseSource, CauseMisread, CauseReporting, CauseEditing, CauseProduction, CauseChangedSince, CauseOther}

// Checkedness says what the check had made of words that turned out to be wrong:
// what tells an error that slipped through it from one that it never saw.
type Checkedness string

// What the check had made of the words.
const (
	WasApproved   Checkedness = "approved"    // a claim, and approved
	WasOverridden Checkedness = "overridden"  // kept against their verdict
	WasUnapproved Checkedness = "unapproved"  // a claim that nobody had approved
	WasSkipped    Checkedness = "skipped"     // marked as nothing to check
	WasUnclaimed  Checkedness = "unclaimed"   // nobody had seen a claim in them
	WasAddedLater Checkedness = "added_later" // they came in after the sign-off
)

// Checkednesses lists them all.
var Checkednesses = []Checkedness{WasApproved, WasOverridden, WasUnapproved, WasSkipped, WasUnclaimed, WasAddedLater}

// OfClaim reports whether it is said of words that were a claim.
func (c Checkedness) OfClaim() bool {
	return c == WasApproved || c == WasOverridden || c == WasUnapproved
}

// AmendmentForm is what is logged after publication.
type AmendmentForm struct {
	ClaimNumber int // 0 for none
	What        string
	ReportedBy  string
	Cause       Cause
	Checked     Checkedness // "" of a claim: worked out from its reviews
}

// AmendmentDecision is what readers are told, or why they are told nothing.
type AmendmentDecision struct {
	Kind      AmendmentKind
	Note      string
	Dismiss   bool // readers are told nothing
	Dismissed string
}

// Open reports whether nobody has decided yet what readers are told.
func (a Amendment) Open() bool { return a.DecidedAt == nil }

// Public reports whether readers are told.
func (a Amendment) Public() bool { return a.Kind != NoAmendment }

// standsBehind reports whether a person proposed, approved or overrode a version
// of the verdict.
func (f Facts) standsBehind(userID int64) bool {
	return slices.ContainsFunc(f.Verdicts, func(v Verdict) bool { return v.CreatedBy == userID }) ||
		slices.ContainsFunc(f.Reviews, func(r Review) bool { return r.CreatedBy == userID && r.Decision != Return })
}

// checkedBefore works out what the check had made of a claim when its article
// was published.
func (f Facts) checkedBefore(published time.Time) Checkedness {
	was := WasUnapproved
	for _, r := range f.Reviews {
		switch {
		case r.CreatedAt.After(published):
		case r.Decision == Approve:
			was = WasApproved
		case r.Decision == Override:
			was = WasOverridden
		case r.Decision == Return:
			was = WasUnapproved
		}
	}
	return was
}

// Label names what readers are told.
func (k AmendmentKind) Label() message.Key {
	return map[AmendmentKind]message.Key{AsCorrection: "Correction", Clarification: "Clarification", Update: "Update", EditorsNote: "Editor’s note", Retraction: "Retraction"}[k]
}

// Label says how an error came into the article.
func (c Cause) Label() message.Key {
	return map[Cause]message.Key{CauseSource: "The source was wrong", CauseMisread: "The source was misunderstood", CauseReporting: "Nobody asked, or asked the wrong one",
		CauseEditing: "It came in while the text was edited", CauseProduction: "In a headline, caption, graphic or page", CauseChangedSince: "It was right when it was published", CauseOther: "Something else"}[c]
}

// Label says what the check had made of the words.
func (c Checkedness) Label() message.Key {
	return map[Checkedness]message.Key{WasApproved: "It was a claim, and approved", WasOverridden: "It was kept against its verdict", WasUnapproved: "It was a claim that nobody had approved",
		WasSkipped: "It was marked as nothing to check", WasUnclaimed: "Nobody had claimed it", WasAddedLater: "It came in after the sign-off"}[c]
}
