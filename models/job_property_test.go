package models_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

// queueMachine is a queue with workers that are slow, fail, crash and come back
// after their lease, and with people who cancel.
type queueMachine struct {
	ctx   context.Context
	s     *models.Store
	clock *modelstest.Clock
	actor models.User
	about int64          // id of the article
	jobs  []models.Job   // that were queued
	held  [][]models.Job // what each worker believes to have; a crashed one forgets
	fatal func(...any)
}

func (m *queueMachine) check(err error, allowed ...error) {
	for _, ok := range allowed {
		if errors.Is(err, ok) {
			return
		}
	}
	if err != nil {
		m.fatal(err)
	}
}

func (m *queueMachine) queue() {
	j, err := m.s.Enqueue(m.ctx, m.actor, &m.about, fmt.Sprint(len(m.jobs)))
	m.check(err)
	m.jobs = append(m.jobs, j)
}

func (m *queueMachine) take(worker int) {
	j, err := m.s.TakeJob(m.ctx, models.JobKinds...)
	m.check(err, models.ErrNotFound)
	if err == nil {
		m.held[worker] = append(m.held[worker], j)
	}
}

// end does something with one of the jobs that a worker believes to have.
func (m *queueMachine) end(t *rapid.T, worker int, how func(models.Job) error) {
	if len(m.held[worker]) == 0 {
		return
	}
	at := rapid.IntRange(0, len(m.held[worker])-1).Draw(t, "which")
	m.check(how(m.held[worker][at]), models.ErrJobLost)
}

func (m *queueMachine) finish(j models.Job) error {
	return m.s.FinishJob(m.ctx, j, models.JobResult{}, effect(m.actor, j))
}

func (m *queueMachine) steps(t *rapid.T) map[string]func(*rapid.T) {
	worker := func() int { return rapid.IntRange(0, len(m.held)-1).Draw(t, "worker") }
	return map[string]func(*rapid.T){
		"queue":  func(*rapid.T) { m.queue() },
		"take":   func(*rapid.T) { m.take(worker()) },
		"take 2": func(*rapid.T) { m.take(worker()) },
		"finish": func(t *rapid.T) { m.end(t, worker(), m.finish) },
		"fail": func(t *rapid.T) {
			m.end(t, worker(), func(j models.Job) error { return m.s.FailJob(m.ctx, j, errors.New("it broke")) })
		},
		"refuse": func(t *rapid.T) {
			m.end(t, worker(), func(j models.Job) error { return m.s.FailJob(m.ctx, j, &models.Refused{Reason: message.New("No.")}) })
		},
		"keep": func(t *rapid.T) {
			m.end(t, worker(), func(j models.Job) error { _, err := m.s.KeepJob(m.ctx, j, 1, 2); return err })
		},
		"release": func(t *rapid.T) {
			m.end(t, worker(), func(j models.Job) error { return m.s.ReleaseJob(m.ctx, j) })
		},
		"crash":   func(*rapid.T) { m.held[worker()] = nil },
		"restart": func(*rapid.T) { m.check(m.s.ReclaimJobs(m.ctx)) },
		"wait": func(t *rapid.T) {
			m.clock.Forward(time.Duration(rapid.IntRange(1, 60).Draw(t, "seconds")) * time.Second)
		},
		"cancel": func(t *rapid.T) {
			if len(m.jobs) > 0 {
				m.check(m.s.CancelJob(m.ctx, m.actor, rapid.SampledFrom(m.jobs).Draw(t, "job").ID))
			}
		},
		"": func(t *rapid.T) { m.wantNoEffectTwice() },
	}
}

func (m *queueMachine) wantNoEffectTwice() {
	for _, j := range m.jobs {
		now, err := m.s.JobRow(j.ID)
		m.check(err)
		want := 0
		if now.Status == models.JobDone {
			want = 1
		}
		if n := effects(m, m.s, j); n != want {
			m.fatal(fmt.Sprintf("job %d is %s and its effect happened %d times", j.ID, now.Status, n))
		}
	}
}

// Fatal lets the machine stand for a test.
func (m *queueMachine) Fatal(args ...any) { m.fatal(args...) }

// drain works until nothing is left to do, however long that takes.
func (m *queueMachine) drain() {
	for range models.MaxAttempts * (len(m.jobs) + 1) {
		for {
			j, err := m.s.TakeJob(m.ctx, models.JobKinds...)
			if errors.Is(err, models.ErrNotFound) {
				break
			}
			m.check(err)
			m.check(m.finish(j))
		}
		m.clock.Forward(time.Hour)
	}
	for _, j := range m.jobs {
		if now, err := m.s.JobRow(j.ID); err != nil || !now.Over() {
			m.fatal(fmt.Sprintf("job %+v is lost, %v", now, err))
		}
	}
}

func TestNoJobIsLostAndNoEffectHappensTwiceWhateverHappensToTheWorkers(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		about := st.Article("The tram opened in 2021.").ID
		rapid.Check(t, func(rt *rapid.T) {
			m := &queueMachine{ctx: t.Context(), s: s, clock: clock, actor: st.Editor, about: about, held: make([][]models.Job, 3), fatal: rt.Fatal}
			rt.Repeat(m.steps(rt))
			m.drain()
			m.wantNoEffectTwice()
		})
	})
}
