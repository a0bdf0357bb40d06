// Package live tells those who have an article open what happens to it. Each
// process reads an article's history once for all who follow it there.
package live

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"stet/models"
)

const (
	together = 100 * time.Millisecond // what happens within it is told together
	staysFor = 20 * time.Second       // how often it is said who is still there; well within what a presence lasts
	again    = time.Second            // after something went wrong
	kept     = 256                    // events of an article at hand; who is further behind asks the Store
	named    = 12                     // people who are told of by name
)

// Hub keeps a feed for each article that somebody follows.
type Hub struct {
	store   *models.Store
	log     *slog.Logger
	process string // a name that no other process has
	ctx     context.Context
	stop    context.CancelFunc
	all     sync.WaitGroup

	door sync.Mutex // held while somebody's coming or going is written down, so that the last word is the last

	mu     sync.Mutex
	feeds  map[int64]*feed
	closed bool
}

// Start begins to hear of what other processes do. Close the hub before the
// Store.
func Start(store *models.Store, log *slog.Logger) *Hub {
	ctx, stop := context.WithCancel(context.Background())
	h := &Hub{store: store, log: log, process: rand.Text(), ctx: ctx, stop: stop, feeds: map[int64]*feed{}}
	h.all.Go(func() { store.Hear(ctx, h.failed) })
	h.all.Go(h.stayPresent)
	return h
}

// Close ends every feed: whoever follows is told that it is over.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.stop()
	h.all.Wait()
}

func (h *Hub) failed(err error) {
	if h.ctx.Err() == nil {
		h.log.Error("live", slog.Any("error", err))
	}
}

func (h *Hub) stayPresent() {
	for tick := time.NewTicker(staysFor); ; {
		select {
		case <-h.ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
			if err := h.store.StayPresent(h.ctx, h.process); err != nil {
				h.failed(err)
			}
		}
	}
}

// Attend says what somebody has before them on an article that they follow.
func (h *Hub) Attend(ctx context.Context, user models.User, articleID int64, p models.Presence) error {
	h.mu.Lock()
	f := h.feeds[articleID]
	h.mu.Unlock()
	if f == nil || !f.followedBy(user.ID) {
		return nil // the page is gone, or its connection is on its way
	}
	return h.store.Attend(ctx, user, h.process, articleID, p)
}

// Follow begins to follow an article after an event. It answers as the Store
// does where the user may not see the article. Close the follower.
func (h *Hub) Follow(ctx context.Context, user models.User, articleID, after int64) (*Follower, error) {
	if _, err := h.store.Article(ctx, user, articleID); err != nil {
		return nil, err
	}
	last, err := h.store.LastEvent(ctx, articleID)
	if err != nil {
		return nil, err
	}
	f, err := h.join(articleID, last)
	if err != nil {
		return nil, err
	}
	follower := &Follower{hub: h, feed: f, user: user, after: min(after, last), notices: h.store.NoticesChanged(user.ID)}
	return follower, follower.comes(ctx)
}

// join finds the feed of an article, or starts one after an event.
func (h *Hub) join(articleID, after int64) (*feed, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, fmt.Errorf("follow article %d: %w", articleID, context.Canceled)
	}
	f := h.feeds[articleID]
	if f == nil {
		ctx, stop := context.WithCancel(h.ctx)
		f = &feed{hub: h, article: articleID, stop: stop, first: after, last: after, users: map[int64]int{}, changed: make(chan struct{})}
		h.feeds[articleID] = f
		h.all.Go(func() { f.run(ctx) })
	}
	f.followers++
	return f, nil
}

// part lets go of a feed, and ends it where nobody follows it any more.
func (h *Hub) part(f *feed) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if f.followers--; f.followers == 0 {
		delete(h.feeds, f.article)
		f.stop()
	}
}
