package main

import (
	"context"
	"errors"
	"time"

	"stet/app/capture"
	"stet/app/webhook"
	"stet/app/work"
	"stet/models"
)

// webhookPatience is how long a receiver may take to answer.
const webhookPatience = 10 * time.Second

// herald tells programs outside of events.
type herald struct {
	store   *models.Store
	fetcher *capture.Fetcher
	now     func() time.Time
}

// do tells one program what it is to be told next, in order, until it does not
// answer. What became of each is written down at once with the end of the job;
// what was not taken is tried again later.
func (h herald) do(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	var task models.WebhookTask
	if err := job.Read(&task); err != nil {
		return work.Outcome{}, err
	}
	b, err := h.store.TakeDeliveries(ctx, task.Webhook)
	if errors.Is(err, models.ErrNotFound) { // it was removed meanwhile
		return work.Outcome{}, nil
	}
	if err != nil {
		return work.Outcome{}, err
	}
	var attempts []models.Attempt
	for _, p := range b.Parts {
		a, err := h.tell(ctx, b, p)
		if err != nil {
			return work.Outcome{}, err
		}
		if ctx.Err() != nil { // the program ends: this one is told again
			break
		}
		if attempts = append(attempts, a); !a.Error.IsZero() {
			break
		}
	}
	return work.Outcome{Effect: func(ctx context.Context, tx *models.Store) error { return tx.DeliveriesTried(ctx, b, attempts) }}, nil
}

// tell makes one attempt.
func (h herald) tell(ctx context.Context, b models.Batch, p models.DeliveryPart) (models.Attempt, error) {
	at := h.now()
	fields, body, err := webhook.Write(b, p, at)
	if err != nil {
		return models.Attempt{}, err
	}
	a := models.Attempt{At: at.UTC()}
	a.Code, err = h.fetcher.Tell(ctx, b.URL, fields, body)
	a.Milliseconds = h.now().Sub(at).Milliseconds()
	if refused := (*capture.Error)(nil); errors.As(err, &refused) {
		a.Error = refused.Reason
	} else if err != nil {
		return a, err
	}
	return a, nil
}
