package main

import (
	"context"
	"log/slog"
	"time"

	"stet/app/mail"
	"stet/app/work"
	"stet/models"
)

// postman mails people's notices.
type postman struct {
	store  *models.Store
	server *mail.Server
	log    *slog.Logger
}

// do sends somebody one mail of all that is due. A server that does not take it
// is tried again later, for days, so that is no failure of the job.
func (p postman) do(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	var task models.MailTask
	if err := job.Read(&task); err != nil {
		return work.Outcome{}, err
	}
	d, err := p.store.TakeDigest(ctx, task.UserID)
	if err != nil {
		return work.Outcome{}, err
	}
	if d.Total() > 0 {
		err = p.server.Send(ctx, d, time.Now())
	}
	if err != nil {
		p.log.Warn("a mail was not sent", slog.Int64("user", task.UserID), slog.Any("error", err))
		return work.Outcome{Effect: func(ctx context.Context, tx *models.Store) error { return tx.DigestNotSent(ctx, d) }}, nil
	}
	return work.Outcome{Effect: func(ctx context.Context, tx *models.Store) error { return tx.DigestSent(ctx, d) }}, nil
}
