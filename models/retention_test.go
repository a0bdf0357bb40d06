package models_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
)

const day = 24 * time.Hour

// keeps sets the periods.
func keeps(t *testing.T, st *modelstest.Story, p models.Periods) {
	t.Helper()
	set, err := st.Store.Settings(t.Context())
	must(t, err)
	set.Keep = p
	must(t, st.Store.EditSettings(t.Context(), st.Admin, set))
}

// passes runs the deletion once a day for some days.
func passes(t *testing.T, s *models.Store, clock *modelstest.Clock, days int) {
	t.Helper()
	for range days {
		must(t, s.DeleteDue(t.Context()))
		clock.Forward(day)
	}
	must(t, s.DeleteDue(t.Context()))
}

func there(t *testing.T, s *models.Store, sql string) int {
	t.Helper()
	rows, err := s.Strings(sql)
	must(t, err)
	return len(rows)
}

// buried is a killed article with something of everything, all of it named
// PLANTED, which shares a source with an article that stays.
func buried(t *testing.T, st *modelstest.Story) (a models.Article, shared int64) {
	t.Helper()
	s, ctx := st.Store, t.Context()
	a = st.Article("PLANTEDtext carries 31,400 people. PLANTEDopening was in 2021. PLANTEDskip is long.")
	a, err := s.EditArticle(ctx, st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: "PLANTEDtitle of it"})
	must(t, err)
	c := st.Claim(a.ID, "31,400 people")
	st.Skip(a.ID, "PLANTEDskip is long.")
	for _, source := range []models.SourceForm{{Title: "PLANTEDsource", URL: "https://planted.example"}, {Title: "The shared counts"},
		{Title: "Zdenka PLANTEDname", Alias: "PLANTEDalias", Type: models.SourcePerson, Confidentiality: models.ConfidentialSource}} {
		e, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "PLANTEDpage", Excerpt: "PLANTEDexcerpt", Note: "PLANTEDnote",
			Source: source, Files: []models.Upload{{Name: "PLANTEDfile.txt", Data: strings.NewReader("PLANTEDbytes of " + source.Title)}}})
		must(t, err)
		if source.Title == "The shared counts" {
			shared = *e.SourceID
		}
	}
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Return))
	r, err := s.NameReply(ctx, st.Editor, c.ID, models.ReplyForm{Who: "PLANTEDwho"})
	must(t, err)
	token, err := s.SendInquiry(ctx, st.Editor, c.ID, models.InquiryForm{ReplyID: r.ID, Ask: "PLANTEDask", InText: true})
	must(t, err)
	must(t, s.AnswerInquiry(ctx, token, "", models.AnswerForm{Response: models.ResponseWrong, Said: "PLANTEDanswer"}))
	_, err = s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{ClaimID: c.ID, Body: "PLANTEDremark"})
	must(t, err)
	_, err = s.ImportSheet(ctx, st.Editor, a.ID, []models.ImportedRow{{Line: 2, Fact: "PLANTEDrow that is nowhere"}})
	must(t, err)
	page, err := s.KeepPage(models.CapturePage{Title: "PLANTEDcapture", Hops: 1}, []byte("PLANTEDbody"), "PLANTEDreadable", []byte("PLANTEDwarc"))
	must(t, err)
	must(t, s.Exec("INSERT INTO captures (article_id, evidence_id, url, status, title, body_sha256, text_sha256, warc_sha256, created_by, created_at, fetched_at) SELECT article_id, MIN(id), 'https://planted.example/PLANTED', 'kept', 'PLANTEDcapture', ?, ?, ?, MIN(created_by), MIN(created_at), MIN(created_at) FROM evidence GROUP BY article_id",
		page.BodySHA256, page.TextSHA256, page.WARCSHA256))
	_, err = s.RequestExport(ctx, st.Editor, a.ID, models.ExportForm{Format: "packet", For: models.ForInternal})
	must(t, err)
	stays := st.Article("Another text.")
	_, err = s.CreateEvidence(ctx, st.Editor, st.Claim(stays.ID, "Another").ID, models.EvidenceForm{Relation: models.Supports, SourceID: shared, Locator: "p. 2"})
	must(t, err)
	a, err = s.Article(ctx, st.Editor, a.ID)
	must(t, err)
	must(t, s.KillArticle(ctx, st.Editor, a.ID, a.Version, "PLANTEDreason"))
	return a, shared
}

// wantNothingOf greps the tables, and the files of the folder, for a word.
func wantNothingOf(t *testing.T, s *models.Store, folder, word string) {
	t.Helper()
	var backup bytes.Buffer
	must(t, s.Backup(t.Context(), &backup))
	for name, content := range entries(t, backup.Bytes()) {
		if at := strings.Index(content, word); at >= 0 {
			t.Errorf("%s still has %.60s", name, content[max(at-20, 0):])
		}
	}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if at := bytes.Index(bytes.ToLower(content), []byte(strings.ToLower(word))); at >= 0 {
			t.Errorf("%s still has %q", filepath.Base(path), content[max(at-20, 0):min(at+40, len(content))])
		}
		return err
	})
	must(t, err)
}

