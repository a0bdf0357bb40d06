package models_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func setUp(t *testing.T, s *models.Store) models.User {
	t.Helper()
	admin, err := s.SetUp(t.Context(), models.NewUser{Email: "Ada@Example.org ", Name: "Ada Admin", Password: modelstest.Password, Role: models.RoleViewer})
	if err != nil {
		t.Fatal(err)
	}
	return admin
}

func addUser(t *testing.T, s *models.Store, admin models.User, n models.NewUser) models.User {
	t.Helper()
	n.Password = modelstest.Password
	u, err := s.AddUser(t.Context(), admin, n)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func wantRefused(t *testing.T, err error) {
	t.Helper()
	var refused *models.Refused
	if !errors.As(err, &refused) {
		t.Errorf("got %v, want a refusal", err)
	}
}

func wantInvalid(t *testing.T, err error, fields ...string) {
	t.Helper()
	var invalid *models.Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("got %v, want %v to be invalid", err, fields)
	}
	for _, f := range fields {
		if invalid.Fields[f].IsZero() {
			t.Errorf("%v says nothing of %s", invalid.Fields, f)
		}
	}
	if len(invalid.Fields) != len(fields) {
		t.Errorf("got %v, want %v", invalid.Fields, fields)
	}
}

func TestTheFirstAccountIsAnAdminAndEndsTheSetUp(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		if needed, err := s.NeedsSetup(t.Context()); err != nil || !needed {
			t.Errorf("an empty folder needs no set-up: %v", err)
		}
		admin := setUp(t, s)
		if !admin.Admin || !admin.Active || admin.Email != "ada@example.org" {
			t.Errorf("made %+v", admin)
		}
		if needed, err := s.NeedsSetup(t.Context()); err != nil || needed {
			t.Errorf("still needs set-up: %v", err)
		}
		_, err := s.SetUp(t.Context(), models.NewUser{Email: "eve@example.org", Name: "Eve", Password: modelstest.Password, Role: models.RoleViewer})
		wantRefused(t, err)
		if settings, err := s.Settings(t.Context()); err != nil || settings.Newsroom != "Stet newsroom" {
			t.Errorf("settings after the set-up are %+v, %v", settings, err)
		}
	})
}

func TestOfSetUpsAtOnceOneWins(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		var won atomic.Int32
		var wait sync.WaitGroup
		for _, name := range []string{"a", "b", "c", "d"} {
			wait.Go(func() {
				_, err := s.SetUp(t.Context(), models.NewUser{Email: name + "@example.org", Name: name, Password: modelstest.Password, Role: models.RoleViewer})
				if err == nil {
					won.Add(1)
				}
			})
		}
		wait.Wait()
		if all, err := s.Users(t.Context()); err != nil || won.Load() != 1 || len(all) != 1 {
			t.Errorf("%d won, and there are %d users, %v", won.Load(), len(all), err)
		}
	})
}

func TestAnAccountWithWrongFieldsIsRefusedWithASentenceForEach(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		for _, c := range []struct {
			n      models.NewUser
			fields []string
		}{
			{models.NewUser{}, []string{"email", "name", "password", "role"}},
			{models.NewUser{Email: "no address", Name: "N", Role: models.RoleEditor, Password: modelstest.Password}, []string{"email"}},
			{models.NewUser{Email: "N <n@example.org>", Name: "N", Role: models.RoleEditor, Password: modelstest.Password}, []string{"email"}},
			{models.NewUser{Email: strings.Repeat("n", 250) + "@example.org", Name: "N", Role: models.RoleEditor, Password: modelstest.Password}, []string{"email"}},
			{models.NewUser{Email: "ADA@example.org", Name: "N", Role: models.RoleEditor, Password: modelstest.Password}, []string{"email"}},
			{models.NewUser{Email: "n@example.org", Name: " ", Role: models.RoleEditor, Password: modelstest.Password}, []string{"name"}},
			{models.NewUser{Email: "n@example.org", Name: strings.Repeat("é", 201), Role: models.RoleEditor, Password: modelstest.Password}, []string{"name"}},
			{models.NewUser{Email: "n@example.org", Name: "N", Role: "owner", Password: modelstest.Password}, []string{"role"}},
			{models.NewUser{Email: "n@example.org", Name: "N", Role: models.RoleEditor, Password: "123456789"}, []string{"password"}},
			{models.NewUser{Email: "n@example.org", Name: "N", Role: models.RoleEditor, Password: strings.Repeat("ü", 201)}, []string{"password"}},
			{models.NewUser{Email: "n@example.org", Name: "N", Role: models.RoleEditor, Password: strings.Repeat("\xff", 20)}, []string{"password"}},
		} {
			_, err := s.AddUser(t.Context(), admin, c.n)
			wantInvalid(t, err, c.fields...)
		}
	})
}

