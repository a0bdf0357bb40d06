package work_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stet/app/work"
	"stet/models"
	"stet/models/modelstest"
)

const patience = 30 * time.Second

// yard is a newsroom whose jobs a test does.
type yard struct {
	*modelstest.Story
	t       *testing.T
	clock   *modelstest.Clock
	article int64
	log     *bytes.Buffer
	stop    func()
}

func eachYard(t *testing.T, run func(t *testing.T, y *yard)) {
	t.Helper()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		y := &yard{Story: modelstest.NewStory(t, s), t: t, clock: clock, log: new(bytes.Buffer)}
		y.article = y.Article("The tram opened in 2021.").ID
		run(t, y)
	})
}

// starts lets workers do the jobs with one handler.
func (y *yard) starts(do work.Handler) {
	y.t.Helper()
	w := work.Start(y.Store, work.Handlers{models.JobExport: do}, nil, slog.New(slog.NewTextHandler(y.log, nil)))
	y.stop = w.Stop
	y.t.Cleanup(w.Stop)
}

func (y *yard) asks(format string) models.Job {
	y.t.Helper()
	j, err := y.Store.RequestExport(y.t.Context(), y.Editor, y.article, models.ExportForm{Format: format, For: models.ForInternal})
	y.must(err)
	return j
}

func (y *yard) must(err error) {
	y.t.Helper()
	if err != nil {
		y.t.Fatal(err)
	}
}

func (y *yard) job(id int64) models.Job {
	y.t.Helper()
	j, err := y.Store.Job(context.Background(), y.Editor, id)
	y.must(err)
	return j
}

// until waits until the job is as it is to be.
func (y *yard) until(id int64, what string, is func(models.Job) bool) models.Job {
	y.t.Helper()
	for end := time.Now().Add(patience); ; time.Sleep(5 * time.Millisecond) {
		j := y.job(id)
		if is(j) {
			return j
		}
		if time.Now().After(end) {
			y.t.Fatalf("job %d is not %s but %+v", id, what, j)
		}
	}
}

func (y *yard) ends(id int64, as models.JobStatus) models.Job {
	y.t.Helper()
	j := y.until(id, "over", models.Job.Over)
	if j.Status != as {
		y.t.Errorf("job %d is %+v, want %s", id, j, as)
	}
	return j
}

// packet makes a small file, and notes it in the history.
func (y *yard) packet(ctx context.Context, job models.Job, tell func(done, total int64)) (work.Outcome, error) {
	tell(1, 2)
	result, err := y.Store.MakeResult("tram.txt", "text/plain", func(w io.Writer) error { _, err := fmt.Fprint(w, job.ID); return err })
	return work.Outcome{Result: result, Effect: func(ctx context.Context, tx *models.Store) error {
		return tx.RecordExport(ctx, y.Editor, y.article, "packet", models.ForInternal)
	}}, err
}

func (y *yard) exports() int {
	y.t.Helper()
	lines, err := y.Store.History(context.Background(), y.Editor, y.article, 0, 0)
	y.must(err)
	n := 0
	for _, l := range lines {
		if l.Action == models.ArticleExported {
			n++
		}
	}
	return n
}

func TestJobsAreDoneAsSoonAsTheyAreQueued(t *testing.T) {
	t.Parallel()
	eachYard(t, func(t *testing.T, y *yard) {
		before := y.asks("queued before anybody works")
		y.starts(y.packet)
		y.ends(before.ID, models.JobDone)
		for i := range 20 {
			at := time.Now()
			j := y.ends(y.asks(fmt.Sprint(i)).ID, models.JobDone)
			if took := time.Since(at); took > 10*time.Second {
				t.Errorf("job %d waited %s for somebody to look", j.ID, took)
			}
			_, r, err := y.Store.OpenJobResult(t.Context(), y.Editor, j.ID)
			y.must(err)
			got, err := io.ReadAll(r)
			y.must(errors.Join(err, r.Close()))
			if string(got) != fmt.Sprint(j.ID) {
				t.Errorf("job %d made %q", j.ID, got)
			}
		}
		if n := y.exports(); n != 21 {
			t.Errorf("21 jobs had %d effects", n)
		}
	})
}

