package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"stet/models/message"
)

const (
	deliveriesAtOnce = 10
	deliveriesKept   = 30 * 24 * time.Hour
	eventsAtOnce     = 1000
)

// queueDeliveries has the events of a transaction delivered to those programs
// outside that want them: by one statement, that finds nothing where there are
// none. Nothing of a restricted article leaves.
func (s *Store) queueDeliveries() error {
	var wanted []int64
	for some := range slices.Chunk(s.acts.delivered, eventsAtOnce) {
		var found []int64
		err := s.db.Raw(`INSERT INTO deliveries (webhook_id, event_id, article_id, status, tries, due_at, created_at)
			SELECT w.id, e.id, e.article_id, 'waiting', 0, e.at, e.at FROM events e JOIN articles a ON a.id = e.article_id AND NOT a.restricted
			JOIN webhooks w ON w.active AND w.actions LIKE '% ' || e.action || ' %' WHERE e.id IN ? ORDER BY e.id RETURNING webhook_id`, some).Scan(&found).Error
		if err != nil {
			return fmt.Errorf("queue deliveries: %w", err)
		}
		wanted = append(wanted, found...)
	}
	webhooks, err := byID(s, wanted, func(w Webhook) int64 { return w.ID })
	if err != nil {
		return fmt.Errorf("queue deliveries: %w", err)
	}
	for _, w := range webhooks {
		if err := s.enqueueAt(User{ID: w.CreatedBy}, JobWebhook, WebhookTask{Webhook: w.ID}, s.now()); err != nil {
			return err
		}
	}
	return nil
}

// Batch is what a program outside is told next.
type Batch struct {
	Webhook Webhook
	URL     string   // where it is
	Secrets []string // that sign, the newest first
	Stet    string   // where people reach it; "" where that is not known
	Parts   []DeliveryPart
}

// DeliveryPart is one event on its way.
type DeliveryPart struct {
	Delivery
	Action  Action
	At      time.Time // of the event
	ClaimID *int64
}

// TakeDeliveries gives the caller what a program outside is told next, the
// oldest first. It is left alone by others for two minutes, or until
// DeliveriesTried. What belongs to an article that was restricted meanwhile is
// withheld.
func (s *Store) TakeDeliveries(ctx context.Context, webhookID int64) (Batch, error) {
	var b Batch
	err := s.Tx(ctx, func(tx *Store) error {
		var err error
		if b.Webhook, err = tx.lockWebhook(webhookID); err != nil || !b.Webhook.Active {
			return err
		}
		if err := tx.withhold(webhookID); err != nil {
			return err
		}
		err = tx.db.Raw(`SELECT d.*, e.action, e.at, e.claim_id FROM deliveries d JOIN events e ON e.id = d.event_id
			WHERE d.webhook_id = ? AND d.status = 'waiting' AND d.due_at <= ? ORDER BY d.id LIMIT ?`, webhookID, tx.now(), deliveriesAtOnce).Scan(&b.Parts).Error
		if err != nil || len(b.Parts) == 0 {
			return err
		}
		var ids []int64
		for _, p := range b.Parts {
			ids = append(ids, p.ID)
		}
		if err := tx.db.Model(&Delivery{}).Where("id IN ?", ids).Update("due_at", tx.now().Add(sendingLasts)).Error; err != nil {
			return err
		}
		secrets, err := tx.unsealWebhook(b.Webhook)
		b.URL, b.Secrets, b.Stet = secrets.URL, secrets.signing(tx.now()), tx.url
		return err
	})
	if err != nil {
		return b, fmt.Errorf("take the deliveries of webhook %d: %w", webhookID, err)
	}
	return b, nil
}

// withhold ends what waits of articles that were restricted meanwhile.
func (s *Store) withhold(webhookID int64) error {
	return s.db.Exec(`UPDATE deliveries SET status = 'withheld', ended_at = ? WHERE webhook_id = ? AND status = 'waiting' AND article_id IN (SELECT id FROM articles WHERE restricted)`,
		s.now(), webhookID).Error
}

// DeliveriesTried takes down what became of a batch; what was not tried waits
// until the last one that was is tried again.
func (s *Store) DeliveriesTried(ctx context.Context, b Batch, attempts []Attempt) error {
	return s.Tx(ctx, func(tx *Store) error {
		w, err := tx.lockWebhook(b.Webhook.ID)
		if errors.Is(err, ErrNotFound) { // it was removed meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		now, again := tx.now(), tx.now()
		for i, p := range b.Parts {
			d := p.Delivery
			if i < len(attempts) {
				a := attempts[i]
				if d = d.tried(a, now); !a.Error.IsZero() {
					again = d.DueAt
				}
				w.learn(a, d, now)
				a.DeliveryID, a.ArticleID = d.ID, d.ArticleID
				if err := tx.saveAttempt(a); err != nil {
					return err
				}
			} else {
				d.DueAt = again
			}
			if err := tx.saveDelivery(d); err != nil {
				return err
			}
		}
		return tx.endBatch(b.Webhook, w)
	})
}

// learn takes down on a webhook what an attempt showed.
func (w *Webhook) learn(a Attempt, d Delivery, now time.Time) {
	switch {
	case a.Error.IsZero():
		w.Trouble, w.TroubleAt = message.Message{}, nil
	case a.gone():
		w.Active, w.Trouble, w.TroubleAt = false, message.New(webhookGone), &now
	case d.Status == DeliveryFailed:
		w.Trouble, w.TroubleAt = message.New(webhookGivenUp), &now
	case w.Trouble.IsZero():
		w.Trouble, w.TroubleAt = a.Error, &now
	}
}

// endBatch saves what was learnt of a webhook, and has told what waits yet.
func (s *Store) endBatch(was, w Webhook) error {
	if was.Trouble.String() != w.Trouble.String() || was.Active != w.Active {
		if err := s.saveWebhook(w); err != nil {
			return err
		}
	}
	if was.Active && !w.Active {
		return s.record(User{ID: w.CreatedBy}, nil, nil, WebhookStopped, Detail{Name: w.Host})
	}
	var next []Delivery
	err := s.db.Where("webhook_id = ? AND status = ?", w.ID, DeliveryWaiting).Order("due_at").Limit(1).Find(&next).Error
	if err != nil || len(next) == 0 || !w.Active {
		return err
	}
	return s.enqueueAt(User{ID: w.CreatedBy}, JobWebhook, WebhookTask{Webhook: w.ID}, next[0].DueAt)
}

func (s *Store) saveAttempt(a Attempt) error {
	if err := s.db.Create(&a).Error; err != nil {
		return fmt.Errorf("note an attempt at delivery %d: %w", a.DeliveryID, err)
	}
	return nil
}

func (s *Store) saveDelivery(d Delivery) error {
	if err := s.db.Select("status", "tries", "due_at", "ended_at").Where("id = ?", d.ID).Updates(&d).Error; err != nil {
		return fmt.Errorf("save delivery %d: %w", d.ID, err)
	}
	return nil
}

// SweepDeliveries removes what was delivered, or given up, a month ago.
func (s *Store) SweepDeliveries(ctx context.Context) error {
	before := s.now().Add(-deliveriesKept)
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.db.Exec("DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE ended_at < ?)", before).Error; err != nil {
			return err
		}
		return tx.db.Where("ended_at < ?", before).Delete(&Delivery{}).Error
	})
	if err != nil {
		return fmt.Errorf("sweep the deliveries: %w", err)
	}
	return nil
}
