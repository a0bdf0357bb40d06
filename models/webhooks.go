package models

import (
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"time"

	"stet/models/message"
)

const deliveriesListed = 50

// Webhooks lists the programs outside that are told of events. Only an admin may
// ask.
func (s *Store) Webhooks(ctx context.Context, actor User) ([]Webhook, error) {
	if err := mayManage(actor); err != nil {
		return nil, err
	}
	var all []Webhook
	if err := s.read.WithContext(ctx).Order("id").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the webhooks: %w", err)
	}
	return all, nil
}

// WebhookDetail is a webhook with what was sent to it of late.
type WebhookDetail struct {
	Webhook    Webhook
	Deliveries []DeliveryLine // the newest first
	Failed     int            // deliveries that were given up
}

// DeliveryLine is a delivery with its event and its attempts.
type DeliveryLine struct {
	Delivery
	Action   Action
	Attempts []Attempt `gorm:"-"` // in order
}

// Webhook loads one with its newest deliveries, those of articles that exist for
// the actor. Only an admin may ask.
func (s *Store) Webhook(ctx context.Context, actor User, id int64) (WebhookDetail, error) {
	var d WebhookDetail
	if err := mayManage(actor); err != nil {
		return d, err
	}
	db := s.read.WithContext(ctx)
	if err := first(db.First(&d.Webhook, id).Error, "load webhook", id); err != nil {
		return d, err
	}
	err := db.Raw(`SELECT d.*, e.action FROM deliveries d JOIN events e ON e.id = d.event_id WHERE d.webhook_id = ? AND d.article_id NOT IN (?) ORDER BY d.id DESC LIMIT ?`,
		id, hiddenFrom(actor), deliveriesListed).Scan(&d.Deliveries).Error
	if err != nil {
		return d, fmt.Errorf("list the deliveries of webhook %d: %w", id, err)
	}
	var failed int64
	if err := s.seen(ctx, actor).Model(&Delivery{}).Where("webhook_id = ? AND status = ?", id, DeliveryFailed).Count(&failed).Error; err != nil {
		return d, fmt.Errorf("count the deliveries of webhook %d: %w", id, err)
	}
	d.Failed = int(failed)
	return d, s.fillAttempts(ctx, d.Deliveries)
}

func (s *Store) fillAttempts(ctx context.Context, lines []DeliveryLine) error {
	var ids []int64
	for _, l := range lines {
		ids = append(ids, l.ID)
	}
	var attempts []Attempt
	if err := s.read.WithContext(ctx).Where("delivery_id IN ?", ids).Order("id").Find(&attempts).Error; err != nil {
		return fmt.Errorf("list the attempts: %w", err)
	}
	for i := range lines {
		for _, a := range attempts {
			if a.DeliveryID == lines[i].ID {
				lines[i].Attempts = append(lines[i].Attempts, a)
			}
		}
	}
	return nil
}

// CreateWebhook has a program outside told of events from then on, and returns
// the secret that signs what it is told, which is shown this once. Only an admin
// may.
func (s *Store) CreateWebhook(ctx context.Context, actor User, f WebhookFields) (Webhook, string, error) {
	w := Webhook{Version: 1, CreatedBy: actor.ID, CreatedAt: s.now()}
	secret, err := s.webhookSecret()
	if err == nil {
		err = s.manage(ctx, actor, func(tx *Store) error {
			secrets := webhookSecrets{Secret: secret}
			if err := w.put(f, &secrets); err != nil {
				return err
			}
			if err := tx.sealWebhook(&w, secrets); err != nil {
				return err
			}
			if err := tx.db.Create(&w).Error; err != nil {
				return err
			}
			return tx.record(actor, nil, nil, WebhookCreated, Detail{Name: w.Host})
		})
	}
	if err != nil {
		return w, "", fmt.Errorf("make a webhook: %w", err)
	}
	return w, secret, nil
}

// webhookSecret makes a secret in the form of Standard Webhooks.
func (s *Store) webhookSecret() (string, error) {
	b := make([]byte, secretBytes)
	if _, err := io.ReadFull(s.random, b); err != nil {
		return "", err
	}
	return secretPrefix + base64.StdEncoding.EncodeToString(b), nil
}

// manage runs an act that only an admin may do.
func (s *Store) manage(ctx context.Context, actor User, do func(*Store) error) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	return s.Tx(ctx, do)
}

// changeWebhook runs one act on a webhook and its secrets.
func (s *Store) changeWebhook(ctx context.Context, actor User, id int64, version int, do func(tx *Store, w *Webhook, secrets *webhookSecrets) error) error {
	err := s.manage(ctx, actor, func(tx *Store) error {
		w, err := tx.lockWebhook(id)
		if err != nil {
			return err
		}
		if w.Version != version {
			return &Conflict{What: message.New("this webhook"), Who: message.New(anotherAdmin), Version: int64(w.Version)}
		}
		secrets, err := tx.unsealWebhook(w)
		if err != nil {
			return err
		}
		if err := do(tx, &w, &secrets); err != nil {
			return err
		}
		if err := tx.sealWebhook(&w, secrets); err != nil {
			return err
		}
		w.Version++
		if err := tx.saveWebhook(w); err != nil {
			return err
		}
		return tx.record(actor, nil, nil, WebhookEdited, Detail{Name: w.Host})
	})
	if err != nil {
		return fmt.Errorf("change webhook %d: %w", id, err)
	}
	return nil
}

