package models_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

var savedBoats = models.UploadedCapture{URL: "https://example.org/boats", FileName: "bo\u202eats.wacz", Upload: []byte("PK the archive"), Body: []byte("<p>31,412 boats</p>"),
	Readable: "31,412 boats", SavedAt: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), Page: models.CapturePage{MediaType: "text/html", Title: "Boats"}}

func TestACaptureThatIsHandedInIsKeptAsItCame(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st, c := setScene(t, s)
		k, err := s.UploadCapture(t.Context(), st.Editor, c.evidence.ID, savedBoats)
		must(t, err)
		d, err := s.CaptureDetail(t.Context(), st.Viewer, k.ID)
		must(t, err)
		if d.Text != "31,412 boats" || d.By.ID != st.Editor.ID || !d.Capture.Uploaded || d.Capture.FileName != "boats.wacz" || !d.Capture.FetchedAt.Equal(savedBoats.SavedAt) || len(d.Archives) != 1 {
			t.Errorf("it is shown as %+v", d)
		}
		for part, want := range map[string]string{"upload": "PK the archive", "page": "<p>31,412 boats</p>"} {
			_, r, err := s.OpenCapture(t.Context(), st.Viewer, k.ID, part)
			must(t, err)
			got, err := io.ReadAll(r)
			must(t, errors.Join(err, r.Close()))
			if string(got) != want {
				t.Errorf("the %s is %q", part, got)
			}
		}
		var refused *models.Refused
		if _, err := s.RecheckCapture(t.Context(), st.Editor, k.ID); !errors.As(err, &refused) {
			t.Errorf("it is compared with the web: %v", err)
		}
		clock.Forward(48 * time.Hour)
		must(t, s.SweepFiles(t.Context()))
		wantHealthy(t, s)
	})
}

func TestNoCopyIsKeptOfAConfidentialSource(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	var refused *models.Refused
	if _, err := s.UploadCapture(t.Context(), st.Editor, c.secret.ID, savedBoats); !errors.As(err, &refused) {
		t.Errorf("a copy answers %v", err)
	}
	if _, err := s.AddArchiveLink(t.Context(), st.Editor, c.secret.ID, "https://perma.cc/AB12-CD34"); !errors.As(err, &refused) {
		t.Errorf("a link answers %v", err)
	}
}

func TestWhoHandsInACopyCannotApproveWhatRestsOnIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, c := setScene(t, s)
	_, err := s.UploadCapture(t.Context(), st.Reviewer, c.evidence.ID, savedBoats)
	must(t, err)
	d, err := s.ClaimDetail(t.Context(), st.Reviewer, c.claim.ID)
	must(t, err)
	at := slices.IndexFunc(d.Actions, func(a models.ClaimAction) bool { return a.Action == models.ReviewApproved })
	if at < 0 || !strings.Contains(string(d.Actions[at].Refusal), "added evidence") {
		t.Errorf("what they may do is %+v", d.Actions)
	}
}

func TestALinkToAnArchiveLeadsToOneThatIsKnown(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://web.archive.org/web/2026/https://example.org/": "Wayback Machine", "https://archive.ph/AbCdE": "archive.today", "https://www.perma.cc/AB12-CD34": "Perma.cc", "https://PERMA.CC/A": "Perma.cc",
		"http://web.archive.org/web/1": "", "https://web.archive.org/": "", "https://web.archive.org.evil.example/a": "", "https://evil.example/web.archive.org": "", "https://user@perma.cc/A": "",
		"https://perma.cc:8443/A": "", "javascript:alert(1)//perma.cc/A": "", "https:perma.cc/A": "", "": "", "https://[::1": "",
	} {
		if got := models.Archive(address); got != want {
			t.Errorf("%s leads to %q, want %q", address, got, want)
		}
	}
}

