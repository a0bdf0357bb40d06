package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"stet/app/capture"
	"stet/models"
	"stet/models/modelstest"
)

// receiver is a program on this machine that is told of events.
type receiver struct {
	mu     sync.Mutex
	answer int // the status of its answers
	bodies []string
	heads  []http.Header
}

func (r *receiver) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.bodies, r.heads = append(r.bodies, string(body)), append(r.heads, q.Header)
	w.WriteHeader(r.answer)
	io.WriteString(w, "PLANTED answer")
}

// hookDesk is a newsroom that tells a receiver of events.
type hookDesk struct {
	*modelstest.Story
	t        *testing.T
	clock    *modelstest.Clock
	receiver *receiver
	herald   herald
	hook     models.Webhook
	secret   string
}

func newHookDesk(t *testing.T, form models.WebhookForm) *hookDesk {
	t.Helper()
	d := &hookDesk{t: t, clock: modelstest.NewClock(), receiver: &receiver{answer: http.StatusNoContent}}
	d.Story = modelstest.NewStory(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Clock: d.clock.Now, URL: "https://stet.example.org"}))
	server := httptest.NewServer(d.receiver)
	t.Cleanup(server.Close)
	d.herald = herald{d.Store, &capture.Fetcher{AllowLoopback: true}, time.Now}
	var err error
	d.hook, d.secret, err = d.Store.CreateWebhook(t.Context(), d.Admin, models.WebhookFields{URL: server.URL + "/secret/path", Form: form, Active: true, Actions: []models.Action{models.ArticleHeld, models.ClaimCreated}})
	d.must(err)
	return d
}

func (d *hookDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// after does what is to be done after a while.
func (d *hookDesk) after(wait time.Duration) {
	d.t.Helper()
	d.clock.Forward(wait)
	doJobs(d.t, d.Store, models.JobWebhook, d.herald.do)
}

// heard is how often the receiver was told.
func (d *hookDesk) heard(n int) {
	d.t.Helper()
	if got := len(d.receiver.bodies); got != n {
		d.t.Fatalf("the receiver was told %d times, want %d: %s", got, n, d.receiver.bodies)
	}
}

func (d *hookDesk) detail() models.WebhookDetail {
	d.t.Helper()
	w, err := d.Store.Webhook(d.t.Context(), d.Admin, d.hook.ID)
	d.must(err)
	return w
}

func TestTheReferenceLibraryVerifiesWhatAReceiverIsTold(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookStandard)
	a := d.Article("The PLANTED tram carries 31,412 people.")
	c := d.Claim(a.ID, "31,412")
	d.after(time.Second)
	d.heard(1)
	verifier, err := standardwebhooks.NewWebhook(d.secret)
	d.must(err)
	d.must(verifier.Verify([]byte(d.receiver.bodies[0]), d.receiver.heads[0]))
	if err := verifier.Verify([]byte(d.receiver.bodies[0]+" "), d.receiver.heads[0]); err == nil {
		t.Error("what was altered verifies too")
	}
	var got struct {
		Type      string
		Timestamp time.Time
		Data      struct {
			Event, Article, Claim int64
			URL                   string
		}
	}
	d.must(json.Unmarshal([]byte(d.receiver.bodies[0]), &got))
	if got.Type != "claim.created" || got.Timestamp.IsZero() || got.Data.Event == 0 || got.Data.Article != a.ID || got.Data.Claim != c.ID || got.Data.URL != "https://stet.example.org/claims/"+strconv.FormatInt(c.ID, 10) {
		t.Errorf("it was told %s", d.receiver.bodies[0])
	}
	if strings.Contains(d.receiver.bodies[0], "PLANTED") || strings.Contains(d.receiver.bodies[0], "31,412") || d.receiver.heads[0].Get("Content-Type") != "application/json" {
		t.Errorf("it was told %s with %v", d.receiver.bodies[0], d.receiver.heads[0])
	}
	former := verifier
	fresh, err := d.Store.RotateWebhook(t.Context(), d.Admin, d.hook.ID, d.detail().Webhook.Version)
	d.must(err)
	verifier, err = standardwebhooks.NewWebhook(fresh)
	d.must(err)
	d.Claim(a.ID, "people")
	d.after(time.Second)
	d.must(verifier.Verify([]byte(d.receiver.bodies[1]), d.receiver.heads[1]))
	d.must(former.Verify([]byte(d.receiver.bodies[1]), d.receiver.heads[1]))
	d.clock.Forward(25 * time.Hour)
	d.Claim(a.ID, "tram")
	d.after(time.Second)
	if err := former.Verify([]byte(d.receiver.bodies[2]), d.receiver.heads[2]); err == nil {
		t.Error("a day later the secret before still signs")
	}
}

