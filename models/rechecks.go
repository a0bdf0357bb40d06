package models

import (
	"context"
	"fmt"
	"strings"
)

// RecheckCapture asks for another look at a page now.
func (s *Store) RecheckCapture(ctx context.Context, actor User, id int64) (Capture, error) {
	var c Capture
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if c, err = tx.Capture(ctx, actor, id); err != nil {
			return err
		}
		switch {
		case !actor.Active || !actor.Role.MayWrite():
			return refuse("Your role lets you read and export. Ask an admin for the editor role.")
		case c.Status != CaptureKept || c.Uploaded || !tx.capture:
			return refuse("There is no page here to compare with. Save it in your browser and attach the file.")
		}
		return tx.queueCapture(actor, JobRecheck, c, 0, 0)
	})
	if err != nil {
		return c, fmt.Errorf("look at capture %d again: %w", id, err)
	}
	return c, nil
}

// CaptureChecked notes how a page compares with what was kept of it. A page
// that drifts is told of once, in the history of its claim.
func (s *Store) CaptureChecked(ctx context.Context, id int64, drift Drift) error {
	return s.Tx(ctx, func(tx *Store) error {
		c, err := tx.lockCapture(id)
		if err != nil {
			return err
		}
		now, was := tx.now(), c.Drift
		if c.CheckedAt = &now; drift != was {
			c.Drift, c.DriftAt = drift, &now
		}
		if err := tx.saveCapture(c); err != nil || drift == was || drift == NoDrift {
			return err
		}
		return tx.tellCapture(ctx, c, CaptureDrifted, Detail{Is: string(drift)})
	})
}

// QueueRechecks asks for another look at pages that were not looked at for a
// week: at most fifty, one of each site, so that nobody is asked in a hurry.
// Articles that are given up are left alone.
func (s *Store) QueueRechecks(ctx context.Context) error {
	if !s.capture {
		return nil
	}
	return s.Tx(ctx, func(tx *Store) error {
		var due []Capture
		err := tx.db.Where("status = ? AND drift <> ? AND checked_at < ?", CaptureKept, DriftGone, tx.now().Add(-recheckAfter)).
			Where("article_id IN (?)", tx.db.Model(&Article{}).Select("id").Where("status <> ?", ArticleKilled)).
			Order("checked_at").Limit(500).Find(&due).Error
		if err != nil {
			return fmt.Errorf("look for pages to look at again: %w", err)
		}
		asked := map[string]bool{}
		for _, c := range due {
			site := siteOf(c.URL)
			if asked[site] || len(asked) == 50 {
				continue
			}
			asked[site] = true
			if err := tx.queueCapture(User{ID: c.CreatedBy}, JobRecheck, c, 0, 0); err != nil {
				return err
			}
		}
		return nil
	})
}

// siteOf is the host of an address.
func siteOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}
