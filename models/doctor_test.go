package models_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// wantFinding expects the doctor to find one sort of damage, and only that.
func wantFinding(t *testing.T, s *models.Store, sort, names string) {
	t.Helper()
	found, err := s.Doctor(t.Context())
	must(t, err)
	if len(found) != 1 || found[0].Sort != sort || !strings.Contains(found[0].What, names) {
		t.Errorf("the doctor finds %+v, want %s about %q", found, sort, names)
	}
}

func TestTheDoctorNamesWhatIsDamaged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sql         []string
		sort, names string
	}{
		"an altered text":         {[]string{"DROP TRIGGER revisions_no_update", "UPDATE revisions SET text = text || '.' WHERE id = 1"}, "text", "Revision 1 of article 1"},
		"a wrong status":          {[]string{"UPDATE claims SET status = 'approved' WHERE id = 2"}, "status", "Claim 2"},
		"a wrong count":           {[]string{"UPDATE articles SET waiting = 7 WHERE id = 1"}, "status", "Article 1"},
		"a wrong coverage":        {[]string{"UPDATE coverage SET claims = claims + 1 WHERE sentence = 0"}, "coverage", "Article 1"},
		"a row without its claim": {[]string{"PRAGMA foreign_keys = OFF", "UPDATE comments SET claim_id = 99"}, "database", "comments"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, _ := modelstest.Open(t)
			setScene(t, s)
			wantHealthy(t, s)
			for _, sql := range c.sql {
				must(t, s.Exec(sql))
			}
			wantFinding(t, s, c.sort, c.names)
		})
	}
}

func TestTheDoctorFindsAFileThatIsAlteredOrGone(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := modelstest.OpenWith(t, models.Options{Data: data})
	st, c := setScene(t, s)
	must(t, c.writes()["EditEvidence"](st.Editor))
	wantHealthy(t, s)
	found, err := filepath.Glob(filepath.Join(data, "files", "??", "*"))
	if must(t, err); len(found) != 1 {
		t.Fatalf("files %v", found)
	}
	must(t, os.Chmod(found[0], 0o600))
	must(t, os.WriteFile(found[0], []byte("other counts"), 0o600))
	wantFinding(t, s, "file", "Evidence file 1 of evidence 1")
	must(t, os.Remove(found[0]))
	wantFinding(t, s, "file", "Evidence file 1 of evidence 1")
}

func TestADatabaseOfANewerProgramIsRefused(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]func(testing.TB) string{"sqlite": func(testing.TB) string { return "" }, "postgres": modelstest.Postgres} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := models.Options{Data: t.TempDir(), Database: address(t)}
			s, err := models.Open(o)
			must(t, err)
			must(t, s.Exec("INSERT INTO schema_versions (number) VALUES (1000)"))
			must(t, s.Close())
			_, err = models.Open(o)
			var refused *models.Refused
			if !errors.As(err, &refused) || !strings.Contains(refused.Reason.String(), "newer Stet") {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAnOlderDatabaseIsNotChangedBesideTheServerThatUsesIt(t *testing.T) {
	t.Parallel()
	o := models.Options{Data: t.TempDir()}
	s := modelstest.OpenWith(t, o)
	o.Beside = true
	beside, err := models.Open(o)
	must(t, err)
	must(t, beside.Close())
	must(t, s.Exec("DELETE FROM schema_versions"))
	_, err = models.Open(o)
	var refused *models.Refused
	if !errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
}

func TestASecondProgramOnTheFolderIsRefused(t *testing.T) {
	t.Parallel()
	o := models.Options{Data: t.TempDir()}
	s, err := models.Open(o)
	must(t, err)
	_, err = models.Open(o)
	var refused *models.Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason.String(), o.Data) {
		t.Errorf("got %v", err)
	}
	must(t, s.Close())
	modelstest.OpenWith(t, o)
}

func TestAFileThatIsNoDatabaseIsAnError(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	must(t, os.WriteFile(filepath.Join(data, "stet.db"), []byte(strings.Repeat("no database ", 1000)), 0o600))
	if s, err := models.Open(models.Options{Data: data}); err == nil {
		t.Error("it opens")
		s.Close()
	}
}

func TestADamagedPageIsFoundAndTheRestIsUsable(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s, err := models.Open(models.Options{Data: data})
	must(t, err)
	st, c := setScene(t, s)
	var pages []string
	pages, err = s.Strings("SELECT CAST(rootpage AS TEXT) FROM sqlite_schema WHERE name = 'skips_article'")
	must(t, err)
	must(t, s.Close())
	damage(t, filepath.Join(data, "stet.db"), pages[0])
	s = modelstest.OpenWith(t, models.Options{Data: data})
	found, err := s.Doctor(t.Context())
	if err != nil || len(found) == 0 || found[0].Sort != "database" {
		t.Errorf("the doctor finds %+v, %v", found, err)
	}
	if _, err := s.Article(t.Context(), st.Editor, c.article.ID); err != nil {
		t.Errorf("the rest: %v", err)
	}
}

// damage overwrites one page of a SQLite file.
func damage(t *testing.T, path, page string) {
	t.Helper()
	const size = 4096
	n := 0
	for _, d := range page {
		n = n*10 + int(d-'0')
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	_, err = f.WriteAt([]byte(strings.Repeat("damage ", 500)), int64(n-1)*size)
	must(t, err)
	must(t, f.Close())
}
