package models

import (
	"context"
	"fmt"
	"time"
)

// AwayForm says when somebody is away and who stands in for them. Without times
// they are there.
type AwayForm struct {
	From, Until *time.Time // Until is the moment they are back
	StandInID   *int64
}

// StandInRow is something that waits for somebody who is away: a claim that is
// theirs to check, or a query to them.
type StandInRow struct {
	PersonID  int64 // who is away
	ClaimID   int64 // 0 for a query on the whole article
	ArticleID int64
	Number    int
	Words     string // the wording, or what is asked
	Title     string // of the article
	Look      Look
	DueAt     *time.Time
	Query     bool
}

// AwayAt reports whether somebody is away at a moment.
func (u User) AwayAt(t time.Time) bool {
	return u.AwayFrom != nil && u.AwayUntil != nil && !t.Before(*u.AwayFrom) && t.Before(*u.AwayUntil)
}

// SetAway says when somebody is away, which they say of themselves and admins of
// everybody.
func (s *Store) SetAway(ctx context.Context, actor User, userID int64, f AwayForm) error {
	if !actor.Active || actor.ID != userID && !actor.Admin {
		return refuse("Only an admin can say of somebody else that they are away.")
	}
	f.From, f.Until = utc(f.From), utc(f.Until)
	err := s.Tx(ctx, func(tx *Store) error {
		u, err := tx.lockUser(userID)
		if err != nil {
			return err
		}
		if err := tx.checkAway(u, f); err != nil {
			return err
		}
		if f.From == nil {
			f.StandInID = nil
		}
		err = tx.db.Model(&User{}).Where("id = ?", userID).Select("away_from", "away_until", "stand_in_id").Updates(User{AwayFrom: f.From, AwayUntil: f.Until, StandInID: f.StandInID}).Error
		if err != nil {
			return err
		}
		return tx.record(actor, nil, nil, UserAway, Detail{Name: u.Name})
	})
	if err != nil {
		return fmt.Errorf("say when user %d is away: %w", userID, err)
	}
	return nil
}

func (s *Store) checkAway(u User, f AwayForm) error {
	c := checks{}
	c.need((f.From == nil) == (f.Until == nil), "until", "Give the first day and the last, or neither.")
	if f.From != nil && f.Until != nil {
		c.need(f.Until.After(*f.From), "until", "The last day comes before the first.")
		c.need(f.Until.After(s.now()), "until", "These days are over. Leave both empty for somebody who is there.")
	}
	if f.StandInID != nil {
		var other User
		err := s.db.Limit(1).Find(&other, *f.StandInID).Error
		c.need(err == nil && other.ID != u.ID && other.Active && other.Role.MayWrite(), "stand_in", "Choose somebody else who may write, or leave it empty.")
	}
	return c.err()
}

// standIn lists what waits for people who are away, where the actor stands in for
// them: no more than anybody reads, and of articles that exist for the actor.
func (s *Store) standIn(ctx context.Context, actor User) ([]StandInRow, error) {
	var rows []StandInRow
	now := s.now()
	err := s.read.WithContext(ctx).Raw(`SELECT u.id AS person_id, c.id AS claim_id, a.id AS article_id, c.number, c.wording AS words, a.title, `+shownLook+` AS look, c.due_at, FALSE AS query
		FROM users u JOIN claims c ON c.assignee_id = u.id AND c.status IN ('open', 'stale') JOIN articles a ON a.id = c.article_id
		WHERE u.stand_in_id = ? AND u.away_from <= ? AND u.away_until > ? AND a.status = 'checking' AND a.id NOT IN (?)
		UNION ALL SELECT u.id, COALESCE(m.claim_id, 0), a.id, 0, m.body, a.title, 'open', m.due_at, TRUE
		FROM users u JOIN comments m ON m.owner_id = u.id AND m.query AND NOT m.legal AND m.resolved_at IS NULL JOIN articles a ON a.id = m.article_id
		WHERE u.stand_in_id = ? AND u.away_from <= ? AND u.away_until > ? AND a.status = 'checking' AND a.id NOT IN (?) AND m.id NOT IN (?)
		ORDER BY 1, 3, 4 LIMIT ?`, blindTo(actor), actor.ID, now, now, hiddenFrom(actor), actor.ID, now, now, hiddenFrom(actor), unsaidTo(actor), queueMax).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("read what waits for people who are away: %w", err)
	}
	return rows, nil
}
