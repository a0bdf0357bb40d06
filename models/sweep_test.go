package models_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

func TestAWeekAfterItsEndAJobIsSweptWithItsFile(t *testing.T) {
	t.Parallel()
	clock, data := modelstest.NewClock(), t.TempDir()
	s := modelstest.OpenWith(t, models.Options{Data: data, Clock: clock.Now})
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram opened in 2021.").ID, "2021")
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: models.SourceForm{Title: "Minutes"},
		Files: []models.Upload{{Name: "minutes.txt", Data: strings.NewReader("minutes")}}})
	must(t, err)
	_, err = s.Enqueue(t.Context(), st.Editor, nil, "now")
	must(t, err)
	done := take(t, s)
	result, err := s.MakeResult("tram.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
	must(t, err)
	must(t, s.FinishJob(t.Context(), done, result, nil))
	waiting, err := s.Enqueue(t.Context(), st.Editor, nil, "later")
	must(t, err)
	orphan, err := s.MakeResult("lost.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "lost"); return err })
	must(t, err)
	sweep := func() {
		t.Helper()
		must(t, s.SweepJobs(t.Context()))
		must(t, s.SweepFiles(t.Context()))
	}
	there := func(sha string) bool {
		_, err := os.Stat(filepath.Join(data, "files", sha[:2], sha[2:]))
		return err == nil
	}
	for _, sha := range []string{result.SHA256, orphan.SHA256, e.Files[0].SHA256} {
		at := clock.Now().Add(-23 * time.Hour)
		must(t, os.Chtimes(filepath.Join(data, "files", sha[:2], sha[2:]), at, at))
	}
	sweep()
	if !there(orphan.SHA256) {
		t.Error("a file is swept before its day is over")
	}
	clock.Forward(2 * time.Hour)
	sweep()
	if there(orphan.SHA256) || !there(result.SHA256) || !there(e.Files[0].SHA256) {
		t.Error("after a day, what nobody names is to be gone, and nothing else")
	}
	clock.Forward(models.JobKept)
	sweep()
	if there(result.SHA256) || !there(e.Files[0].SHA256) {
		t.Error("after a week, the file of the job is to be gone, and nothing else")
	}
	if _, err := s.Job(t.Context(), st.Editor, done.ID); !errors.Is(err, models.ErrNotFound) {
		t.Errorf("the job is still there: %v", err)
	}
	wantJob(t, s, waiting.ID, models.JobQueued, "")
	wantHealthy(t, s)
}

func TestARestoredJobBeginsAnewAndItsFileStaysBehind(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	for _, payload := range []string{"done", "running", "waiting"} {
		_, err := s.Enqueue(t.Context(), st.Editor, nil, payload)
		must(t, err)
	}
	done, running := take(t, s), take(t, s)
	result, err := s.MakeResult("tram.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
	must(t, err)
	must(t, s.FinishJob(t.Context(), done, result, nil))
	again := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data"), Clock: modelstest.NewClock().Now}, backup(t, s))
	if j := wantJob(t, again, done.ID, models.JobDone, ""); j.Result.SHA256 != "" || j.Result.Name != "tram.zip" {
		t.Errorf("it has the file %+v", j.Result)
	}
	wantJob(t, again, running.ID, models.JobQueued, "")
	wantHealthy(t, again)
}

func TestDoctorNamesAJobWhoseFileIsDamaged(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := modelstest.OpenWith(t, models.Options{Data: data})
	st := newsroom(t, s)
	_, err := s.Enqueue(t.Context(), st.Editor, nil, "x")
	must(t, err)
	j := take(t, s)
	result, err := s.MakeResult("tram.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
	must(t, err)
	must(t, s.FinishJob(t.Context(), j, result, nil))
	must(t, os.WriteFile(filepath.Join(data, "files", result.SHA256[:2], result.SHA256[2:]), []byte("packed"), 0o600))
	found, err := s.Doctor(t.Context())
	if must(t, err); len(found) != 1 || !strings.Contains(found[0].What, "job 1") {
		t.Errorf("found %+v", found)
	}
}
