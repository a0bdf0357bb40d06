package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"stet/app/capture"
	"stet/app/inbox"
	"stet/app/intake"
	"stet/app/work"
	"stet/models"
	"stet/models/text"
)

// capturePatience is how often a site that does not answer is asked for a page.
const capturePatience = 3

// capturer keeps the pages that evidence comes from, and looks whether they are
// still what they were.
type capturer struct {
	store   *models.Store
	fetcher *capture.Fetcher
	limits  intake.Limits
}

// keep fetches a page and keeps it. A site that cannot be reached is asked a few
// times; what cannot be had in the end is said so, and can be tried again.
func (c capturer) keep(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	of, err := c.store.JobCapture(ctx, job)
	if err != nil {
		return work.Outcome{}, err
	}
	found, err := c.fetcher.Fetch(ctx, of.URL)
	if refused := (*capture.Error)(nil); errors.As(err, &refused) {
		if ctx.Err() == nil && !settled(found) && refused.Unwrap() != nil && job.Attempts < capturePatience {
			return work.Outcome{}, &models.Passing{Reason: refused.Reason, Err: err}
		}
		return c.outcome(ctx, func(ctx context.Context, tx *models.Store) error {
			return tx.CaptureNotKept(ctx, of.ID, refused.Reason)
		})
	}
	if err != nil {
		return work.Outcome{}, err
	}
	read := c.read(found)
	page, err := c.store.KeepPage(pageOf(found, read.Title), found.Body, read.Document.Text, warc(found))
	if err != nil {
		return work.Outcome{}, err
	}
	at := found.Hops[len(found.Hops)-1].At
	return c.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.CaptureKept(ctx, of.ID, page, at) })
}

// outcome is an effect, unless the job was stopped: a page that was not fetched
// because the program ends is neither kept nor gone.
func (c capturer) outcome(ctx context.Context, effect work.Effect) (work.Outcome, error) {
	return work.Outcome{Effect: effect}, ctx.Err()
}

// settled reports whether the site itself said that the page is not there.
func settled(found capture.Fetched) bool {
	if len(found.Hops) == 0 {
		return false
	}
	status := found.Hops[len(found.Hops)-1].Status
	return status == http.StatusNotFound || status == http.StatusGone
}

func pageOf(found capture.Fetched, title string) models.CapturePage {
	last := found.Hops[len(found.Hops)-1]
	return models.CapturePage{FinalURL: found.URL, Hops: len(found.Hops), Remote: last.Remote.String(), Certificate: last.Certificate, MediaType: found.Type, Title: title}
}

// read is what can be read of a page; what holds no text that Stet can read is
// kept all the same.
func (c capturer) read(found capture.Fetched) intake.Result {
	return inbox.Readable(found.Body, found.Declared, found.URL, intake.Options{Limits: c.limits})
}

// warc is the WARC file of what went over the wire.
func warc(found capture.Fetched) []byte {
	var b bytes.Buffer
	if err := capture.WARC(&b, found); err != nil {
		return nil // there is none of an answer that was none
	}
	return b.Bytes()
}

// recheck looks whether a page is still what was kept of it.
func (c capturer) recheck(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	of, err := c.store.JobCapture(ctx, job)
	if err != nil {
		return work.Outcome{}, err
	}
	found, err := c.fetcher.Fetch(ctx, of.URL)
	drift := models.NoDrift
	switch refused := (*capture.Error)(nil); {
	case errors.As(err, &refused):
		if ctx.Err() == nil && !settled(found) && job.Attempts < capturePatience {
			return work.Outcome{}, &models.Passing{Reason: refused.Reason, Err: err}
		}
		drift = models.DriftGone
	case err != nil:
		return work.Outcome{}, err
	default:
		if drift, err = c.drift(ctx, of, found); err != nil {
			return work.Outcome{}, err
		}
	}
	return c.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.CaptureChecked(ctx, of.ID, drift) })
}

// drift compares a page with what was kept: by its readable text, which is
// what the evidence rests on, or by its bytes where it has none.
func (c capturer) drift(ctx context.Context, of models.Capture, found capture.Fetched) (models.Drift, error) {
	was, err := c.store.CapturedText(ctx, of)
	if err != nil {
		return models.NoDrift, fmt.Errorf("compare capture %d: %w", of.ID, err)
	}
	same := text.Fold(was) == text.Fold(c.read(found).Document.Text)
	if was == "" {
		same = models.SHA256(found.Body) == of.BodySHA256
	}
	if same {
		return models.NoDrift, nil
	}
	return models.DriftChanged, nil
}
