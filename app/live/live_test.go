package live_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"stet/app/live"
	"stet/models"
	"stet/models/modelstest"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

func start(t testing.TB, s *models.Store) *live.Hub {
	t.Helper()
	h := live.Start(s, slog.New(slog.DiscardHandler))
	t.Cleanup(h.Close)
	return h
}

func follow(t testing.TB, h *live.Hub, who models.User, articleID, after int64) *live.Follower {
	t.Helper()
	f, err := h.Follow(t.Context(), who, articleID, after)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// until hears news up to those that are wanted, and returns the actions on the way.
func until(t testing.TB, f *live.Follower, wanted func(live.News) bool) []models.Action {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	var heard []models.Action
	for {
		news, err := f.Next(ctx)
		if err != nil {
			t.Fatalf("%v, after %v", err, heard)
		}
		for _, e := range news.Events {
			heard = append(heard, e.Action)
		}
		if wanted(news) {
			return heard
		}
	}
}

func last(action models.Action) func(live.News) bool {
	return func(n live.News) bool {
		return len(n.Events) > 0 && n.Events[len(n.Events)-1].Action == action
	}
}

func here(people ...models.User) func(live.News) bool {
	return func(n live.News) bool {
		return n.Present != nil && slices.EqualFunc(n.Present, people, func(p models.Presence, u models.User) bool { return p.UserID == u.ID })
	}
}

func TestWhoFollowsHearsEverythingOnceAndInOrder(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, h := modelstest.NewStory(t, s), start(t, s)
		a, other := st.Article("The tram carries 31,400 people a day. It opened in 2021."), st.Article("It is long.")
		after, err := s.LastEvent(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		f := follow(t, h, st.Viewer, a.ID, after)
		defer f.Close()
		if news, err := f.Next(t.Context()); err != nil || !news.Notices {
			t.Errorf("the first they hear is %+v, %v, not how many notices they have", news, err)
		}
		st.Claim(other.ID, "It is long")
		c := st.Claim(a.ID, "31,400 people")
		st.Evidence(c.ID)
		st.Propose(c, "correct")
		heard := until(t, f, last(models.VerdictSubmitted))
		heard = slices.DeleteFunc(heard, func(a models.Action) bool { return a == models.SourceCreated || a == models.VerdictSaved })
		if want := []models.Action{models.ClaimCreated, models.EvidenceCreated, models.VerdictSubmitted}; !slices.Equal(heard, want) {
			t.Errorf("heard %v, want %v", heard, want)
		}
		// who comes later, or again, begins where they were
		again := follow(t, h, st.Editor, a.ID, after)
		defer again.Close()
		if got := until(t, again, last(models.VerdictSubmitted)); !slices.Contains(got, models.ClaimCreated) {
			t.Errorf("who comes again hears %v", got)
		}
	})
}

func TestWhoWasAwayForLongMissesNothing(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, h := modelstest.NewStory(t, s), start(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	near := follow(t, h, st.Editor, a.ID, 1<<40) // as if from another database
	defer near.Close()
	c := st.Claim(a.ID, "31,400 people")
	for range 300 { // more than the feed keeps at hand
		if _, err := s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: "Again?"}); err != nil {
			t.Fatal(err)
		}
	}
	st.Evidence(c.ID)
	until(t, near, last(models.EvidenceCreated))
	far := follow(t, h, st.Reviewer, a.ID, 0)
	defer far.Close()
	if n := len(until(t, far, last(models.EvidenceCreated))); n < 303 {
		t.Errorf("%d events are told, want all of over 303", n)
	}
}

func TestWhoIsThereIsTold(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, h := modelstest.NewStory(t, s), start(t, s)
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Claim(a.ID, "31,400 people")
		f := follow(t, h, st.Editor, a.ID, 0)
		defer f.Close()
		until(t, f, here(st.Editor))
		twice, once := follow(t, h, st.Reviewer, a.ID, 0), follow(t, h, st.Reviewer, a.ID, 0)
		until(t, f, here(st.Editor, st.Reviewer))
		if err := h.Attend(t.Context(), st.Reviewer, a.ID, models.Presence{ClaimID: &c.ID, Form: "verdict-form"}); err != nil {
			t.Fatal(err)
		}
		until(t, f, func(n live.News) bool {
			return len(n.Present) == 2 && n.Present[1].Form == "verdict-form" && n.Present[1].ClaimID != nil && *n.Present[1].ClaimID == c.ID
		})
		once.Close()
		twice.Close()
		until(t, f, here(st.Editor))
		if err := h.Attend(t.Context(), st.Reviewer, a.ID, models.Presence{}); err != nil {
			t.Fatal(err)
		}
		if p, err := s.Present(t.Context(), a.ID); err != nil || len(p) != 1 {
			t.Errorf("who has no page open is there: %v, %v", p, err)
		}
	})
}

func TestWhoMayNotSeeAnArticleHearsNothingOfIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, h := modelstest.NewStory(t, s), start(t, s)
	if _, err := h.Follow(t.Context(), st.Editor, 999, 0); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("an article that is none: %v", err)
	}
}

func TestAClosedHubEndsWhatFollowsIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	h := live.Start(s, slog.New(slog.DiscardHandler))
	last, err := s.LastEvent(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	f := follow(t, h, st.Editor, a.ID, last)
	until(t, f, here(st.Editor))
	h.Close()
	if _, err := f.Next(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("it answers %v", err)
	}
	f.Close()
	if p, err := s.Present(t.Context(), a.ID); err != nil || len(p) != 0 {
		t.Errorf("still there: %v, %v", p, err)
	}
	if _, err := h.Follow(t.Context(), st.Editor, a.ID, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("a closed hub is followed: %v", err)
	}
}

// TestProcessesTellOneAnother has two programs on one database.
func TestProcessesTellOneAnother(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(t *testing.T) (one, other *models.Store){
		"postgres": func(t *testing.T) (one, other *models.Store) {
			database := modelstest.Postgres(t)
			return modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: database}), modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: database})
		},
		"sqlite": func(t *testing.T) (one, other *models.Store) {
			data := t.TempDir()
			return modelstest.OpenWith(t, models.Options{Data: data}), modelstest.OpenWith(t, models.Options{Data: data, Beside: true})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, other := open(t)
			st := modelstest.NewStory(t, one)
			a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
			here1, there := start(t, one), start(t, other)
			f := follow(t, here1, st.Editor, a.ID, 0)
			defer f.Close()
			until(t, f, here(st.Editor))
			elsewhere := *st
			elsewhere.Store = other
			elsewhere.Claim(a.ID, "31,400 people")
			until(t, f, last(models.ClaimCreated))
			if name == "postgres" { // where presence is told at once
				g := follow(t, there, st.Reviewer, a.ID, 0)
				defer g.Close()
				until(t, f, here(st.Editor, st.Reviewer))
			}
		})
	}
}