func TestOfAKilledArticleNothingIsLeftButThatItWasDeleted(t *testing.T) {
	t.Parallel()
	for _, engine := range []string{"sqlite", "postgres"} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			clock, o := modelstest.NewClock(), models.Options{Data: t.TempDir()}
			if engine == "postgres" {
				o.Database = modelstest.Postgres(t)
			}
			o.Clock = clock.Now
			s := modelstest.OpenWith(t, o)
			st := newsroom(t, s)
			a, shared := buried(t, st)
			keeps(t, st, models.Periods{Killed: 30})
			clock.Forward(29 * day)
			passes(t, s, clock, 1)
			r, err := s.Retention(t.Context(), st.Viewer)
			must(t, err)
			if len(r.Due) != 1 || r.Due[0].Name != "PLANTEDtitle of it" || r.Due[0].ArticleID != a.ID || !r.Due[0].DeletesAt().After(s.Now().Add(6*day)) {
				t.Fatalf("listed is %+v", r.Due)
			}
			passes(t, s, clock, 6)
			if _, err := s.Article(t.Context(), st.Viewer, a.ID); err != nil {
				t.Fatalf("it went before its days of grace were over: %v", err)
			}
			passes(t, s, clock, 2)
			wantNothingOf(t, s, o.Data, "PLANTED")
			if _, err := s.Source(t.Context(), st.Viewer, shared); err != nil {
				t.Errorf("the source that another article rests on: %v", err)
			}
			r, err = s.Retention(t.Context(), st.Viewer)
			must(t, err)
			log := r.Deletions[len(r.Deletions)-1]
			if len(r.Due) != 0 || len(r.Deletions) != 3 || log.Class != models.ClassKilled || log.SubjectID != a.ID || log.Days != 30 || log.RowCount < 20 || log.FileCount != 6 {
				t.Errorf("the log says %+v", r.Deletions)
			}
			wantHealthy(t, s)
			if next := st.Article("The next one."); next.ID <= a.ID {
				t.Errorf("the number %d was given out again", next.ID)
			}
			if found, err := s.Desk(t.Context(), st.Viewer, models.DeskQuery{Search: "PLANTEDtitle"}); err != nil || len(found.Rows)+len(found.Claims) > 0 {
				t.Errorf("the search finds %d, %v", len(found.Rows), err)
			}
		})
	}
}

// Every table that names an article is emptied of it, whoever adds one.
func TestNoTableIsForgottenWhenAnArticleGoes(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	buried(t, st)
	keeps(t, st, models.Periods{Killed: 1})
	passes(t, s, clock, 10)
	if n := there(t, s, "SELECT 'x' FROM pragma_foreign_key_check"); n > 0 {
		t.Errorf("%d rows point to nothing", n)
	}
	tables, err := s.Strings(`SELECT DISTINCT t.name FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.schema = 'main' AND t.type = 'table' AND c.name = 'article_id' AND t.name <> 'deletions'`)
	if must(t, err); len(tables) < 12 {
		t.Fatalf("only %v name an article", tables)
	}
	for _, table := range tables {
		if n := there(t, s, "SELECT 'x' FROM "+table+" WHERE article_id NOT IN (SELECT id FROM articles)"); n > 0 {
			t.Errorf("%s has %d rows of an article that is gone", table, n)
		}
	}
}

func TestEverythingIsKeptUntilSomebodySetsAPeriod(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		buried(t, st)
		before := there(t, s, "SELECT 'x' FROM events")
		clock.Forward(36500 * day)
		passes(t, s, clock, 9)
		if n := there(t, s, "SELECT 'x' FROM due_deletions"); n > 0 || there(t, s, "SELECT 'x' FROM events") != before {
			t.Errorf("%d things are due", n)
		}
		set, err := s.Settings(t.Context())
		must(t, err)
		set.Keep.Captures = -1
		wantInvalid(t, s.EditSettings(t.Context(), st.Admin, set), "keep_captures")
	})
}

