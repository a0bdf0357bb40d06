package models

import (
	"cmp"
	"slices"
	"time"
)

// Comment is a remark on a claim, on words of the text or on an article, or an
// answer to one. As a query it asks a person for an answer by a time, and may
// block the sign-off. Nobody edits one: whoever wrote something wrong says so in
// an answer.
type Comment struct {
	ID         int64
	ArticleID  int64
	ClaimID    *int64
	AnswerTo   *int64 // the comment that began the thread, nil for that one
	Query      bool
	Blocking   bool
	Legal      bool // in the lane of legal, see lane.go; so is all that answers it
	ForAuthor  bool // it asks the author of the article, whoever that is
	OwnerID    *int64
	DueAt      *time.Time
	Body       string
	CreatedBy  int64
	CreatedAt  time.Time
	ResolvedAt *time.Time
	ResolvedBy *int64
	InquiryID  *int64 // the link it came in by; CreatedBy made that
	Version    int    // how often it was handed over

	// Of a note that came in with a file; who took it in is CreatedBy.
	NoteKind NoteKind // "" for what was written here
	NoteKey  string   // names the note in every version of its file
	SaidBy   string   // who wrote it there
	SaidAt   *time.Time
}

// AuthorByLink is who an answer is by that came in by a link for the author.
const AuthorByLink = "The author, by a link"

// Thread is the id of the comment that began the thread.
func (c Comment) Thread() int64 {
	if c.AnswerTo != nil {
		return *c.AnswerTo
	}
	return c.ID
}

// Asks reports whether a query waits for an answer by somebody.
func (c Comment) Asks(u User, a Article) bool {
	return c.Query && (sameID(c.OwnerID, &u.ID) || c.ForAuthor && sameID(a.AuthorID, &u.ID))
}

// AsksAuthor reports whether a query is for the author of the article.
func (c Comment) AsksAuthor(a Article) bool {
	return c.Query && (c.ForAuthor || a.AuthorID != nil && sameID(c.OwnerID, a.AuthorID))
}

// Late reports whether a query is open after its time.
func (c Comment) Late(now time.Time) bool {
	return c.Query && c.ResolvedAt == nil && c.DueAt != nil && c.DueAt.Before(now)
}

// Discussion is what is said about an article as a whole and about words of it.
type Discussion struct {
	Comments []Comment // with the answers, the oldest first
	Talk
}

// Talk is what there is to know of comments beside themselves.
type Talk struct {
	Places map[int64]Anchor // by comment: where its words are in the newest revision, or were
	Turns  []HistoryLine    // what was done in their threads but writing, the oldest first
}

// Place is where the words of a comment are, nil for one on no words.
func (t Talk) Place(commentID int64) *Anchor {
	if p, ok := t.Places[commentID]; ok {
		return &p
	}
	return nil
}

// Remark is the beginning of an open thread on words of the text.
type Remark struct {
	Comment
	Answers int
	Anchor  Anchor
}

// byPlace sorts remarks as they come in the text.
func byPlace(all []Remark) {
	slices.SortStableFunc(all, func(a, b Remark) int { return cmp.Compare(a.Anchor.StartCP, b.Anchor.StartCP) })
}
