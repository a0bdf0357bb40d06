package live

import (
	"context"
	"slices"
	"sort"
	"sync"

	"stet/models"
	"stet/models/message"
)

// Event is a line of the history for everybody who hears of it.
type Event struct {
	models.HistoryLine
	mutex sync.Mutex
	told  map[message.Language][]byte // as it is sent, by language
}

// Told is the event as it is sent, made once for all who hear of it in a language.
func (e *Event) Told(in message.Language, make func(message.Language, models.HistoryLine) []byte) []byte {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	if e.told == nil {
		e.told = map[message.Language][]byte{}
	}
	if _, made := e.told[in]; !made {
		e.told[in] = make(in, e.HistoryLine)
	}
	return e.told[in]
}

func events(lines []models.HistoryLine) []*Event {
	var all []*Event
	for _, l := range lines {
		all = append(all, &Event{HistoryLine: l})
	}
	return all
}

// News is what a follower has not been told yet.
type News struct {
	Events  []*Event          // in order
	Present []models.Presence // who is there now, at most so many; nil where nobody came, went or moved
	More    int               // how many others are there
	Notices bool              // the follower has other notices now
}

// Follower is one connection that hears of an article. It is for one goroutine.
type Follower struct {
	hub     *Hub
	feed    *feed
	user    models.User
	after   int64           // number of the last event that was told
	counted int             // of the presences that were told
	notices <-chan struct{} // closed when the user has other notices
	greeted bool            // they know how many notices they have
}

// Next waits for news; the first are the notices, which may be others than the
// page or the connection before knew of. Its error is that of ctx, or
// context.Canceled when the hub is closed.
func (f *Follower) Next(ctx context.Context) (News, error) {
	if !f.greeted {
		f.greeted = true
		return News{Notices: true}, ctx.Err()
	}
	for {
		news, behind, changed := f.look()
		if behind {
			missed, err := f.hub.store.EventsAfter(ctx, f.feed.article, f.after, kept)
			if err != nil {
				return News{}, err
			}
			news.Events = events(missed)
		}
		if n := len(news.Events); n > 0 {
			f.after = news.Events[n-1].ID
			var err error
			if news.Events, err = f.heard(ctx, news.Events); err != nil {
				return News{}, err
			}
		}
		if len(news.Events) > 0 || news.Present != nil {
			return news, nil
		}
		if changed == nil {
			return News{}, context.Canceled
		}
		select {
		case <-ctx.Done():
			return News{}, ctx.Err()
		case <-changed:
		case <-f.notices:
			f.notices = f.hub.store.NoticesChanged(f.user.ID)
			return News{Notices: true}, nil
		}
	}
}

// heard leaves out what the follower may not hear of, which is rare. The array is
// everybody's and stays as it is.
func (f *Follower) heard(ctx context.Context, all []*Event) ([]*Event, error) {
	if !slices.ContainsFunc(all, func(e *Event) bool { return e.InLane() }) {
		return all, nil
	}
	var heard []*Event
	for _, e := range all {
		may, err := f.hub.store.Hears(ctx, f.user, e.HistoryLine)
		if err != nil {
			return nil, err
		}
		if may {
			heard = append(heard, e)
		}
	}
	return heard, nil
}

// look reads the feed. Behind says that it no longer has, or not yet, what
// comes next; changed is nil when the feed is over.
func (f *Follower) look() (news News, behind bool, changed <-chan struct{}) {
	f.feed.mu.Lock()
	defer f.feed.mu.Unlock()
	if f.counted != f.feed.counted {
		shown := min(len(f.feed.present), named)
		news.Present, news.More = append([]models.Presence{}, f.feed.present[:shown]...), len(f.feed.present)-shown
		f.counted = f.feed.counted
	}
	if f.after < f.feed.first {
		return news, true, f.feed.changed
	}
	from := sort.Search(len(f.feed.events), func(i int) bool { return f.feed.events[i].ID > f.after })
	news.Events = f.feed.events[from:len(f.feed.events):len(f.feed.events)]
	return news, false, f.feed.changed
}

// comes writes down that the follower is there.
func (f *Follower) comes(ctx context.Context) error {
	f.hub.door.Lock()
	var err error
	if f.feed.comes(f.user.ID) {
		err = f.hub.store.Attend(ctx, f.user, f.hub.process, f.feed.article, models.Presence{})
	}
	f.hub.door.Unlock()
	if err != nil {
		f.Close()
	}
	return err
}

// Close stops following.
func (f *Follower) Close() {
	f.hub.door.Lock()
	defer f.hub.door.Unlock()
	if f.feed.goes(f.user.ID) {
		if err := f.hub.store.Leave(context.WithoutCancel(f.hub.ctx), f.user, f.hub.process, f.feed.article); err != nil {
			f.hub.failed(err)
		}
	}
	f.hub.part(f.feed)
}
