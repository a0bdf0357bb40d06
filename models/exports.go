package models

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// ExportForm says which file of an article is wanted, and for whom.
type ExportForm struct {
	Format string   `json:"format"`
	For    Audience `json:"for"`
}

// RequestExport queues the making of a file that takes its time. Whoever may take
// an export for that audience may ask for it.
func (s *Store) RequestExport(ctx context.Context, actor User, articleID int64, form ExportForm) (Job, error) {
	if !slices.Contains(Audiences, form.For) {
		return Job{}, invalid("for", "Choose for whom the export is: the public, the newsroom or legal.")
	}
	if reason := form.For.Refusal(actor); reason != "" {
		return Job{}, refuse(reason)
	}
	var j Job
	err := s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.Article(ctx, actor, articleID); err != nil {
			return err
		}
		var err error
		j, err = tx.enqueue(actor, JobExport, &articleID, form)
		return err
	})
	if err != nil {
		return Job{}, fmt.Errorf("ask for article %d as %s: %w", articleID, form.Format, err)
	}
	return j, nil
}

// RecordExport notes in the history that an article left Stet, how and for whom.
func (s *Store) RecordExport(ctx context.Context, actor User, articleID int64, format string, audience Audience) error {
	return s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.Article(ctx, actor, articleID); err != nil {
			return err
		}
		return tx.record(actor, &articleID, nil, ArticleExported, Detail{Format: format, For: audience})
	})
}

// OpenChecked opens the bytes of a file that an export names. What may leave is
// decided where the export is made.
func (s *Store) OpenChecked(f CheckedFile) (io.ReadSeekCloser, error) { return s.blobs.Open(f.SHA256) }
