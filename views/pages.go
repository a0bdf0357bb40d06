// Package views turns typed page structs into HTML: one struct and one template
// for each page, the annotated text, and the files a browser loads. It asks
// nothing of the Store and decides nothing; what may be done is drawn from the
// actions it is given.
package views

import (
	"time"

	"stet/models"
	"stet/models/text"
)

// DeskPage is the start page: what waits for me, what is late.
type DeskPage struct {
	Chrome
	Desk models.Desk
}

// ReviewPage is the queue with one of its claims.
type ReviewPage struct {
	Chrome
	Queue []models.QueueRow
	Sort  models.QueueSort
	Panel *Panel // the claim under review; nil when nothing waits
}

// WorkspacePage is one article: its text, its claims, and the chosen one.
type WorkspacePage struct {
	Chrome
	Workspace *models.Workspace
	Panel     *Panel           // the chosen claim; nil without one
	Talk      *DiscussionPanel // in its place; nil where it is not asked for
	Show      Show
	From      int    // index of the block the margin cards start at, without a chosen claim
	Sentences bool   // list the sentences nobody decided on, each with its buttons
	After     int    // index of the sentence the list goes on after, -1 for its start
	Message   string // a sentence about a write that failed outside the panel
}

// PartPage is the part of a workspace that changed: its header, some of its
// rows, and the panel. It is sent in place of the whole page.
type PartPage struct {
	WorkspacePage
	Blocks []int // indexes of the blocks whose rows are sent
}

// NotesPart is the margin cards of some rows of a workspace.
type NotesPart struct {
	Clock
	Workspace *models.Workspace
	Me        int64 // the user's id
	Chosen    int64 // id of the chosen claim, 0 without one
	From, To  int   // indexes of the blocks, half-open
}

// SourceOptionsPart is what a search for sources found.
type SourceOptionsPart struct {
	Clock
	Sources []models.Source
}

// ArticleFormPage starts an article, or edits the details of one.
type ArticleFormPage struct {
	Chrome
	Article   *models.Article // nil for a new one
	Form      ArticleFields
	Scales    []models.Scale
	People    []models.User // who may be the author
	Sections  []string      // known ones, offered while typing
	Fetches   bool          // whether pages are fetched here
	Encodings []string      // that a plain text may be in
	Reading   *Reading      // a file that somebody should look at first
	Errors    Errors
}

// TextPage edits the text of an article in the plain markup.
type TextPage struct {
	Chrome
	Article  models.Article
	BasedOn  string // number of the revision the text was made from
	Text     string // plain markup
	Note     string
	Original bool // a file is read as it was before its tracked changes
	Errors   Errors
}

// RevisionsPage lists the revisions of an article, the newest first.
type RevisionsPage struct {
	Chrome
	Article   models.Article
	Revisions []models.Revision
	People    map[int64]models.User
}

// RevisionPage shows one revision and what it changed.
type RevisionPage struct {
	Chrome
	Article  models.Article
	Revision models.Revision
	Document *text.Document
	Before   *text.Document // of the revision before; nil for the first
	People   map[int64]models.User
	Newest   bool
}

// SignOffPage shows what stands in the way of a sign-off, the sign-off, and
// the other acts on an article's status.
type SignOffPage struct {
	Chrome
	Article     models.Article
	Revision    models.Revision
	Blockers    []models.Blocker
	Exceptions  []models.Exception   // what a sign-off would name
	SignOff     *models.SignOff      // of the present revision, nil without one
	Stamp       *models.TimeStamp    // of that sign-off, nil where none was asked for
	MayStamp    bool                 // there is an authority to ask
	Touched     *models.SinceSignOff // what changed since it was cleared, nil for nothing
	Corrections []models.Correction  // approved, and not in the text yet
	Actions     []models.ArticleAction
	People      map[int64]models.User
	Note        string // typed
	Reason      string // typed
	URL         string // typed
	Form        string // the form the errors belong to: "sign-off", "hold", "resume", "kill", "reopen", "publish"
	Errors      Errors
}

// ExportPage offers the formats a checked article leaves in.
type ExportPage struct {
	Chrome
	Article  models.Article
	Audience models.Audience // chosen
	Formats  []Format        // on offer
	Jobs     []JobLine       // that make files of the article, the newest first
}

