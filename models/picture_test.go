package models_test

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/modelstest"
)

// picturing runs a test on stores that have pictures of pages taken, on both engines.
func picturing(t *testing.T, run func(*testing.T, *models.Store, *modelstest.Clock)) {
	t.Helper()
	for name, address := range map[string]func(*testing.T) string{"sqlite": func(*testing.T) string { return "" }, "postgres": func(t *testing.T) string { return modelstest.Postgres(t) }} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			clock := modelstest.NewClock()
			run(t, modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: address(t), Clock: clock.Now, Capture: true, Pictures: true}), clock)
		})
	}
}

// pictured does what the job of a picture does.
func pictured(t *testing.T, s *models.Store, id int64) {
	t.Helper()
	p, err := s.KeepPicture([]byte("\x89PNG"), 1280, 3000)
	must(t, err)
	must(t, s.PictureTaken(t.Context(), id, p))
}

func TestAPageThatWasKeptIsPicturedOnce(t *testing.T) {
	t.Parallel()
	picturing(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		e, c := captured(t, st)
		kept(t, s, c.ID)
		j, err := s.TakeJob(ctx, models.JobPicture)
		must(t, err)
		if _, err := s.TakeJob(ctx, models.JobPicture); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("asked twice: %v", err)
		}
		if address, err := s.PictureRequest(ctx, c.ID); err != nil || address != c.URL {
			t.Errorf("a picture of %q, %v", address, err)
		}
		p, err := s.KeepPicture([]byte("\x89PNG"), 1280, 3000)
		must(t, err)
		must(t, s.FinishJob(ctx, j, models.JobResult{}, func(tx *models.Store) error { return tx.PictureTaken(ctx, c.ID, p) }))
		_, r, err := s.OpenCapture(ctx, st.Viewer, c.ID, "picture")
		must(t, err)
		if got, err := io.ReadAll(r); err != nil || string(got) != "\x89PNG" {
			t.Errorf("it is %q, %v", got, err)
		}
		must(t, r.Close())
		d, err := s.CaptureDetail(ctx, st.Viewer, c.ID)
		if must(t, err); d.Capture.Picture.Height != 3000 || d.Capture.Picture.Size != 4 || d.Capture.Picture.At == nil {
			t.Errorf("shown is %+v", d.Capture.Picture)
		}
		if lines, err := s.Strings("SELECT action FROM events WHERE claim_id = ? AND action LIKE 'picture.%'", e.ClaimID); err != nil || !slices.Equal(lines, []string{"picture.taken"}) {
			t.Errorf("the history says %v, %v", lines, err)
		}
		clock.Forward(48 * time.Hour)
		must(t, s.SweepFiles(ctx))
		wantHealthy(t, s)
		var refused *models.Refused
		if _, err := s.AskPicture(ctx, st.Editor, c.ID); !errors.As(err, &refused) {
			t.Errorf("asked for what is there: %v", err)
		}
	})
}

func TestAPictureThatWasNotTakenIsAskedForAgainByThoseWhoMay(t *testing.T) {
	t.Parallel()
	picturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		e, c := captured(t, st)
		kept(t, s, c.ID)
		must(t, s.PictureNotTaken(ctx, c.ID, message.New("The browser failed.")))
		var refused *models.Refused
		for _, who := range []models.User{st.Viewer, st.Admin, {}} {
			if _, err := s.AskPicture(ctx, who, c.ID); !errors.As(err, &refused) {
				t.Errorf("%q may: %v", who.Name, err)
			}
		}
		_, err := s.AskPicture(ctx, st.Second, c.ID)
		must(t, err)
		if _, err := s.AskPicture(ctx, st.Second, c.ID); !errors.As(err, &refused) {
			t.Errorf("while it is being taken: %v", err)
		}
		jobs, err := s.ArticleJobs(ctx, st.Editor, e.ArticleID)
		must(t, err)
		for _, j := range jobs {
			must(t, s.CancelJob(ctx, st.Editor, j.ID))
		}
		if d, err := s.CaptureDetail(ctx, st.Viewer, c.ID); err != nil || d.Capture.Picture.Status != models.CaptureFailed || !d.TakesPicture {
			t.Errorf("after it was cancelled it is %+v, %v", d.Capture.Picture, err)
		}
		_, err = s.EditSource(ctx, st.Editor, *e.SourceID, models.SourceForm{Version: 1, Type: models.SourcePerson, Tier: models.TierPrimary, Title: "Zdenka Quill", Alias: "A clerk", Confidentiality: models.ConfidentialSource})
		must(t, err)
		if address, err := s.PictureRequest(ctx, c.ID); !errors.Is(err, models.ErrNotFound) || address != "" { // its copy is sealed
			t.Errorf("the page of a confidential source is opened: %q, %v", address, err)
		}
	})
}

func TestNoPictureIsTakenWithoutABrowserOrOfWhatIsNoPage(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: true})
	st := newsroom(t, s)
	_, c := captured(t, st)
	kept(t, s, c.ID)
	var refused *models.Refused
	if _, err := s.AskPicture(t.Context(), st.Editor, c.ID); !errors.As(err, &refused) {
		t.Errorf("without a browser: %v", err)
	}
	with := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: true, Pictures: true})
	st = newsroom(t, with)
	_, c = captured(t, st)
	must(t, with.CaptureKept(t.Context(), c.ID, models.CapturePage{MediaType: "application/pdf"}, with.Now()))
	for _, s := range []*models.Store{s, with} {
		if jobs, err := s.Strings("SELECT kind FROM jobs WHERE kind = 'picture'"); err != nil || len(jobs) != 0 {
			t.Errorf("queued %v, %v", jobs, err)
		}
	}
}

func TestABackupHoldsPicturesAndADamagedOneIsTold(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: true, Pictures: true})
	st := newsroom(t, s)
	_, c := captured(t, st)
	kept(t, s, c.ID)
	pictured(t, s, c.ID)
	var b bytes.Buffer
	must(t, s.Backup(t.Context(), &b))
	again := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data")}, b.Bytes())
	wantHealthy(t, again)
	if _, r, err := again.OpenCapture(t.Context(), st.Viewer, c.ID, "picture"); err != nil {
		t.Error(err)
	} else {
		must(t, r.Close())
	}
	must(t, again.Exec("UPDATE captures SET picture_sha256 = ?", "0000000000000000000000000000000000000000000000000000000000000000"))
	must(t, again.VerifyFiles(t.Context()))
	if k, err := again.Capture(t.Context(), st.Viewer, c.ID); err != nil || k.Damage != models.DamageMissing {
		t.Errorf("a picture that is missing is %q, %v", k.Damage, err)
	}
}
