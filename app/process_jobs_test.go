package main_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"stet/app/packet"
	"stet/models"
)

const packets = 200

// TestEveryJobIsDoneExactlyOnceHoweverOftenTheProgramIsKilled kills the program
// twice in the middle of making packets.
func TestEveryJobIsDoneExactlyOnceHoweverOftenTheProgramIsKilled(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva)
	s := serving(t, data)
	editor := signedIn(t, s, eva)
	for i := range packets {
		editor.start(fmt.Sprint("Barge ", i), "The barge carried 300 tonnes of gravel in 2021.")
	}
	s.stop()
	askForPackets(t, data)
	for _, job := range []int{packets / 4, packets / 2} {
		s = serving(t, data)
		signedIn(t, s, eva).waitsFor(job)
		s.kill()
	}
	s = serving(t, data)
	after := signedIn(t, s, eva)
	for job := range packets {
		after.waitsFor(job + 1)
	}
	s.stop()
	stet(t, data, "doctor").works().prints("Everything is in order.")
	wantEachPacketOnce(t, data)
}

// askForPackets queues a packet of every article while nobody works.
func askForPackets(t *testing.T, data string) {
	t.Helper()
	inside(t, data, func(store *models.Store, me models.User) {
		for id := int64(1); id <= packets; id++ {
			if _, err := store.RequestExport(t.Context(), me, id, models.ExportForm{Format: packet.FormatName, For: models.ForInternal}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// inside opens the data folder for the editor.
func inside(t *testing.T, data string, do func(*models.Store, models.User)) {
	t.Helper()
	store, err := models.Open(models.Options{Data: data, Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	me, err := store.UserByEmail(t.Context(), eva.email)
	if err != nil {
		t.Fatal(err)
	}
	do(store, me)
}

// waitsFor waits until a job is over.
func (v *visitor) waitsFor(job int) {
	v.t.Helper()
	for end := time.Now().Add(10 * patience); strings.Contains(v.get(fmt.Sprint("/jobs/", job)).ok().body, "data-moving"); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			v.t.Fatalf("job %d does not end", job)
		}
	}
}

// wantEachPacketOnce looks into the data folder: each article has one job, which
// made a whole packet and left one line in the history, or says why not.
func wantEachPacketOnce(t *testing.T, data string) {
	t.Helper()
	inside(t, data, func(store *models.Store, me models.User) {
		again := 0
		for id := int64(1); id <= packets; id++ {
			jobs, err := store.ArticleJobs(t.Context(), me, id)
			if err != nil || len(jobs) != 1 {
				t.Fatalf("article %d has %d jobs, %v", id, len(jobs), err)
			}
			lines, err := store.History(t.Context(), me, id, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			exports := 0
			for _, l := range lines {
				if l.Action == models.ArticleExported {
					exports++
				}
			}
			switch j := jobs[0]; {
			case j.Status == models.JobDone && exports == 1:
				wantWholePacket(t, store, me, j)
			case j.Status == models.JobFailed && exports == 0 && !j.Error.IsZero():
				t.Logf("job %d has failed: %s", j.ID, j.Error)
			default:
				t.Errorf("job %d is %s after %d attempts, with %d lines in the history: %s", j.ID, j.Status, j.Attempts, exports, j.Error)
			}
			if jobs[0].Attempts > 1 {
				again++
			}
		}
		t.Logf("%d packets, %d of them begun again", packets, again)
	})
}

func wantWholePacket(t *testing.T, store *models.Store, me models.User, j models.Job) {
	t.Helper()
	_, r, err := store.OpenJobResult(t.Context(), me, j.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	p, err := packet.Open(r.(io.ReaderAt), j.Result.Size)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := p.Verify(t.Context(), nil); err != nil || len(found) > 0 || p.Manifest.Article.ID != *j.ArticleID {
		t.Errorf("job %d made a packet of article %d: %v, %v", j.ID, p.Manifest.Article.ID, found, err)
	}
}