func TestOnlyAnActiveAdminManagesPeopleAndSettings(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		reviewer := addUser(t, s, admin, models.NewUser{Email: "r@example.org", Name: "R", Role: models.RoleReviewer})
		gone := admin
		gone.Active = false
		for _, actor := range []models.User{reviewer, gone, {}} {
			ctx := t.Context()
			_, err := s.AddUser(ctx, actor, models.NewUser{Email: "n@example.org", Name: "N", Role: models.RoleViewer, Password: modelstest.Password})
			wantRefused(t, err)
			_, err = s.EditUser(ctx, actor, reviewer.ID, models.UserForm{Version: 1, Name: "R", Role: models.RoleReviewer, Admin: true, Active: true})
			wantRefused(t, err)
			_, err = s.Invite(ctx, actor, models.InvitationForm{Email: "n@example.org", Name: "N", Role: models.RoleViewer})
			wantRefused(t, err)
			_, err = s.Invitations(ctx, actor)
			wantRefused(t, err)
			wantRefused(t, s.EditSettings(ctx, actor, models.Settings{Newsroom: "N", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 1}))
		}
	})
}

func TestAnEditOfAPersonIsKeptAndAStaleOneShowsBoth(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		u := addUser(t, s, admin, models.NewUser{Email: "u@example.org", Name: "Una", Role: models.RoleEditor})
		edited, err := s.EditUser(t.Context(), admin, u.ID, models.UserForm{Version: 1, Name: "Una Umber", Role: models.RoleReviewer, Active: true})
		if err != nil || edited.Version != 2 || edited.Epoch != u.Epoch {
			t.Fatalf("edited to %+v, %v", edited, err)
		}
		again, err := s.User(t.Context(), u.ID)
		if err != nil || again.Name != "Una Umber" || again.Role != models.RoleReviewer || again.PasswordHash != u.PasswordHash {
			t.Errorf("loaded %+v, %v", again, err)
		}
		_, err = s.EditUser(t.Context(), admin, u.ID, models.UserForm{Version: 1, Name: "Una U.", Role: models.RoleEditor, Active: true})
		var conflict *models.Conflict
		if !errors.As(err, &conflict) || conflict.Version != 2 || conflict.Fields[0].Yours != "Una U." || conflict.Fields[0].Theirs != "Una Umber" {
			t.Errorf("got %v", err)
		}
		if _, err := s.EditUser(t.Context(), admin, 99, models.UserForm{Name: "N", Role: models.RoleEditor}); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("got %v", err)
		}
	})
}

func TestDeactivatingEndsSessionsAndSignIn(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		u := addUser(t, s, admin, models.NewUser{Email: "u@example.org", Name: "Una", Role: models.RoleEditor})
		edited, err := s.EditUser(t.Context(), admin, u.ID, models.UserForm{Version: 1, Name: "Una", Role: models.RoleEditor})
		if err != nil || edited.Active || edited.Epoch != u.Epoch+1 {
			t.Fatalf("edited to %+v, %v", edited, err)
		}
		_, err = s.SignIn(t.Context(), "u@example.org", modelstest.Password, "192.0.2.1")
		wantRefused(t, err)
		wantRefused(t, s.ChangePassword(t.Context(), u, modelstest.Password, "another long password"))
	})
}

func TestTheLastActiveAdminStays(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		admin := setUp(t, s)
		for _, f := range []models.UserForm{{Version: 1, Name: "Ada", Role: models.RoleViewer, Active: true}, {Version: 1, Name: "Ada", Role: models.RoleViewer, Admin: true}} {
			_, err := s.EditUser(t.Context(), admin, admin.ID, f)
			wantRefused(t, err)
		}
	})
}

func TestTwoAdminsWhoDemoteEachOtherLeaveOne(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		a := setUp(t, s)
		b := addUser(t, s, a, models.NewUser{Email: "b@example.org", Name: "Bo", Role: models.RoleEditor, Admin: true})
		demote := func(actor, other models.User) {
			s.EditUser(context.Background(), actor, other.ID, models.UserForm{Version: 1, Name: other.Name, Role: other.Role, Active: true})
		}
		var wait sync.WaitGroup
		wait.Go(func() { demote(a, b) })
		wait.Go(func() { demote(b, a) })
		wait.Wait()
		all, err := s.Users(t.Context())
		if err != nil || len(all) != 2 || all[0].Admin == all[1].Admin {
			t.Errorf("left %+v, %v", all, err)
		}
	})
}
