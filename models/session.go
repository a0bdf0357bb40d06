package models

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"gorm.io/gorm/clause"
)

// sweepEvery is how often expired sessions are removed.
const sweepEvery = 10 * time.Minute

// session is one signed-in browser.
type session struct {
	Token     string `gorm:"primaryKey"` // SHA-256 of the cookie, hexadecimal
	Data      []byte
	ExpiresAt time.Time
}

// Sessions keeps the sessions of browsers, in the shape that scs asks for
// (scs.CtxStore). It hashes the tokens itself.
type Sessions struct {
	store *Store
	swept atomic.Int64 // seconds of Unix time
}

// Sessions is the store of browser sessions. Make one and keep it.
func (s *Store) Sessions() *Sessions { return &Sessions{store: s} }

// FindCtx loads the data of a session that has not expired.
func (s *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	var rows []session
	err = s.store.read.WithContext(ctx).Where("token = ? AND expires_at > ?", hashToken(token), s.store.now()).Limit(1).Find(&rows).Error
	if err != nil {
		return nil, false, fmt.Errorf("find session: %w", err)
	}
	if len(rows) == 0 {
		return nil, false, nil
	}
	return rows[0].Data, true, nil
}

// CommitCtx writes a session over what was kept of it, and now and then removes
// expired ones.
func (s *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	row := session{Token: hashToken(token), Data: data, ExpiresAt: expiry.UTC().Truncate(time.Microsecond)}
	if err := s.store.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
		return fmt.Errorf("commit session: %w", err)
	}
	return s.sweep(ctx)
}

func (s *Sessions) sweep(ctx context.Context) error {
	now, last := s.store.now(), s.swept.Load()
	if now.Unix() < last+int64(sweepEvery/time.Second) || !s.swept.CompareAndSwap(last, now.Unix()) {
		return nil
	}
	if err := s.store.db.WithContext(ctx).Where("expires_at <= ?", now).Delete(&session{}).Error; err != nil {
		return fmt.Errorf("remove expired sessions: %w", err)
	}
	return nil
}

// DeleteCtx removes a session, if there is one.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	if err := s.store.db.WithContext(ctx).Where("token = ?", hashToken(token)).Delete(&session{}).Error; err != nil {
		return fmt.Errorf("delete session: %w", err)
	}
	return nil
}

// Find is FindCtx without a context; scs asks for it.
func (s *Sessions) Find(token string) (data []byte, found bool, err error) {
	return s.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context; scs asks for it.
func (s *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context; scs asks for it.
func (s *Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
