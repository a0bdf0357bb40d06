package models

import (
	"context"
	"fmt"
	"net/netip"
	"time"
)

const (
	attemptWindow      = 15 * time.Minute
	attemptsPerEmail   = 5
	attemptsPerAddress = 20
)

// signInAttempt is one try that failed, or whose outcome is not known yet.
type signInAttempt struct {
	ID      int64
	Email   string
	Address string
	At      time.Time
}

// countAttempt counts one try before its password is looked at, so that tries
// sent at once cannot slip past the limit. It refuses the try when the email
// address or the network has used up its failures. An empty one is not limited.
func (s *Store) countAttempt(ctx context.Context, email, address string) error {
	address = network(address)
	return s.Tx(ctx, func(tx *Store) error {
		if err := tx.lockAttempts(); err != nil {
			return err
		}
		now := tx.now()
		if err := tx.db.Where("at <= ?", now.Add(-attemptWindow)).Delete(&signInAttempt{}).Error; err != nil {
			return fmt.Errorf("forget old attempts: %w", err)
		}
		byEmail, err := tx.blockedUntil("email = ?", email, attemptsPerEmail)
		if err != nil {
			return err
		}
		byAddress, err := tx.blockedUntil("address = ?", address, attemptsPerAddress)
		if err != nil {
			return err
		}
		if wait := max(byEmail.Sub(now), byAddress.Sub(now)); wait > 0 {
			return refuse("There were too many attempts. Try again in %d minutes.", minutes(wait))
		}
		if err := tx.db.Create(&signInAttempt{Email: email, Address: address, At: now}).Error; err != nil {
			return fmt.Errorf("count an attempt: %w", err)
		}
		return nil
	})
}

// lockAttempts lets one try at a time be counted. On SQLite the transaction does.
func (s *Store) lockAttempts() error {
	if s.engine != enginePostgres {
		return nil
	}
	if err := s.db.Exec("LOCK TABLE sign_in_attempts IN EXCLUSIVE MODE").Error; err != nil {
		return fmt.Errorf("lock the attempts: %w", err)
	}
	return nil
}

// forgetAttempts clears the failures of an email address.
func (s *Store) forgetAttempts(ctx context.Context, email string) error {
	if err := s.db.WithContext(ctx).Where("email = ?", email).Delete(&signInAttempt{}).Error; err != nil {
		return fmt.Errorf("forget attempts: %w", err)
	}
	return nil
}

// blockedUntil is when fewer than limit attempts are left in the window; the
// zero time when that is so already.
func (s *Store) blockedUntil(which, value string, limit int) (time.Time, error) {
	if value == "" {
		return time.Time{}, nil
	}
	var last []signInAttempt
	err := s.db.Where(which, value).Order("at DESC, id DESC").Offset(limit - 1).Limit(1).Find(&last).Error
	if err != nil {
		return time.Time{}, fmt.Errorf("count attempts: %w", err)
	}
	if len(last) == 0 {
		return time.Time{}, nil
	}
	return last[0].At.Add(attemptWindow), nil
}

// network is what counts as one address. A household has a whole /64 of IPv6,
// so that its single addresses would be no limit. Source: RFC 6177.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return tidy(address)
	}
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	return netip.PrefixFrom(a, 64).Masked().String()
}

// minutes is a time to wait, rounded up.
func minutes(wait time.Duration) int { return int((wait + time.Minute - 1) / time.Minute) }
