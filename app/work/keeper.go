package work

import (
	"context"
	"errors"
	"sync"
	"time"

	"stet/models"
)

// keeper keeps a running job: its lease, and how far it is.
type keeper struct {
	store  *models.Store
	job    models.Job
	cancel context.CancelFunc // ends the handler

	mu          sync.Mutex
	done, total int64 // as the handler told
}

// tell takes down how far the handler is.
func (k *keeper) tell(done, total int64) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.done, k.total = done, total
}

func (k *keeper) told() [2]int64 {
	k.mu.Lock()
	defer k.mu.Unlock()
	return [2]int64{k.done, k.total}
}

// keep renews the lease until ctx ends: at once when the handler has told
// something or somebody may have asked to cancel, and from time to time anyway.
// It ends the handler when the job is cancelled or another worker's.
func (k *keeper) keep(ctx context.Context, complain func(what string, err error)) {
	kept, at, bell := [2]int64{}, time.Now(), k.store.JobsChanged()
	for {
		wait(ctx, nil, beat)
		if ctx.Err() != nil {
			return
		}
		told := k.told()
		if told == kept && !rung(bell) && time.Since(at) < renew {
			continue
		}
		kept, at, bell = told, time.Now(), k.store.JobsChanged()
		cancelling, err := k.store.KeepJob(ctx, k.job, told[0], told[1])
		if cancelling || errors.Is(err, models.ErrJobLost) {
			k.cancel()
			return
		}
		complain("keep a job", err) // and try again: the lease lasts for some beats
	}
}

// rung reports whether a bell has rung.
func rung(bell <-chan struct{}) bool {
	select {
	case <-bell:
		return true
	default:
		return false
	}
}
