package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
)

// fileGrace is how long a file may lie in the blob store before a row names it.
const fileGrace = 24 * time.Hour

// fileColumn is a column that names files of the blob store.
type fileColumn struct{ table, column string }

// fileColumns lists every column that names files of the blob store, by their
// SHA-256. A file that none of them names is swept, so a new one must be here:
// a test compares the list with the database.
var fileColumns = []fileColumn{{"files", "sha256"}, {"jobs", "result_sha256"},
	{"captures", "body_sha256"}, {"captures", "text_sha256"}, {"captures", "warc_sha256"}, {"captures", "upload_sha256"}, {"captures", "picture_sha256"},
	{"sign_offs", "list_sha256"}, {"time_stamps", "token_sha256"}}

// keptFiles lists the files that rows of a backup name, each once.
func keptFiles(db *gorm.DB) ([]string, error) {
	var all []string
	for _, c := range fileColumns {
		if c.table == "jobs" {
			continue // what a job made can be made again
		}
		var some []string
		if err := db.Table(c.table).Where(c.column+" <> ''").Distinct(c.column).Pluck(c.column, &some).Error; err != nil {
			return nil, fmt.Errorf("list the files of %s: %w", c.table, err)
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// SweepFiles removes the files that no row names: what jobs made that were
// swept, and what was stored for an act that then failed. A file is left alone
// for a day, so that an act that is under way keeps its own.
func (s *Store) SweepFiles(ctx context.Context) error {
	const batch = 500
	before := s.now().Add(-fileGrace)
	var old []string
	err := s.blobs.Walk(func(sha string, _ int64, at time.Time) error {
		if at.Before(before) {
			old = append(old, sha)
		}
		if len(old) < batch {
			return ctx.Err()
		}
		found := old
		old = nil
		return s.sweepFiles(ctx, found, before)
	})
	if err == nil {
		err = s.sweepFiles(ctx, old, before)
	}
	if err != nil {
		return fmt.Errorf("sweep the files: %w", err)
	}
	return nil
}

// sweepFiles removes those of the files that no row names.
func (s *Store) sweepFiles(ctx context.Context, found []string, before time.Time) error {
	unnamed, err := s.unnamedFiles(ctx, found)
	if err != nil {
		return err
	}
	for _, sha := range unnamed {
		if err := s.blobs.RemoveOld(sha, before); err != nil {
			return err
		}
	}
	return nil
}

// unnamedFiles are those of the files that no row names.
func (s *Store) unnamedFiles(ctx context.Context, found []string) ([]string, error) {
	var named []string
	for _, c := range fileColumns {
		var some []string
		if err := s.read.WithContext(ctx).Table(c.table).Where(c.column+" IN ?", found).Distinct(c.column).Pluck(c.column, &some).Error; err != nil {
			return nil, err
		}
		named = append(named, some...)
	}
	return slices.DeleteFunc(slices.Clone(found), func(sha string) bool { return slices.Contains(named, sha) }), nil
}
