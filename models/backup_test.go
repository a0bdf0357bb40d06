package models_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

// entries unpacks a backup, all but its head, which holds the time.
func entries(t *testing.T, backup []byte) map[string]string {
	t.Helper()
	zipped, err := gzip.NewReader(bytes.NewReader(backup))
	must(t, err)
	archive := tar.NewReader(zipped)
	all := map[string]string{}
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			delete(all, "backup.json")
			return all
		}
		must(t, err)
		content, err := io.ReadAll(archive)
		must(t, err)
		all[h.Name] = string(content)
	}
}

func backup(t *testing.T, s *models.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, s.Backup(t.Context(), &b))
	return b.Bytes()
}

// restored is a store made from a backup.
func restored(t *testing.T, o models.Options, backup []byte) *models.Store {
	t.Helper()
	must(t, models.Restore(t.Context(), o, bytes.NewReader(backup)))
	return modelstest.OpenWith(t, o)
}

// full is a newsroom with something in every table.
func full(t *testing.T, s *models.Store) *modelstest.Story {
	t.Helper()
	st, c := setScene(t, s)
	ctx := t.Context()
	_, err := s.Invite(ctx, st.Admin, models.InvitationForm{Email: "new@example.org", Name: "Nina Ñew", Role: models.RoleEditor})
	must(t, err)
	must(t, s.EditSettings(ctx, st.Admin, models.Settings{Newsroom: "The “Post” \\ 'n\u2028Co", Zone: "Europe/Berlin", ReviewersNormal: 1, ReviewersHigh: 2}))
	must(t, s.DismissSuggestion(ctx, st.Editor, c.article.ID, c.article.RevisionID, 1))
	must(t, c.writes()["EditEvidence"](st.Editor))
	must(t, c.writes()["ImportSheet"](st.Editor))
	must(t, c.writes()["TickItem"](st.Editor))
	must(t, c.writes()["ShowFirstVerdict"](st.Second))
	must(t, c.writes()["GiveSecondVerdict"](st.Reviewer))
	due := s.Now().Add(time.Hour)
	_, err = s.CreateComment(ctx, st.Editor, c.article.ID, models.CommentForm{Body: "By when?", Query: true, DueAt: &due})
	must(t, err)
	_, err = s.RequestExport(ctx, st.Editor, c.article.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	must(t, err)
	_, _, err = s.CreateWebhook(ctx, st.Admin, models.WebhookFields{URL: "https://hooks.example.org/a", Form: models.WebhookStandard, Actions: models.WebhookActions, Active: true})
	must(t, err)
	done := st.Article("The tram opened in 2021.\n\n2024-01-29T10:00:00Z")
	st.Approved(done.ID, "2021")
	st.Skip(done.ID, "2024-01-29T10:00:00Z")
	must(t, signOff(t, st, done.ID))
	must(t, s.WaiveReply(ctx, st.Editor, c.other.ID, 0, "It is about nobody."))
	must(t, s.Exec("INSERT INTO due_deletions (class, subject_id, listed_at) SELECT 'killed', id, created_at FROM articles WHERE id = 1"))
	must(t, s.Exec("INSERT INTO deletions (class, subject_id, days, row_count, file_count, listed_at, at) SELECT 'killed', 999, 30, 1, 1, created_at, created_at FROM articles WHERE id = 1"))
	must(t, s.Exec("INSERT INTO captures (article_id, evidence_id, url, status, created_by, created_at) SELECT article_id, id, 'https://example.org', 'failed', created_by, created_at FROM evidence"))
	must(t, s.Exec("INSERT INTO time_stamps (article_id, sign_off_id, url, status, created_by, created_at) SELECT article_id, id, 'https://example.org', 'failed', created_by, created_at FROM sign_offs"))
	must(t, s.Exec("INSERT INTO attempts (delivery_id, article_id, at, code, milliseconds, error) SELECT id, article_id, created_at, 500, 12, 'No.' FROM deliveries"))
	_, moved := sectioned(t, st, true)
	must(t, s.AssignClaims(ctx, st.Editor, moved.ID, models.AssignForm{Claims: []int64{st.Claim(moved.ID, "2021").ID, st.Claim(moved.ID, "31,400").ID}, PersonID: &st.Second.ID, DueAt: &due, Note: "Half is done."}))
	must(t, s.SetAway(ctx, st.Admin, st.Editor.ID, models.AwayForm{From: &due, Until: ref(due.Add(time.Hour)), StandInID: &st.Other.ID}))
	must(t, s.RestrictArticle(ctx, st.Editor, c.article.ID, nil))
	for _, table := range models.BackupTables() {
		if n, err := s.Strings("SELECT 'x' FROM " + table); err != nil || len(n) == 0 {
			t.Fatalf("the newsroom has %d %s, %v", len(n), table, err)
		}
	}
	return st
}

// compareBackups holds two backups to one another, entry by entry, whatever the
// engine that wrote them: numbers stand for the booleans of SQLite.
func compareBackups(t *testing.T, a, b []byte) {
	t.Helper()
	x, y := entries(t, a), entries(t, b)
	if !slices.Equal(slices.Sorted(maps.Keys(x)), slices.Sorted(maps.Keys(y))) {
		t.Fatalf("entries %v and %v", slices.Sorted(maps.Keys(x)), slices.Sorted(maps.Keys(y)))
	}
	for name := range x {
		if x[name] != y[name] {
			t.Errorf("%s differs:\n%.600s\n%.600s", name, x[name], y[name])
		}
	}
}

func TestABackupBringsEverythingBack(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := full(t, s)
	first := backup(t, s)
	data := filepath.Join(t.TempDir(), "new", "folder")
	again := restored(t, models.Options{Data: data, Clock: modelstest.NewClock().Now}, first)
	compareBackups(t, first, backup(t, again))
	wantHealthy(t, again)
	_, err := again.CreateComment(t.Context(), st.Editor, 1, models.CommentForm{Body: "Work goes on."})
	must(t, err)
	if d, err := again.Desk(t.Context(), st.Editor, models.DeskQuery{Search: "harbour"}); err != nil || len(d.Rows) != 3 {
		t.Errorf("the search finds %d articles, %v", len(d.Rows), err)
	}
	left, err := os.ReadDir(filepath.Dir(data))
	if must(t, err); len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestABackupMovesFromOneEngineToTheOtherAndBack(t *testing.T) {
	t.Parallel()
	address := modelstest.Postgres(t)
	s, _ := modelstest.Open(t)
	st := full(t, s)
	first := backup(t, s)
	post := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data"), Database: address}, first)
	wantHealthy(t, post)
	second := backup(t, post)
	lite := restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data")}, second)
	wantHealthy(t, lite)
	compareBackups(t, second, backup(t, restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data"), Database: modelstest.Postgres(t)}, backup(t, lite))))
	compareBackups(t, first, backup(t, lite))
	for _, s := range []*models.Store{post, lite} {
		_, err := s.CreateComment(t.Context(), st.Editor, 1, models.CommentForm{Body: "Ids go on."})
		must(t, err)
		st.Store = s
		st.Claim(1, "tram")
	}
}

func TestABackupUnderWritingLoadIsOneMoment(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		sel := st.Select(a.ID, "31,400 people")
		ctx, stop := context.WithCancel(t.Context())
		var writers sync.WaitGroup
		for i := range 4 {
			writers.Go(func() {
				for n := 0; ctx.Err() == nil; n++ {
					c, err := s.CreateClaim(ctx, st.Editor, a.ID, models.NewClaim{Selection: sel, Wording: fmt.Sprintf("Claim %d of %d", n, i)})
					if err == nil {
						_, err = s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "a", SearchedHow: "b",
							Files: []models.Upload{{Name: "f", Data: strings.NewReader(fmt.Sprint(n, i))}}})
					}
					if err != nil && ctx.Err() == nil {
						t.Error(err)
						return
					}
				}
			})
		}
		var backups [][]byte
		for range 3 {
			backups = append(backups, backup(t, s))
		}
		stop()
		writers.Wait()
		for _, b := range backups {
			wantHealthy(t, restored(t, models.Options{Data: filepath.Join(t.TempDir(), "data")}, b))
		}
		wantHealthy(t, s)
	})
}

