package models

import "sync"

// bell wakes those in this process who wait for something to happen.
type bell struct {
	mu   sync.Mutex
	rung chan struct{}
}

func newBell() *bell { return &bell{rung: make(chan struct{})} }

// ring wakes everybody who waits.
func (b *bell) ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	close(b.rung)
	b.rung = make(chan struct{})
}

// wait is closed when the bell rings next.
func (b *bell) wait() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.rung
}

// JobsChanged is closed when this process has queued a job, or asked for the
// end of one, the next time. Take it before looking, so that nothing is missed.
func (s *Store) JobsChanged() <-chan struct{} { return s.jobs.wait() }
