package main

import (
	"context"
	"errors"
	"net/http"
	"time"

	"stet/app/capture"
	"stet/app/work"
	"stet/models"
	"stet/models/message"
)

const (
	archiveTime     = 2 * time.Minute // an archive fetches the page before it answers
	archivePatience = 4               // how often one that cannot save the page at the moment is asked
)

// archive asks the newsroom's archive outside to save a page that was kept. What
// comes of it stands beside the capture; nothing waits for it.
func (c capturer) archive(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	of, err := c.store.JobCapture(ctx, job)
	if err != nil {
		return work.Outcome{}, err
	}
	ask, err := c.store.ArchiveRequest(ctx, of.ID)
	if refused := (*models.Refused)(nil); errors.As(err, &refused) {
		return c.unsaved(ctx, of, refused.Reason)
	}
	if err != nil {
		return work.Outcome{}, err
	}
	if ask == "" {
		return c.unsaved(ctx, of, message.New("No archive is asked any more."))
	}
	patient := *c.fetcher
	patient.Timeout, patient.Idle = archiveTime, archiveTime
	found, err := patient.Fetch(ctx, ask)
	if refused := (*capture.Error)(nil); errors.As(err, &refused) {
		if ctx.Err() == nil && passing(found, refused) && job.Attempts < archivePatience {
			return work.Outcome{}, &models.Passing{Reason: refused.Reason, Err: err}
		}
		return c.unsaved(ctx, of, refused.Reason)
	}
	if err != nil {
		return work.Outcome{}, err
	}
	at := found.CopyAt()
	return c.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.ArchiveSaved(ctx, of.ID, ask, at) })
}

func (c capturer) unsaved(ctx context.Context, of models.Capture, reason message.Message) (work.Outcome, error) {
	return c.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.ArchiveNotSaved(ctx, of.ID, reason) })
}

// passing reports whether a site may answer another time.
func passing(found capture.Fetched, refused *capture.Error) bool {
	if refused.Unwrap() != nil || len(found.Hops) == 0 {
		return refused.Unwrap() != nil
	}
	status := found.Hops[len(found.Hops)-1].Status
	return status == http.StatusTooManyRequests || status >= http.StatusInternalServerError
}
