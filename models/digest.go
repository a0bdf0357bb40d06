package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// MailTask is what a job of the kind "mail" is about.
type MailTask struct{ UserID int64 }

// Digest is one mail about many notices. It says how many of which kind, and
// nothing of what they are about: mail is read by others.
type Digest struct {
	To       User
	Newsroom string
	URL      string // where Stet is reached
	Counts   []DigestCount
	notices  []Notice
}

// DigestCount is how many notices of a kind a mail tells of.
type DigestCount struct {
	Kind  NoticeKind
	Times int
}

// sendingLasts is how long notices that are being mailed or delivered are left
// alone by others; a mail and an answer take less.
const sendingLasts = 2 * time.Minute

// triesAfter are the waits after each failed attempt to send a mail or to
// deliver an event, as the specification of Standard Webhooks recommends them.
var triesAfter = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

// retryAt is when something that failed so often is tried again; nil when it is
// given up.
func retryAt(tries int, now time.Time) *time.Time {
	if tries > len(triesAfter) {
		return nil
	}
	at := now.Add(triesAfter[max(tries, 1)-1])
	return &at
}

// timeMails says when those of the notices are mailed that are to be, and has
// the mails sent then.
func (s *Store) timeMails(due []Notice, people map[int64]User) error {
	byMail := func(n Notice) bool { return !n.unmailed && people[n.UserID].WayOf(n.Kind) == WayMail }
	if !s.mail || !slices.ContainsFunc(due, byMail) {
		return nil
	}
	set, err := s.Settings(context.Background())
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(set.Zone)
	if err != nil {
		return err
	}
	at := map[int64]*time.Time{} // of one person, everything goes with one mail
	for i := range due {
		n := &due[i]
		if !byMail(*n) {
			continue
		}
		if at[n.UserID] == nil {
			next := people[n.UserID].MailRhythm.next(s.now(), zone)
			if err := s.enqueueAt(User{ID: n.UserID}, JobMail, MailTask{UserID: n.UserID}, next); err != nil {
				return err
			}
			at[n.UserID] = &next
		}
		n.MailAt = at[n.UserID]
	}
	return nil
}

// TakeDigest gathers what somebody is to be mailed of now: what they have not
// read, of articles that exist for them. A digest without counts is no mail.
// What it has is left alone by others until DigestSent or DigestNotSent, or for
// two minutes.
func (s *Store) TakeDigest(ctx context.Context, userID int64) (Digest, error) {
	var d Digest
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if d.To, err = tx.User(ctx, userID); err != nil {
			return err
		}
		set, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		d.Newsroom, d.URL = set.Newsroom, tx.url
		if !d.To.Active || !tx.mail {
			return tx.db.Model(&Notice{}).Where("user_id = ? AND mail_at IS NOT NULL", userID).Update("mail_at", nil).Error
		}
		err = tx.seenNotices(d.To).Where("user_id = ? AND mail_at <= ? AND read_at IS NULL", userID, tx.now()).Order("id").Find(&d.notices).Error
		if err != nil || len(d.notices) == 0 {
			return err
		}
		return tx.db.Model(&Notice{}).Where("id IN ?", ids(d.notices)).Update("mail_at", tx.now().Add(sendingLasts)).Error
	})
	if err != nil {
		return d, fmt.Errorf("gather the mail of user %d: %w", userID, err)
	}
	d.count()
	return d, nil
}

// seenNotices holds notices of articles that exist for somebody.
func (s *Store) seenNotices(u User) *gorm.DB {
	return s.locking("").Where(noticeSeen, hiddenFrom(u))
}

func ids(all []Notice) []int64 {
	var found []int64
	for _, n := range all {
		found = append(found, n.ID)
	}
	return found
}