func TestAFailureIsTriedAgainAndToldWithoutItsInsides(t *testing.T) {
	t.Parallel()
	eachYard(t, func(t *testing.T, y *yard) {
		var tries atomic.Int64
		y.starts(func(ctx context.Context, job models.Job, tell func(done, total int64)) (work.Outcome, error) {
			switch tries.Add(1) {
			case 1:
				return work.Outcome{}, errors.New("dial tcp 10.0.0.1")
			case 2:
				panic("a mistake")
			}
			return y.packet(ctx, job, tell)
		})
		j := y.asks("packet")
		for _, attempt := range []int{1, 2} {
			waiting := y.until(j.ID, "waiting for its next attempt", func(j models.Job) bool { return j.Status == models.JobQueued && j.Attempts == attempt })
			if waiting.Error.IsZero() || strings.Contains(waiting.Error.String(), "10.0.0.1") || strings.Contains(waiting.Error.String(), "mistake") {
				t.Errorf("it says %q", waiting.Error)
			}
			y.clock.Forward(time.Minute)
			y.asks(fmt.Sprint("wakes the workers ", attempt))
		}
		if j := y.ends(j.ID, models.JobDone); !j.Error.IsZero() {
			t.Errorf("it says %q", j.Error)
		}
		y.stop()
		if log := y.log.String(); !strings.Contains(log, "10.0.0.1") || !strings.Contains(log, "a mistake") {
			t.Errorf("the log says %s", log)
		}
	})
}

// waits is a handler that tells how far it is and works until it is to stop.
func waits(begun chan<- int64) work.Handler {
	return func(ctx context.Context, job models.Job, tell func(done, total int64)) (work.Outcome, error) {
		tell(1, 3)
		begun <- job.ID
		<-ctx.Done()
		return work.Outcome{}, fmt.Errorf("pack: %w", ctx.Err())
	}
}

func TestARunningJobShowsHowFarItIsAndIsCancelled(t *testing.T) {
	t.Parallel()
	eachYard(t, func(t *testing.T, y *yard) {
		begun := make(chan int64, 10)
		y.starts(waits(begun))
		j := y.asks("packet")
		<-begun
		y.until(j.ID, "a third done", func(j models.Job) bool { return j.Done == 1 && j.Total == 3 })
		y.must(y.Store.CancelJob(t.Context(), y.Editor, j.ID))
		y.ends(j.ID, models.JobCancelled)
	})
}

func TestWhoStopsGivesTheJobBackAndTheNextDoesIt(t *testing.T) {
	t.Parallel()
	eachYard(t, func(t *testing.T, y *yard) {
		begun := make(chan int64, 10)
		y.starts(waits(begun))
		j := y.asks("packet")
		<-begun
		y.stop()
		if now := y.job(j.ID); now.Status != models.JobQueued || now.Attempts != 0 || now.Lease != "" {
			t.Errorf("the job was left as %+v", now)
		}
		y.starts(y.packet)
		y.ends(j.ID, models.JobDone)
		if log := y.log.String(); log != "" {
			t.Errorf("the log says %s", log)
		}
	})
}

func TestAWorkerThatWasTooSlowStopsAndChangesNothing(t *testing.T) {
	t.Parallel()
	eachYard(t, func(t *testing.T, y *yard) {
		begun, heard := make(chan int64, 10), make(chan int64, 10)
		y.starts(func(ctx context.Context, job models.Job, tell func(done, total int64)) (work.Outcome, error) {
			begun <- job.ID
			if len(heard) == 0 {
				<-ctx.Done()
				heard <- job.ID
			}
			return y.packet(ctx, job, tell)
		})
		j := y.asks("packet")
		<-begun
		other, err := models.Job{}, models.ErrNotFound
		for tries := 0; errors.Is(err, models.ErrNotFound) && tries < 100; tries++ { // it may be renewing its lease this very moment
			y.clock.Forward(time.Minute) // as if the worker had slept
			other, err = y.Store.TakeJob(t.Context(), models.JobExport)
		}
		y.must(err)
		y.must(y.Store.CancelJob(t.Context(), y.Editor, y.asks("wakes the workers").ID))
		if id := <-heard; id != j.ID {
			t.Errorf("job %d is another's", id)
		}
		y.stop()
		if now := y.job(j.ID); now.Lease != other.Lease || y.exports() != 0 {
			t.Errorf("the slow one left %+v with %d effects", now, y.exports())
		}
		y.must(y.Store.FinishJob(t.Context(), other, models.JobResult{}, nil))
	})
}
