package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"math/big"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"stet/app/capture"
	"stet/models"
	"stet/models/modelstest"
)

// stampDesk is a newsroom whose authority is on this machine, with a sign-off
// that waits for its time-stamp.
type stampDesk struct {
	*modelstest.Story
	t         *testing.T
	clock     *modelstest.Clock
	authority *modelstest.Authority
	fetcher   *capture.Fetcher
	signed    models.SignOff
}

func newStampDesk(t *testing.T) *stampDesk {
	t.Helper()
	d := &stampDesk{t: t, clock: modelstest.NewClock(), authority: modelstest.NewAuthority(t), fetcher: &capture.Fetcher{AllowLoopback: true}}
	server := httptest.NewServer(d.authority)
	t.Cleanup(server.Close)
	d.Story = modelstest.NewStory(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Clock: d.clock.Now, Capture: true}))
	d.trusts(server.URL, d.authority.PEM)
	a := d.Article("It opened in 1998.")
	d.Skip(a.ID, "opened")
	var err error
	d.signed, err = d.Store.SignOffArticle(t.Context(), d.Reviewer, a.ID, a.RevisionID, "")
	d.must(err)
	return d
}

func (d *stampDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// trusts sets the authority and whose certificate it is trusted for.
func (d *stampDesk) trusts(address, roots string) {
	d.t.Helper()
	d.must(d.Store.EditSettings(d.t.Context(), d.Admin, models.Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2, Authority: address, AuthorityRoots: roots}))
}

// attempt does what waits, once and as a worker does.
func (d *stampDesk) attempt() models.TimeStamp {
	d.t.Helper()
	ctx := d.t.Context()
	job, err := d.Store.TakeJob(ctx, models.JobStamp)
	d.must(err)
	outcome, err := stamper{d.Store, d.fetcher, rand.Reader}.do(ctx, job, nil)
	if err == nil {
		err = d.Store.FinishJob(ctx, job, outcome.Result, func(tx *models.Store) error { return outcome.Effect(ctx, tx) })
	} else {
		err = d.Store.FailJob(ctx, job, err)
	}
	d.must(err)
	return d.stamp()
}

func (d *stampDesk) stamp() models.TimeStamp {
	d.t.Helper()
	is, err := d.Store.TimeStamp(d.t.Context(), d.Viewer, d.signed.ID)
	d.must(err)
	return *is
}

func (d *stampDesk) again() models.TimeStamp {
	d.t.Helper()
	_, err := d.Store.RetryStamp(d.t.Context(), d.Editor, d.signed.ID)
	d.must(err)
	return d.attempt()
}

func overloaded(w http.ResponseWriter) { w.WriteHeader(http.StatusServiceUnavailable) }

func TestTheHashOfTheEvidenceListIsAllThatAnAuthorityGets(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	if is := d.attempt(); is.Status != models.StampKept || !is.Trusted || is.Authority != "Test Time Authority" || !is.StampedAt.Equal(modelstest.AuthorityTime) {
		t.Errorf("it is %+v", is)
	}
	asked := d.authority.Asked()
	q := asked[0]
	if len(asked) != 1 || hex.EncodeToString(q.HashedMessage) != d.signed.ListSHA256 || q.Nonce == nil || !q.Certificates || len(q.Extensions) > 0 || q.TSAPolicyOID != nil {
		t.Errorf("it was asked %+v", q)
	}
}

func TestAnAuthorityThatIsDownIsAskedAgainWhenItMayBeUp(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	d.authority.Down(overloaded)
	if is := d.attempt(); is.Status != models.StampWaiting {
		t.Errorf("after one attempt it is %+v", is)
	}
	if _, err := d.Store.TakeJob(t.Context(), models.JobStamp); err == nil {
		t.Fatal("it is asked again at once")
	}
	d.authority.Down(nil)
	d.clock.Forward(time.Minute)
	if is := d.attempt(); is.Status != models.StampKept {
		t.Errorf("once it is up it is %+v", is)
	}
	if asked := d.authority.Asked(); len(asked) != 2 || asked[0].Nonce.Cmp(asked[1].Nonce) == 0 {
		t.Errorf("it was asked %d times, with the nonces %v and %v", len(asked), asked[0].Nonce, asked[1].Nonce)
	}
}

