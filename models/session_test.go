package models_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"stet/models"
	"stet/models/modelstest"
)

var _ scs.CtxStore = (*models.Sessions)(nil)

func TestASessionIsFoundUntilItExpires(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		sessions := s.Sessions()
		if _, found, err := sessions.Find("cookie"); err != nil || found {
			t.Errorf("found what is not there: %v", err)
		}
		for _, data := range []string{"first", "second"} {
			if err := sessions.Commit("cookie", []byte(data), clock.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
			if got, found, err := sessions.Find("cookie"); err != nil || !found || string(got) != data {
				t.Errorf("found %q %v, %v", got, found, err)
			}
		}
		clock.Forward(time.Hour)
		if _, found, err := sessions.Find("cookie"); err != nil || found {
			t.Errorf("found an expired one: %v", err)
		}
	})
}

func TestADeletedSessionIsGoneAndDeletingNoneIsNoError(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		sessions := s.Sessions()
		for _, cookie := range []string{"one", "other"} {
			if err := sessions.Commit(cookie, []byte("data"), clock.Now().Add(time.Hour)); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := sessions.Delete("one"); err != nil {
				t.Error(err)
			}
		}
		if _, found, err := sessions.Find("one"); err != nil || found {
			t.Errorf("found a deleted one: %v", err)
		}
		if _, found, err := sessions.Find("other"); err != nil || !found {
			t.Errorf("the other is gone: %v", err)
		}
	})
}

func TestSessionsCommittedAtOnceAreAllKept(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		sessions := s.Sessions()
		var wait sync.WaitGroup
		for i := range 20 {
			wait.Go(func() {
				if err := sessions.Commit(fmt.Sprint("cookie", i%10), []byte("data"), clock.Now().Add(time.Hour)); err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		for i := range 10 {
			if _, found, err := sessions.Find(fmt.Sprint("cookie", i)); err != nil || !found {
				t.Errorf("session %d is not there: %v", i, err)
			}
		}
	})
}

func TestTheSessionManagerKeepsWhatItPutsIn(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir()})
	manager := scs.New()
	manager.Store = s.Sessions()
	page := manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/in" {
			manager.Put(r.Context(), "user", int64(7))
		}
		fmt.Fprint(w, manager.GetInt64(r.Context(), "user"))
	}))
	in := httptest.NewRecorder()
	page.ServeHTTP(in, httptest.NewRequest("GET", "/in", nil))
	again := httptest.NewRequest("GET", "/", nil)
	again.AddCookie(in.Result().Cookies()[0])
	out := httptest.NewRecorder()
	page.ServeHTTP(out, again)
	if out.Body.String() != "7" {
		t.Errorf("kept %q", out.Body)
	}
}
