package models

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// NeedsSetup reports whether nobody can sign in yet.
func (s *Store) NeedsSetup(ctx context.Context) (bool, error) {
	var some []int64
	if err := s.read.WithContext(ctx).Model(&User{}).Where("password_hash <> ''").Limit(1).Pluck("id", &some).Error; err != nil {
		return false, fmt.Errorf("look for users: %w", err)
	}
	return len(some) == 0, nil
}

// SetUp makes the first account, of an admin. It is refused once there is one.
func (s *Store) SetUp(ctx context.Context, n NewUser) (User, error) {
	n.Admin = true
	u, err := n.user()
	if err != nil {
		return User{}, fmt.Errorf("set up: %w", err)
	}
	err = s.Tx(ctx, func(tx *Store) error {
		if err := tx.claimSetup(ctx); err != nil {
			return err
		}
		if err := tx.createUser(&u); err != nil {
			return err
		}
		return tx.record(u, nil, nil, UserCreated, Detail{Name: u.Name})
	})
	if err != nil {
		return User{}, fmt.Errorf("set up: %w", err)
	}
	return u, nil
}

// claimSetup lets one set-up through. The row it adds decides between two that
// come at once, when neither sees the other's user.
func (s *Store) claimSetup(ctx context.Context) error {
	needed, err := s.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	first, err := s.addSetting(keySetUp, s.now().Format("2006-01-02"))
	if err != nil {
		return err
	}
	if !needed || !first {
		return refuse("Stet is set up already. Sign in, or ask an admin for an invitation.")
	}
	return nil
}

// SignIn finds the person with an email address and a password. The address is
// that of the network the request came from. A Refused error tells no more than
// that the two do not go together, or when to try again.
func (s *Store) SignIn(ctx context.Context, email, password, address string) (User, error) {
	email = foldEmail(email)
	if len(email) > maxEmail {
		email = "" // nobody's
	}
	if err := s.countAttempt(ctx, email, address); err != nil {
		return User{}, fmt.Errorf("sign in: %w", err)
	}
	u, err := s.UserByEmail(ctx, email)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return User{}, fmt.Errorf("sign in: %w", err)
	}
	fits, err := passwordFits(password, u.PasswordHash)
	if err != nil {
		return User{}, fmt.Errorf("sign in: %w", err)
	}
	if !fits || !u.Active {
		return User{}, refuse("This email address and this password do not go together. Check both and try again.")
	}
	if err := s.forgetAttempts(ctx, email); err != nil {
		return User{}, fmt.Errorf("sign in: %w", err)
	}
	return u, nil
}

// ChangePassword gives the actor a new password and signs them out everywhere,
// so that nobody stays in who knew the old one.
func (s *Store) ChangePassword(ctx context.Context, actor User, old, new string) error {
	if err := s.changePassword(ctx, actor, old, new); err != nil {
		return fmt.Errorf("change the password of user %d: %w", actor.ID, err)
	}
	return nil
}

func (s *Store) changePassword(ctx context.Context, actor User, old, new string) error {
	u, err := s.User(ctx, actor.ID)
	if err != nil {
		return err
	}
	if !u.Active {
		return refuse("This account is deactivated. Ask an admin to activate it.")
	}
	if err := s.countAttempt(ctx, u.Email, ""); err != nil {
		return err
	}
	fits, err := passwordFits(old, u.PasswordHash)
	if err != nil {
		return err
	}
	if !fits {
		return invalid("old", "This is not your present password.")
	}
	if err := s.forgetAttempts(ctx, u.Email); err != nil {
		return err
	}
	c := checks{}
	c.password("new", new)
	if err := c.err(); err != nil {
		return err
	}
	hash, err := hashPassword(new)
	if err != nil {
		return err
	}
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.raiseEpoch(u.ID, map[string]any{"password_hash": hash}); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserEdited, Detail{Name: u.Name, Fields: []string{"password"}})
	})
}

// SignOutEverywhere ends every session of the actor.
func (s *Store) SignOutEverywhere(ctx context.Context, actor User) error {
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.raiseEpoch(actor.ID, map[string]any{}); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserSignedOut, Detail{Name: actor.Name})
	})
	if err != nil {
		return fmt.Errorf("sign out user %d everywhere: %w", actor.ID, err)
	}
	return nil
}

// raiseEpoch ends a user's sessions, and writes what else is given with it.
func (s *Store) raiseEpoch(id int64, also map[string]any) error {
	also["epoch"] = gorm.Expr("epoch + 1")
	done := s.db.Model(&User{}).Where("id = ?", id).Updates(also)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrNotFound
	}
	return done.Error
}
