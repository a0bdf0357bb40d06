package models

import (
	"context"
	"fmt"
)

// CaptureDetail loads a capture with its readable text and where the excerpt
// stands in it.
func (s *Store) CaptureDetail(ctx context.Context, actor User, id int64) (CaptureDetail, error) {
	var d CaptureDetail
	var err error
	if d.Capture, err = s.Capture(ctx, actor, id); err != nil {
		return d, err
	}
	if d.Evidence, err = s.EvidenceItem(ctx, actor, d.Capture.EvidenceID); err != nil {
		return d, err
	}
	if d.Claim, err = s.Claim(ctx, actor, d.Evidence.ClaimID); err != nil {
		return d, err
	}
	if d.By, err = s.User(ctx, d.Capture.CreatedBy); err != nil {
		return d, err
	}
	if d.Archives, err = s.ArchiveLinks(ctx, actor, d.Evidence.ID); err != nil {
		return d, err
	}
	article, err := s.Article(ctx, actor, d.Capture.ArticleID)
	if err != nil {
		return d, err
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return d, err
	}
	c := &d.Capture
	d.AsksArchive = s.capture && set.ArchiveSave != "" && untold(*c, d.Evidence, article) == ""
	d.TakesPicture = s.pictures && unpictured(*c, d.Evidence, article) == ""
	if err := s.stopped(ctx, JobCapture, c.ID, &c.Status, &c.Reason); err != nil {
		return d, err
	}
	if err := s.stopped(ctx, JobArchive, c.ID, &c.ArchiveStatus, &c.ArchiveReason); err != nil {
		return d, err
	}
	if err := s.stopped(ctx, JobPicture, c.ID, &c.Picture.Status, &c.Picture.Reason); err != nil {
		return d, err
	}
	if d.Text, err = s.CapturedText(ctx, d.Capture); err != nil || d.Text == "" {
		return d, err
	}
	doc := capturedDocument(d.Text)
	d.Text, d.Excerpt = doc.Text, FindExcerpt(&doc, d.Evidence.Excerpt)
	return d, nil
}

// CapturedText is the readable text of a page that was kept, "" where there is none.
func (s *Store) CapturedText(_ context.Context, c Capture) (string, error) {
	if c.TextSHA256 == "" {
		return "", nil
	}
	all, err := s.keptText(c.TextSHA256)
	if err != nil {
		return "", fmt.Errorf("read the text of capture %d: %w", c.ID, err)
	}
	return all, nil
}
