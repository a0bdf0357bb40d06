package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// PlaceHold stops the deletion of an article, or of a source and the articles
// that rest on it; the other id is 0.
func (s *Store) PlaceHold(ctx context.Context, actor User, articleID, sourceID int64, reason string) error {
	if !actor.Active || !actor.Role.MayWrite() {
		return refuse("Your role lets you read and export. Ask an admin for the editor role to keep things from being deleted.")
	}
	h := Hold{Reason: tidy(reason), CreatedBy: actor.ID, CreatedAt: s.now()}
	if h.Reason == "" || len(h.Reason) > maxField {
		return invalid("reason", "Say why it has to be kept, in under 20,000 characters.")
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.unnamed(ctx, actor, map[string]string{"reason": h.Reason}); err != nil {
			return err
		}
		if articleID != 0 {
			if _, err := tx.lockArticleFor(actor, articleID); err != nil {
				return err
			}
			h.ArticleID = &articleID
		} else {
			if _, err := tx.Source(ctx, actor, sourceID); err != nil {
				return err
			}
			h.SourceID = &sourceID
		}
		if err := tx.db.Create(&h).Error; err != nil {
			return fmt.Errorf("store hold: %w", err)
		}
		return tx.record(actor, h.ArticleID, nil, HoldPlaced, Detail{Reason: h.Reason, Source: h.SourceID})
	})
	if err != nil {
		return fmt.Errorf("place a hold: %w", err)
	}
	return nil
}

// LiftHold ends a hold. It takes a reviewer: what was held may go from then on.
func (s *Store) LiftHold(ctx context.Context, actor User, id int64, reason string) error {
	if !actor.Active || !actor.Role.MayReview() {
		return refuse("Only a reviewer can lift a hold.")
	}
	if reason = tidy(reason); reason == "" || len(reason) > maxField {
		return invalid("reason", "Say why it need not be kept any more, in under 20,000 characters.")
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.unnamed(ctx, actor, map[string]string{"reason": reason}); err != nil {
			return err
		}
		var h Hold
		if err := first(tx.seenHolds(ctx, actor).First(&h, id).Error, "load hold", id); err != nil {
			return err
		}
		done := tx.db.Model(&Hold{}).Where("id = ? AND lifted_at IS NULL", id).Updates(map[string]any{"lifted_by": actor.ID, "lifted_at": tx.now(), "lifted_reason": reason})
		if done.Error != nil || done.RowsAffected == 0 {
			return done.Error
		}
		return tx.record(actor, h.ArticleID, nil, HoldLifted, Detail{Reason: reason, Source: h.SourceID})
	})
	if err != nil {
		return fmt.Errorf("lift hold %d: %w", id, err)
	}
	return nil
}

// retentionPage is how many lines of each list are shown.
const retentionPage = 200

// Retention loads what is going to be deleted, what is held, and what was deleted.
func (s *Store) Retention(ctx context.Context, actor User) (Retention, error) {
	var r Retention
	set, err := s.Settings(ctx)
	if err != nil {
		return r, err
	}
	r.Periods = set.Keep
	if r.People, err = s.people(ctx); err != nil {
		return r, err
	}
	db := s.read.WithContext(ctx)
	for _, step := range []error{
		db.Raw(`SELECT d.*, COALESCE(a.id, 0) AS article_id, COALESCE(a.title, o.title, '') AS name FROM due_deletions d
			LEFT JOIN captures c ON d.class = 'captures' AND c.id = d.subject_id
			LEFT JOIN articles a ON a.id = CASE WHEN d.class IN ('killed', 'unpublished', 'published') THEN d.subject_id ELSE c.article_id END
			LEFT JOIN sources o ON d.class = 'identities' AND o.id = d.subject_id
			WHERE (a.id IS NULL OR a.id NOT IN (?)) AND (o.id IS NULL OR o.id NOT IN (?)) ORDER BY d.listed_at, d.id LIMIT ?`, hiddenFrom(actor), hiddenSources(actor), retentionPage).Scan(&r.Due).Error,
		db.Raw(`SELECT h.*, COALESCE(a.title, o.title) AS name FROM holds h LEFT JOIN articles a ON a.id = h.article_id LEFT JOIN sources o ON o.id = h.source_id
			WHERE (a.id IS NULL OR a.id NOT IN (?)) AND (o.id IS NULL OR o.id NOT IN (?)) ORDER BY (h.lifted_at IS NOT NULL), h.id DESC LIMIT ?`, hiddenFrom(actor), hiddenSources(actor), retentionPage).Scan(&r.Held).Error,
		db.Where("NOT restricted").Order("id DESC").Limit(retentionPage).Find(&r.Deletions).Error,
	} {
		if step != nil {
			return r, fmt.Errorf("load the retention: %w", step)
		}
	}
	return r, nil
}

// seenHolds asks for the holds on what exists for the actor.
func (s *Store) seenHolds(ctx context.Context, actor User) *gorm.DB {
	return s.read.WithContext(ctx).Where("(article_id IS NULL OR article_id NOT IN (?)) AND (source_id IS NULL OR source_id NOT IN (?))", hiddenFrom(actor), hiddenSources(actor))
}

// Holds lists the holds on an article or on a source, the newest first.
func (s *Store) Holds(ctx context.Context, actor User, articleID, sourceID int64) ([]Hold, error) {
	var all []Hold
	err := s.seenHolds(ctx, actor).Where("article_id = ? OR source_id = ?", articleID, sourceID).Order("id DESC").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("load holds: %w", err)
	}
	return all, nil
}