func TestAHoldStopsADeletionAndLiftingItIsRecorded(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a, shared := buried(t, st)
		keeps(t, st, models.Periods{Killed: 1, Captures: 1, Identities: 1})
		clock.Forward(2 * day)
		passes(t, s, clock, 6)
		wantInvalid(t, s.PlaceHold(ctx, st.Editor, a.ID, 0, " "), "reason")
		must(t, s.PlaceHold(ctx, st.Editor, a.ID, 0, "We are being sued."))
		must(t, s.PlaceHold(ctx, st.Editor, 0, shared, "Their papers are asked for."))
		passes(t, s, clock, 20)
		stays := func(what string) {
			t.Helper()
			if _, err := s.Article(ctx, st.Viewer, a.ID); err != nil || there(t, s, "SELECT 'x' FROM captures WHERE article_id = "+fmt.Sprint(a.ID)) == 0 || there(t, s, "SELECT 'x' FROM identities") == 0 {
				t.Fatalf("%s: the article or a part of it is gone: %v", what, err)
			}
		}
		stays("two holds")
		holds, err := s.Holds(ctx, st.Viewer, a.ID, shared)
		must(t, err)
		wantRefused(t, s.LiftHold(ctx, st.Editor, holds[1].ID, "Over."))
		must(t, s.LiftHold(ctx, st.Reviewer, holds[1].ID, "The case is over."))
		passes(t, s, clock, 20)
		stays("a hold on one of its sources")
		must(t, s.LiftHold(ctx, st.Reviewer, holds[0].ID, "That one too."))
		passes(t, s, clock, 6)
		stays("listed anew")
		holds, err = s.Holds(ctx, st.Viewer, a.ID, shared)
		must(t, err)
		if h := holds[1]; h.CreatedBy != st.Editor.ID || h.Reason != "We are being sued." || *h.LiftedBy != st.Reviewer.ID || h.LiftedReason != "The case is over." || h.LiftedAt == nil {
			t.Errorf("the hold says %+v", h)
		}
		if n := there(t, s, "SELECT 'x' FROM events WHERE action IN ('hold.placed', 'hold.lifted')"); n != 4 {
			t.Errorf("the history has %d lines about holds", n)
		}
		passes(t, s, clock, 2)
		if _, err := s.Article(ctx, st.Viewer, a.ID); err == nil {
			t.Error("it is still there")
		}
	})
}

func TestWhatIsTouchedIsTakenOffTheList(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		draft := st.Article("A draft that nobody touches.")
		keeps(t, st, models.Periods{Unpublished: 10})
		clock.Forward(11 * day)
		passes(t, s, clock, 6)
		st.Claim(draft.ID, "A draft")
		passes(t, s, clock, 5)
		if n := there(t, s, "SELECT 'x' FROM due_deletions"); n > 0 {
			t.Errorf("%d things are due", n)
		}
		passes(t, s, clock, 15)
		if _, err := s.Article(t.Context(), st.Viewer, draft.ID); err == nil {
			t.Error("it is still there")
		}
	})
}

func TestAPublishedArticleIsCountedFromItsPublication(t *testing.T) {
	t.Parallel()
	s, clock := modelstest.Open(t)
	st := newsroom(t, s)
	ctx := t.Context()
	a := st.Article("The tram opened in 2021.")
	st.Approved(a.ID, "2021")
	must(t, signOff(t, st, a.ID))
	a, err := s.Article(ctx, st.Editor, a.ID)
	must(t, err)
	must(t, s.PublishArticle(ctx, st.Editor, a.ID, a.Version, "https://post.example/tram"))
	keeps(t, st, models.Periods{Unpublished: 1, Killed: 1, Published: 100})
	passes(t, s, clock, 105)
	if _, err := s.Article(ctx, st.Viewer, a.ID); err != nil {
		t.Fatal(err)
	}
	passes(t, s, clock, 4)
	if _, err := s.Article(ctx, st.Viewer, a.ID); err == nil {
		t.Error("it is still there")
	}
	if n := there(t, s, "SELECT 'x' FROM deletions WHERE class = 'published' AND days = 100"); n != 1 {
		t.Errorf("%d deletions are logged", n)
	}
}

func TestCopiesOfPagesAndIdentitiesGoAndTheArticleStays(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		a, _ := buried(t, st)
		keeps(t, st, models.Periods{Captures: 5, Identities: 9})
		passes(t, s, clock, 20)
		if _, err := s.Article(t.Context(), st.Viewer, a.ID); err != nil {
			t.Fatal(err)
		}
		if n := there(t, s, "SELECT 'x' FROM captures WHERE article_id = "+fmt.Sprint(a.ID)) + there(t, s, "SELECT 'x' FROM identities") + there(t, s, "SELECT 'x' FROM identity_readers"); n > 0 {
			t.Errorf("%d rows are left", n)
		}
		if n := there(t, s, "SELECT 'x' FROM deletions"); n != 2 {
			t.Errorf("%d deletions are logged", n)
		}
		wantHealthy(t, s)
	})
}

func TestNothingAppendOnlyGoesButWithAnArticleWhoseDeletionIsLogged(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := newsroom(t, s)
		gone, _ := buried(t, st)
		keeps(t, st, models.Periods{Killed: 1})
		passes(t, s, clock, 10)
		for _, sql := range []string{"DELETE FROM revisions", "DELETE FROM events", "DELETE FROM anchors", "DELETE FROM deletions", "UPDATE deletions SET row_count = 0", "UPDATE events SET data = ''"} {
			if err := s.Exec(sql); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", sql, err)
			}
		}
		if _, err := s.Article(t.Context(), st.Viewer, gone.ID); err == nil {
			t.Error("it is still there")
		}
	})
}
