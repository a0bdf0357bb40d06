package models_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

func invite(t *testing.T, s *models.Store, admin models.User, email string) string {
	t.Helper()
	token, err := s.Invite(t.Context(), admin, models.InvitationForm{Email: email, Name: "Ines", Role: models.RoleReviewer})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestAnInvitationMakesTheAccountItIsForOnce(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		token := invite(t, s, admin, "Ines@Example.org")
		if len(token) != 43 {
			t.Errorf("the token has %d characters", len(token))
		}
		i, err := s.Invitation(t.Context(), token)
		if err != nil || i.Email != "ines@example.org" || i.TokenHash == token {
			t.Errorf("found %+v, %v", i, err)
		}
		u, err := s.AcceptInvitation(t.Context(), token, modelstest.Password)
		if err != nil || u.Role != models.RoleReviewer || u.Admin {
			t.Fatalf("made %+v, %v", u, err)
		}
		if _, err := s.SignIn(t.Context(), "ines@example.org", modelstest.Password, ""); err != nil {
			t.Error(err)
		}
		if _, err := s.AcceptInvitation(t.Context(), token, modelstest.Password); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the second use: %v", err)
		}
		if open, err := s.Invitations(t.Context(), admin); err != nil || len(open) != 0 {
			t.Errorf("still open: %+v, %v", open, err)
		}
	})
}

func TestAWeakPasswordLeavesTheInvitationOpen(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		token := invite(t, s, setUp(t, s), "ines@example.org")
		_, err := s.AcceptInvitation(t.Context(), token, "short")
		wantInvalid(t, err, "password")
		if _, err := s.AcceptInvitation(t.Context(), token, modelstest.Password); err != nil {
			t.Error(err)
		}
	})
}

func TestAnInvitationTakenUpTwiceAtOnceMakesOneAccount(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		token := invite(t, s, setUp(t, s), "ines@example.org")
		var made atomic.Int32
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				if _, err := s.AcceptInvitation(t.Context(), token, modelstest.Password); err == nil {
					made.Add(1)
				}
			})
		}
		wait.Wait()
		if all, err := s.Users(t.Context()); err != nil || len(all) != 2 || made.Load() != 1 {
			t.Errorf("%d accepted, %d users, %v", made.Load(), len(all), err)
		}
	})
}

func TestAnInvitationEndsAfterSevenDays(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		admin := setUp(t, s)
		token := invite(t, s, admin, "ines@example.org")
		clock.Forward(7*24*time.Hour - time.Second)
		if open, err := s.Invitations(t.Context(), admin); err != nil || len(open) != 1 {
			t.Errorf("open before the end: %+v, %v", open, err)
		}
		clock.Forward(time.Second)
		if _, err := s.Invitation(t.Context(), token); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("after the end: %v", err)
		}
	})
}

func TestANewInvitationEndsTheOlderOneToTheSameAddress(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		old, other := invite(t, s, admin, "ines@example.org"), invite(t, s, admin, "other@example.org")
		fresh := invite(t, s, admin, "INES@example.org")
		if _, err := s.Invitation(t.Context(), old); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("the older one: %v", err)
		}
		for _, token := range []string{other, fresh} {
			if _, err := s.Invitation(t.Context(), token); err != nil {
				t.Error(err)
			}
		}
	})
}

func TestAnInvitationWithWrongFieldsIsRefusedWithASentenceForEach(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		_, err := s.Invite(t.Context(), admin, models.InvitationForm{})
		wantInvalid(t, err, "email", "name", "role")
		_, err = s.Invite(t.Context(), admin, models.InvitationForm{Email: "ada@example.org", Name: "Ada", Role: models.RoleViewer})
		wantInvalid(t, err, "email")
	})
}

func TestAnUnknownTokenFindsNoInvitation(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		for _, token := range []string{"", "x", "' OR 1=1"} {
			if _, err := s.Invitation(t.Context(), token); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("token %q: %v", token, err)
			}
		}
	})
}
