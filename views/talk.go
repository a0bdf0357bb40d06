package views

import (
	"cmp"
	"slices"

	"stet/models"
)

// DiscussionPanel is what is said about an article and words of its text, beside
// the text.
type DiscussionPanel struct {
	Clock
	Article  models.Article
	Revision models.Revision
	People   map[int64]models.User
	Me       models.User
	Thread   int64 // the comment that was asked for, 0 for none
	Of       models.Discussion
	Comment  CommentFields
	On       WordsFields
	Typed    ThreadFields
	Form     string // the form the errors belong to: "comment", "answer" or "hand"
	Errors   Errors
}

// WordsFields says which words a new comment is on: a selection as a browser
// counts it, or the number of a sentence.
type WordsFields struct{ Revision, Sentence, Block, Start, EndBlock, End, Quote string }

// Asking is the part of the form of a comment that asks for an answer.
type Asking struct {
	Comment CommentFields
	People  map[int64]models.User
	Errors  Errors
}

// Asking is the part of the form that asks for an answer.
func (p *DiscussionPanel) Asking() Asking { return Asking{p.Comment, p.People, p.NewErrors()} }

// Asking is the part of the form that asks for an answer.
func (p *Panel) Asking() Asking { return Asking{p.Comment, p.Detail.People, p.Errors} }

// NewErrors are those of the form of a new comment.
func (p *DiscussionPanel) NewErrors() Errors {
	if p.Form != "comment" {
		return nil
	}
	return p.Errors
}

// MayComment reports whether the user may comment now.
func (p *DiscussionPanel) MayComment() bool {
	return p.Article.Refusal(models.CommentCreated, p.Me) == ""
}

func (p *DiscussionPanel) lines(open bool) []ThreadLine {
	t := &Talker{Clock: p.Clock, Article: p.Article, People: p.People, Me: p.Me, Typed: p.Typed, Errors: p.Errors}
	all := slices.DeleteFunc(t.lines(p.Of.Comments, p.Of.Talk), func(l ThreadLine) bool { return l.Open() != open })
	slices.SortStableFunc(all, func(a, b ThreadLine) int { return cmp.Compare(a.position(), b.position()) })
	return all
}

// position orders threads: those whose words are gone first, then in the order of
// the text, then those on the article as a whole.
func (l ThreadLine) position() int {
	switch {
	case l.Gone():
		return -1
	case l.Place != nil:
		return l.Place.StartCP
	}
	return int(^uint(0) >> 1)
}

// Open are the threads that are not settled.
func (p *DiscussionPanel) Open() []ThreadLine { return p.lines(true) }

// Settled are the threads that are.
func (p *DiscussionPanel) Settled() []ThreadLine { return p.lines(false) }

// InSettled reports whether the thread that was asked for is settled.
func (p *DiscussionPanel) InSettled() bool {
	return slices.ContainsFunc(p.Settled(), func(l ThreadLine) bool { return l.Comment.ID == p.Thread })
}