func TestALinkToAnArchiveIsAddedOnceAndTakenOff(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := setScene(t, s)
		var wrong *models.Invalid
		for _, address := range []string{c.link.URL, "https://example.org/", ""} {
			if _, err := s.AddArchiveLink(t.Context(), st.Editor, c.evidence.ID, address); !errors.As(err, &wrong) || wrong.Fields["archive"].IsZero() {
				t.Errorf("%q answers %v", address, err)
			}
		}
		for range 2 {
			_, err := s.RemoveArchiveLink(t.Context(), st.Editor, c.link.ID)
			must(t, err)
		}
		if all, err := s.ArchiveLinks(t.Context(), st.Viewer, c.evidence.ID); err != nil || len(all) != 0 {
			t.Errorf("%v, %v", all, err)
		}
		_, err := s.AddArchiveLink(t.Context(), st.Editor, c.evidence.ID, c.link.URL)
		must(t, err)
	})
}

func TestDamageIsFoundToldOnceAndHealed(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := modelstest.OpenWith(t, models.Options{Data: data})
	st, c := setScene(t, s)
	k, err := s.UploadCapture(t.Context(), st.Editor, c.evidence.ID, savedBoats)
	must(t, err)
	form := models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Title: "A paper"}, Files: []models.Upload{{Name: "a.txt", Data: strings.NewReader("some words")}}}
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.other.ID, form)
	must(t, err)
	verify := func(wantFile, wantCapture models.Damage, events int) {
		t.Helper()
		must(t, s.Exec("UPDATE files SET verified_at = NULL"))
		must(t, s.Exec("UPDATE captures SET verified_at = NULL"))
		must(t, s.VerifyFiles(t.Context()))
		file, err := s.EvidenceItem(t.Context(), st.Viewer, e.ID)
		must(t, err)
		capture, err := s.Capture(t.Context(), st.Viewer, k.ID)
		must(t, err)
		lines, err := s.Strings("SELECT action FROM events WHERE action = 'evidence.damaged'")
		must(t, err)
		if file.Files[0].Damage != wantFile || capture.Damage != wantCapture || len(lines) != events || capture.VerifiedAt == nil {
			t.Errorf("the file is %q and the capture %q, told %d times; want %q, %q, %d", file.Files[0].Damage, capture.Damage, len(lines), wantFile, wantCapture, events)
		}
	}
	at := func(sha string) string { return filepath.Join(data, "files", sha[:2], sha[2:]) }
	verify(models.NoDamage, models.NoDamage, 0)
	must(t, os.WriteFile(at(e.Files[0].SHA256), []byte("other words"), 0o600))
	must(t, os.Rename(at(k.UploadSHA256), filepath.Join(data, "away")))
	verify(models.DamageAltered, models.DamageMissing, 2)
	verify(models.DamageAltered, models.DamageMissing, 2)
	if found, err := s.Doctor(t.Context()); err != nil || len(found) != 2 {
		t.Errorf("the doctor finds %v, %v", found, err)
	}
	must(t, os.WriteFile(at(e.Files[0].SHA256), []byte("some words"), 0o600))
	must(t, os.Rename(filepath.Join(data, "away"), at(k.UploadSHA256)))
	verify(models.NoDamage, models.NoDamage, 4)
	wantHealthy(t, s)
}

func TestFilesAreHashedAgainAfterFourWeeks(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st, c := setScene(t, s)
		k, err := s.UploadCapture(t.Context(), st.Editor, c.evidence.ID, savedBoats)
		must(t, err)
		var before time.Time
		for _, step := range []struct {
			wait time.Duration
			anew bool
		}{{0, true}, {27 * 24 * time.Hour, false}, {2 * 24 * time.Hour, true}} {
			clock.Forward(step.wait)
			must(t, s.VerifyFiles(t.Context()))
			now, err := s.Capture(t.Context(), st.Viewer, k.ID)
			must(t, err)
			if anew := !now.VerifiedAt.Equal(before); anew != step.anew {
				t.Errorf("after %s it was hashed anew: %v", step.wait, anew)
			}
			before = *now.VerifiedAt
		}
	})
}
