package models

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"stet/models/message"
	"stet/models/stamp"
)

// mayStamp reports whether there is an authority to ask.
func (s *Store) mayStamp(set Settings) bool { return s.capture && set.Authority != "" }

// askStamp asks for a time-stamp of a sign-off in the transaction of the act
// that wants it, where the settings name an authority.
func (s *Store) askStamp(ctx context.Context, actor User, signed SignOff) error {
	set, err := s.Settings(ctx)
	if err != nil || !s.mayStamp(set) {
		return err
	}
	t := TimeStamp{ArticleID: signed.ArticleID, SignOffID: signed.ID, URL: set.Authority, Status: StampWaiting, CreatedBy: actor.ID, CreatedAt: s.now()}
	if err := s.db.Create(&t).Error; err != nil {
		return fmt.Errorf("store the time-stamp of sign-off %d: %w", signed.ID, err)
	}
	return s.queueStamp(actor, t)
}

func (s *Store) queueStamp(actor User, t TimeStamp) error {
	if _, err := s.enqueue(actor, JobStamp, &t.ArticleID, StampTask{t.ID}); err != nil {
		return err
	}
	return s.record(actor, &t.ArticleID, nil, StampAsked, Detail{})
}

// RetryStamp asks once more for a time-stamp that was not had, or for the first
// time where no authority was set at the sign-off.
func (s *Store) RetryStamp(ctx context.Context, actor User, signOffID int64) (SignOff, error) {
	var signed SignOff
	err := s.Tx(ctx, func(tx *Store) (err error) {
		if signed, err = tx.signOff(ctx, actor, signOffID); err != nil {
			return err
		}
		if !actor.Active || !actor.Role.MayWrite() {
			return refuse("Your role lets you read and export. Ask an admin for the editor role.")
		}
		set, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		if !tx.mayStamp(set) || signed.ListSHA256 == "" {
			return refuse("There is nobody to ask for a time-stamp. An admin names a time-stamping authority in the settings.")
		}
		if _, err := tx.lockArticle(signed.ArticleID); err != nil {
			return err
		}
		t, err := tx.stampOf(ctx, signed.ID)
		switch {
		case err != nil:
			return err
		case t == nil:
			return tx.askStamp(ctx, actor, signed)
		case t.Status != StampFailed:
			return refuse("This sign-off has its time-stamp, or waits for it. There is nothing to try again.")
		}
		t.URL, t.Status, t.Reason, t.CreatedBy, t.CreatedAt = set.Authority, StampWaiting, message.Message{}, actor.ID, tx.now()
		if err := tx.saveStamp(*t); err != nil {
			return err
		}
		return tx.queueStamp(actor, *t)
	})
	if err != nil {
		return signed, fmt.Errorf("time-stamp sign-off %d: %w", signOffID, err)
	}
	return signed, nil
}

func (s *Store) saveStamp(t TimeStamp) error {
	if err := s.db.Select("*").Where("id = ?", t.ID).Updates(&t).Error; err != nil {
		return fmt.Errorf("store time-stamp %d: %w", t.ID, err)
	}
	return nil
}

// stampOf is the time-stamp of a sign-off, nil without one. One whose job came
// to nothing, as when somebody cancelled it, has failed.
func (s *Store) stampOf(ctx context.Context, signOffID int64) (*TimeStamp, error) {
	var all []struct {
		TimeStamp
		Live bool
	}
	err := s.read.WithContext(ctx).Raw(`SELECT t.*, EXISTS (SELECT 1 FROM jobs j WHERE j.kind = ? AND j.article_id = t.article_id AND j.payload = '{"stamp":' || t.id || '}' AND j.ended_at IS NULL) AS live
		FROM time_stamps t WHERE t.sign_off_id = ?`, JobStamp, signOffID).Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("load the time-stamp of sign-off %d: %w", signOffID, err)
	}
	if len(all) == 0 {
		return nil, nil
	}
	t := all[0].TimeStamp
	if t.Status == StampWaiting && !all[0].Live {
		t.Status, t.Reason = StampFailed, message.New("The asking was broken off.")
	}
	return &t, nil
}

// TimeStamp is the time-stamp of a sign-off, nil where none was asked for.
func (s *Store) TimeStamp(ctx context.Context, actor User, signOffID int64) (*TimeStamp, error) {
	signed, err := s.signOff(ctx, actor, signOffID)
	if err != nil {
		return nil, err
	}
	return s.stampOf(ctx, signed.ID)
}

