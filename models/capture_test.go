package models_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

const page = "The council met on Tuesday.\n\nIt approved the harbour line, which 31,412 people use."

// captured is an item of evidence whose page was asked for.
func captured(t *testing.T, st *modelstest.Story) (models.Evidence, models.Capture) {
	t.Helper()
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	e := st.Evidence(c.ID)
	d := st.Detail(c.ID)
	if d.Evidence[0].Capture == nil || d.Evidence[0].Capture.Status != models.CaptureWaiting {
		t.Fatalf("the capture is %+v", d.Evidence[0].Capture)
	}
	return e, *d.Evidence[0].Capture
}

// kept does what the job of a capture does.
func kept(t *testing.T, s *models.Store, id int64) {
	t.Helper()
	p, err := s.KeepPage(models.CapturePage{FinalURL: "https://example.org/counts", Hops: 1, MediaType: "text/html"}, []byte("<p>"+page+"</p>"), page, []byte("WARC"))
	must(t, err)
	must(t, s.CaptureKept(t.Context(), id, p, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)))
}

// capturing runs a test on stores that fetch pages, on both engines.
func capturing(t *testing.T, run func(*testing.T, *models.Store, *modelstest.Clock)) {
	t.Helper()
	for name, address := range map[string]func(*testing.T) string{"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return modelstest.Postgres(t) }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := modelstest.NewClock()
			run(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: address(t), Clock: clock.Now, Capture: true}), clock)
		})
	}
}

func TestAPageIsAskedForInTheActThatAttachesItAndOnce(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		e, _ := captured(t, st)
		_, err := s.EditEvidence(t.Context(), st.Editor, e.ID, models.EvidenceForm{Version: 1, SourceID: *e.SourceID, Relation: models.Supports, Locator: "table 3"})
		must(t, err)
		for _, form := range []models.EvidenceForm{
			{Relation: models.Supports, Locator: "page 1", Source: models.SourceForm{Title: "A book"}},
			{Relation: models.Supports, Locator: "page 1", Source: models.SourceForm{Title: "Somebody", URL: "https://secret.example", Confidentiality: models.ConfidentialSource}},
			{Relation: models.NothingFound, SearchedWhere: "yearbooks", SearchedHow: "by hand"},
		} {
			_, err := s.CreateEvidence(t.Context(), st.Editor, e.ClaimID, form)
			must(t, err)
		}
		if all, err := s.Strings("SELECT url FROM captures"); err != nil || len(all) != 1 {
			t.Errorf("asked for %v, %v", all, err)
		}
		if all, err := s.Strings("SELECT kind FROM jobs"); err != nil || len(all) != 1 || all[0] != string(models.JobCapture) {
			t.Errorf("queued %v, %v", all, err)
		}
	})
}

func TestAKeptPageIsShownWithTheExcerptAndItsDriftIsToldOnItsClaimOnce(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		e, c := captured(t, st)
		kept(t, s, c.ID)
		d, err := s.CaptureDetail(ctx, st.Viewer, c.ID)
		if must(t, err); d.Text != page || d.Excerpt.Match != models.ExcerptExact || d.Capture.WARCSHA256 == "" || d.Claim.ID != e.ClaimID {
			t.Errorf("shown: %+v", d)
		}
		must(t, s.QueueRechecks(ctx))
		if due, err := s.Strings("SELECT kind FROM jobs WHERE kind = 'recheck'"); err != nil || len(due) != 0 {
			t.Errorf("looked at again at once: %v, %v", due, err)
		}
		clock.Forward(8 * 24 * time.Hour)
		must(t, s.QueueRechecks(ctx))
		must(t, s.QueueRechecks(ctx))
		if due, err := s.Strings("SELECT kind FROM jobs WHERE kind = 'recheck'"); err != nil || len(due) != 1 {
			t.Errorf("after a week: %v, %v", due, err)
		}
		for _, drift := range []models.Drift{models.DriftChanged, models.DriftChanged, models.DriftGone} {
			must(t, s.CaptureChecked(ctx, c.ID, drift))
		}
		if k := st.Detail(e.ClaimID).Evidence[0].Capture; k.Drift != models.DriftGone {
			t.Errorf("the claim shows %+v", k)
		}
		lines, err := s.Strings("SELECT action FROM events WHERE claim_id = ? AND action LIKE 'capture.%' ORDER BY id", e.ClaimID)
		if must(t, err); len(lines) != 4 { // asked, kept, changed, gone
			t.Errorf("the history says %v", lines)
		}
	})
}

func TestAPageThatWasNotKeptCanBeAskedForAgainByThoseWhoMay(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		_, c := captured(t, st)
		var refused *models.Refused
		if _, err := s.RetryCapture(ctx, st.Editor, c.ID); !errors.As(err, &refused) {
			t.Errorf("while it is under way: %v", err)
		}
		must(t, s.CaptureNotKept(ctx, c.ID, message.New("The site did not answer.")))
		for _, who := range []models.User{st.Viewer, st.Admin, {}} {
			if _, err := s.RetryCapture(ctx, who, c.ID); !errors.As(err, &refused) {
				t.Errorf("%q may: %v", who.Name, err)
			}
			if _, err := s.RecheckCapture(ctx, who, c.ID); !errors.As(err, &refused) {
				t.Errorf("%q may look again: %v", who.Name, err)
			}
		}
		again, err := s.RetryCapture(ctx, st.Second, c.ID)
		if must(t, err); again.Status != models.CaptureWaiting || !again.Reason.IsZero() {
			t.Errorf("asked again, it is %+v", again)
		}
		kept(t, s, c.ID)
		_, err = s.RecheckCapture(ctx, st.Second, c.ID)
		must(t, err)
	})
}

func TestABackupHoldsWhatWasKeptOfPages(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: true})
	st := newsroom(t, s)
	_, c := captured(t, st)
	kept(t, s, c.ID)
	var b bytes.Buffer
	must(t, s.Backup(t.Context(), &b))
	again := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data")}, b.Bytes())
	wantHealthy(t, again)
	if d, err := again.CaptureDetail(t.Context(), st.Viewer, c.ID); err != nil || d.Text != page {
		t.Errorf("restored: %q, %v", d.Text, err)
	}
}

func TestAPageWhoseJobWasCancelledIsSaidNotToBeKeptAndCanBeAskedForAgain(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		_, c := captured(t, st)
		jobs, err := s.Strings("SELECT id FROM jobs WHERE kind = 'capture'")
		must(t, err)
		id, err := strconv.ParseInt(jobs[0], 10, 64)
		must(t, err)
		must(t, s.CancelJob(ctx, st.Editor, id))
		d, err := s.CaptureDetail(ctx, st.Editor, c.ID)
		if must(t, err); d.Capture.Status != models.CaptureFailed || d.Capture.Reason.IsZero() {
			t.Errorf("it is %s: %q", d.Capture.Status, d.Capture.Reason)
		}
		_, err = s.RetryCapture(ctx, st.Editor, c.ID)
		must(t, err)
		d, err = s.CaptureDetail(ctx, st.Editor, c.ID)
		if must(t, err); d.Capture.Status != models.CaptureWaiting {
			t.Errorf("asked for again it is %s", d.Capture.Status)
		}
	})
}
