package live

import (
	"context"
	"slices"
	"sync"
	"time"

	"stet/models"
)

// feed is what is at hand of one article.
type feed struct {
	hub       *Hub
	article   int64
	stop      context.CancelFunc
	followers int // under the hub's lock

	mu      sync.Mutex
	users   map[int64]int // how often each user follows
	first   int64         // number of the event before the first one at hand
	last    int64         // of the last one
	events  []*Event      // in order
	present []models.Presence
	counted int           // how often present has changed
	changed chan struct{} // closed when there is something new
}

// comes reports whether a user who follows now did not before.
func (f *feed) comes(userID int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.users[userID]++
	return f.users[userID] == 1
}

// goes reports whether a user who followed does not any more.
func (f *feed) goes(userID int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users[userID]--; f.users[userID] > 0 {
		return false
	}
	delete(f.users, userID)
	return true
}

func (f *feed) followedBy(userID int64) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.users[userID] > 0
}

// run looks when the article's bell rings, until ctx ends.
func (f *feed) run(ctx context.Context) {
	for ctx.Err() == nil {
		rung, wait := f.hub.store.ArticleChanged(f.article), staysFor
		if err := f.look(ctx); err != nil {
			f.hub.failed(err)
			wait = again
		}
		select {
		case <-ctx.Done():
		case <-rung:
		case <-time.After(wait): // somebody's presence may be over
		}
		select {
		case <-ctx.Done():
		case <-time.After(together):
		}
	}
	f.mu.Lock()
	close(f.changed) // nobody waits in vain
	f.changed = nil
	f.mu.Unlock()
}

// look takes in what is new.
func (f *feed) look(ctx context.Context) error {
	present, err := f.hub.store.Present(ctx, f.article) // first: who is off the list by then hears so, not who is there
	if err != nil {
		return err
	}
	fresh, err := f.hub.store.EventsAfter(ctx, f.article, f.lastEvent(), kept)
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	moved := !slices.EqualFunc(present, f.present, same)
	if len(fresh) == 0 && !moved {
		return nil
	}
	if len(fresh) > 0 {
		f.events, f.last = append(f.events, events(fresh)...), fresh[len(fresh)-1].ID
	}
	if over := len(f.events) - kept; over > 0 {
		f.first = f.events[over-1].ID
		f.events = slices.Clone(f.events[over:]) // followers still read the old ones
	}
	if moved {
		f.present = present
		f.counted++
	}
	close(f.changed)
	f.changed = make(chan struct{})
	return nil
}

func (f *feed) lastEvent() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.last
}

func same(a, b models.Presence) bool {
	return a.UserID == b.UserID && a.Name == b.Name && a.Form == b.Form && (a.ClaimID == b.ClaimID || a.ClaimID != nil && b.ClaimID != nil && *a.ClaimID == *b.ClaimID)
}