func TestWhatAReceiverDoesNotTakeIsToldAgainAndAtLastGivenUp(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookStandard)
	d.receiver.answer = http.StatusInternalServerError
	a := d.Article("The tram carries 31,412 people.")
	d.Claim(a.ID, "31,412")
	d.Claim(a.ID, "people")
	d.after(time.Second)
	d.heard(1)
	d.after(6 * time.Second)
	d.heard(2)
	d.after(4 * time.Minute)
	d.heard(2)
	d.receiver.answer = http.StatusOK
	d.after(2 * time.Minute)
	d.heard(4)
	if id := func(i int) string { return d.receiver.heads[i].Get("webhook-id") }; id(0) != id(1) || id(1) != id(2) || id(2) == id(3) {
		t.Error("attempts of one delivery are not called the same, or two deliveries are")
	}
	log := d.detail().Deliveries
	if last := log[1]; len(log) != 2 || len(last.Attempts) != 3 || last.Status != models.DeliveryDone || last.Attempts[0].Code != 500 || last.Attempts[0].Error.String() != "The receiver answered with the status 500." || !last.Attempts[2].Error.IsZero() {
		t.Errorf("the log has %+v", log)
	}
	d.receiver.answer = http.StatusServiceUnavailable
	d.Claim(a.ID, "tram")
	for range 14 {
		d.after(25 * time.Hour)
	}
	d.heard(4 + 10)
	w := d.detail()
	if w.Failed != 1 || !w.Webhook.Active || w.Webhook.Trouble.IsZero() {
		t.Errorf("after ten attempts: %+v", w)
	}
	d.receiver.answer = http.StatusOK
	n, err := d.Store.ReplayFailed(t.Context(), d.Admin, d.hook.ID, d.clock.Now().Add(-30*24*time.Hour))
	d.must(err)
	d.after(time.Second)
	d.heard(4 + 11)
	if w := d.detail(); n != 1 || w.Failed != 0 || !w.Webhook.Trouble.IsZero() {
		t.Errorf("%d were replayed, then %+v", n, w)
	}
	_, err = d.Store.ReplayDelivery(t.Context(), d.Admin, 1)
	d.must(err)
	d.after(time.Second)
	d.heard(4 + 12)
}

func TestAReceiverThatIsGoneIsToldNothingMoreAndAdminsAreTold(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookStandard)
	d.receiver.answer = http.StatusGone
	a := d.Article("The tram carries 31,412 people.")
	d.Claim(a.ID, "31,412")
	d.after(time.Second)
	d.Claim(a.ID, "people")
	d.after(time.Hour)
	d.heard(1)
	lines, err := d.Store.Notices(t.Context(), d.Admin)
	d.must(err)
	if w := d.detail(); w.Webhook.Active || len(lines) != 1 || lines[0].Kind != models.NoticeWebhook || lines[0].Path() != "/webhooks" {
		t.Errorf("it is %+v, and the admin is told %+v", w.Webhook, lines)
	}
}

