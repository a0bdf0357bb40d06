package views

import (
	"fmt"
	"time"

	"stet/models"
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
	Words  string
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

var webhookWords = map[models.Action]string{
	models.ArticleCreated: "An article is started", models.ArticleSignedOffAct: "An article is signed off", models.ArticlePublishedAct: "An article is marked as published",
	models.ArticleReopened: "An article is reopened", models.ArticleHeld: "An article is put on hold", models.ArticleResumed: "An article is resumed", models.ArticleKilledAct: "An article is killed",
	models.RevisionSaved: "A revision is saved", models.ClaimCreated: "A claim is made", models.VerdictSubmitted: "A verdict is sent for review", models.ReviewApproved: "A verdict is approved",
	models.ReviewReturned: "A verdict is sent back", models.ReviewOverridden: "Words are kept against their verdict", models.ReviewVoided: "A verdict is declared void", models.AmendmentLogged: "Something turns out after publication", models.InquiryAnswered: "A link is answered",
}

// webhookForms are the forms to choose from.
func webhookForms() []Option {
	return []Option{{Value: string(models.WebhookStandard), Label: "Standard Webhooks, signed"}, {Value: string(models.WebhookSlack), Label: "Slack, and what takes the same"}}
}

// webhookStanding says how a webhook fares.
func webhookStanding(w models.Webhook) string {
	switch {
	case !w.Active && w.Trouble == "":
		return "Off"
	case !w.Active:
		return "Stopped"
	case w.Trouble != "":
		return "Failing"
	}
	return "On"
}

// deliveryWords says where a delivery stands.
func deliveryWords(l models.DeliveryLine) string {
	switch l.Status {
	case models.DeliveryDone:
		return "Taken"
	case models.DeliveryFailed:
		return "Given up"
	case models.DeliveryWithheld:
		return "Withheld: the article is restricted"
	}
	if l.Tries > 0 {
		return "To be tried again"
	}
	return "On its way"
}

// attemptWords says what became of an attempt.
func attemptWords(a models.Attempt) string {
	if a.Error != "" {
		return fmt.Sprintf("%s (after %d ms)", a.Error, a.Milliseconds)
	}
	return fmt.Sprintf("Taken with the status %d, after %d ms", a.Code, a.Milliseconds)
}

// WeekAgo is a week before the page was made, as a day.
func (p WebhookPage) WeekAgo() string {
	return p.in(p.Now.Add(-7 * 24 * time.Hour)).Format(time.DateOnly)
}
