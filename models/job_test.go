package models_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

// effect leaves a line in the history, by which a test sees that it happened.
func effect(actor models.User, j models.Job) func(*models.Store) error {
	return func(tx *models.Store) error {
		return tx.RecordExport(tx.Background(), actor, *j.ArticleID, fmt.Sprint("job ", j.ID), models.ForInternal)
	}
}

// effects counts how often the effect of a job happened.
func effects(t interface{ Fatal(...any) }, s *models.Store, j models.Job) int {
	found, err := s.Strings("SELECT data FROM events WHERE action = 'article.exported' AND data = ?", fmt.Sprintf(`{"format":"job %d","for":"internal"}`, j.ID))
	if err != nil {
		t.Fatal(err)
	}
	return len(found)
}

func take(t *testing.T, s *models.Store) models.Job {
	t.Helper()
	j, err := s.TakeJob(t.Context(), models.JobKinds...)
	must(t, err)
	return j
}

func wantNone(t *testing.T, s *models.Store) {
	t.Helper()
	if j, err := s.TakeJob(t.Context(), models.JobKinds...); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("took %+v, %v", j, err)
	}
}

func wantJob(t *testing.T, s *models.Store, id int64, status models.JobStatus, sentence string) models.Job {
	t.Helper()
	j, err := s.JobRow(id)
	must(t, err)
	if j.Status != status || !strings.Contains(j.Error.String(), sentence) || j.Over() != (status == models.JobDone || status == models.JobFailed || status == models.JobCancelled) {
		t.Errorf("job %d is %+v, want %s and %q", id, j, status, sentence)
	}
	return j
}

// eachQueue is a newsroom on each engine with an article and n jobs on it.
func eachQueue(t *testing.T, n int, run func(t *testing.T, s *models.Store, clock *modelstest.Clock, st *modelstest.Story, jobs []models.Job)) {
	t.Helper()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram opened in 2021.")
		var jobs []models.Job
		for i := range n {
			j, err := s.Enqueue(t.Context(), st.Editor, &a.ID, models.ExportForm{Format: fmt.Sprint("format ", i)})
			must(t, err)
			jobs = append(jobs, j)
		}
		run(t, s, clock, st, jobs)
	})
}

func TestAJobIsTakenOnceKeptAndFinishedWithItsEffect(t *testing.T) {
	t.Parallel()
	eachQueue(t, 2, func(t *testing.T, s *models.Store, _ *modelstest.Clock, st *modelstest.Story, jobs []models.Job) {
		first, second := take(t, s), take(t, s)
		if first.ID != jobs[0].ID || second.ID != jobs[1].ID {
			t.Errorf("took %d and %d", first.ID, second.ID)
		}
		wantNone(t, s)
		var form models.ExportForm
		if err := first.Read(&form); err != nil || form.Format != "format 0" {
			t.Errorf("the payload is %+v, %v", form, err)
		}
		cancelling, err := s.KeepJob(t.Context(), first, 3, 7)
		if must(t, err); cancelling {
			t.Error("nobody asked to cancel")
		}
		if j := wantJob(t, s, first.ID, models.JobRunning, ""); j.Done != 3 || j.Total != 7 {
			t.Errorf("it is at %d of %d", j.Done, j.Total)
		}
		result, err := s.MakeResult("tram.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
		must(t, err)
		must(t, s.FinishJob(t.Context(), first, result, effect(st.Editor, first)))
		wantJob(t, s, first.ID, models.JobDone, "")
		if n := effects(t, s, first); n != 1 {
			t.Errorf("the effect happened %d times", n)
		}
		j, r, err := s.OpenJobResult(t.Context(), st.Viewer, first.ID)
		must(t, err)
		defer r.Close()
		if got, err := io.ReadAll(r); err != nil || string(got) != "packet" || j.Result.Name != "tram.zip" || j.Result.Size != 6 || j.Result.MediaType != "application/zip" {
			t.Errorf("got %q, %v of %+v", got, err, j.Result)
		}
		for _, err := range []error{s.FinishJob(t.Context(), first, result, effect(st.Editor, first)), s.FailJob(t.Context(), first, errors.New("late")), s.ReleaseJob(t.Context(), first)} {
			if !errors.Is(err, models.ErrJobLost) {
				t.Errorf("ending it again: %v", err)
			}
		}
		if n := effects(t, s, first); n != 1 {
			t.Errorf("the effect happened %d times", n)
		}
	})
}

func TestAWorkerThatHasLostItsLeaseCannotEndTheJob(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, clock *modelstest.Clock, st *modelstest.Story, _ []models.Job) {
		slow := take(t, s)
		clock.Forward(29 * time.Second)
		_, err := s.KeepJob(t.Context(), slow, 1, 2)
		must(t, err)
		clock.Forward(29 * time.Second)
		wantNone(t, s)
		clock.Forward(2 * time.Second)
		next := take(t, s)
		if next.ID != slow.ID || next.Attempts != 2 {
			t.Errorf("took %+v", next)
		}
		if err := s.FinishJob(t.Context(), slow, models.JobResult{}, effect(st.Editor, slow)); !errors.Is(err, models.ErrJobLost) {
			t.Errorf("the slow one finishes: %v", err)
		}
		if _, err := s.KeepJob(t.Context(), slow, 1, 2); !errors.Is(err, models.ErrJobLost) {
			t.Errorf("the slow one keeps it: %v", err)
		}
		must(t, s.FinishJob(t.Context(), next, models.JobResult{}, effect(st.Editor, next)))
		if n := effects(t, s, next); n != 1 {
			t.Errorf("the effect happened %d times", n)
		}
	})
}

