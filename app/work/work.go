// Package work does the jobs that the Store keeps. It takes one when there is
// one, runs the handler of its kind, renews its lease and writes down how far it
// is while the handler works, and ends it together with its effect.
//
// A handler may run more than once for one job, as when the program ends in the
// middle; what it returns takes effect once or not at all. So a handler reads,
// fetches and computes, keeps files by their hash, and leaves every change of
// the database to the Effect of its Outcome.
package work

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"sync"
	"time"

	"stet/models"
)

const (
	atOnce     = 4                      // jobs that run at the same time
	look       = 15 * time.Second       // how often jobs of other processes, and repeated ones, are looked for
	beat       = 500 * time.Millisecond // how often a running job may write down how far it is
	renew      = 10 * time.Second       // how often it does so at least; well within its lease
	sweepEvery = 6 * time.Hour
	patience   = 10 * time.Second // for handlers to stop when they are to, and for ending a job then
)

// Handler does the work of one job. It tells how many of its steps are done,
// as often as it likes, and stops when ctx ends: the job was cancelled, another
// worker has it, or the program stops. A Refused error of models is final, a
// Passing one says why the job is tried again, and so is any other.
type Handler func(ctx context.Context, job models.Job, tell func(done, total int64)) (Outcome, error)

// Outcome is what a job leaves behind.
type Outcome struct {
	Result models.JobResult // the file it made; empty for none
	Effect Effect           // what it was for; nil for none
}

// Effect is what a job was for, done in the transaction that ends it. The
// context of the handler has ended by then; this one has not.
type Effect func(context.Context, *models.Store) error

// Handlers says who does which kind of job.
type Handlers map[models.JobKind]Handler

// Workers run jobs until they are stopped.
type Workers struct {
	store *models.Store
	log   *slog.Logger

	ctx  context.Context // ends when the workers are to stop
	stop context.CancelFunc
	all  sync.WaitGroup
}

// Start begins to do the jobs of the kinds that have a handler: a few at the same
// time, and of those of alone one after the other. Stop the workers before the
// Store is closed.
func Start(store *models.Store, handlers, alone Handlers, log *slog.Logger) *Workers {
	w := &Workers{store: store, log: log}
	w.ctx, w.stop = context.WithCancel(context.Background())
	w.all.Go(func() {
		w.complain("reclaim jobs", store.ReclaimJobs(w.ctx))
		w.all.Go(func() { w.run(alone, 1) })
		w.run(handlers, atOnce)
	})
	w.all.Go(w.sweep)
	return w
}

// Stop waits for the handlers to stop, and gives back the jobs that are not
// done. One that does not stop is left to its lease.
func (w *Workers) Stop() {
	w.stop()
	stopped := make(chan struct{})
	go func() {
		w.all.Wait()
		close(stopped)
	}()
	wait(context.Background(), stopped, 2*patience)
}

// run takes jobs as they come, so many at a time.
func (w *Workers) run(handlers Handlers, many int) {
	free := make(chan struct{}, many)
	for w.ctx.Err() == nil && len(handlers) > 0 {
		bell := w.store.JobsChanged()
		for w.begin(handlers, free) {
		}
		wait(w.ctx, bell, look)
	}
}

// begin starts the next job when a worker is free, and reports whether there was one.
func (w *Workers) begin(handlers Handlers, free chan struct{}) bool {
	select {
	case free <- struct{}{}:
	case <-w.ctx.Done():
		return false
	}
	job, err := w.store.TakeJob(w.ctx, slices.Collect(maps.Keys(handlers))...)
	if err != nil {
		<-free
		if !errors.Is(err, models.ErrNotFound) {
			w.complain("take a job", err)
		}
		return false
	}
	w.all.Go(func() {
		w.do(job, handlers[job.Kind])
		<-free
	})
	return true
}

// do does one job to its end.
func (w *Workers) do(job models.Job, handler Handler) {
	ctx, cancel := context.WithCancel(w.ctx)
	defer cancel()
	k := &keeper{store: w.store, job: job, cancel: cancel}
	var keeping sync.WaitGroup
	keeping.Go(func() { k.keep(ctx, w.complain) })
	outcome, err := w.handle(ctx, job, handler, k.tell)
	cancel()
	keeping.Wait()
	last, done := context.WithTimeout(context.WithoutCancel(w.ctx), patience)
	defer done()
	w.complain("end a job", w.end(last, job, outcome, err))
}

// handle runs the handler; a panic in it is an error of this job alone.
func (w *Workers) handle(ctx context.Context, job models.Job, handler Handler, tell func(done, total int64)) (outcome Outcome, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return handler(ctx, job, tell)
}

// end writes down what became of a job.
func (w *Workers) end(ctx context.Context, job models.Job, outcome Outcome, err error) error {
	if err == nil {
		err = w.store.FinishJob(ctx, job, outcome.Result, func(tx *models.Store) error {
			if outcome.Effect == nil {
				return nil
			}
			return outcome.Effect(ctx, tx)
		})
	}
	switch {
	case err == nil, errors.Is(err, models.ErrJobLost):
		return nil
	case w.ctx.Err() != nil:
		return lost(w.store.ReleaseJob(ctx, job))
	case !errors.Is(err, context.Canceled):
		w.log.Warn("attempt at a job failed", slog.Int64("job", job.ID), slog.String("kind", string(job.Kind)), slog.Int("attempt", job.Attempts), slog.Any("error", err))
	}
	return lost(w.store.FailJob(ctx, job, err))
}

// lost lets it pass that another worker has the job by now.
func lost(err error) error {
	if errors.Is(err, models.ErrJobLost) {
		return nil
	}
	return err
}

// sweep removes old jobs and files now and then.
func (w *Workers) sweep() {
	for w.ctx.Err() == nil {
		w.complain("sweep", w.store.SweepJobs(w.ctx))
		w.complain("sweep", w.store.SweepFiles(w.ctx))
		w.complain("delete what is due", w.store.DeleteDue(w.ctx))
		w.complain("look at pages again", w.store.QueueRechecks(w.ctx))
		w.complain("sweep", w.store.SweepNotices(w.ctx))
		w.complain("sweep", w.store.SweepDeliveries(w.ctx))
		w.complain("hash files again", w.store.VerifyFiles(w.ctx))
		wait(w.ctx, nil, sweepEvery)
	}
}

// wait waits until ctx ends, the bell rings or some time has passed.
func wait(ctx context.Context, bell <-chan struct{}, most time.Duration) {
	timer := time.NewTimer(most)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-bell:
	case <-timer.C:
	}
}

// complain logs what went wrong outside a handler.
func (w *Workers) complain(what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		w.log.Error("work failed", slog.String("what", what), slog.Any("error", err))
	}
}
