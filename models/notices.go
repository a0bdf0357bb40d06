package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	// MostUnread is how far unread notices are counted.
	MostUnread = 99

	noticesListed     = 100
	noticesReadKept   = 30 * 24 * time.Hour
	noticesUnreadKept = 180 * 24 * time.Hour
)

// noticeSeen says of a notice that its article exists for whom hiddenFrom is asked.
const noticeSeen = "(article_id IS NULL OR article_id NOT IN (?))"

// NoticeLine is a notice with what a list shows of it.
type NoticeLine struct {
	Notice
	Title  string // of the article
	Number int    // of the claim, 0 where it is about none or several
	Action Action // that made it
	By     string // who did it
}

// Path is where what the notice is about stands.
func (n Notice) Path() string {
	switch {
	case n.ArticleID == nil:
		return "/webhooks"
	case n.Kind == NoticeArticle && n.Gathers: // what turned out after publication
		return fmt.Sprintf("/articles/%d/amendments", *n.ArticleID)
	case n.ClaimID != nil && n.Kind == NoticeWaiting:
		return fmt.Sprintf("/review/%d", *n.ClaimID)
	case n.ClaimID != nil:
		return fmt.Sprintf("/claims/%d", *n.ClaimID)
	case n.Kind == NoticeWaiting:
		return "/review"
	case n.CommentID != nil:
		return fmt.Sprintf("/articles/%d?thread=%d", *n.ArticleID, *n.CommentID)
	}
	return fmt.Sprintf("/articles/%d", *n.ArticleID)
}

// Mails reports whether there is a mail server to send notices by.
func (s *Store) Mails() bool { return s.mail }

// UnreadNotices counts the actor's unread notices of articles that exist for
// them, up to one more than MostUnread.
func (s *Store) UnreadNotices(ctx context.Context, actor User) (int, error) {
	var n int
	err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM (SELECT 1 FROM notices WHERE user_id = ? AND read_at IS NULL AND "+noticeSeen+" LIMIT ?) unread",
		actor.ID, hiddenFrom(actor), MostUnread+1).Scan(&n).Error
	if err != nil {
		return 0, fmt.Errorf("count the notices of user %d: %w", actor.ID, err)
	}
	return n, nil
}

// Notices lists the actor's notices of articles that exist for them: the unread
// ones and then the read ones, each the newest first, a hundred at most.
func (s *Store) Notices(ctx context.Context, actor User) ([]NoticeLine, error) {
	var all []NoticeLine
	err := s.read.WithContext(ctx).Raw(`SELECT n.*, COALESCE(a.title, '') AS title, COALESCE(c.number, 0) AS number, e.action, u.name AS by
		FROM notices n LEFT JOIN articles a ON a.id = n.article_id JOIN events e ON e.id = n.event_id JOIN users u ON u.id = e.actor_id LEFT JOIN claims c ON c.id = n.claim_id
		WHERE n.user_id = ? AND `+strings.ReplaceAll(noticeSeen, "article_id", "n.article_id")+` ORDER BY n.read_at IS NOT NULL, n.at DESC, n.id DESC LIMIT ?`, actor.ID, hiddenFrom(actor), noticesListed).Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list the notices of user %d: %w", actor.ID, err)
	}
	return all, nil
}

// ReadNotice takes down that the actor has read a notice, and returns it. It
// returns ErrNotFound for one of somebody else or of an article that does not
// exist for them.
func (s *Store) ReadNotice(ctx context.Context, actor User, id int64) (Notice, error) {
	var n Notice
	err := s.Tx(ctx, func(tx *Store) error {
		if err := first(tx.db.Where(noticeSeen, hiddenFrom(actor)).Where("user_id = ?", actor.ID).First(&n, id).Error, "load notice", id); err != nil {
			return err
		}
		tx.tell(actor.ID)
		return tx.db.Model(&Notice{}).Where("id = ? AND read_at IS NULL", id).Updates(map[string]any{"read_at": tx.now(), "mail_at": nil}).Error
	})
	return n, err
}

// ReadNotices takes down that the actor has read all their notices up to the one
// with that id: what has come since they looked stays unread.
func (s *Store) ReadNotices(ctx context.Context, actor User, upTo int64) error {
	err := s.Tx(ctx, func(tx *Store) error {
		tx.tell(actor.ID)
		return tx.db.Model(&Notice{}).Where("user_id = ? AND read_at IS NULL AND event_id <= ?", actor.ID, upTo).Updates(map[string]any{"read_at": tx.now(), "mail_at": nil}).Error
	})
	if err != nil {
		return fmt.Errorf("read the notices of user %d: %w", actor.ID, err)
	}
	return nil
}

// NoticeForm is how somebody wants to be told.
type NoticeForm struct {
	Ways   map[NoticeKind]NoticeWay
	Rhythm MailRhythm
}

// SetNotices chooses how the actor is told of what, from then on.
func (s *Store) SetNotices(ctx context.Context, actor User, f NoticeForm) error {
	c := checks{}
	chosen := map[NoticeKind]NoticeWay{}
	for _, k := range NoticeKinds {
		way := f.Ways[k]
		c.need(slices.Contains(NoticeWays, way), string(k), "Choose one of the three.")
		if way != k.usual() {
			chosen[k] = way
		}
	}
	c.need(slices.Contains(MailRhythms, f.Rhythm), "rhythm", "Choose how often.")
	if err := c.err(); err != nil {
		return err
	}
	written := ""
	if len(chosen) > 0 {
		all, err := json.Marshal(chosen)
		if err != nil {
			return fmt.Errorf("write the choices of user %d: %w", actor.ID, err)
		}
		written = string(all)
	}
	err := s.db.WithContext(ctx).Table("users").Where("id = ?", actor.ID).Updates(map[string]any{"notice_choices": written, "mail_rhythm": f.Rhythm}).Error
	if err != nil {
		return fmt.Errorf("save the choices of user %d: %w", actor.ID, err)
	}
	return nil
}

// SweepNotices removes notices that were read a month ago, and what nobody has
// read for half a year.
func (s *Store) SweepNotices(ctx context.Context) error {
	now := s.now()
	err := s.db.WithContext(ctx).Where("read_at < ? OR at < ?", now.Add(-noticesReadKept), now.Add(-noticesUnreadKept)).Delete(&Notice{}).Error
	if err != nil {
		return fmt.Errorf("sweep the notices: %w", err)
	}
	return nil
}
