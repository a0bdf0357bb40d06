package models

import (
	"io"
	"time"

	"stet/models/text"
)

// NewArticle is what starting an article takes.
type NewArticle struct {
	Details  ArticleForm
	Document text.Document
	Notes    []ImportedNote // on the words of the document
	Note     string         // on the first revision
}

// ArticleForm holds the details of an article.
type ArticleForm struct {
	Version   int
	Title     string
	Byline    string
	AuthorID  *int64
	Section   string
	Language  string // BCP 47
	Deadline  *time.Time
	Scope     Scope
	ScopeNote string
	ScaleID   int64 // 0 is the default scale
}

// NewRevision is a new text of an article.
type NewRevision struct {
	BasedOn  int // number of the revision it was made from
	Document text.Document
	Note     string
	Notes    []ImportedNote // on the words of the document
}

// RevisionReport says what a new revision did to the claims.
type RevisionReport struct {
	Revision Revision
	Same     bool // the text was identical: nothing was saved
	Kept     int  // places of claims whose words are unchanged
	Changed  int  // places of claims that follow changed words
	Lost     int  // places of claims whose words are gone
	Context  int  // places of claims whose words are there and whose surroundings changed
	Notes    NotesReport
}

// Touched reports whether there is anything to look at again.
func (r RevisionReport) Touched() bool { return r.Changed+r.Lost+r.Context > 0 }

// Selection is a stretch of one revision's text, with the words the person saw,
// which must be the words that stand there.
type Selection struct {
	RevisionID int64
	text.Span
	Quote string
}

// NewClaim is what making a claim takes.
type NewClaim struct {
	Selection
	Wording   string // "" takes the quote
	Kind      Kind   // "" is other
	Risk      Risk   // "" is normal, or high for a legal matter
	Suggested bool
}

// ClaimForm holds what can be edited of a claim.
type ClaimForm struct {
	Version       int
	Wording       string
	Kind          Kind
	Risk          Risk
	Claimant      string
	ClaimantIs    Claimant
	ClaimedOn     string
	AppearanceURL string
}

// NewSkip is what marking a span "nothing to check" takes.
type NewSkip struct {
	Selection
	Reason SkipReason
	Note   string
}

// SourceForm holds the fields of a source.
type SourceForm struct {
	Version         int
	Type            SourceType
	Tier            Tier
	Title           string
	Publisher       string
	Author          string
	URL             string
	PublishedOn     string
	Confidentiality Confidentiality
	Alias           string // of a confidential source; "" has one made
	Attribution     Attribution
	Agreed          string
	OriginID        int64 // 0 is itself
}

// MarkForm says whether a source still holds, and why not.
type MarkForm struct {
	Version  int
	Validity Validity
	Note     string
}

// EvidenceForm holds the fields of an item of evidence. A SourceID of 0 with a
// titled Source makes a new source.
type EvidenceForm struct {
	Version       int
	SourceID      int64
	Source        SourceForm
	Relation      Relation
	Locator       string
	Excerpt       string
	Note          string
	SearchedWhere string
	SearchedHow   string
	Files         []Upload
	kept          []File    // in the blob store already
	captured      []Capture // of its page, that came in with it
}

// Upload is a file on its way in.
type Upload struct {
	Name string
	Data io.Reader
}

// VerdictForm is a new version of a verdict.
type VerdictForm struct {
	BasedOn     int64 // id of the version it was made from; 0 for the first
	RatingID    int64
	Explanation string
	Correction  string
	Submit      bool
}

// ReviewForm is a decision on what the reviewer saw.
type ReviewForm struct {
	VerdictID   int64
	Fingerprint string
	Decision    Decision
	Void        bool // of a return: the check itself was wrong
	Reason      string
}

// CommentForm is a remark, or a query when it asks for an answer.
type CommentForm struct {
	ClaimID   int64      // 0 for words of the text, or the whole article
	On        *Selection // the words; nil for none, or those of the claim
	Body      string
	Query     bool
	Blocking  bool
	Legal     bool // in the lane of legal
	ForAuthor bool // asks the author, in place of an owner
	OwnerID   *int64
	DueAt     *time.Time
}

// QueryForm says who is to answer a query, and by when.
type QueryForm struct {
	Version   int
	ForAuthor bool
	OwnerID   *int64
	DueAt     *time.Time
}
