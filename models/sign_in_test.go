package models_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

func TestThePairOfEmailAndPasswordSignsIn(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		u, err := s.SignIn(t.Context(), " ADA@example.ORG", modelstest.Password, "192.0.2.1")
		if err != nil || u.ID != admin.ID {
			t.Errorf("signed in %+v, %v", u, err)
		}
	})
}

func TestAPasswordFitsHoweverItsCharactersAreComposed(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		_, err := s.AddUser(t.Context(), admin, models.NewUser{Email: "é@example.org", Name: "É", Password: "déjà-vu déjà-vu", Role: models.RoleViewer})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.SignIn(t.Context(), "e\u0301@example.org", "de\u0301ja\u0300-vu de\u0301ja\u0300-vu", ""); err != nil {
			t.Error(err)
		}
	})
}

func TestAWrongPairIsRefusedWithTheSameSentenceWhoeverItNames(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		setUp(t, s)
		sentences := map[string]bool{}
		for _, pair := range [][2]string{{"ada@example.org", "wrong password"}, {"ada@example.org", ""}, {"nobody@example.org", modelstest.Password}, {"", ""}, {strings.Repeat("x", 1000), strings.Repeat("y", 1<<20)}} {
			_, err := s.SignIn(t.Context(), pair[0], pair[1], "192.0.2.1")
			var refused *models.Refused
			if !errors.As(err, &refused) {
				t.Fatalf("signing in with %.20q: %v", pair[0], err)
			}
			sentences[refused.Reason.String()] = true
		}
		if len(sentences) != 1 {
			t.Errorf("the answers can be told apart: %v", sentences)
		}
	})
}

func TestFiveFailuresBlockAnEmailForFifteenMinutes(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		setUp(t, s)
		for i := range 5 {
			_, err := s.SignIn(t.Context(), "ada@example.org", "wrong password", fmt.Sprintf("192.0.2.%d", i))
			wantRefused(t, err)
			clock.Forward(time.Minute)
		}
		_, err := s.SignIn(t.Context(), "ADA@example.org", modelstest.Password, "192.0.2.9")
		if err == nil || !strings.Contains(err.Error(), "Try again in 10 minutes.") {
			t.Errorf("the right password after five wrong ones: %v", err)
		}
		clock.Forward(9*time.Minute + 59*time.Second)
		_, err = s.SignIn(t.Context(), "ada@example.org", modelstest.Password, "192.0.2.9")
		if err == nil || !strings.Contains(err.Error(), "Try again in 1 minute.") {
			t.Errorf("a second too early: %v", err)
		}
		clock.Forward(time.Second)
		if _, err := s.SignIn(t.Context(), "ada@example.org", modelstest.Password, "192.0.2.9"); err != nil {
			t.Error(err)
		}
	})
}

func TestGuessesSentAtOnceDoNotSlipPastTheLimit(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		setUp(t, s)
		var looked atomic.Int32
		var wait sync.WaitGroup
		for range 12 {
			wait.Go(func() {
				_, err := s.SignIn(t.Context(), "ada@example.org", "wrong password", "")
				if err == nil || !strings.Contains(err.Error(), "Try again in") {
					looked.Add(1)
				}
			})
		}
		wait.Wait()
		if looked.Load() != 5 {
			t.Errorf("%d passwords were looked at", looked.Load())
		}
	})
}

func TestSuccessClearsTheFailuresOfTheEmail(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		setUp(t, s)
		for range 3 {
			for range 4 {
				_, err := s.SignIn(t.Context(), "ada@example.org", "wrong password", "192.0.2.1")
				wantRefused(t, err)
			}
			if _, err := s.SignIn(t.Context(), "ada@example.org", modelstest.Password, "192.0.2.1"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestTwentyFailuresBlockANetworkAndNoOther(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		setUp(t, s)
		for i := range 20 {
			_, err := s.SignIn(t.Context(), fmt.Sprintf("guess%d@example.org", i), "wrong password", fmt.Sprintf("2001:db8:0:1::%x", i))
			if err == nil || strings.Contains(err.Error(), "Try again in") {
				t.Fatalf("failure %d: %v", i, err)
			}
		}
		_, err := s.SignIn(t.Context(), "ada@example.org", modelstest.Password, "2001:db8:0:1:ffff::1")
		if err == nil || !strings.Contains(err.Error(), "Try again in 15 minutes.") {
			t.Errorf("the same network: %v", err)
		}
		if _, err := s.SignIn(t.Context(), "ada@example.org", modelstest.Password, "2001:db8:0:2::1"); err != nil {
			t.Errorf("another network: %v", err)
		}
	})
}

func TestANewPasswordReplacesTheOldAndEndsEverySession(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		wantInvalid(t, s.ChangePassword(t.Context(), admin, "not my password", "another long password"), "old")
		wantInvalid(t, s.ChangePassword(t.Context(), admin, modelstest.Password, "short"), "new")
		if err := s.ChangePassword(t.Context(), admin, modelstest.Password, "another long password"); err != nil {
			t.Fatal(err)
		}
		_, err := s.SignIn(t.Context(), admin.Email, modelstest.Password, "")
		wantRefused(t, err)
		u, err := s.SignIn(t.Context(), admin.Email, "another long password", "")
		if err != nil || u.Epoch != admin.Epoch+1 {
			t.Errorf("signed in %+v, %v", u, err)
		}
	})
}

func TestGuessesAtTheOldPasswordAreThrottled(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		for range 5 {
			wantInvalid(t, s.ChangePassword(t.Context(), admin, "not my password", "another long password"), "old")
		}
		wantRefused(t, s.ChangePassword(t.Context(), admin, modelstest.Password, "another long password"))
	})
}

func TestSigningOutEverywhereRaisesTheEpoch(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		if err := s.SignOutEverywhere(t.Context(), admin); err != nil {
			t.Fatal(err)
		}
		if u, err := s.User(t.Context(), admin.ID); err != nil || u.Epoch != admin.Epoch+1 {
			t.Errorf("loaded %+v, %v", u, err)
		}
		if err := s.SignOutEverywhere(t.Context(), models.User{ID: 99}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("somebody who is not there: %v", err)
		}
	})
}
