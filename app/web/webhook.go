package web

import (
	"fmt"
	"net/http"
	"time"

	"stet/models"
	"stet/views"
)

// showWebhooks lists the programs outside that are told of events.
func (v *visit) showWebhooks() error {
	all, err := v.Store.Webhooks(v.ctx(), v.user)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.WebhooksPage{Chrome: v.chrome("Webhooks"), Webhooks: all, Form: views.WebhookFields{Form: models.WebhookStandard, Active: true}})
}

func (v *visit) webhookFields() views.WebhookFields {
	f := views.WebhookFields{URL: v.typed("url"), Form: models.WebhookForm(v.typed("form")), Active: v.ticked("active")}
	for _, a := range v.Request().PostForm["actions"] {
		f.Actions = append(f.Actions, models.Action(a))
	}
	return f
}

// createWebhook adds one, and shows its secret this once.
func (v *visit) createWebhook() error {
	f := v.webhookFields()
	w, secret, err := v.Store.CreateWebhook(v.ctx(), v.user, models.WebhookFields{URL: f.URL, Form: f.Form, Actions: f.Actions, Active: f.Active})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			all, err := v.Store.Webhooks(v.ctx(), v.user)
			return views.WebhooksPage{Chrome: v.chrome("Webhooks"), Webhooks: all, Form: f, Errors: wrong}, err
		})
	}
	return v.showSecret(w.ID, secret)
}

// showSecret shows a secret, which is nowhere else to be read.
func (v *visit) showSecret(id int64, secret string) error {
	page, err := v.webhookPage(id)
	if err != nil {
		return err
	}
	page.Secret = secret
	return v.show(http.StatusCreated, page)
}

// showWebhook shows one, with what was sent to it.
func (v *visit) showWebhook() error {
	page, err := v.webhookPage(v.id("w"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) webhookPage(id int64) (views.WebhookPage, error) {
	d, err := v.Store.Webhook(v.ctx(), v.user, id)
	return views.WebhookPage{Chrome: v.chrome("%s", d.Webhook.Host), Detail: d, Form: views.WebhookFieldsOf(d.Webhook)}, err
}

// editWebhook changes what it is told, and where.
func (v *visit) editWebhook() error {
	id, f := v.id("w"), v.webhookFields()
	err := v.Store.EditWebhook(v.ctx(), v.user, id, models.WebhookFields{Version: v.number("version", 0), URL: f.URL, Form: f.Form, Actions: f.Actions, Active: f.Active})
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.webhookPage(id)
			page.Form, page.Errors = f, wrong
			return page, err
		})
	}
	v.flash("The webhook is saved.")
	return v.toWebhook(id)
}

func (v *visit) toWebhook(id int64) error { return v.lead(fmt.Sprint("/webhooks/", id)) }

// rotateWebhook gives it a new secret, and shows that this once.
func (v *visit) rotateWebhook() error {
	secret, err := v.Store.RotateWebhook(v.ctx(), v.user, v.id("w"), v.number("version", 0))
	if err != nil {
		return err
	}
	return v.showSecret(v.id("w"), secret)
}

// removeWebhook ends it.
func (v *visit) removeWebhook() error {
	if err := v.Store.RemoveWebhook(v.ctx(), v.user, v.id("w")); err != nil {
		return err
	}
	v.flash("The webhook is removed.")
	return v.lead("/webhooks")
}

// replayDelivery sends an event once more.
func (v *visit) replayDelivery() error {
	d, err := v.Store.ReplayDelivery(v.ctx(), v.user, v.id("d"))
	if err != nil {
		return err
	}
	v.flash("It is sent again.")
	return v.toWebhook(d.WebhookID)
}

// replayFailed sends once more all that was given up since a day.
func (v *visit) replayFailed() error {
	id := v.id("w")
	since, err := time.ParseInLocation(time.DateOnly, v.typed("since"), v.zone())
	if err != nil {
		err = invalid("since", "Write the day as 2024-01-29.")
	} else {
		_, err = v.Store.ReplayFailed(v.ctx(), v.user, id, since)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page, err := v.webhookPage(id)
			page.Errors = wrong
			return page, err
		})
	}
	v.flash("What was given up since then is sent again.")
	return v.toWebhook(id)
}
