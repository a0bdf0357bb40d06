package models

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"time"

	"stet/models/message"
)

// CapturePicture is a picture of a whole page, as a browser showed it soon after
// the page was kept.
type CapturePicture struct {
	Status CaptureStatus   // "" where none was asked for
	Reason message.Message // why there is none
	SHA256 string          `gorm:"column:sha256"` // of the PNG
	Size   int64           // bytes
	Width  int             // pixels
	Height int             // pixels
	At     *time.Time
}

// unpictured says as a sentence why no picture is taken of a page, "" where one
// may be.
func unpictured(c Capture, e Evidence, a Article) message.Key {
	switch {
	case c.Uploaded || c.Status != CaptureKept || !strings.HasPrefix(c.MediaType, "text/html"):
		return "What was kept is no page that was fetched from a public site."
	case e.Source == nil || e.Source.Confidential():
		return "The source of this evidence is confidential, so its page is not opened."
	case e.WithdrawnAt != nil || a.Status == ArticleKilled:
		return "The evidence or its article was given up."
	}
	return ""
}

// askPicture asks for a picture of a page that was just kept, where a browser is there to take it.
func (s *Store) askPicture(ctx context.Context, id int64) error {
	if !s.pictures {
		return nil
	}
	c, e, a, err := s.captureIn(ctx, id)
	if err != nil || unpictured(c, e, a) != "" {
		return err
	}
	return s.queuePicture(itself(c.CreatedBy), c)
}

// AskPicture asks for a picture of a page of which there is none.
func (s *Store) AskPicture(ctx context.Context, actor User, id int64) (Capture, error) {
	var c Capture
	err := s.Tx(ctx, func(tx *Store) error {
		var e Evidence
		var a Article
		var err error
		if c, e, a, _, err = tx.captureFor(ctx, actor, id); err != nil {
			return err
		}
		if err := tx.stopped(ctx, JobPicture, c.ID, &c.Picture.Status, &c.Picture.Reason); err != nil {
			return err
		}
		switch reason := unpictured(c, e, a); {
		case reason != "":
			return refuse(reason)
		case !tx.pictures:
			return refuse("Stet takes no pictures of pages here.")
		case c.Picture.Status != "" && c.Picture.Status != CaptureFailed:
			return refuse("The picture is there, or is being taken.")
		}
		if err := tx.queuePicture(actor, c); err != nil {
			return err
		}
		c.CreatedBy = actor.ID
		return tx.tellCapture(ctx, c, PictureAsked, Detail{})
	})
	if err != nil {
		return c, fmt.Errorf("have a picture of capture %d taken: %w", id, err)
	}
	return c, nil
}

// captureIn loads a capture with the evidence and the article it serves, and
// holds the article.
func (s *Store) captureIn(ctx context.Context, id int64) (Capture, Evidence, Article, error) {
	c, err := s.lockCapture(id)
	if err != nil {
		return c, Evidence{}, Article{}, err
	}
	e, err := s.EvidenceItem(ctx, itself(c.CreatedBy), c.EvidenceID)
	if err != nil {
		return c, e, Article{}, err
	}
	a, err := s.Article(ctx, itself(c.CreatedBy), c.ArticleID)
	return c, e, a, err
}

// captureFor is captureIn for somebody who works on its claim, with the facts of that.
func (s *Store) captureFor(ctx context.Context, actor User, id int64) (Capture, Evidence, Article, claimFacts, error) {
	if c, err := s.Capture(ctx, actor, id); err != nil { // before anything of it is held
		return c, Evidence{}, Article{}, claimFacts{}, err
	}
	c, e, a, err := s.captureIn(ctx, id)
	if err != nil {
		return c, e, a, claimFacts{}, err
	}
	_, f, err := s.allow(actor, e.ClaimID, EvidenceEdited)
	return c, e, a, f, err
}

func (s *Store) queuePicture(actor User, c Capture) error {
	c.Picture = CapturePicture{Status: CaptureWaiting}
	if err := s.saveCapture(c); err != nil {
		return err
	}
	_, err := s.enqueue(actor, JobPicture, &c.ArticleID, CaptureTask{c.ID})
	return err
}

// PictureRequest is the address of the page that a picture is to be taken of. A
// page that may no longer be opened is Refused.
func (s *Store) PictureRequest(ctx context.Context, id int64) (address string, err error) {
	err = s.Tx(ctx, func(tx *Store) error {
		c, e, a, err := tx.captureIn(ctx, id)
		if err != nil {
			return err
		}
		if reason := unpictured(c, e, a); reason != "" {
			return refuse(reason)
		}
		address = c.URL
		return nil
	})
	return address, err
}

// KeepPicture stores the PNG of a picture, of a size in pixels. No row names it
// yet: it becomes part of a capture by PictureTaken.
func (s *Store) KeepPicture(png []byte, width, height int) (CapturePicture, error) {
	sha, size, err := s.blobs.Put(bytes.NewReader(png), int64(len(png)))
	return CapturePicture{Status: CaptureKept, SHA256: sha, Size: size, Width: width, Height: height}, err
}

// PictureTaken makes a picture part of a capture. It is the effect of a job.
func (s *Store) PictureTaken(ctx context.Context, id int64, p CapturePicture) error {
	now := s.now()
	p.At = &now
	return s.concludeCapture(ctx, id, PictureTaken, func(c *Capture) message.Message {
		c.Picture = p
		return message.Message{}
	})
}

// PictureNotTaken takes down why there is no picture. It is the effect of a job:
// the failure is honest, and can be tried again.
func (s *Store) PictureNotTaken(ctx context.Context, id int64, reason message.Message) error {
	return s.concludeCapture(ctx, id, PictureFailed, func(c *Capture) message.Message {
		c.Picture = CapturePicture{Status: CaptureFailed, Reason: reason}
		return reason
	})
}