func TestAnEffectThatFailsLeavesNothingAndTheJobRunning(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, _ *modelstest.Clock, st *modelstest.Story, _ []models.Job) {
		j := take(t, s)
		broken := errors.New("no room")
		err := s.FinishJob(t.Context(), j, models.JobResult{}, func(tx *models.Store) error { return errors.Join(effect(st.Editor, j)(tx), broken) })
		if !errors.Is(err, broken) || effects(t, s, j) != 0 {
			t.Errorf("%v, and the effect happened %d times", err, effects(t, s, j))
		}
		must(t, s.FinishJob(t.Context(), j, models.JobResult{}, effect(st.Editor, j)))
	})
}

func TestAFailedAttemptIsRepeatedLaterAndLaterAndAtLastHasFailed(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, clock *modelstest.Clock, _ *modelstest.Story, _ []models.Job) {
		wait := 10 * time.Second
		for attempt := 1; attempt < models.MaxAttempts; attempt++ {
			j := take(t, s)
			must(t, s.FailJob(t.Context(), j, &models.Passing{Reason: message.New("The site does not answer."), Err: errors.New("dial 10.0.0.1")}))
			wantJob(t, s, j.ID, models.JobQueued, "The site does not answer.")
			clock.Forward(wait - time.Second)
			wantNone(t, s)
			clock.Forward(2 * time.Second)
			wait *= 4
		}
		j := take(t, s)
		must(t, s.FailJob(t.Context(), j, errors.New("dial 10.0.0.1")))
		if now := wantJob(t, s, j.ID, models.JobFailed, "on our side"); strings.Contains(now.Error.String(), "10.0.0.1") || now.Attempts != models.MaxAttempts {
			t.Errorf("it says %+v", now)
		}
		clock.Forward(time.Hour)
		wantNone(t, s)
	})
}

func TestARefusedJobHasFailedAtOnceWithItsReason(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, _ *modelstest.Clock, _ *modelstest.Story, _ []models.Job) {
		j := take(t, s)
		must(t, s.FailJob(t.Context(), j, fmt.Errorf("pack: %w", &models.Refused{Reason: message.New("A file is missing.")})))
		wantJob(t, s, j.ID, models.JobFailed, "A file is missing.")
		wantNone(t, s)
	})
}

func TestAJobThatEndsTheProgramEveryTimeFailsInTheEnd(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, clock *modelstest.Clock, st *modelstest.Story, jobs []models.Job) {
		for range models.MaxAttempts {
			take(t, s)
			clock.Forward(31 * time.Second)
		}
		next, err := s.Enqueue(t.Context(), st.Editor, nil, "next")
		must(t, err)
		if j := take(t, s); j.ID != next.ID {
			t.Errorf("took job %d", j.ID)
		}
		wantJob(t, s, jobs[0].ID, models.JobFailed, "The program ended every time")
	})
}

func TestAReleasedJobIsTakenAgainAsIfNobodyHad(t *testing.T) {
	t.Parallel()
	eachQueue(t, 1, func(t *testing.T, s *models.Store, _ *modelstest.Clock, _ *modelstest.Story, _ []models.Job) {
		must(t, s.ReleaseJob(t.Context(), take(t, s)))
		if j := take(t, s); j.Attempts != 1 {
			t.Errorf("took %+v", j)
		}
	})
}