// StampQuery loads what a job needs to ask for a time-stamp.
func (s *Store) StampQuery(ctx context.Context, id int64) (StampQuery, error) {
	var q StampQuery
	if err := first(s.read.WithContext(ctx).First(&q.TimeStamp, id).Error, "load time-stamp", id); err != nil {
		return q, err
	}
	var signed SignOff
	if err := first(s.read.WithContext(ctx).First(&signed, q.SignOffID).Error, "load sign-off", q.SignOffID); err != nil {
		return q, err
	}
	set, err := s.Settings(ctx)
	q.List, q.Roots = signed.ListSHA256, set.AuthorityRoots
	return q, err
}

// KeepToken stores the answer of an authority. No row names it yet: it becomes
// a time-stamp by StampWasKept.
func (s *Store) KeepToken(answer []byte, is stamp.Stamp) (StampToken, error) {
	at := is.At.UTC()
	t := StampToken{StampedAt: &at, Authority: clip(tidy(is.Authority), maxNewsroom), Serial: is.Serial, Trusted: is.Trusted}
	var err error
	t.TokenSHA256, _, err = s.blobs.Put(bytes.NewReader(answer), stamp.Largest)
	return t, err
}

// StampHad says that there is a time-stamp. It is the effect of a job.
func (s *Store) StampHad(ctx context.Context, id int64, token StampToken) error {
	return s.concludeStamp(ctx, id, StampWasKept, Detail{Name: token.Authority}, func(t *TimeStamp) {
		t.Status, t.Reason, t.StampToken = StampKept, message.Message{}, token
	})
}

// StampNotHad says why there is none. It is the effect of a job: the failure is
// honest, and can be tried again.
func (s *Store) StampNotHad(ctx context.Context, id int64, reason message.Message) error {
	return s.concludeStamp(ctx, id, StampWasNot, Detail{Why: reason}, func(t *TimeStamp) {
		t.Status, t.Reason = StampFailed, reason
	})
}

func (s *Store) concludeStamp(ctx context.Context, id int64, action Action, detail Detail, conclude func(*TimeStamp)) error {
	return s.Tx(ctx, func(tx *Store) error {
		var t TimeStamp
		if err := first(tx.db.First(&t, id).Error, "load time-stamp", id); err != nil {
			return err
		}
		if _, err := tx.lockArticle(t.ArticleID); err != nil {
			return err
		}
		conclude(&t)
		if err := tx.saveStamp(t); err != nil {
			return err
		}
		return tx.record(User{ID: t.CreatedBy}, &t.ArticleID, nil, action, detail)
	})
}

// OpenTimeStamp opens the answer of the authority, as it came. It returns
// ErrNotFound where there is none.
func (s *Store) OpenTimeStamp(ctx context.Context, actor User, signOffID int64) (TimeStamp, io.ReadSeekCloser, error) {
	t, err := s.TimeStamp(ctx, actor, signOffID)
	if err == nil && (t == nil || t.Status != StampKept) {
		err = fmt.Errorf("open the time-stamp of sign-off %d: %w", signOffID, ErrNotFound)
	}
	if err != nil {
		return TimeStamp{}, nil, err
	}
	r, err := s.blobs.Open(t.TokenSHA256)
	return *t, r, err
}

// checkStamps looks whether the evidence lists are what was signed off, and
// whether their time-stamps still hold.
func (s *Store) checkStamps(ctx context.Context) ([]Finding, error) {
	var signed []SignOff
	if err := s.read.WithContext(ctx).Where("list_sha256 <> ''").Order("id").Find(&signed).Error; err != nil {
		return nil, fmt.Errorf("list the sign-offs: %w", err)
	}
	var stamps []TimeStamp
	if err := s.read.WithContext(ctx).Where("status = ?", StampKept).Order("id").Find(&stamps).Error; err != nil {
		return nil, fmt.Errorf("list the time-stamps: %w", err)
	}
	var all []Finding
	lists := map[int64]string{}
	for _, n := range signed {
		lists[n.ID] = n.ListSHA256
		if err := s.blobs.Verify(n.ListSHA256); err != nil {
			all = append(all, Finding{"file", fmt.Sprintf("The evidence list of sign-off %d of article %d is missing or altered (%v).", n.ID, n.ArticleID, err)})
		}
	}
	for _, t := range stamps {
		if err := s.verifyStamp(t, lists[t.SignOffID]); err != nil {
			all = append(all, Finding{"file", fmt.Sprintf("The time-stamp of sign-off %d of article %d does not hold (%v).", t.SignOffID, t.ArticleID, err)})
		}
	}
	return all, nil
}

func (s *Store) verifyStamp(t TimeStamp, list string) error {
	if err := s.blobs.Verify(t.TokenSHA256); err != nil {
		return err
	}
	answer, err := s.keptText(t.TokenSHA256)
	if err == nil {
		_, err = stamp.Verify([]byte(answer), list, nil, nil)
	}
	return err
}
