package models

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"
)

// Presence is somebody who has an article open, and what they have before them.
type Presence struct {
	UserID  int64
	Name    string
	ClaimID *int64 // the claim they look at
	Form    string // where they are writing: the id of a form, "" for nowhere
}

// presenceLasts is how long somebody counts as there after their program last
// said so: what a killed program left behind is over by then.
const presenceLasts = time.Minute

// bells holds one bell for each article that somebody waits for.
type bells struct{ of sync.Map }

func (b *bells) wait(articleID int64) <-chan struct{} {
	found, _ := b.of.LoadOrStore(articleID, newBell())
	return found.(*bell).wait()
}

func (b *bells) ring(articleID int64) {
	if found, ok := b.of.Load(articleID); ok {
		found.(*bell).ring()
	}
}

func (b *bells) ringAll() {
	b.of.Range(func(_, found any) bool { found.(*bell).ring(); return true })
}

// ArticleChanged is closed when something happens to the article, or somebody
// comes or goes, the next time. Take it before looking, so that nothing is
// missed. It needs Hear to know of other processes.
func (s *Store) ArticleChanged(articleID int64) <-chan struct{} { return s.articles.wait(articleID) }

// touch has the bell of an article ring once the transaction is committed.
func (s *Store) touch(articleID int64) {
	if s.touched != nil && !slices.Contains(*s.touched, articleID) {
		*s.touched = append(*s.touched, articleID)
	}
}

// NoticesChanged is closed when somebody has other notices, the next time. Take
// it before looking. It needs Hear to know of other processes.
func (s *Store) NoticesChanged(userID int64) <-chan struct{} { return s.callers.wait(userID) }

// tell has the bell of a person ring once the transaction is committed.
func (s *Store) tell(userID int64) {
	if s.called != nil && !slices.Contains(*s.called, userID) {
		*s.called = append(*s.called, userID)
	}
}

// announce tells other processes, as part of the transaction, of the articles it
// touched and the people who have other notices. On SQLite they look for
// themselves.
func (s *Store) announce(articles, people []int64) error {
	if s.engine != enginePostgres {
		return nil
	}
	for _, id := range articles {
		if err := s.db.Exec("SELECT pg_notify(?, ?)", articleChannel, fmt.Sprint(id)).Error; err != nil {
			return fmt.Errorf("tell of article %d: %w", id, err)
		}
	}
	for _, id := range people {
		if err := s.db.Exec("SELECT pg_notify(?, ?)", articleChannel, personMark+fmt.Sprint(id)).Error; err != nil {
			return fmt.Errorf("tell of person %d: %w", id, err)
		}
	}
	return nil
}

// EventsAfter lists what happened to an article after an event, in order, at
// most so many. Numbers of events that change what people see of an article
// grow in the order of their commits, for each such act holds the article: who
// asks for what comes after the last number misses nothing. It is for those who
// have asked for the article before, and Hears says of each who may hear of it.
func (s *Store) EventsAfter(ctx context.Context, articleID, after int64, limit int) ([]HistoryLine, error) {
	var found []Event
	err := s.read.WithContext(ctx).Where("id > ? AND (article_id = ? OR article_id IS NULL AND comment_id IN (SELECT id FROM comments WHERE legal AND article_id = ?))", after, articleID, articleID).Order("id").Limit(limit).Find(&found).Error
	if err != nil {
		return nil, fmt.Errorf("load what happened to article %d: %w", articleID, err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	lines, err := s.historyLines(ctx, found)
	if err != nil {
		return nil, err
	}
	return s.hushWhere(ctx, lines, gorm.Expr(wantedSeconds)) // all hear the same
}

// LastEvent is the number of the newest event of an article, 0 before the first.
// It is for those who have asked for the article before.
func (s *Store) LastEvent(ctx context.Context, articleID int64) (int64, error) {
	var id int64
	err := s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(id), 0) FROM events WHERE article_id = ?", articleID).Scan(&id).Error
	if err != nil {
		return 0, fmt.Errorf("look for the newest event of article %d: %w", articleID, err)
	}
	return id, nil
}

// Attend says that somebody has an article open in a process, and what they
// have before them there.
func (s *Store) Attend(ctx context.Context, actor User, process string, articleID int64, p Presence) error {
	err := s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.Article(ctx, actor, articleID); err != nil {
			return err
		}
		tx.touch(articleID)
		return tx.db.Exec(`INSERT INTO presences (process, article_id, user_id, claim_id, form, seen_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (process, article_id, user_id) DO UPDATE SET claim_id = excluded.claim_id, form = excluded.form, seen_at = excluded.seen_at`,
			process, articleID, actor.ID, p.ClaimID, clip(p.Form, 40), tx.now()).Error
	})
	if err != nil {
		return fmt.Errorf("say who is at article %d: %w", articleID, err)
	}
	return nil
}

// Leave says that somebody has closed an article.
func (s *Store) Leave(ctx context.Context, actor User, process string, articleID int64) error {
	err := s.Tx(ctx, func(tx *Store) error {
		tx.touch(articleID)
		return tx.db.Exec("DELETE FROM presences WHERE process = ? AND article_id = ? AND user_id = ?", process, articleID, actor.ID).Error
	})
	if err != nil {
		return fmt.Errorf("say who has left article %d: %w", articleID, err)
	}
	return nil
}

// StayPresent says that all who are there through a process still are, and
// forgets those of processes that no longer say so.
func (s *Store) StayPresent(ctx context.Context, process string) error {
	now := s.now()
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.db.Exec("DELETE FROM presences WHERE seen_at < ?", now.Add(-presenceLasts)).Error; err != nil {
			return err
		}
		return tx.db.Exec("UPDATE presences SET seen_at = ? WHERE process = ?", now, process).Error
	})
	if err != nil {
		return fmt.Errorf("say who is still there: %w", err)
	}
	return nil
}

// Present lists who has an article open, by name. It is for those who have asked
// for the article before.
func (s *Store) Present(ctx context.Context, articleID int64) ([]Presence, error) {
	var found []Presence
	err := s.read.WithContext(ctx).Raw(`SELECT p.user_id, u.name, p.claim_id, p.form FROM presences p JOIN users u ON u.id = p.user_id
		WHERE p.article_id = ? AND p.seen_at >= ? ORDER BY u.name, u.id, p.seen_at DESC`, articleID, s.now().Add(-presenceLasts)).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("look who is at article %d: %w", articleID, err)
	}
	return slices.CompactFunc(found, func(a, b Presence) bool { return a.UserID == b.UserID }), nil
}
