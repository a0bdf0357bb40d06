package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stet/models"
	"stet/models/message"
)

// hook is a webhook with a delivery that was given up.
func (s *scene) hook() models.Webhook {
	s.T.Helper()
	w, _, err := s.Store.CreateWebhook(s.T.Context(), s.Admin, models.WebhookFields{URL: "https://hooks.example.org/a", Form: models.WebhookStandard, Actions: models.WebhookActions, Active: true})
	s.must(err)
	s.article(tram)
	b, err := s.Store.TakeDeliveries(s.T.Context(), w.ID)
	s.must(err)
	for i := range b.Parts {
		b.Parts[i].Tries = 99
	}
	s.must(s.Store.DeliveriesTried(s.T.Context(), b, []models.Attempt{{Code: 500, Error: message.New("The receiver answered with the status %d.", 500)}}))
	d, err := s.Store.Webhook(s.T.Context(), s.Admin, w.ID)
	s.must(err)
	return d.Webhook
}

// ofWebhook is a write on a webhook, "" where the route is none.
func ofWebhook(s *scene, route string) (string, []string) {
	switch {
	case route == "/webhooks":
		return route, []string{"url", "https://hooks.example.org/b", "form", "slack", "actions", "article.held"}
	case strings.HasPrefix(route, "/webhooks/:w"):
		w := s.hook()
		return path("/webhooks/%d", w.ID) + strings.TrimPrefix(route, "/webhooks/:w"), append(version(w.Version), "form", "slack", "actions", "article.held", "active", "1", "since", "2020-01-01")
	case route == "/deliveries/:d/replay":
		d, err := s.Store.Webhook(s.T.Context(), s.Admin, s.hook().ID)
		s.must(err)
		return path("/deliveries/%d/replay", d.Deliveries[0].ID), nil
	}
	return "", nil
}

func TestAWebhookShowsItsSecretOnceAndItsLog(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := &scene{Story: *n.Story}
	c := n.as(n.Admin)
	c.post("/webhooks", "url", "nowhere", "form", "standard").status(http.StatusUnprocessableEntity).holds("Write the address of the receiver", "Choose at least one event.", `value="nowhere"`)
	c.post("/webhooks", "url", "https://hooks.example.org/secret", "form", "standard", "active", "1", "actions", "article.created").status(http.StatusCreated).holds("whsec_", "hooks.example.org").lacks("/secret")
	c.get("/webhooks/1").status(http.StatusOK).lacks("whsec_").holds("Nothing yet.")
	c.post("/webhooks/1/rotate", "version", "7").status(http.StatusConflict)
	c.post("/webhooks/1/rotate", "version", "1").status(http.StatusCreated).holds("whsec_")
	w := s.hook()
	at := path("/webhooks/%d", w.ID)
	c.get("/webhooks").holds("Failing", "did not take an event for three days")
	c.get(at).holds("Given up", "The receiver answered with the status 500.", "Send again")
	c.post(at+"/replay", "since", "soon").status(http.StatusUnprocessableEntity).holds("Write the day as")
	c.post(at+"/replay", "since", "2020-01-01").leads(at)
	c.get(at).holds("On its way").lacks("Given up")
	c.post(at + "/remove").leads("/webhooks")
	c.get(at).status(http.StatusNotFound)
	n.as(n.Reviewer).get("/webhooks").status(http.StatusForbidden)
}