func TestAWaitingJobIsCancelledAtOnceAndARunningOneBeforeItsEffect(t *testing.T) {
	t.Parallel()
	eachQueue(t, 4, func(t *testing.T, s *models.Store, clock *modelstest.Clock, st *modelstest.Story, jobs []models.Job) {
		running, failing, crashed := take(t, s), take(t, s), take(t, s)
		for _, j := range jobs {
			must(t, s.CancelJob(t.Context(), st.Editor, j.ID))
		}
		wantJob(t, s, jobs[3].ID, models.JobCancelled, "")
		cancelling, err := s.KeepJob(t.Context(), running, 1, 2)
		if must(t, err); !cancelling {
			t.Error("whoever runs it does not hear of it")
		}
		must(t, s.FinishJob(t.Context(), running, models.JobResult{}, effect(st.Editor, running)))
		must(t, s.FailJob(t.Context(), failing, errors.New("stopped")))
		clock.Forward(time.Minute)
		wantNone(t, s)
		for _, j := range []models.Job{running, failing, crashed} {
			wantJob(t, s, j.ID, models.JobCancelled, "")
			if n := effects(t, s, j); n != 0 {
				t.Errorf("the effect of a cancelled job happened %d times", n)
			}
		}
		must(t, s.CancelJob(t.Context(), st.Editor, running.ID))
	})
}

func TestAJobIsSeenByReadersOfItsArticleAndCancelledByWhoAskedOrWrites(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram opened in 2021.")
	asked, err := s.RequestExport(t.Context(), st.Viewer, a.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	must(t, err)
	again, err := s.RequestExport(t.Context(), st.Viewer, a.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	if must(t, err); again.ID != asked.ID {
		t.Errorf("the same was queued twice, as %d and %d", asked.ID, again.ID)
	}
	private, err := s.Enqueue(t.Context(), st.Editor, nil, "x")
	must(t, err)
	if _, err := s.Job(t.Context(), st.Admin, asked.ID); err != nil {
		t.Errorf("a reader: %v", err)
	}
	if _, err := s.Job(t.Context(), st.Second, private.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a job about nothing is seen by others: %v", err)
	}
	var refused *models.Refused
	if err := s.CancelJob(t.Context(), st.Admin, asked.ID); !errors.As(err, &refused) {
		t.Errorf("another reader cancels: %v", err)
	}
	if err := s.CancelJob(t.Context(), st.Second, private.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("an editor cancels what they cannot see: %v", err)
	}
	must(t, s.CancelJob(t.Context(), st.Viewer, asked.ID))
	if _, _, err := s.OpenJobResult(t.Context(), st.Viewer, asked.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("a file that is not there: %v", err)
	}
	if all, err := s.ArticleJobs(t.Context(), st.Viewer, a.ID); err != nil || len(all) != 1 || all[0].Status != models.JobCancelled {
		t.Errorf("the article's jobs are %+v, %v", all, err)
	}
	if _, err := s.RequestExport(t.Context(), models.User{}, a.ID, models.ExportForm{Format: "packet", For: models.ForInternal}); !errors.As(err, &refused) {
		t.Errorf("nobody asks: %v", err)
	}
}

func TestManyWorkersTakeEachJobOnce(t *testing.T) {
	t.Parallel()
	const n = 200
	eachQueue(t, n, func(t *testing.T, s *models.Store, _ *modelstest.Clock, st *modelstest.Story, jobs []models.Job) {
		var working sync.WaitGroup
		for range 8 {
			working.Go(func() {
				for {
					j, err := s.TakeJob(t.Context(), models.JobKinds...)
					if errors.Is(err, models.ErrNotFound) {
						return
					}
					if err == nil {
						err = s.FinishJob(t.Context(), j, models.JobResult{}, effect(st.Editor, j))
					}
					if err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		working.Wait()
		for _, j := range jobs {
			if now := wantJob(t, s, j.ID, models.JobDone, ""); now.Attempts != 1 || effects(t, s, j) != 1 {
				t.Errorf("job %d: %d attempts, %d effects", j.ID, now.Attempts, effects(t, s, j))
			}
		}
	})
}

func TestWhoWaitsForJobsIsWokenWhenOneIsQueued(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	bell := s.JobsChanged()
	failed := errors.New("no")
	must(t, ignore(s.Tx(t.Context(), func(tx *models.Store) error {
		_, err := tx.Enqueue(t.Context(), st.Editor, nil, "x")
		return errors.Join(err, failed)
	}), failed))
	select {
	case <-bell:
		t.Error("a job that was not queued woke somebody")
	default:
	}
	_, err := s.Enqueue(t.Context(), st.Editor, nil, "x")
	must(t, err)
	select {
	case <-bell:
	default:
		t.Error("nobody was woken")
	}
}

// ignore lets an error pass that was wanted.
func ignore(err, wanted error) error {
	if errors.Is(err, wanted) {
		return nil
	}
	return err
}
