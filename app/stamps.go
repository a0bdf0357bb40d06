package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"math/big"

	"stet/app/capture"
	"stet/app/work"
	"stet/models"
	"stet/models/message"
	"stet/models/stamp"
)

// nonceBits is how long the nonce of a question is.
const nonceBits = 64

// stamper asks for time-stamps.
type stamper struct {
	store   *models.Store
	fetcher *capture.Fetcher
	random  io.Reader
}

// do asks the authority for a time-stamp of an evidence list. The hash of the
// list is all that leaves. An authority that cannot be reached is asked a few
// times; one that answers something else has failed at once. Both can be tried
// again by hand.
func (s stamper) do(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	var task models.StampTask
	if err := job.Read(&task); err != nil {
		return work.Outcome{}, err
	}
	q, err := s.store.StampQuery(ctx, task.Stamp)
	if err != nil {
		return work.Outcome{}, err
	}
	answer, is, err := s.ask(ctx, q)
	var broke *capture.Error
	var wrong stamp.Wrong
	switch {
	case ctx.Err() != nil: // the program ends, or somebody cancelled it
		return work.Outcome{}, ctx.Err()
	case errors.As(err, &broke) && broke.Unwrap() != nil && job.Attempts < capturePatience:
		return work.Outcome{}, &models.Passing{Reason: broke.Reason, Err: err}
	case errors.As(err, &broke):
		return s.without(q, broke.Reason)
	case errors.As(err, &wrong):
		return s.without(q, message.New(wrong.Reason))
	case err != nil:
		return work.Outcome{}, err
	}
	token, err := s.store.KeepToken(answer, is)
	return work.Outcome{Effect: func(ctx context.Context, tx *models.Store) error { return tx.StampHad(ctx, q.ID, token) }}, err
}

func (s stamper) without(q models.StampQuery, reason message.Message) (work.Outcome, error) {
	return work.Outcome{Effect: func(ctx context.Context, tx *models.Store) error { return tx.StampNotHad(ctx, q.ID, reason) }}, nil
}

// ask asks once. The error is a *capture.Error or a stamp.Wrong where it is not
// of this machine.
func (s stamper) ask(ctx context.Context, q models.StampQuery) ([]byte, stamp.Stamp, error) {
	nonce, err := rand.Int(s.random, new(big.Int).Lsh(big.NewInt(1), nonceBits))
	if err != nil {
		return nil, stamp.Stamp{}, err
	}
	question, err := stamp.Query(q.List, nonce)
	if err != nil {
		return nil, stamp.Stamp{}, err
	}
	answer, err := s.fetcher.Post(ctx, q.URL, stamp.QueryType, question, stamp.Largest)
	if err != nil {
		return nil, stamp.Stamp{}, err
	}
	roots, _ := stamp.Roots(q.Roots) // which were looked at when they were set
	is, err := stamp.Verify(answer, q.List, nonce, roots)
	return answer, is, err
}
