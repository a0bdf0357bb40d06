package models

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"stet/models/message"
	"stet/models/text"
)

// askCapture asks for the page that an item of evidence comes from, in the
// transaction that attaches it. What has been asked for is not asked for twice.
func (s *Store) askCapture(actor User, e Evidence, claimNumber int) error {
	if !s.capture || e.Source == nil || e.Source.URL == "" || e.Source.Confidential() {
		return nil
	}
	var last []Capture
	if err := s.db.Where("evidence_id = ? AND NOT uploaded", e.ID).Order("id DESC").Limit(1).Find(&last).Error; err != nil {
		return fmt.Errorf("look for captures of evidence %d: %w", e.ID, err)
	}
	if len(last) > 0 && last[0].URL == e.Source.URL {
		return nil
	}
	c := Capture{ArticleID: e.ArticleID, EvidenceID: e.ID, URL: e.Source.URL, Status: CaptureWaiting, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := s.db.Create(&c).Error; err != nil {
		return fmt.Errorf("store the capture of evidence %d: %w", e.ID, err)
	}
	return s.queueCapture(actor, JobCapture, c, e.ClaimID, claimNumber)
}

func (s *Store) queueCapture(actor User, kind JobKind, c Capture, claimID int64, number int) error {
	if _, err := s.enqueue(actor, kind, &c.ArticleID, CaptureTask{c.ID}); err != nil {
		return err
	}
	if kind == JobRecheck {
		return nil
	}
	return s.record(actor, &c.ArticleID, &claimID, CaptureAsked, Detail{Number: number})
}

// RetryCapture asks once more for a page that was not kept.
func (s *Store) RetryCapture(ctx context.Context, actor User, id int64) (Capture, error) {
	var c Capture
	err := s.Tx(ctx, func(tx *Store) error {
		var e Evidence
		var f claimFacts
		var err error
		if c, e, _, f, err = tx.captureFor(ctx, actor, id); err != nil {
			return err
		}
		if err := tx.stopped(ctx, JobCapture, c.ID, &c.Status, &c.Reason); err != nil {
			return err
		}
		if c.Status != CaptureFailed {
			return refuse("This page is kept, or is being fetched. There is nothing to try again.")
		}
		if !tx.capture {
			return refuse("Stet fetches no pages here. Save the page in your browser and attach the file.")
		}
		c.Status, c.Reason = CaptureWaiting, message.Message{}
		if err := tx.saveCapture(c); err != nil {
			return err
		}
		return tx.queueCapture(actor, JobCapture, c, e.ClaimID, f.Claim.Number)
	})
	if err != nil {
		return c, fmt.Errorf("capture %d again: %w", id, err)
	}
	return c, nil
}

func (s *Store) saveCapture(c Capture) error {
	if err := s.db.Select("*").Where("id = ?", c.ID).Updates(&c).Error; err != nil {
		return fmt.Errorf("store capture %d: %w", c.ID, err)
	}
	return nil
}

// Capture loads a capture.
func (s *Store) Capture(ctx context.Context, actor User, id int64) (Capture, error) {
	var c Capture
	err := first(s.seen(ctx, actor).First(&c, id).Error, "load capture", id)
	return c, err
}

// JobCapture loads the capture that a job is about, for whoever runs it.
func (s *Store) JobCapture(ctx context.Context, j Job) (Capture, error) {
	var task CaptureTask
	if err := j.Read(&task); err != nil {
		return Capture{}, err
	}
	return s.Capture(ctx, itself(j.CreatedBy), task.Capture)
}

// keptText is all of a file that is kept.
func (s *Store) keptText(sha string) (string, error) {
	f, err := s.blobs.Open(sha)
	if err != nil {
		return "", err
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	return string(all), err
}

// capturedDocument has the paragraphs of a readable text as its blocks.
func capturedDocument(s string) text.Document {
	var parts []text.Part
	for p := range strings.SplitSeq(s, "\n\n") {
		parts = append(parts, text.Part{Text: p})
	}
	return text.Build(parts)
}

// OpenCapture opens what was kept of a page: "page" as received, "warc", the
// "upload" that it was handed in with, or its "picture".
func (s *Store) OpenCapture(ctx context.Context, actor User, id int64, part string) (Capture, io.ReadSeekCloser, error) {
	c, err := s.Capture(ctx, actor, id)
	if err != nil {
		return c, nil, err
	}
	sha := map[string]string{"page": c.BodySHA256, "warc": c.WARCSHA256, "upload": c.UploadSHA256, "picture": c.Picture.SHA256}[part]
	if sha == "" {
		return c, nil, fmt.Errorf("open the %s of capture %d: %w", part, id, ErrNotFound)
	}
	r, err := s.blobs.Open(sha)
	return c, r, err
}

// KeepPage stores the bytes of a page, its readable text and its WARC file. No
// row names them yet: they become part of a capture by CaptureKept.
func (s *Store) KeepPage(p CapturePage, body []byte, readable string, warc []byte) (CapturePage, error) {
	p.Size = int64(len(body))
	for _, part := range []struct {
		content []byte
		sha     *string
	}{{body, &p.BodySHA256}, {[]byte(readable), &p.TextSHA256}, {warc, &p.WARCSHA256}} {
		if len(part.content) == 0 {
			continue
		}
		var err error
		if *part.sha, _, err = s.blobs.Put(bytes.NewReader(part.content), int64(len(part.content))); err != nil {
			return p, err
		}
	}
	return p, nil
}

// CaptureKept says that a page was kept, and asks for its picture and for the
// copy of an archive outside where there are such. It is the effect of a job.
func (s *Store) CaptureKept(ctx context.Context, id int64, p CapturePage, at time.Time) error {
	return s.Tx(ctx, func(tx *Store) error {
		err := tx.concludeCapture(ctx, id, CaptureWasKept, func(c *Capture) message.Message {
			at = at.UTC().Truncate(time.Microsecond)
			c.Status, c.Reason, c.CapturePage, c.FetchedAt, c.CheckedAt = CaptureKept, message.Message{}, p, &at, &at
			return message.Message{}
		})
		if err != nil {
			return err
		}
		if err := tx.askPicture(ctx, id); err != nil {
			return err
		}
		return tx.askArchive(ctx, id)
	})
}

// CaptureNotKept says why a page could not be kept. It is the effect of a job:
// the failure is honest, and can be tried again.
func (s *Store) CaptureNotKept(ctx context.Context, id int64, reason message.Message) error {
	return s.concludeCapture(ctx, id, CaptureWasNot, func(c *Capture) message.Message {
		c.Status, c.Reason = CaptureFailed, reason
		return reason
	})
}

// lockCapture loads a capture and holds the article it serves, so that what is
// told of it is told in order.
func (s *Store) lockCapture(id int64) (Capture, error) {
	var c Capture
	if err := first(s.db.First(&c, id).Error, "load capture", id); err != nil {
		return c, err
	}
	_, err := s.lockArticle(c.ArticleID)
	return c, err
}

func (s *Store) concludeCapture(ctx context.Context, id int64, action Action, conclude func(*Capture) message.Message) error {
	return s.Tx(ctx, func(tx *Store) error {
		c, err := tx.lockCapture(id)
		if err != nil {
			return err
		}
		reason := conclude(&c)
		if err := tx.saveCapture(c); err != nil {
			return err
		}
		return tx.tellCapture(ctx, c, action, Detail{Why: reason})
	})
}

// tellCapture adds a line to the history of the claim that a capture serves, in
// the name of whoever asked for it.
func (s *Store) tellCapture(ctx context.Context, c Capture, action Action, detail Detail) error {
	var claim Claim
	ofEvidence := s.db.Model(&Evidence{}).Select("claim_id").Where("id = ?", c.EvidenceID)
	if err := first(s.db.Select("id", "number").Where("id = (?)", ofEvidence).First(&claim).Error, "load the claim of capture", c.ID); err != nil {
		return err
	}
	detail.Number = claim.Number
	return s.record(User{ID: c.CreatedBy}, &c.ArticleID, &claim.ID, action, detail)
}

// captures adds the newest capture of each item of evidence.
func (s *Store) captures(ctx context.Context, items []Evidence) error {
	var ids []int64
	for _, e := range items {
		if e.Source != nil && e.Source.URL != "" {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var all []Capture
	if err := s.read.WithContext(ctx).Where("evidence_id IN ?", ids).Order("id").Find(&all).Error; err != nil {
		return fmt.Errorf("load captures: %w", err)
	}
	for _, c := range all {
		if at := slices.IndexFunc(items, func(e Evidence) bool { return e.ID == c.EvidenceID }); at >= 0 {
			items[at].Capture = &c
		}
	}
	return nil
}