// HistoryPage is the history of an article, or of one of its claims.
type HistoryPage struct {
	Chrome
	Article models.Article
	Claim   *models.Claim // nil for the whole article
	Lines   []models.HistoryLine
	Before  int64 // id to ask for older lines with; 0 at the end
}

// ClaimEditPage edits a claim and holds the rarer acts on it.
type ClaimEditPage struct {
	Chrome
	Detail   *models.ClaimDetail
	Others   []models.ClaimLine // that it could be merged with
	Fields   ClaimFields
	Wordings string // typed: one a line
	Other    string // typed: number of the claim to merge
	Reason   string // typed: why it is withdrawn
	Form     string // the form the errors belong to: "edit", "split", "merge", "withdraw", "restore", "resolve", "places"
	Errors   Errors
}

// EvidencePage adds an item of evidence to a claim, or edits one.
type EvidencePage struct {
	Chrome
	Detail   *models.ClaimDetail
	Evidence *models.Evidence // nil for a new one
	Form     EvidenceFields
	Errors   Errors

	Archives   []models.ArchiveLink // copies of its page outside
	Copy       CopyFields
	CopyErrors Errors
}

// CopyFields is what was typed about a copy of a page.
type CopyFields struct{ URL, Archive string }

// TakesCopies reports whether copies of a page can be handed in: nobody may
// learn of one from a confidential source.
func (p EvidencePage) TakesCopies() bool {
	e := p.Evidence
	return e != nil && e.WithdrawnAt == nil && e.Source != nil && !e.Source.Confidential()
}

// CapturePage shows what was kept of a web page.
type CapturePage struct {
	Chrome
	Detail models.CaptureDetail
}

// SourcesPage lists the sources of the newsroom.
type SourcesPage struct {
	Chrome
	Query string // typed
	Rows  []models.SourceRow
	Next  int64 // id the list goes on below, 0 at its end
}

// SourcePage shows a source and edits it.
type SourcePage struct {
	Chrome
	Detail   models.SourceDetail
	Form     SourceFields
	Identity *IdentityFields // typed, or as it was opened; nil while it is sealed
	Reader   string          // typed: the id of whom to name
	Mark     MarkFields
	Other    string          // chosen: the id of the record to merge
	Words    string          // typed, of a source that none holds
	Found    []models.Source // to choose from, in the form the errors belong to
	Wrong    string          // the form the errors belong to: "source", "mark", "merge", "identity", "reader"
	Errors   Errors
}

// PeoplePage is where an admin invites people and changes roles.
type PeoplePage struct {
	Chrome
	People      []models.User
	Invitations []OpenInvitation
	Invite      InvitationFields
	Link        string                 // of the invitation just made, to be passed on
	Forms       map[int64]PersonFields // typed, by user id, where a change was refused
	ErrorsFor   int64                  // id of the user whose form is wrong; 0 is the invitation
	Errors      Errors
}

// OpenInvitation is an invitation nobody has taken up yet.
type OpenInvitation struct {
	models.User        // its email, name, role and admin flag
	By          string // who sent it
	Expires     time.Time
}

// SettingsPage holds what a newsroom can set.
type SettingsPage struct {
	Chrome
	Form   SettingsFields
	Errors Errors
}

// AccountPage is a person's own: the password, the keys and the sessions.
type AccountPage struct {
	Chrome
	Keys   map[string]string // typed for the shortcuts; nil shows those that there are
	Away   AwayForm
	Errors Errors
}

// SignInPage asks for an email address and a password.
type SignInPage struct {
	Chrome
	Email  string
	Next   string // path to go to afterwards
	Errors Errors
}

// SetupPage creates the first admin.
type SetupPage struct {
	Chrome
	Form   SetupFields
	Errors Errors
}

// JoinPage takes up an invitation.
type JoinPage struct {
	Chrome
	Token  string
	Email  string
	Name   string
	Errors Errors
}

// ErrorPage says what went wrong and how to go on.
type ErrorPage struct {
	Chrome
	Status   int
	Sentence string
	Back     string // path that leads on; "" is the desk
}

// Input is one field of a form as it was sent.
type Input struct{ Name, Value string }
