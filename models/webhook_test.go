package models_test

import (
	"errors"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

// What is on its way is taken by one at a time, on both engines.
func TestDeliveriesAndMailsAreTakenByOneAtATime(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			o := models.Options{Data: t.TempDir(), Mail: true, URL: "https://stet.example.org"}
			if engine == "postgres" {
				o.Database = modelstest.Postgres(t)
			}
			clock := modelstest.NewClock()
			o.Clock = clock.Now
			s := modelstest.OpenWith(t, o)
			st, ctx := newsroom(t, s), t.Context()
			w, _, err := s.CreateWebhook(ctx, st.Admin, models.WebhookFields{URL: "https://hooks.example.org", Form: models.WebhookStandard, Actions: models.WebhookActions, Active: true})
			must(t, err)
			a := st.Article("The tram is long.")
			_, err = s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{Body: "@Rita, look."})
			must(t, err)
			if jobs, err := s.Strings("SELECT kind FROM jobs ORDER BY kind"); err != nil || len(jobs) != 2 {
				t.Errorf("jobs %v, %v", jobs, err)
			}
			clock.Forward(time.Hour)
			b, err := s.TakeDeliveries(ctx, w.ID)
			must(t, err)
			again, err := s.TakeDeliveries(ctx, w.ID)
			if must(t, err); len(b.Parts) != 2 || len(again.Parts) != 0 || b.URL != "https://hooks.example.org" {
				t.Errorf("first %+v, then %+v", b, again)
			}
			must(t, s.Tx(ctx, func(tx *models.Store) error {
				return tx.DeliveriesTried(ctx, b, []models.Attempt{{At: clock.Now(), Code: 200}})
			}))
			d, err := s.TakeDigest(ctx, st.Reviewer.ID)
			must(t, err)
			twice, err := s.TakeDigest(ctx, st.Reviewer.ID)
			if must(t, err); d.Total() != 1 || twice.Total() != 0 {
				t.Errorf("first %+v, then %+v", d, twice)
			}
			must(t, s.Tx(ctx, func(tx *models.Store) error { return tx.DigestSent(ctx, d) }))
			clock.Forward(time.Hour)
			if d, err = s.TakeDigest(ctx, st.Reviewer.ID); err != nil || d.Total() != 0 {
				t.Errorf("an hour later %+v, %v", d, err)
			}
			must(t, s.SweepDeliveries(ctx))
			clock.Forward(31 * 24 * time.Hour)
			must(t, s.SweepDeliveries(ctx))
			if left, err := s.Webhook(ctx, st.Admin, w.ID); err != nil || len(left.Deliveries) != 1 {
				t.Errorf("a month later %+v, %v", left.Deliveries, err)
			}
		})
	}
}

func TestAWebhookIsAskedForWhatItWants(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	for field, f := range map[string]models.WebhookFields{
		"url":     {URL: "ftp://example.org", Form: models.WebhookStandard, Actions: models.WebhookActions},
		"form":    {URL: "https://example.org", Actions: models.WebhookActions},
		"actions": {URL: "https://example.org", Form: models.WebhookStandard, Actions: []models.Action{models.CommentCreated}},
	} {
		_, _, err := s.CreateWebhook(t.Context(), st.Admin, f)
		var wrong *models.Invalid
		if !errors.As(err, &wrong) || wrong.Fields[field].IsZero() {
			t.Errorf("a wrong %s answers %v", field, err)
		}
	}
}