func TestNothingOfARestrictedArticleIsTold(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookSlack)
	a, open := d.Article("The tram carries 31,412 people."), d.Article("The tram is long.")
	d.Claim(a.ID, "31,412") // which waits, when
	d.must(d.Store.RestrictArticle(t.Context(), d.Editor, a.ID, nil))
	d.Claim(a.ID, "people")
	d.must(d.Store.HoldArticle(t.Context(), d.Editor, open.ID, open.Version, "PLANTED reason"))
	d.after(time.Second)
	d.heard(1)
	if want := `{"text":"Article ` + strconv.FormatInt(open.ID, 10) + ` was put on hold. \u003chttps://stet.example.org/articles/` + strconv.FormatInt(open.ID, 10) + `\u003e"}`; d.receiver.bodies[0] != want {
		t.Errorf("it was told %s, want %s", d.receiver.bodies[0], want)
	}
	w := d.detail()
	if len(w.Deliveries) != 1 {
		t.Errorf("an admin outside reads %+v", w.Deliveries)
	}
	if _, err := d.Store.ReplayDelivery(t.Context(), d.Admin, 1); err == nil {
		t.Error("an admin outside replays what is of a restricted article")
	}
}

func TestAWebhookReachesNothingInsideUnlessItsOperatorSaysSo(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookStandard)
	d.herald.fetcher = Config{}.messenger()
	d.Claim(d.Article("The tram carries 31,412 people.").ID, "31,412")
	d.after(time.Second)
	d.heard(0)
	if log := d.detail().Deliveries; len(log[0].Attempts) != 1 || log[0].Attempts[0].Error.IsZero() || log[0].Attempts[0].Code != 0 {
		t.Errorf("the log has %+v", log)
	}
	d.herald.fetcher = Config{Inside: true}.messenger()
	d.after(6 * time.Second)
	d.heard(1)
}

func TestOnlyAnAdminHasToDoWithWebhooksAndSecretsAreSealed(t *testing.T) {
	t.Parallel()
	d := newHookDesk(t, models.WebhookStandard)
	ctx := t.Context()
	fields := models.WebhookFields{URL: "https://example.org", Form: models.WebhookSlack, Actions: models.WebhookActions, Active: true, Version: 1}
	for name, try := range map[string]func() error{
		"Webhooks":       func() error { _, err := d.Store.Webhooks(ctx, d.Reviewer); return err },
		"Webhook":        func() error { _, err := d.Store.Webhook(ctx, d.Reviewer, 1); return err },
		"CreateWebhook":  func() error { _, _, err := d.Store.CreateWebhook(ctx, d.Reviewer, fields); return err },
		"EditWebhook":    func() error { return d.Store.EditWebhook(ctx, d.Reviewer, 1, fields) },
		"RotateWebhook":  func() error { _, err := d.Store.RotateWebhook(ctx, d.Reviewer, 1, 1); return err },
		"RemoveWebhook":  func() error { return d.Store.RemoveWebhook(ctx, d.Reviewer, 1) },
		"ReplayDelivery": func() error { _, err := d.Store.ReplayDelivery(ctx, d.Reviewer, 1); return err },
		"ReplayFailed":   func() error { _, err := d.Store.ReplayFailed(ctx, d.Reviewer, 1, time.Time{}); return err },
	} {
		if err := try(); err == nil || !strings.Contains(err.Error(), "Only an admin") {
			t.Errorf("%s by a reviewer answers %v", name, err)
		}
	}
	for _, secret := range []string{d.secret, "secret/path"} {
		if w := d.detail().Webhook; strings.Contains(w.Sealed+w.Host, secret) || w.Sealed == "" {
			t.Errorf("%s is kept as it is: %+v", secret, w)
		}
	}
	d.must(d.Store.RemoveWebhook(ctx, d.Admin, 1))
	if all, err := d.Store.Webhooks(ctx, d.Admin); err != nil || len(all) > 0 {
		t.Errorf("after its end there are %v, %v", all, err)
	}
}
