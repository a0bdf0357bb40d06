package models

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// held says of an article that a hold is on it or on a source that it rests on.
const held = `EXISTS (SELECT 1 FROM holds h WHERE h.lifted_at IS NULL AND (h.article_id = a.id
	OR h.source_id IN (SELECT source_id FROM evidence WHERE article_id = a.id UNION SELECT source_id FROM replies WHERE article_id = a.id UNION SELECT source_id FROM inquiries WHERE article_id = a.id)))`

// dueOf asks for the ids of what is due in each class; ? is the time since which
// it has to have rested.
var dueOf = map[Class]string{
	ClassKilled: `SELECT a.id FROM articles a WHERE a.status = 'killed' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.article_id = a.id AND e.at >= ?) AND NOT ` + held,
	ClassUnpublished: `SELECT a.id FROM articles a WHERE a.status IN ('checking', 'signed_off', 'on_hold') AND NOT EXISTS (SELECT 1 FROM events e WHERE e.article_id = a.id AND e.action = 'article.published')
		AND NOT EXISTS (SELECT 1 FROM events e WHERE e.article_id = a.id AND e.at >= ?) AND NOT ` + held,
	ClassPublished: `SELECT a.id FROM articles a WHERE a.status = 'published' AND NOT EXISTS (SELECT 1 FROM events e WHERE e.article_id = a.id AND e.action = 'article.published' AND e.at >= ?) AND NOT ` + held,
	ClassCaptures:  `SELECT c.id FROM captures c JOIN articles a ON a.id = c.article_id WHERE c.status = 'kept' AND COALESCE(c.fetched_at, c.created_at) < ? AND a.status IN ('published', 'killed') AND NOT ` + held,
	ClassIdentities: `SELECT i.source_id FROM identities i WHERE i.changed_at < ? AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.lifted_at IS NULL AND h.source_id = i.source_id)
		AND NOT EXISTS (SELECT 1 FROM evidence x JOIN articles a ON a.id = x.article_id WHERE x.source_id = i.source_id AND (a.status NOT IN ('published', 'killed') OR a.updated_at >= ? OR ` + held + `))`,
}

// DeleteDue lists what has become due, takes off the list what is not any more,
// and deletes what has been on it for the days of grace. What cannot be deleted
// stays on the list, and the rest goes on.
func (s *Store) DeleteDue(ctx context.Context) error {
	set, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	var ripe []DueDeletion
	err = s.Tx(ctx, func(tx *Store) error {
		ripe, err = tx.listDue(set.Keep)
		return err
	})
	if err != nil {
		return fmt.Errorf("list what is due: %w", err)
	}
	var errs []error
	for _, d := range ripe {
		if ctx.Err() != nil {
			break
		}
		if err := s.deleteDue(ctx, d, set.Keep); err != nil {
			errs = append(errs, fmt.Errorf("delete %s %d: %w", d.Class, d.SubjectID, err))
		}
	}
	return errors.Join(append(errs, ctx.Err())...)
}

// listDue brings the list up to date, and gives what has been on it long enough.
func (s *Store) listDue(p Periods) ([]DueDeletion, error) {
	now := s.now()
	var listed, due []DueDeletion
	if err := s.db.Order("id").Find(&listed).Error; err != nil {
		return nil, err
	}
	for _, class := range Classes {
		ids, err := s.due(class, p, 0)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			due = append(due, DueDeletion{Class: class, SubjectID: id, ListedAt: now})
		}
	}
	rest, fresh := compareDue(listed, due)
	for _, d := range rest {
		if err := s.db.Delete(&DueDeletion{}, d.ID).Error; err != nil {
			return nil, err
		}
	}
	if len(fresh) > 0 {
		if err := s.db.CreateInBatches(&fresh, 200).Error; err != nil {
			return nil, err
		}
	}
	var ripe []DueDeletion
	return ripe, s.db.Where("listed_at <= ?", now.Add(-deletionGrace)).Order("id").Find(&ripe).Error
}

// due are the ids of what is due in a class, or the one that is asked about if
// it is.
func (s *Store) due(class Class, p Periods, only int64) ([]int64, error) {
	sql := dueOf[class]
	if p.Days(class) == 0 || sql == "" {
		return nil, nil
	}
	var args []any
	for range strings.Count(sql, "?") {
		args = append(args, p.cutoff(class, s.now()))
	}
	if only != 0 {
		column, _, _ := strings.Cut(strings.TrimPrefix(sql, "SELECT "), " ")
		sql += " AND " + column + " = ?"
		args = append(args, only)
	}
	var ids []int64
	if err := s.db.Raw(sql, args...).Scan(&ids).Error; err != nil {
		return nil, fmt.Errorf("look for what is due of %s: %w", class, err)
	}
	return ids, nil
}

// deleteDue deletes one thing, unless it is not due any more by now.
func (s *Store) deleteDue(ctx context.Context, d DueDeletion, p Periods) error {
	var gone []string
	err := s.Tx(ctx, func(tx *Store) error {
		if d.Class.OfArticles() {
			if _, err := tx.lockArticle(d.SubjectID); err != nil {
				return err
			}
		}
		ids, err := tx.due(d.Class, p, d.SubjectID)
		if err != nil || len(ids) == 0 {
			return err
		}
		if d.Restricted, err = tx.ofRestricted(d); err != nil {
			return err
		}
		switch d.Class {
		case ClassCaptures:
			gone, err = tx.eraseCapture(d, p.Captures)
		case ClassIdentities:
			err = tx.eraseIdentity(d, p.Identities)
		default:
			gone, err = tx.eraseArticle(d, p.Days(d.Class))
		}
		if err != nil {
			return err
		}
		return tx.db.Delete(&DueDeletion{}, d.ID).Error
	})
	if err != nil {
		return err
	}
	return errors.Join(s.release(ctx, gone), s.emptyLog())
}

// ofRestricted reports whether what is deleted exists for named people alone.
func (s *Store) ofRestricted(d DueDeletion) (bool, error) {
	nobody := User{}
	is := map[Class]clause.Expr{
		ClassCaptures:   gorm.Expr("EXISTS (SELECT 1 FROM captures WHERE id = ? AND article_id IN (?))", d.SubjectID, hiddenFrom(nobody)),
		ClassIdentities: gorm.Expr("CAST(? AS INTEGER) IN (?)", d.SubjectID, hiddenSources(nobody)),
	}
	asked, other := is[d.Class]
	if !other {
		asked = gorm.Expr("CAST(? AS INTEGER) IN (?)", d.SubjectID, hiddenFrom(nobody))
	}
	var restricted bool
	if err := s.db.Raw("SELECT ?", asked).Scan(&restricted).Error; err != nil {
		return false, fmt.Errorf("look whether it is restricted: %w", err)
	}
	return restricted, nil
}

// release takes away the bytes that no row names any more.
func (s *Store) release(ctx context.Context, gone []string) error {
	if len(gone) == 0 {
		return nil
	}
	s.attaching.Lock() // nobody has stored a file and not yet its row
	defer s.attaching.Unlock()
	unnamed, err := s.unnamedFiles(ctx, gone)
	for _, sha := range unnamed {
		err = errors.Join(err, s.blobs.Remove(sha))
	}
	return err
}
