package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stet/models/blob"
)

// Damage says what became of a file that is kept.
type Damage string

// The kinds of damage.
const (
	NoDamage      Damage = ""
	DamageMissing Damage = "missing" // it is gone, or cannot be read
	DamageAltered Damage = "altered" // it has other bytes than were stored
)

// Damages lists every kind.
var Damages = []Damage{NoDamage, DamageMissing, DamageAltered}

const (
	rehashAfter = 28 * 24 * time.Hour // every file is hashed again within this, as long as the upkeep keeps up
	rehashFiles = 2000                // rows that are looked at in one go
	rehashBytes = 2 << 30             // bytes that are read in one go, and the rest of the row under way
)

// kept is a row that names files, with what they should be.
type kept struct {
	id, evidence int64
	hashes       []string
	size         int64 // bytes, about
	was          Damage
}

// damage hashes the files again. The error is of the context, or that of what
// is wrong with one of them.
func (s *Store) damage(hashes []string) (Damage, error) {
	for _, sha := range hashes {
		if sha == "" {
			continue
		}
		err := s.blobs.Verify(sha)
		switch {
		case errors.Is(err, blob.ErrAltered):
			return DamageAltered, err
		case err != nil:
			return DamageMissing, err
		}
	}
	return NoDamage, nil
}

// VerifyFiles hashes a share of the files that evidence rests on: those that
// were never hashed again, then those that were not for four weeks. What is
// damaged is told in the history of its claim, once, and shown beside it; so is
// what is whole again after a file was put back.
func (s *Store) VerifyFiles(ctx context.Context) error {
	room := int64(rehashBytes)
	for _, table := range []string{"files", "captures"} {
		rows, err := s.dueFiles(ctx, table)
		if err != nil {
			return fmt.Errorf("look for files to hash again: %w", err)
		}
		for _, k := range rows {
			if ctx.Err() != nil || room <= 0 {
				return ctx.Err()
			}
			room -= k.size
			is, _ := s.damage(k.hashes) // what is wrong is told by the row
			if err := s.verified(ctx, table, k, is); err != nil {
				return err
			}
		}
	}
	return nil
}

// dueFiles lists what is to be hashed again, the longest ago first.
func (s *Store) dueFiles(ctx context.Context, table string) ([]kept, error) {
	due := s.read.WithContext(ctx).Where("verified_at IS NULL OR verified_at < ?", s.now().Add(-rehashAfter)).Order("verified_at IS NOT NULL, verified_at, id").Limit(rehashFiles)
	var all []kept
	if table == "files" {
		var files []File
		err := due.Find(&files).Error
		for _, f := range files {
			all = append(all, kept{f.ID, f.EvidenceID, f.hashes(), f.Size, f.Damage})
		}
		return all, err
	}
	var captures []Capture
	err := due.Where("status = ?", CaptureKept).Find(&captures).Error
	for _, c := range captures {
		all = append(all, kept{c.ID, c.EvidenceID, c.hashes(), c.Size, c.Damage})
	}
	return all, err
}

// hashes are the files that a row names.
func (f File) hashes() []string { return []string{f.SHA256} }

func (c Capture) hashes() []string {
	return []string{c.BodySHA256, c.TextSHA256, c.WARCSHA256, c.UploadSHA256, c.Picture.SHA256}
}

// verified takes down how a row's files were found.
func (s *Store) verified(ctx context.Context, table string, k kept, is Damage) error {
	return s.Tx(ctx, func(tx *Store) error {
		var e Evidence
		if is != k.was { // to be told, in the order of the article's events
			if err := first(tx.db.First(&e, k.evidence).Error, "load evidence", k.evidence); err != nil {
				return err
			}
			if _, err := tx.lockArticle(e.ArticleID); err != nil {
				return err
			}
		}
		err := tx.db.Table(table).Where("id = ?", k.id).Updates(map[string]any{"damage": is, "verified_at": tx.now()}).Error
		if err != nil {
			return fmt.Errorf("take down how %s %d was found: %w", table, k.id, err)
		}
		if is == k.was {
			return nil
		}
		var c Claim
		if err := first(tx.db.Select("id", "number").First(&c, e.ClaimID).Error, "load claim", e.ClaimID); err != nil {
			return err
		}
		return tx.record(User{ID: e.CreatedBy}, &e.ArticleID, &e.ClaimID, EvidenceDamaged, Detail{Number: c.Number, Was: string(k.was), Is: string(is), Source: e.SourceID})
	})
}