func TestAnAuthorityThatStaysDownHasFailedAndIsAskedAgainByHand(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	d.authority.Down(overloaded)
	for range capturePatience {
		d.attempt()
		d.clock.Forward(time.Hour)
	}
	if is := d.stamp(); is.Status != models.StampFailed || !strings.Contains(is.Reason.String(), "503") {
		t.Errorf("it is %+v", is)
	}
	d.authority.Down(nil)
	if is := d.again(); is.Status != models.StampKept || !is.Reason.IsZero() {
		t.Errorf("asked again it is %+v", is)
	}
}

func TestAnAuthorityThatLiesHasFailedAtOnce(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	says := func(body []byte) func(http.ResponseWriter) {
		return func(w http.ResponseWriter) { _, _ = w.Write(body) }
	}
	for _, c := range []struct {
		name  string
		lies  func(*modelstest.Statement)
		down  func(http.ResponseWriter)
		words string
	}{
		{"another hash", func(t *modelstest.Statement) { t.HashedMessage = make([]byte, 32) }, nil, "something else"},
		{"another nonce", func(t *modelstest.Statement) { t.Nonce = big.NewInt(1) }, nil, "another question"},
		{"no certificate", func(t *modelstest.Statement) { t.AddTSACertificate = false }, nil, "signature"},
		{"garbage", nil, says([]byte("<!doctype html>")), "not a time-stamp"},
		{"nothing", nil, says(nil), "not a time-stamp"},
		{"too much", nil, says(bytes.Repeat([]byte("x"), 1<<20)), "more than"},
		{"elsewhere", nil, func(w http.ResponseWriter) {
			w.Header().Set("Location", "https://example.org/")
			w.WriteHeader(http.StatusFound)
		}, "(302)"},
	} {
		d.authority.Lies(c.lies)
		d.authority.Down(c.down)
		attempt := d.again
		if d.stamp().Status == models.StampWaiting {
			attempt = d.attempt
		}
		if is := attempt(); is.Status != models.StampFailed || !strings.Contains(is.Reason.String(), c.words) || is.TokenSHA256 != "" {
			t.Errorf("%s: it is %+v", c.name, is)
		}
	}
	d.authority.Lies(nil)
	d.authority.Down(nil)
	d.trusts(d.stamp().URL, modelstest.NewAuthority(t).PEM)
	if is := d.again(); is.Status != models.StampFailed || !strings.Contains(is.Reason.String(), "certificate stands in the settings") {
		t.Errorf("signed by somebody else it is %+v", is)
	}
	d.trusts(d.stamp().URL, "")
	if is := d.again(); is.Status != models.StampKept || is.Trusted {
		t.Errorf("with nobody's certificate it is %+v", is)
	}
}

func TestAnAuthorityInsideIsNotAsked(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	d.fetcher = &capture.Fetcher{}
	if is := d.attempt(); is.Status != models.StampFailed || len(d.authority.Asked()) > 0 {
		t.Errorf("it is %+v after %d questions", is, len(d.authority.Asked()))
	}
}

func TestAnAttemptThatIsStoppedIsNoFailure(t *testing.T) {
	t.Parallel()
	d := newStampDesk(t)
	ctx, stop := context.WithCancel(t.Context())
	d.authority.Down(func(w http.ResponseWriter) { stop() })
	job, err := d.Store.TakeJob(t.Context(), models.JobStamp)
	d.must(err)
	if _, err = (stamper{d.Store, d.fetcher, rand.Reader}).do(ctx, job, nil); err == nil {
		t.Fatal("it came to an end")
	}
	d.must(d.Store.ReleaseJob(t.Context(), job))
	d.authority.Down(nil)
	if is := d.attempt(); is.Status != models.StampKept {
		t.Errorf("it is %+v", is)
	}
}