func TestARestoreRefusesWhatIsNotAWholeBackup(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	full(t, s)
	good := backup(t, s)
	bad := map[string][]byte{"nothing": {}, "a text": []byte("Hello"), "a picture": []byte("\x89PNG\r\n\x1a\n"), "an empty gzip": zip(t, nil), "an empty tar": zip(t, make([]byte, 1024))}
	for i := 1; i < 20; i++ {
		bad[fmt.Sprintf("%d twentieths", i)] = good[:len(good)*i/20]
		altered := bytes.Clone(good)
		altered[len(good)*i/20] ^= 0x10
		bad[fmt.Sprintf("a bit turned over at %d twentieths", i)] = altered
	}
	bad["all but the last byte"] = good[:len(good)-1]
	all := entries(t, good)
	for _, gone := range []string{"tables/claims.jsonl", "tables/events.jsonl", "tables/coverage.jsonl"} {
		bad["without "+gone] = pack(t, all, gone)
	}
	for name := range all {
		if strings.HasPrefix(name, "files/") {
			bad["without a file"] = pack(t, all, name)
		}
	}
	for name, b := range bad {
		data := filepath.Join(t.TempDir(), "data")
		err := models.Restore(t.Context(), models.Options{Data: data}, bytes.NewReader(b))
		var refused *models.Refused
		if err == nil || !errors.As(err, &refused) && !strings.HasPrefix(name, "without") {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(filepath.Dir(data)); err != nil || len(left) > 0 {
			t.Errorf("%s leaves %v, %v", name, left, err)
		}
	}
	must(t, models.Restore(t.Context(), models.Options{Data: filepath.Join(t.TempDir(), "data")}, bytes.NewReader(pack(t, all, ""))))
}

func zip(t *testing.T, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(content)
	must(t, err)
	must(t, w.Close())
	return b.Bytes()
}

// pack makes a backup of entries, without one of them.
func pack(t *testing.T, all map[string]string, gone string) []byte {
	t.Helper()
	var b bytes.Buffer
	archive := tar.NewWriter(&b)
	add := func(name, content string) {
		must(t, archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}))
		_, err := io.WriteString(archive, content)
		must(t, err)
	}
	add("backup.json", fmt.Sprintf(`{"format":"stet.backup","version":1,"schema":%d}`, models.NewestMigration()))
	for _, table := range models.BackupTables() {
		if name := "tables/" + table + ".jsonl"; name != gone {
			add(name, all[name])
		}
	}
	for name, content := range all {
		if strings.HasPrefix(name, "files/") && name != gone {
			add(name, content)
		}
	}
	must(t, archive.Close())
	return zip(t, b.Bytes())
}

func TestARestoreTouchesNothingThatIsThere(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		full(t, s)
		b := backup(t, s)
		data := t.TempDir()
		o := models.Options{Data: data}
		there := modelstest.OpenWith(t, o)
		newsroom(t, there)
		var refused *models.Refused
		if err := models.Restore(t.Context(), o, bytes.NewReader(b)); !errors.As(err, &refused) {
			t.Errorf("over a newsroom: %v", err)
		}
		if people, err := there.Users(t.Context()); err != nil || len(people) != 6 {
			t.Errorf("%d people, %v", len(people), err)
		}
	})
}
