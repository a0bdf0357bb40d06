package models

import (
	"context"
	"fmt"

	"stet/models/text"
)

// Comparison is two texts of an article side by side.
type Comparison struct {
	Article Article
	A, B    Revision // B is zero for a text that is no revision
	From    *text.Document
	To      *text.Document
	Pairs   []text.Pair
	Signed  *SignOff // of A; nil where it was not signed off, or was not asked about
}

// Compare compares two revisions of an article, block by block and word by word.
func (s *Store) Compare(ctx context.Context, actor User, articleID int64, from, to int) (Comparison, error) {
	var c Comparison
	var err error
	if c.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return c, err
	}
	if c.A, c.From, err = s.Revision(ctx, actor, articleID, from); err != nil {
		return c, err
	}
	if c.B, c.To, err = s.Revision(ctx, actor, articleID, to); err != nil {
		return c, err
	}
	c.Pairs = text.Compare(c.From, c.To)
	return c, nil
}

// ComparePublished compares a text with the revision that was signed off last,
// or the newest where none was. What is bold on a page is up to its design, so
// marks are not compared. Nothing is saved.
func (s *Store) ComparePublished(ctx context.Context, actor User, articleID int64, published *text.Document) (Comparison, error) {
	var c Comparison
	var err error
	if c.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return c, err
	}
	signed, err := s.lastSignOff(articleID)
	if err != nil {
		return c, err
	}
	number := 0
	if signed != nil {
		if err := s.read.WithContext(ctx).Model(&Revision{}).Where("id = ?", signed.RevisionID).Pluck("number", &number).Error; err != nil {
			return c, fmt.Errorf("find the signed-off revision: %w", err)
		}
	}
	if c.A, c.From, err = s.Revision(ctx, actor, articleID, number); err != nil {
		return c, err
	}
	c.Signed = signed
	c.From, c.To = unmarked(c.From), unmarked(published)
	c.Pairs = text.Compare(c.From, c.To)
	return c, nil
}

func unmarked(d *text.Document) *text.Document {
	plain := *d
	plain.Marks = nil
	return &plain
}
