package views

import (
	"slices"

	"stet/models"
	"stet/models/message"
)

// QuestionsPage is what an article asks of its author: each open query with the
// words it is about and a field to answer; and for those who write, the links by
// which an author answers without an account.
type QuestionsPage struct {
	Chrome
	Of     models.ForAuthor
	Link   string // just made, shown this once
	Typed  ThreadFields
	Errors Errors
}

// Question is one open query to the author.
type Question struct {
	ThreadLine
	Words string // that it is about, "" for the article as a whole
}

// Questions are the open queries; those that the author has not answered come
// first.
func (p QuestionsPage) Questions() []Question {
	t := &Talker{Clock: p.Clock, Article: p.Of.Article, People: p.Of.People, Typed: p.Typed, Errors: p.Errors}
	if p.User != nil {
		t.Me = *p.User
	}
	var all []Question
	for _, l := range t.lines(p.Of.Comments, models.Talk{}) {
		all = append(all, Question{l, p.Of.Words[l.Comment.ID]})
	}
	slices.SortStableFunc(all, func(a, b Question) int { return min(len(a.Thread), 1) - min(len(b.Thread), 1) })
	return all
}

// MayLink reports whether links for the author may be made now.
func (p QuestionsPage) MayLink() bool {
	return p.User != nil && p.Of.Article.Refusal(models.InquirySent, *p.User) == ""
}

// LinkErrors are those of the form that makes a link.
func (p QuestionsPage) LinkErrors() Errors {
	if p.Typed.Form != "link" {
		return nil
	}
	return p.Errors
}

// Until is what was typed for how long a link works.
func (p QuestionsPage) Until() string {
	if p.Typed.Form != "link" {
		return ""
	}
	return p.Typed.DueAt
}

// IsOpen reports whether a link still takes answers.
func (p QuestionsPage) IsOpen(i models.Inquiry) bool { return i.Open(p.Now) }

// LinkStatus says whether a link still takes answers.
func (p QuestionsPage) LinkStatus(i models.Inquiry) string { return linkStatus(i, p.Clock) }

// SaidField is where the author answers a query by a link.
func (p LetterPage) SaidField(a models.Asked) Field {
	label := message.Key("Your answer")
	if a.Answered != nil {
		label = "Something to add"
	}
	f := field(p.Language, p.Errors, "said-"+id(a.ID), label, p.Said[id(a.ID)], "rows=4")
	f.Error = p.Errors[id(a.ID)]
	return f
}

// Unsent are the answers to what is not asked any more.
func (p LetterPage) Unsent() []string {
	var all []string
	for number, said := range p.Said {
		if p.Letter == nil || !slices.ContainsFunc(p.Letter.Asked, func(a models.Asked) bool { return id(a.ID) == number }) {
			all = append(all, said)
		}
	}
	slices.Sort(all)
	return all
}

// General are the sentences about the form as a whole.
func (p LetterPage) General() []string {
	var all []string
	for _, name := range []string{"", "said", "gone"} {
		if p.Errors[name] != "" {
			all = append(all, p.Errors[name])
		}
	}
	return all
}
