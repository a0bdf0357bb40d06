package models

import (
	"context"
	"fmt"
	"slices"
)

// readComments reads what is said about an article. What is said in the lane of
// legal leaves for no audience, whoever asks.
func (s *Store) readComments(ctx context.Context, actor User, p *proof) error {
	err := s.read.WithContext(ctx).Where("article_id = ? AND NOT legal AND id NOT IN (?)", p.Article.ID, unsaidTo(actor)).Order("id").Find(&p.comments).Error
	if err != nil {
		return fmt.Errorf("load the comments: %w", err)
	}
	onArticle := slices.ContainsFunc(p.comments, func(c Comment) bool { return c.ClaimID == nil })
	if !onArticle {
		return nil
	}
	var places []Anchor
	err = s.read.WithContext(ctx).Where("revision_id = ? AND comment_id IN (SELECT id FROM comments WHERE article_id = ? AND NOT legal)", p.Article.RevisionID, p.Article.ID).Order("id").Find(&places).Error
	if err != nil {
		return fmt.Errorf("load the places of comments: %w", err)
	}
	p.on = map[int64]Anchor{}
	for _, a := range places { // the newest of each counts
		p.on[*a.CommentID] = a
	}
	return nil
}

// checkedComments are the comments on a claim, or for 0 on the article as a whole
// and on words of it: the open ones, or all of them; each with its answers after
// it.
func (p *proof) checkedComments(claimID int64, settled bool) []CheckedComment {
	var all []CheckedComment
	for _, m := range p.comments {
		if m.AnswerTo != nil || value(m.ClaimID) != claimID || m.ResolvedAt != nil && !settled {
			continue
		}
		all = append(all, p.checkedComment(m))
		for _, n := range p.comments {
			if sameID(n.AnswerTo, &m.ID) {
				all = append(all, p.checkedComment(n))
			}
		}
	}
	return all
}

func (p *proof) checkedComment(m Comment) CheckedComment {
	c := CheckedComment{Body: m.Body, By: p.name(m.CreatedBy), At: m.CreatedAt.UTC(), Answer: m.AnswerTo != nil, Query: m.Query, Blocking: m.Blocking, DueAt: utc(m.DueAt), SettledAt: utc(m.ResolvedAt)}
	switch {
	case m.InquiryID != nil:
		c.By = AuthorByLink
	case m.NoteKind != NoteNone:
		c.By = m.SaidBy // nobody where the file did not say
	}
	if m.SaidAt != nil {
		c.At = m.SaidAt.UTC()
	}
	switch {
	case m.ForAuthor:
		c.Owner = string(TheAuthor)
	case m.OwnerID != nil:
		c.Owner = p.name(*m.OwnerID)
	}
	if m.ResolvedBy != nil {
		c.SettledBy = p.name(*m.ResolvedBy)
	}
	if a, ok := p.on[m.ID]; ok {
		c.On = &CheckedPlace{Quote: a.Quote, Prefix: a.Prefix, Suffix: a.Suffix}
		if a.Method.Attached() {
			c.On.Span = a.Span()
		}
	}
	return c
}

// commentForm is what makes a comment of one that was exported.
func (m CheckedComment) commentForm(claimID, revisionID int64) CommentForm {
	f := CommentForm{ClaimID: claimID, Body: m.By + ": " + m.Body, Query: m.Query, Blocking: m.Blocking, DueAt: m.DueAt, ForAuthor: m.Query && m.Owner == string(TheAuthor)}
	if m.On != nil && m.On.Len() > 0 {
		f.On = &Selection{RevisionID: revisionID, Span: m.On.Span, Quote: m.On.Quote}
	}
	return f
}

// importComments brings the threads that nobody settled. Who was to answer is
// nobody here, so a query is open to all, or to the author.
func (s *Store) importComments(ctx context.Context, actor User, a Article, claimID int64, all []CheckedComment) error {
	var thread Comment
	open := false
	for _, m := range all {
		var err error
		switch {
		case !m.Answer:
			if open = m.SettledAt == nil; open {
				thread, err = s.CreateComment(ctx, actor, a.ID, m.commentForm(claimID, a.RevisionID))
			}
		case open:
			_, err = s.AnswerComment(ctx, actor, thread.ID, m.By+": "+m.Body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
