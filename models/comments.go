package models

import (
	"context"
	"fmt"
)

// CreateComment adds a remark or a query to an article or one of its claims.
func (s *Store) CreateComment(ctx context.Context, actor User, articleID int64, f CommentForm) (Comment, error) {
	var c Comment
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, CommentCreated)
		if err != nil {
			return err
		}
		c = Comment{ArticleID: a.ID, Query: f.Query, Blocking: f.Query && f.Blocking, Body: tidy(f.Body), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if f.Query {
			c.OwnerID, c.DueAt = f.OwnerID, utc(f.DueAt)
		}
		wrong := checks{}
		wrong.need(c.Body != "", "body", "Write something first.")
		wrong.need(len(c.Body) <= maxField, "body", "The comment is too long. Keep it under 20,000 characters.")
		wrong.need(tx.mayBeChosen(c.OwnerID, a.ID), "owner", "Choose who is to answer from those who may see the article.")
		if err := wrong.err(); err != nil {
			return err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"body": c.Body}); err != nil {
			return err
		}
		mentioned, err := tx.mentioned(ctx, a, c.Body)
		if err != nil {
			return err
		}
		if f.ClaimID != 0 {
			if err := first(tx.db.Where("article_id = ?", a.ID).First(&Claim{}, f.ClaimID).Error, "load claim", f.ClaimID); err != nil {
				return err
			}
			c.ClaimID = &f.ClaimID
		}
		if err := tx.db.Create(&c).Error; err != nil {
			return err
		}
		return tx.record(actor, &a.ID, c.ClaimID, CommentCreated, Detail{Comment: c.ID, Mentions: mentioned})
	})
	if err != nil {
		return Comment{}, fmt.Errorf("comment on article %d: %w", articleID, err)
	}
	return c, nil
}

// ResolveComment closes a query, or sets a remark aside.
func (s *Store) ResolveComment(ctx context.Context, actor User, id int64) error {
	err := s.Tx(ctx, func(tx *Store) error {
		var c Comment
		if err := first(tx.seen(ctx, actor).First(&c, id).Error, "load comment", id); err != nil {
			return err
		}
		a, err := tx.allowArticle(actor, c.ArticleID, CommentCreated) // the article is locked before its parts
		if err != nil {
			return err
		}
		if err := first(tx.db.First(&c, id).Error, "load comment", id); err != nil || c.ResolvedAt != nil {
			return err
		}
		now := tx.now()
		c.ResolvedAt, c.ResolvedBy = &now, &actor.ID
		if err := tx.db.Model(&Comment{}).Where("id = ?", id).Select("resolved_at", "resolved_by").Updates(c).Error; err != nil {
			return err
		}
		return tx.record(actor, &a.ID, c.ClaimID, CommentResolved, Detail{Comment: c.ID})
	})
	if err != nil {
		return fmt.Errorf("resolve comment %d: %w", id, err)
	}
	return nil
}
