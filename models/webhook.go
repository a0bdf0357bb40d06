package models

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"stet/models/message"
)

// WebhookForm says in what form a program outside is told.
type WebhookForm string

// The forms.
const (
	WebhookStandard WebhookForm = "standard" // Standard Webhooks, signed
	WebhookSlack    WebhookForm = "slack"    // {"text": …}, as Slack and those who follow it take it
)

// WebhookForms lists every form.
var WebhookForms = []WebhookForm{WebhookStandard, WebhookSlack}

// WebhookActions lists what programs outside can be told of. What only some may
// know of is not among them: comments, sources and the vault.
var WebhookActions = []Action{ArticleCreated, ArticleSignedOffAct, ArticlePublishedAct, ArticleReopened, ArticleHeld, ArticleResumed, ArticleKilledAct,
	RevisionSaved, ClaimCreated, VerdictSubmitted, ReviewApproved, ReviewReturned, ReviewOverridden, ReviewVoided, AmendmentLogged, InquiryAnswered}

// Webhook is a program outside that is told of events. Its address may hold a
// secret, as Slack's do, so it is sealed like its own.
type Webhook struct {
	ID        int64
	Host      string
	Sealed    string
	Form      WebhookForm
	Actions   string // each between spaces
	Active    bool
	Trouble   message.Message // why nothing gets there
	TroubleAt *time.Time
	CreatedBy int64
	CreatedAt time.Time
	Version   int
}

// Wants reports whether the program is told of an action.
func (w Webhook) Wants(a Action) bool { return strings.Contains(w.Actions, " "+string(a)+" ") }

// webhookSecrets is what of a webhook is sealed.
type webhookSecrets struct {
	URL         string
	Secret      string
	Former      string    // the one before, which signs too
	FormerUntil time.Time // for as long
}

// signing are the secrets that sign now, the newest first.
func (w webhookSecrets) signing(now time.Time) []string {
	if w.Former != "" && now.Before(w.FormerUntil) {
		return []string{w.Secret, w.Former}
	}
	return []string{w.Secret}
}

const (
	webhookAbout  = "webhook"      // what its seal is about
	formerLasts   = 24 * time.Hour // in which a receiver learns a new secret
	secretPrefix  = "whsec_"       // Standard Webhooks, "Symmetric"
	secretBytes   = 32
	maxWebhookURL = 2000
)

// What is kept of a webhook's trouble.
const (
	webhookGone    message.Key = "The receiver said that it is gone (410), so it is told nothing more."
	webhookGivenUp message.Key = "The receiver did not take an event for three days."
)

// WebhookFields is what an admin sets of a webhook.
type WebhookFields struct {
	Version int
	URL     string // "" keeps the one that there is
	Form    WebhookForm
	Actions []Action
	Active  bool
}

// put brings what was chosen into the webhook.
func (w *Webhook) put(f WebhookFields, secrets *webhookSecrets) error {
	c := checks{}
	f.URL = tidy(f.URL)
	if f.URL == "" {
		f.URL = secrets.URL
	}
	u, err := url.Parse(f.URL)
	c.need(err == nil && webAddress(f.URL) && u.User == nil && u.Host != "" && len(f.URL) <= maxWebhookURL, "url", "Write the address of the receiver. It begins with https:// or http:// and holds no name or password before an @.")
	c.need(slices.Contains(WebhookForms, f.Form), "form", "Choose one of the two.")
	c.need(len(f.Actions) > 0, "actions", "Choose at least one event.")
	for _, a := range f.Actions {
		c.need(slices.Contains(WebhookActions, a), "actions", "Choose from the list.")
	}
	if err := c.err(); err != nil {
		return err
	}
	if f.Active && !w.Active {
		w.Trouble, w.TroubleAt = message.Message{}, nil
	}
	w.Actions = " "
	for _, a := range f.Actions {
		w.Actions += string(a) + " "
	}
	secrets.URL, w.Host, w.Form, w.Active = f.URL, u.Host, f.Form, f.Active
	return nil
}

// DeliveryStatus says where a delivery stands.
type DeliveryStatus string

// The statuses of a delivery. The last three are final until it is replayed.
const (
	DeliveryWaiting  DeliveryStatus = "waiting"
	DeliveryDone     DeliveryStatus = "delivered"
	DeliveryFailed   DeliveryStatus = "failed"
	DeliveryWithheld DeliveryStatus = "withheld" // its article was restricted meanwhile
)

// DeliveryStatuses lists every status of a delivery.
var DeliveryStatuses = []DeliveryStatus{DeliveryWaiting, DeliveryDone, DeliveryFailed, DeliveryWithheld}

// Delivery is an event on its way to a program outside.
type Delivery struct {
	ID        int64
	WebhookID int64
	EventID   int64
	ArticleID int64
	Status    DeliveryStatus
	Tries     int
	DueAt     time.Time
	CreatedAt time.Time
	EndedAt   *time.Time
}

// Attempt is one try to deliver an event. What the receiver answered is not kept.
type Attempt struct {
	ID           int64
	DeliveryID   int64
	ArticleID    int64
	At           time.Time
	Code         int // status of the answer; 0 without one
	Milliseconds int64
	Error        message.Message // why it was not taken; zero when it was
}

// tried is the delivery after an attempt.
func (d Delivery) tried(a Attempt, now time.Time) Delivery {
	d.Tries++
	retry := retryAt(d.Tries, now)
	switch {
	case a.Error.IsZero():
		d.Status, d.EndedAt = DeliveryDone, &now
	case retry == nil, a.gone():
		d.Status, d.EndedAt = DeliveryFailed, &now
	default:
		d.DueAt = *retry
	}
	return d
}

// gone reports whether the receiver wants to be told nothing more: Standard
// Webhooks, "Delivery".
func (a Attempt) gone() bool { return a.Code == 410 }

// WebhookTask is what a job of the kind "webhook" is about.
type WebhookTask struct{ Webhook int64 }

// seal seals what of a webhook is secret.
func (s *Store) sealWebhook(w *Webhook, secrets webhookSecrets) error {
	key, err := s.vaultKey()
	if err != nil {
		return err
	}
	plain, err := json.Marshal(secrets)
	if err != nil {
		return err
	}
	w.Sealed, err = key.Seal(s.random, plain, webhookAbout)
	return err
}

func (s *Store) unsealWebhook(w Webhook) (secrets webhookSecrets, err error) {
	key, err := s.vaultKey()
	if err != nil {
		return secrets, err
	}
	plain, err := key.Open(w.Sealed, webhookAbout)
	if err == nil {
		err = json.Unmarshal(plain, &secrets)
	}
	if err != nil {
		return secrets, fmt.Errorf("open webhook %d: %w", w.ID, err)
	}
	return secrets, nil
}