// count counts what has not been mailed yet, in the order of the kinds.
func (d *Digest) count() {
	for _, k := range NoticeKinds {
		times := 0
		for _, n := range d.notices {
			if n.Kind == k {
				times += n.Times - n.Mailed
			}
		}
		if times > 0 {
			d.Counts = append(d.Counts, DigestCount{k, times})
		}
	}
}

// Total is how many things the mail tells of.
func (d Digest) Total() int {
	n := 0
	for _, c := range d.Counts {
		n += c.Times
	}
	return n
}

// Mark names the mail, the same whenever it is tried: so that one that came
// twice can be told.
func (d Digest) Mark() string {
	mark := fmt.Sprint(d.To.ID)
	for _, n := range d.notices {
		mark += fmt.Sprintf("-%d.%d", n.ID, n.Times)
	}
	return hashToken(mark)[:32]
}

// DigestSent takes down that a mail was taken by the server: nothing in it is
// mailed again. What was added meanwhile goes with the next one.
func (s *Store) DigestSent(ctx context.Context, d Digest) error {
	for _, n := range d.notices {
		err := s.db.WithContext(ctx).Model(&Notice{}).Where("id = ?", n.ID).
			Updates(map[string]any{"mailed": n.Times, "tries": 0, "mail_at": gorm.Expr("CASE WHEN times > ? AND read_at IS NULL THEN mail_at END", n.Times)}).Error
		if err != nil {
			return fmt.Errorf("note the mail of notice %d: %w", n.ID, err)
		}
	}
	return s.mailRest(ctx, d.To.ID)
}

// DigestNotSent takes down that a mail was not taken. It is tried again later,
// for about three days; what it was about stays in the page.
func (s *Store) DigestNotSent(ctx context.Context, d Digest) error {
	for _, n := range d.notices {
		at := retryAt(n.Tries+1, s.now())
		if err := s.db.WithContext(ctx).Model(&Notice{}).Where("id = ?", n.ID).Updates(map[string]any{"mail_at": at, "tries": n.Tries + 1}).Error; err != nil {
			return fmt.Errorf("note the mail of notice %d: %w", n.ID, err)
		}
	}
	return s.mailRest(ctx, d.To.ID)
}

// mailRest has the next mail of somebody sent when something of theirs is due.
func (s *Store) mailRest(ctx context.Context, userID int64) error {
	var next []Notice
	err := s.db.WithContext(ctx).Where(noticeSeen, hiddenFrom(User{ID: userID})).Where("user_id = ? AND mail_at IS NOT NULL AND read_at IS NULL", userID).Order("mail_at").Limit(1).Find(&next).Error
	if err != nil || len(next) == 0 {
		return err
	}
	return s.enqueueAt(User{ID: userID}, JobMail, MailTask{UserID: userID}, *next[0].MailAt)
}

// enqueueAt puts a job into the queue that is free from a time on. The same one
// that waits already begins at the earlier time.
func (s *Store) enqueueAt(actor User, kind JobKind, payload any, at time.Time) error {
	data, err := json.Marshal(payload)
	if err != nil {
		return fmt.Errorf("queue %s: %w", kind, err)
	}
	var same []Job
	err = s.locking(clause.LockingOptionsSkipLocked).Where("kind = ? AND payload = ? AND status = ?", kind, string(data), JobQueued).Limit(1).Find(&same).Error
	if err != nil {
		return fmt.Errorf("queue %s: %w", kind, err)
	}
	j := Job{Kind: kind, Payload: string(data), Status: JobQueued, FreeAt: at, CreatedBy: actor.ID, CreatedAt: s.now()}
	if len(same) == 0 {
		err = s.db.Create(&j).Error
	} else if at.Before(same[0].FreeAt) {
		err = s.db.Model(&Job{}).Where("id = ?", same[0].ID).Update("free_at", at).Error
	}
	if err != nil {
		return fmt.Errorf("queue %s: %w", kind, err)
	}
	if s.queued == nil {
		return errors.New("queue outside a transaction")
	}
	*s.queued = true
	return nil
}
