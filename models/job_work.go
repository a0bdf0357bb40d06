package models

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stet/models/message"
)

// TakeJob gives the caller the job that has waited longest of those kinds, with
// a lease of 30 seconds, or ErrNotFound when none waits. The job is then the
// caller's alone until it is finished, failed or released, or the lease has run
// out without a KeepJob: then it waits for whoever takes it next. A job that was
// taken too often, because each time the program ended over it, has failed.
func (s *Store) TakeJob(ctx context.Context, kinds ...JobKind) (Job, error) {
	var j Job
	err := s.Tx(ctx, func(tx *Store) error {
		for {
			var err error
			if j, err = tx.nextJob(kinds); err != nil || j.ID == 0 || j.Status == JobRunning {
				return err
			}
		}
	})
	if err == nil && j.ID == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return Job{}, fmt.Errorf("take a job: %w", err)
	}
	return j, nil
}

// nextJob moves the next free job on: mostly to running, otherwise to its end.
// Without one the job it returns is zero.
func (s *Store) nextJob(kinds []JobKind) (Job, error) {
	var free []Job
	err := s.locking(clause.LockingOptionsSkipLocked).Where("status IN ? AND free_at <= ? AND kind IN ?", []JobStatus{JobQueued, JobRunning}, s.now(), kinds).
		Order("free_at, id").Limit(1).Find(&free).Error
	if err != nil || len(free) == 0 {
		return Job{}, err
	}
	j := free[0]
	switch {
	case j.Cancelling:
		j.end(JobCancelled, s.now())
	case j.Attempts >= MaxAttempts:
		j.Error = message.New("The program ended every time while it was working on this. Look into its log before you ask for it again.")
		j.end(JobFailed, s.now())
	default:
		token := make([]byte, 16)
		if _, err := io.ReadFull(s.random, token); err != nil {
			return Job{}, err
		}
		j.Attempts++
		j.Done, j.Total = 0, 0
		j.Status, j.Lease, j.FreeAt = JobRunning, hex.EncodeToString(token), s.now().Add(jobLease)
	}
	return j, s.saveJob(j)
}

// KeepJob renews the lease of a job and takes down how far it is. It reports
// whether somebody has asked to cancel it, and returns ErrJobLost when it is no
// longer the caller's.
func (s *Store) KeepJob(ctx context.Context, j Job, done, total int64) (cancelling bool, err error) {
	err = s.holding(ctx, j, func(tx *Store, now *Job) error {
		cancelling = now.Cancelling
		now.Done, now.Total, now.FreeAt = done, total, tx.now().Add(jobLease)
		return nil
	})
	return cancelling, err
}

// FinishJob ends a job with the file it made, if any, and does what it was for,
// in one transaction: so its effect is there exactly once or not at all. A job
// that somebody has asked to cancel is cancelled instead. It returns ErrJobLost,
// without an effect, when the job is no longer the caller's, and what effect
// returns. The effect may be nil.
func (s *Store) FinishJob(ctx context.Context, j Job, result JobResult, effect func(*Store) error) error {
	return s.holding(ctx, j, func(tx *Store, now *Job) error {
		if now.Cancelling {
			now.end(JobCancelled, tx.now())
			return nil
		}
		now.Result, now.Error = result, message.Message{}
		now.Done = now.Total
		now.end(JobDone, tx.now())
		if effect == nil {
			return nil
		}
		return effect(tx)
	})
}

// FailJob takes down that an attempt at a job failed. A Refused or Invalid error
// ends the job; after any other it is tried again later, at most MaxAttempts
// times. A job that somebody has asked to cancel is cancelled instead. It
// returns ErrJobLost when the job is no longer the caller's.
func (s *Store) FailJob(ctx context.Context, j Job, cause error) error {
	return s.holding(ctx, j, func(tx *Store, now *Job) error {
		if now.Cancelling {
			now.end(JobCancelled, tx.now())
			return nil
		}
		now.fail(cause, tx.now())
		return nil
	})
}

// ReleaseJob gives a job back that the caller cannot go on with, as when the
// program stops. It waits for the next worker as if nobody had taken it.
func (s *Store) ReleaseJob(ctx context.Context, j Job) error {
	return s.holding(ctx, j, func(tx *Store, now *Job) error {
		now.Attempts--
		now.wait(tx.now())
		*tx.queued = true
		return nil
	})
}

// ReclaimJobs frees the jobs of a process that is gone, when this is known: on
// SQLite, where whoever has the data folder is alone. Elsewhere their leases
// run out.
func (s *Store) ReclaimJobs(ctx context.Context) error {
	if s.engine != engineSQLite || s.lock == nil {
		return nil
	}
	err := s.db.WithContext(ctx).Model(&Job{}).Where("status = ?", JobRunning).Update("free_at", s.now()).Error
	if err != nil {
		return fmt.Errorf("free the jobs of a process that is gone: %w", err)
	}
	return nil
}

// SweepJobs removes the jobs that ended more than JobKept ago. Their files are
// swept by SweepFiles.
func (s *Store) SweepJobs(ctx context.Context) error {
	err := s.db.WithContext(ctx).Where("ended_at <= ?", s.now().Add(-JobKept)).Delete(&Job{}).Error
	if err != nil {
		return fmt.Errorf("sweep the jobs: %w", err)
	}
	return nil
}

// holding changes a job that the caller still has, in one transaction.
func (s *Store) holding(ctx context.Context, j Job, do func(tx *Store, now *Job) error) error {
	err := s.Tx(ctx, func(tx *Store) error {
		var now Job
		err := tx.locking("").Where("id = ? AND lease = ? AND status = ?", j.ID, j.Lease, JobRunning).First(&now).Error
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return ErrJobLost
		}
		if err != nil {
			return err
		}
		if err := do(tx, &now); err != nil {
			return err
		}
		return tx.saveJob(now)
	})
	if err != nil {
		return fmt.Errorf("job %d: %w", j.ID, err)
	}
	return nil
}

// locking is a query that keeps others from the rows it finds until the
// transaction ends. SQLite, which has one writer, needs no such thing.
func (s *Store) locking(options string) *gorm.DB {
	return s.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: options})
}

func (s *Store) saveJob(j Job) error {
	if err := s.db.Select("*").Where("id = ?", j.ID).Updates(&j).Error; err != nil {
		return fmt.Errorf("save job %d: %w", j.ID, err)
	}
	return nil
}
