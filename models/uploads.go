package models

import (
	"bytes"
	"context"
	"fmt"
	"time"
)

// UploadedCapture is a page that somebody saved and hands in as the capture of
// an item of evidence.
type UploadedCapture struct {
	URL      string // of the page, as it was typed
	FileName string
	Upload   []byte // the file as it came
	Page     CapturePage
	Body     []byte    // the page in that file, or the file itself
	Readable string    // its text, "" where it has none
	SavedAt  time.Time // as the file says; zero where it does not
}

// UploadCapture keeps a page that was handed in. Whoever hands it in has had
// their hands in the evidence, and cannot approve what rests on it.
func (s *Store) UploadCapture(ctx context.Context, actor User, evidenceID int64, u UploadedCapture) (Capture, error) {
	s.attaching.RLock()
	defer s.attaching.RUnlock()
	e, err := s.EvidenceItem(ctx, actor, evidenceID)
	if err != nil {
		return Capture{}, err
	}
	if err := s.takesCapture(ctx, actor, e, u); err != nil {
		return Capture{}, fmt.Errorf("hand in a capture of evidence %d: %w", evidenceID, err)
	}
	c := Capture{ArticleID: e.ArticleID, EvidenceID: e.ID, URL: tidy(u.URL), Status: CaptureKept, Uploaded: true, FileName: fileName(u.FileName), CreatedBy: actor.ID}
	if c.CapturePage, err = s.KeepPage(u.Page, u.Body, u.Readable, nil); err != nil {
		return c, err
	}
	if c.UploadSHA256, _, err = s.blobs.Put(bytes.NewReader(u.Upload), int64(len(u.Upload))); err != nil {
		return c, err
	}
	if !u.SavedAt.IsZero() {
		at := u.SavedAt.UTC().Truncate(time.Microsecond)
		c.FetchedAt = &at
	}
	err = s.change(ctx, actor, e.ClaimID, EvidenceEdited, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		return tx.addUpload(actor, &c, e, f.Claim)
	})
	return c, err
}

// takesCapture says what is wrong with what is handed in, and asks before any
// byte is kept whether the actor may.
func (s *Store) takesCapture(ctx context.Context, actor User, e Evidence, u UploadedCapture) error {
	c := checks{}
	c.need(webAddress(tidy(u.URL)) && len(u.URL) <= maxAddress, "url", "The address must begin with http:// or https://.")
	c.need(len(u.Upload) > 0, "saved", "Choose the file of the saved page.")
	c.need(int64(len(u.Upload)) <= s.maxFile, "saved", "The file is larger than %d MB. Save the page without its videos, or by itself.", s.maxFile>>20)
	if err := c.err(); err != nil {
		return err
	}
	if err := s.unnamed(ctx, actor, map[string]string{"url": u.URL}); err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		if _, _, err := tx.allow(actor, e.ClaimID, EvidenceEdited); err != nil {
			return err
		}
		switch {
		case e.WithdrawnAt != nil:
			return refuse("This evidence was withdrawn. Attach it again instead.")
		case e.Source == nil || e.Source.Confidential():
			return refuse("The copy of a page is kept in the clear, which the source of this evidence does not allow. Attach it as a file, which is sealed.")
		}
		return nil
	})
}

func (s *Store) addUpload(actor User, c *Capture, e Evidence, of Claim) (Detail, error) {
	c.CreatedAt = s.now()
	if err := s.db.Create(c).Error; err != nil {
		return Detail{}, fmt.Errorf("store the capture of evidence %d: %w", e.ID, err)
	}
	e.ChangedBy, e.ChangedAt = actor.ID, c.CreatedAt
	if err := s.db.Model(&Evidence{}).Where("id = ?", e.ID).Select("changed_by", "changed_at").Updates(e).Error; err != nil {
		return Detail{}, fmt.Errorf("store evidence: %w", err)
	}
	detail := Detail{Number: of.Number, Source: e.SourceID}
	return detail, s.record(actor, &c.ArticleID, &of.ID, CaptureUploaded, detail)
}
