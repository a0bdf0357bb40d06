package models

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	invitationLasts = 7 * 24 * time.Hour
	tokenBytes      = 32
)

// Invitation lets one person make an account. Only the hash of its link is
// kept, so that whoever reads the database cannot take it up.
type Invitation struct {
	ID         int64
	TokenHash  string // SHA-256 of the token, hexadecimal
	Email      string
	Name       string
	Role       Role
	Admin      bool
	CreatedBy  int64
	CreatedAt  time.Time
	ExpiresAt  time.Time
	AcceptedBy *int64
}

// InvitationForm holds the fields of an invitation.
type InvitationForm struct {
	Email, Name string
	Role        Role
	Admin       bool
}

// Invite makes an invitation and returns the token of its link, which is shown
// this once. An older invitation to the same email address ends. Only an admin may.
func (s *Store) Invite(ctx context.Context, actor User, f InvitationForm) (token string, err error) {
	if err := mayManage(actor); err != nil {
		return "", err
	}
	if token, err = s.newToken(); err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	i := Invitation{TokenHash: hashToken(token), Email: foldEmail(f.Email), Name: tidy(f.Name), Role: f.Role, Admin: f.Admin,
		CreatedBy: actor.ID, CreatedAt: s.now(), ExpiresAt: s.now().Add(invitationLasts)}
	err = s.Tx(ctx, func(tx *Store) error {
		if err := tx.checkInvitation(ctx, i); err != nil {
			return err
		}
		if err := tx.endInvitations(i.Email); err != nil {
			return err
		}
		if err := tx.db.Create(&i).Error; err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserInvited, Detail{Name: i.Name})
	})
	if err != nil {
		return "", fmt.Errorf("invite: %w", err)
	}
	return token, nil
}

func (s *Store) checkInvitation(ctx context.Context, i Invitation) error {
	c := checks{}
	c.email(i.Email)
	c.person(i.Name, i.Role)
	_, err := s.UserByEmail(ctx, i.Email)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	c.need(err != nil, "email", emailTaken)
	return c.err()
}

func (s *Store) endInvitations(email string) error {
	return s.db.Model(&Invitation{}).Where("email = ? AND accepted_by IS NULL AND expires_at > ?", email, s.now()).Update("expires_at", s.now()).Error
}

// Invitation finds an open invitation by the token of its link. It returns
// ErrNotFound when it was taken up, has expired or never was.
func (s *Store) Invitation(ctx context.Context, token string) (Invitation, error) {
	var i Invitation
	err := s.read.WithContext(ctx).Where("token_hash = ? AND accepted_by IS NULL AND expires_at > ?", hashToken(token), s.now()).First(&i).Error
	return i, first(err, "load", "invitation")
}

// Invitations lists the open invitations, the newest first. Only an admin may.
func (s *Store) Invitations(ctx context.Context, actor User) ([]Invitation, error) {
	if err := mayManage(actor); err != nil {
		return nil, err
	}
	var all []Invitation
	if err := s.read.WithContext(ctx).Where("accepted_by IS NULL AND expires_at > ?", s.now()).Order("id DESC").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load invitations: %w", err)
	}
	return all, nil
}

// AcceptInvitation makes the account that an invitation is for. It returns
// ErrNotFound when the invitation is no longer open.
func (s *Store) AcceptInvitation(ctx context.Context, token, password string) (User, error) {
	i, err := s.Invitation(ctx, token)
	if err != nil {
		return User{}, fmt.Errorf("accept: %w", err)
	}
	u, err := NewUser{Email: i.Email, Name: i.Name, Password: password, Role: i.Role, Admin: i.Admin}.user()
	if err != nil {
		return User{}, fmt.Errorf("accept invitation %d: %w", i.ID, err)
	}
	err = s.Tx(ctx, func(tx *Store) error {
		if err := tx.createUser(&u); err != nil {
			return err
		}
		if err := tx.useInvitation(i, u); err != nil {
			return err
		}
		return tx.record(u, nil, nil, UserCreated, Detail{Name: u.Name})
	})
	if err != nil {
		return User{}, fmt.Errorf("accept invitation %d: %w", i.ID, err)
	}
	return u, nil
}

// useInvitation marks an invitation as taken up, unless it ended meanwhile.
func (s *Store) useInvitation(i Invitation, u User) error {
	done := s.db.Model(&Invitation{}).Where("id = ? AND accepted_by IS NULL AND expires_at > ?", i.ID, s.now()).Update("accepted_by", u.ID)
	if done.Error == nil && done.RowsAffected == 0 {
		return ErrNotFound
	}
	return done.Error
}

// newToken is a secret that cannot be guessed: 256 random bits in base64url.
func (s *Store) newToken() (string, error) {
	b := make([]byte, tokenBytes)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", fmt.Errorf("make a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// hashToken is what is kept of a secret. The secret has too many bits to be
// guessed from it, so that no slow hash is needed.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
