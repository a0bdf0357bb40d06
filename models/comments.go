package models

import (
	"context"
	"fmt"

	"stet/models/message"
	"stet/models/text"
)

// CreateComment adds a remark or a query to an article, to words of its text or
// to one of its claims.
func (s *Store) CreateComment(ctx context.Context, actor User, articleID int64, f CommentForm) (Comment, error) {
	var c Comment
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, CommentCreated)
		if err != nil {
			return err
		}
		c = f.comment(a.ID)
		c.CreatedBy, c.CreatedAt = actor.ID, tx.now()
		mentioned, err := tx.checkComment(ctx, actor, a, c)
		if err != nil {
			return err
		}
		if f.ClaimID != 0 {
			if err := first(tx.db.Where("article_id = ?", a.ID).First(&Claim{}, f.ClaimID).Error, "load claim", f.ClaimID); err != nil {
				return err
			}
			c.ClaimID, f.On = &f.ClaimID, nil
		}
		if err := tx.db.Create(&c).Error; err != nil {
			return err
		}
		detail := Detail{Mentions: mentioned}
		if f.On != nil {
			if detail.Blocks, err = tx.placeComment(actor, a, c, *f.On); err != nil {
				return err
			}
		}
		return tx.recordTalk(actor, c, CommentCreated, detail)
	})
	if err != nil {
		return Comment{}, fmt.Errorf("comment on article %d: %w", articleID, err)
	}
	return c, nil
}

func (f CommentForm) comment(articleID int64) Comment {
	c := Comment{ArticleID: articleID, Query: f.Query, Blocking: f.Query && f.Blocking, Legal: f.Legal, Body: tidy(f.Body)}
	if f.Query {
		c.ForAuthor, c.OwnerID, c.DueAt = f.ForAuthor, f.OwnerID, utc(f.DueAt)
	}
	return c
}

// checkComment says what is wrong with a comment, and whom it mentions.
func (s *Store) checkComment(ctx context.Context, actor User, a Article, c Comment) ([]int64, error) {
	wrong := checks{}
	wrong.need(c.Body != "", "body", "Write something first.")
	wrong.need(len(c.Body) <= maxField, "body", "The comment is too long. Keep it under 20,000 characters.")
	wrong.owner(s, c)
	if err := wrong.err(); err != nil {
		return nil, err
	}
	if err := s.unnamed(ctx, actor, map[string]string{"body": c.Body}); err != nil {
		return nil, err
	}
	return s.mentioned(ctx, a, c.Body)
}

// owner checks who a comment asks.
func (w checks) owner(s *Store, c Comment) {
	w.need(s.mayBeChosen(c.OwnerID, c.ArticleID), "owner", "Choose who is to answer from those who may see the article.")
	w.need(!c.ForAuthor || !c.Legal, "owner", "What is for legal alone can be asked of somebody with an account, not of the author by a link. Choose a name.")
}

// placeComment anchors a comment on words of the text, and says in which blocks.
func (s *Store) placeComment(actor User, a Article, c Comment, on Selection) ([]int, error) {
	doc, span, err := s.selected(a, on)
	if err != nil {
		return nil, err
	}
	place := s.newAnchor(actor, a, doc, span, MethodSelected)
	place.CommentID, place.Place = &c.ID, 1
	return doc.BlockNumbers(text.Span{Start: span.Start, End: span.End}), s.addAnchor(doc, place)
}

// AnswerComment adds an answer to a thread. Whoever is asked may answer,
// whatever their role; everybody else who may comment may too.
func (s *Store) AnswerComment(ctx context.Context, actor User, id int64, body string) (Comment, error) {
	var answer Comment
	err := s.inThread(ctx, actor, id, CommentAnswered, func(tx *Store, a Article, c *Comment) (Detail, error) {
		answer = c.answer(tidy(body))
		answer.CreatedBy, answer.CreatedAt = actor.ID, tx.now()
		mentioned, err := tx.checkComment(ctx, actor, a, answer)
		if err != nil {
			return Detail{}, err
		}
		if err := tx.db.Create(&answer).Error; err != nil {
			return Detail{}, err
		}
		return Detail{Comment: answer.ID, Mentions: mentioned}, nil
	})
	return answer, err
}

// answer is what is said in the thread that a comment began.
func (c Comment) answer(body string) Comment {
	return Comment{ArticleID: c.ArticleID, ClaimID: c.ClaimID, AnswerTo: &c.ID, Legal: c.Legal, Body: body}
}

// ResolveComment closes a query, or sets a remark aside.
func (s *Store) ResolveComment(ctx context.Context, actor User, id int64) error {
	return s.inThread(ctx, actor, id, CommentResolved, func(tx *Store, _ Article, c *Comment) (Detail, error) {
		if c.ResolvedAt != nil {
			return Detail{}, errDone
		}
		if err := tx.differs(ctx, c.ID); err != nil {
			return Detail{}, err
		}
		now := tx.now()
		c.ResolvedAt, c.ResolvedBy = &now, &actor.ID
		return Detail{}, tx.saveThread(*c)
	})
}

// ReopenComment takes that back.
func (s *Store) ReopenComment(ctx context.Context, actor User, id int64) error {
	return s.inThread(ctx, actor, id, CommentReopened, func(tx *Store, _ Article, c *Comment) (Detail, error) {
		if c.ResolvedAt == nil {
			return Detail{}, errDone
		}
		c.ResolvedAt, c.ResolvedBy = nil, nil
		return Detail{}, tx.saveThread(*c)
	})
}

// HandQuery gives a query another owner, or another time.
func (s *Store) HandQuery(ctx context.Context, actor User, id int64, f QueryForm) error {
	return s.inThread(ctx, actor, id, CommentHanded, func(tx *Store, a Article, c *Comment) (Detail, error) {
		was := *c
		switch {
		case !c.Query:
			return Detail{}, refuse("This is a remark and asks nobody.")
		case f.Version != c.Version:
			return Detail{}, &Conflict{What: message.New("who answers this query"), Who: tx.lastInThread(c.ID, CommentHanded), Version: int64(c.Version), Fields: []ConflictField{
				valueField("owner", "Who answers", tx.ownerName(f.OwnerID, f.ForAuthor), tx.ownerName(c.OwnerID, c.ForAuthor))}}
		}
		c.OwnerID, c.ForAuthor, c.DueAt = f.OwnerID, f.ForAuthor, utc(f.DueAt)
		wrong := checks{}
		wrong.owner(tx, *c)
		if err := wrong.err(); err != nil {
			return Detail{}, err
		}
		if sameID(c.OwnerID, was.OwnerID) && c.ForAuthor == was.ForAuthor && sameTime(c.DueAt, was.DueAt) {
			return Detail{}, errDone
		}
		c.Version++
		detail := Detail{Name: tx.ownerName(c.OwnerID, c.ForAuthor)}
		if !sameTime(c.DueAt, was.DueAt) {
			detail.DueAt = c.DueAt
		}
		return detail, tx.saveThread(*c)
	})
}

// TheAuthor is who answers a query to the author, as the history keeps it.
const TheAuthor message.Key = "the author"

// ownerName is who answers a query, "" where nobody in particular is asked.
func (s *Store) ownerName(id *int64, author bool) string {
	if author {
		return string(TheAuthor)
	}
	return s.accountName(id)
}

// saveThread saves what changes of the comment that began a thread.
func (s *Store) saveThread(c Comment) error {
	return s.db.Model(&Comment{}).Where("id = ?", c.ID).Select("resolved_at", "resolved_by", "owner_id", "for_author", "due_at", "version").Updates(c).Error
}