func (s *Store) lockWebhook(id int64) (Webhook, error) {
	var w Webhook
	return w, first(s.locking("").First(&w, id).Error, "load webhook", id)
}

func (s *Store) saveWebhook(w Webhook) error {
	if err := s.db.Select("*").Where("id = ?", w.ID).Updates(&w).Error; err != nil {
		return fmt.Errorf("save webhook %d: %w", w.ID, err)
	}
	return nil
}

// EditWebhook changes what a program outside is told, and where. Only an admin
// may.
func (s *Store) EditWebhook(ctx context.Context, actor User, id int64, f WebhookFields) error {
	return s.changeWebhook(ctx, actor, id, f.Version, func(tx *Store, w *Webhook, secrets *webhookSecrets) error {
		if err := w.put(f, secrets); err != nil || !w.Active {
			return err
		}
		return tx.enqueueAt(User{ID: w.CreatedBy}, JobWebhook, WebhookTask{Webhook: id}, tx.now()) // what has waited while it was off
	})
}

// RotateWebhook gives a webhook a new secret, and returns it; the one before
// signs beside it for a day. Only an admin may.
func (s *Store) RotateWebhook(ctx context.Context, actor User, id int64, version int) (string, error) {
	secret, err := s.webhookSecret()
	if err != nil {
		return "", err
	}
	return secret, s.changeWebhook(ctx, actor, id, version, func(tx *Store, _ *Webhook, secrets *webhookSecrets) error {
		secrets.Former, secrets.FormerUntil, secrets.Secret = secrets.Secret, tx.now().Add(formerLasts), secret
		return nil
	})
}

// RemoveWebhook ends a webhook, with the log of what was sent to it. Only an
// admin may.
func (s *Store) RemoveWebhook(ctx context.Context, actor User, id int64) error {
	err := s.manage(ctx, actor, func(tx *Store) error {
		w, err := tx.lockWebhook(id)
		if err != nil {
			return err
		}
		for _, sql := range []string{"DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE webhook_id = ?)", "DELETE FROM deliveries WHERE webhook_id = ?", "DELETE FROM webhooks WHERE id = ?"} {
			if err := tx.db.Exec(sql, id).Error; err != nil {
				return err
			}
		}
		return tx.record(actor, nil, nil, WebhookRemoved, Detail{Name: w.Host})
	})
	if err != nil {
		return fmt.Errorf("remove webhook %d: %w", id, err)
	}
	return nil
}

// ReplayDelivery delivers an event once more, whatever became of it. Only an
// admin may.
func (s *Store) ReplayDelivery(ctx context.Context, actor User, id int64) (Delivery, error) {
	var d Delivery
	err := s.manage(ctx, actor, func(tx *Store) error {
		if err := first(tx.seen(ctx, actor).First(&d, id).Error, "load delivery", id); err != nil {
			return err
		}
		_, err := tx.replay(ctx, actor, d.WebhookID, "id = ?", id)
		return err
	})
	return d, err
}

// ReplayFailed delivers once more what was given up since a time, and returns
// how much that is. Only an admin may.
func (s *Store) ReplayFailed(ctx context.Context, actor User, webhookID int64, since time.Time) (int64, error) {
	var n int64
	err := s.manage(ctx, actor, func(tx *Store) (err error) {
		n, err = tx.replay(ctx, actor, webhookID, "status = ? AND created_at >= ?", DeliveryFailed, since.UTC())
		return err
	})
	return n, err
}

// replay has those of the deliveries of a webhook wait again.
func (s *Store) replay(ctx context.Context, actor User, webhookID int64, which string, values ...any) (int64, error) {
	w, err := s.lockWebhook(webhookID)
	if err != nil {
		return 0, err
	}
	if !w.Active {
		return 0, refuse("The webhook is off. Turn it on first.")
	}
	done := s.seen(ctx, actor).Model(&Delivery{}).Where("webhook_id = ?", webhookID).Where(which, values...).
		Updates(map[string]any{"status": DeliveryWaiting, "tries": 0, "due_at": s.now(), "ended_at": nil})
	if done.Error != nil {
		return 0, fmt.Errorf("replay deliveries of webhook %d: %w", webhookID, done.Error)
	}
	return done.RowsAffected, s.enqueueAt(User{ID: w.CreatedBy}, JobWebhook, WebhookTask{Webhook: webhookID}, s.now())
}
