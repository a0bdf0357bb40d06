package models

import (
	"slices"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
)

func TestNobodysHashCostsWhatEveryHashCosts(t *testing.T) {
	t.Parallel()
	params, _, _, err := argon2id.DecodeHash(nobodysHash)
	if err != nil || *params != *passwordParams() {
		t.Errorf("it costs %+v, %v", params, err)
	}
}

func TestNoPasswordFitsAnAccountWithoutOne(t *testing.T) {
	t.Parallel()
	if fits, err := passwordFits("", ""); err != nil || fits {
		t.Errorf("it fits, %v", err)
	}
}

func TestAnAddressCountsWithItsNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "192.0.2.1", "2001:db8::1": "2001:db8::/64", "2001:db8::ff%eth0": "2001:db8::/64", "": "", "pipe": "pipe",
	} {
		if got := network(address); got != want {
			t.Errorf("%q counts as %q", address, got)
		}
	}
}

func openPeople(t *testing.T) (*Store, User) {
	t.Helper()
	s, err := Open(Options{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	admin, err := s.SetUp(t.Context(), NewUser{Email: "ada@example.org", Name: "Ada", Password: "correct horse battery", Role: RoleViewer})
	if err != nil {
		t.Fatal(err)
	}
	return s, admin
}

func TestEveryActOnPeopleLeavesOneLineInTheHistory(t *testing.T) {
	t.Parallel()
	s, admin := openPeople(t)
	ctx := t.Context()
	token, err := s.Invite(ctx, admin, InvitationForm{Email: "ines@example.org", Name: "Ines", Role: RoleEditor})
	if err != nil {
		t.Fatal(err)
	}
	ines, err := s.AcceptInvitation(ctx, token, "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	form := UserForm{Version: 1, Name: "Ines", Role: RoleReviewer, Active: true}
	for range 2 { // the second changes nothing
		edited, err := s.EditUser(ctx, admin, ines.ID, form)
		if err != nil {
			t.Fatal(err)
		}
		form.Version = edited.Version
	}
	if err := s.ChangePassword(ctx, ines, "correct horse battery", "another long password"); err != nil {
		t.Fatal(err)
	}
	if err := s.SignOutEverywhere(ctx, ines); err != nil {
		t.Fatal(err)
	}
	settings := Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2}
	if err := s.EditSettings(ctx, admin, settings); err != nil {
		t.Fatal(err)
	}
	var actions []Action
	if err := s.read.Model(&Event{}).Order("id").Pluck("action", &actions).Error; err != nil {
		t.Fatal(err)
	}
	want := []Action{UserCreated, UserInvited, UserCreated, UserEdited, UserEdited, UserSignedOut, SettingsEdited}
	if !slices.Equal(actions, want) {
		t.Errorf("recorded %v, want %v", actions, want)
	}
}

func TestNoSecretIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	s, admin := openPeople(t)
	token, err := s.Invite(t.Context(), admin, InvitationForm{Email: "ines@example.org", Name: "Ines", Role: RoleEditor})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Sessions().Commit("cookie", []byte("data"), s.now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	for query, secret := range map[string]string{
		"SELECT token_hash FROM invitations": token, "SELECT token FROM sessions": "cookie", "SELECT password_hash FROM users": "correct horse battery",
	} {
		var kept string
		if err := s.read.Raw(query).Scan(&kept).Error; err != nil || kept == "" || kept == secret {
			t.Errorf("%s: %q, %v", query, kept, err)
		}
	}
}

func TestExpiredSessionsAreRemovedNowAndThen(t *testing.T) {
	t.Parallel()
	s, _ := openPeople(t)
	now := s.now()
	s.clock = func() time.Time { return now }
	sessions := s.Sessions()
	kept := func() (n int64) { s.read.Model(&session{}).Count(&n); return n }
	for _, cookie := range []string{"first", "second"} {
		if err := sessions.Commit(cookie, []byte("data"), now.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(2 * time.Minute)
	if err := sessions.Commit("third", []byte("data"), now.Add(time.Hour)); err != nil || kept() != 3 {
		t.Errorf("swept too soon: %d kept, %v", kept(), err)
	}
	now = now.Add(sweepEvery)
	if err := sessions.Commit("third", []byte("data"), now.Add(time.Hour)); err != nil || kept() != 1 {
		t.Errorf("%d kept, %v", kept(), err)
	}
}

func FuzzAnEmailIsFoldedOnce(f *testing.F) {
	for _, seed := range []string{"Ada@Example.org", " é@example.org", "ẞ@İ.tr", "a@b", "\xff@\xfe", "\u0345ᾼ"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, email string) {
		once := foldEmail(email)
		if twice := foldEmail(once); twice != once {
			t.Errorf("%q folds to %q, which folds to %q", email, once, twice)
		}
	})
}

func BenchmarkSignInHash(b *testing.B) {
	for b.Loop() {
		if _, err := passwordFits("correct horse battery", nobodysHash); err != nil {
			b.Fatal(err)
		}
	}
}
