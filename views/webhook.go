package views

import (
	"strconv"
	"time"

	"stet/models"
	"stet/models/message"
)

// WebhooksPage lists the programs outside that are told of events, and makes one
// more.
type WebhooksPage struct {
	Chrome
	Webhooks []models.Webhook
	Form     WebhookFields
	Errors   Errors
}

// WebhookPage is one of them, with what was sent to it.
type WebhookPage struct {
	Chrome
	Detail models.WebhookDetail
	Secret string // shown this once; "" otherwise
	Form   WebhookFields
	Errors Errors
}

// WebhookFields are the fields of its form.
type WebhookFields struct {
	URL     string
	Form    models.WebhookForm
	Actions []models.Action
	Active  bool
}

func (WebhooksPage) template() string { return "webhooks" }
func (WebhookPage) template() string  { return "webhook" }

// WebhookFieldsOf are the fields of a webhook; its address stays where it is
// sealed.
func WebhookFieldsOf(w models.Webhook) WebhookFields {
	f := WebhookFields{Form: w.Form, Active: w.Active}
	for _, a := range models.WebhookActions {
		if w.Wants(a) {
			f.Actions = append(f.Actions, a)
		}
	}
	return f
}

// ActionChoice is an event that can be ticked.
type ActionChoice struct {
	Action models.Action
	Words  message.Key
	Chosen bool
}

// Choices are the events that can be ticked.
func (f WebhookFields) Choices() []ActionChoice {
	var all []ActionChoice
	for _, a := range models.WebhookActions {
		c := ActionChoice{Action: a, Words: webhookWords[a]}
		for _, chosen := range f.Actions {
			c.Chosen = c.Chosen || chosen == a
		}
		all = append(all, c)
	}
	return all
}

var webhookWords = map[models.Action]message.Key{
	models.ArticleCreated: "An article is started", models.ArticleSignedOffAct: "An article is signed off", models.ArticlePublishedAct: "An article is marked as published",
	models.ArticleReopened: "An article is reopened", models.ArticleHeld: "An article is put on hold", models.ArticleResumed: "An article is resumed", models.ArticleKilledAct: "An article is killed",
	models.RevisionSaved: "A revision is saved", models.ClaimCreated: "A claim is made", models.VerdictSubmitted: "A verdict is sent for review", models.ReviewApproved: "A verdict is approved",
	models.ReviewReturned: "A verdict is sent back", models.ReviewOverridden: "Words are kept against their verdict", models.ReviewVoided: "A verdict is declared void", models.AmendmentLogged: "Something turns out after publication", models.InquiryAnswered: "A link is answered",
}

// webhookForms are the forms to choose from.
func webhookForms(l message.Language) []Option {
	return saidOptions(l, toSay{string(models.WebhookStandard), "Standard Webhooks, signed"}, toSay{string(models.WebhookSlack), "Slack, and what takes the same"})
}

// webhookStanding says how a webhook fares.
func webhookStanding(l message.Language, w models.Webhook) string {
	switch {
	case !w.Active && w.Trouble.IsZero():
		return l.Say("Off")
	case !w.Active:
		return l.Say("Stopped")
	case !w.Trouble.IsZero():
		return l.Say("Failing")
	}
	return l.Say("On")
}

// deliveryWords says where a delivery stands.
func deliveryWords(l message.Language, d models.DeliveryLine) string {
	switch d.Status {
	case models.DeliveryDone:
		return l.Say("Taken")
	case models.DeliveryFailed:
		return l.Say("Given up")
	case models.DeliveryWithheld:
		return l.Say("Withheld: the article is restricted")
	}
	if d.Tries > 0 {
		return l.Say("To be tried again")
	}
	return l.Say("On its way")
}

// attemptWords says what became of an attempt.
func attemptWords(l message.Language, a models.Attempt) string {
	if !a.Error.IsZero() {
		return l.Say("%s (after %d ms)", a.Error, a.Milliseconds)
	}
	return l.Say("Taken with the status %s, after %d ms", strconv.Itoa(a.Code), a.Milliseconds)
}

// WeekAgo is a week before the page was made, as a day.
func (p WebhookPage) WeekAgo() string {
	return p.in(p.Now.Add(-7 * 24 * time.Hour)).Format(time.DateOnly)
}
