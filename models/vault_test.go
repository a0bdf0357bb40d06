package models_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// The planted person, and what tells who she is.
const (
	plantedName    = "Zdenka Quillfeather"
	plantedContact = "zq@harbour-works.example"
	plantedFile    = "tape with Quillfeather.txt"
	plantedBytes   = "My name is Zdenka Quillfeather and I kept the ledger."
)

func planted() models.EvidenceForm {
	return models.EvidenceForm{Relation: models.Supports, Locator: "tape 3",
		Source: models.SourceForm{Type: models.SourcePerson, Tier: models.TierPrimary, Title: plantedName, Author: "Quillfeather, Z.", URL: "https://quillfeather.example/me", Confidentiality: models.ConfidentialSource},
		Files:  []models.Upload{{Name: plantedFile, Data: strings.NewReader(plantedBytes)}}}
}

// wantNoTrace looks for the planted person in every file below a folder.
func wantNoTrace(t *testing.T, folder string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files++
		wantNoWord(t, path, content)
		return err
	})
	if must(t, err); files < 2 {
		t.Errorf("only %d files were looked into", files)
	}
}

func wantNoWord(t *testing.T, what string, content []byte) {
	t.Helper()
	lower := bytes.ToLower(content)
	for _, word := range []string{"quillfeather", "zdenka", "harbour-works", "ledger", "\x00q\x00u\x00i\x00l\x00l", "uXVpbGxmZWF0aGVy"} {
		if bytes.Contains(lower, []byte(strings.ToLower(word))) {
			t.Errorf("%s tells %q", what, word)
		}
	}
}

func inflated(t *testing.T, zipped []byte) []byte {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	must(t, err)
	all, err := io.ReadAll(r)
	must(t, err)
	return all
}

func TestNothingButTheKeyTellsWhoAConfidentialSourceIs(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := modelstest.OpenWith(t, models.Options{Data: data})
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
	c := st.Claim(a.ID, "31,400 people")
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, planted())
	must(t, err)
	must(t, s.EditIdentity(t.Context(), st.Editor, *e.SourceID, models.IdentityForm{Version: 1, Identity: models.Identity{Name: plantedName, Contact: plantedContact}}))
	must(t, s.NameReader(t.Context(), st.Editor, *e.SourceID, st.Viewer.ID))
	_, err = s.OpenIdentity(t.Context(), st.Viewer, *e.SourceID)
	must(t, err)
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	wantNoTrace(t, data)
	wantNoWord(t, "the backup", inflated(t, backup(t, s)))
}

func TestASourceThatBecomesConfidentialLeavesNothingInTheDataFolder(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s := modelstest.OpenWith(t, models.Options{Data: data})
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	form := planted()
	form.Source.Confidentiality = models.PublicSource
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, form)
	must(t, err)
	source := planted().Source
	source.Version, source.Alias = 1, "the bookkeeper"
	o, err := s.EditSource(t.Context(), st.Editor, *e.SourceID, source)
	must(t, err)
	if o.Title != "the bookkeeper" || o.URL+o.Author != "" {
		t.Errorf("the source is now %+v", o)
	}
	wantNoTrace(t, data)
	wantNoWord(t, "the backup", inflated(t, backup(t, s)))

	source = models.SourceForm{Version: o.Version, Title: plantedName, Confidentiality: models.PublicSource}
	var refused *models.Refused
	if _, err := s.EditSource(t.Context(), st.Second, o.ID, source); !errors.As(err, &refused) {
		t.Errorf("somebody who was not named makes it public: %v", err)
	}
	_, err = s.EditSource(t.Context(), st.Editor, o.ID, source)
	must(t, err)
	e, err = s.EvidenceItem(t.Context(), st.Editor, e.ID)
	must(t, err)
	wantFile(t, s, st.Viewer, e.Files[0].ID)
}

// wantFile reads the planted file as somebody.
func wantFile(t *testing.T, s *models.Store, who models.User, id int64) {
	t.Helper()
	f, r, err := s.OpenFile(t.Context(), who, id)
	must(t, err)
	defer r.Close()
	got, err := io.ReadAll(r)
	if err != nil || string(got) != plantedBytes || f.Name != plantedFile || f.Size != int64(len(plantedBytes)) || f.MediaType != "text/plain" {
		t.Errorf("%s reads %q, %v, of %+v", who.Name, got, err, f)
	}
}

func TestOnlyThePeopleNamedOpenAnIdentityAndItsFilesAndEachOpeningIsRecorded(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, planted())
		must(t, err)
		id, ctx := *e.SourceID, t.Context()
		for _, who := range []models.User{st.Admin, st.Second, st.Reviewer, st.Viewer, {}} {
			var refused *models.Refused
			if _, err := s.OpenIdentity(ctx, who, id); !errors.As(err, &refused) {
				t.Errorf("%q opens the identity: %v", who.Name, err)
			}
			if _, _, err := s.OpenFile(ctx, who, e.Files[0].ID); !errors.As(err, &refused) {
				t.Errorf("%q opens the file: %v", who.Name, err)
			}
			if d, err := s.SourceDetail(ctx, who, id); err != nil || d.Reads || d.Identity != nil || len(d.History) > 0 {
				t.Errorf("%q sees %+v, %v", who.Name, d, err)
			}
		}
		must(t, s.NameReader(ctx, st.Editor, id, st.Viewer.ID))
		d, err := s.OpenIdentity(ctx, st.Viewer, id)
		if must(t, err); d.Identity == nil || d.Identity.Name != plantedName || len(d.Readers) != 2 {
			t.Errorf("the lawyer reads %+v", d)
		}
		wantFile(t, s, st.Viewer, e.Files[0].ID)
		lines, err := s.Strings("SELECT action FROM events WHERE source_id = ? AND actor_id = ? ORDER BY id", id, st.Viewer.ID)
		if must(t, err); strings.Join(lines, " ") != "identity.opened evidence.opened" {
			t.Errorf("recorded: %v", lines)
		}
		if d, err = s.SourceDetail(ctx, st.Editor, id); err != nil || len(d.History) != 4 || d.History[2].Detail.Name != st.Viewer.Name {
			t.Errorf("the editor sees %+v, %v", d.History, err)
		}
		must(t, s.RemoveReader(ctx, st.Editor, id, st.Viewer.ID))
		var refused *models.Refused
		if _, err := s.OpenIdentity(ctx, st.Viewer, id); !errors.As(err, &refused) {
			t.Errorf("after the right was taken: %v", err)
		}
		if err := s.RemoveReader(ctx, st.Editor, id, st.Editor.ID); !errors.As(err, &refused) {
			t.Errorf("the last one may go: %v", err)
		}
	})
}

func TestAnApprovalGoesStaleWhenTheSourceTurnsOutToBeSomebodyElse(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, planted())
		must(t, err)
		st.Propose(c, "correct")
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
		must(t, s.EditIdentity(t.Context(), st.Editor, *e.SourceID, models.IdentityForm{Version: 1, Identity: models.Identity{Name: "Somebody Else"}}))
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimStale {
			t.Errorf("the claim is %s", now.Status)
		}
	})
}

func TestATextThatNamesASourceOfTheVaultWarnsItsWriter(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		a := st.Article("The tram carries 31,400 people a day. It opened in 2021.")
		c := st.Claim(a.ID, "31,400 people")
		_, err := s.CreateEvidence(ctx, st.Editor, c.ID, planted())
		must(t, err)
		comment := func(body string) error {
			_, err := s.CreateComment(ctx, st.Second, a.ID, models.CommentForm{Body: body})
			return err
		}
		for _, body := range []string{"Ask " + plantedName + " again.", "QUILLFEATHER says so", "zdenka’s tape", "see https://quillfeather.example/me"} {
			var wrong *models.Invalid
			if err := comment(body); !errors.As(err, &wrong) || wrong.Fields["body"].IsZero() || wrong.Fields[models.Anyway].IsZero() {
				t.Errorf("%q: %v", body, err)
			}
		}
		for _, body := range []string{"Quillfeatherstone is a town.", "Nothing of hers."} {
			must(t, comment(body))
		}
		form := planted()
		form.Files, form.Source, form.Note = nil, models.SourceForm{Title: "Counts"}, "as Zdenka said"
		var wrong *models.Invalid
		if _, err := s.CreateEvidence(ctx, st.Second, c.ID, form); !errors.As(err, &wrong) || wrong.Fields["note"].IsZero() {
			t.Errorf("the note: %v", err)
		}
		_, err = s.CreateComment(models.Warned(ctx, models.OfName), st.Second, a.ID, models.CommentForm{Body: "Zdenka is a common name."})
		must(t, err)
		if n, err := s.Strings("SELECT action FROM events WHERE action = 'identity.written' AND actor_id = ?", st.Second.ID); err != nil || len(n) != 1 {
			t.Errorf("%d lines say that it was saved all the same, %v", len(n), err)
		}
	})
}

func TestAVaultWithoutItsKeySaysSoAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s, err := models.Open(models.Options{Data: data})
	must(t, err)
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, planted())
	must(t, err)
	must(t, s.Close())
	key := data + ".key"
	if info, err := os.Stat(key); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the key: %v, %v", info, err)
	}
	kept, err := os.ReadFile(key)
	must(t, err)
	for name, spoil := range map[string]func() error{
		"missing": func() error { return os.Remove(key) },
		"another": func() error { return os.WriteFile(key, []byte(strings.Repeat("A", 43)+"=\n"), 0o600) },
	} {
		must(t, spoil())
		s, err := models.Open(models.Options{Data: data})
		must(t, err)
		var refused *models.Refused
		if _, err := s.OpenIdentity(t.Context(), st.Editor, *e.SourceID); !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
		if d := (&modelstest.Story{T: t, Store: s, Reviewer: st.Reviewer}).Detail(c.ID); len(d.Evidence) != 1 {
			t.Errorf("%s: the claim has %d items", name, len(d.Evidence))
		}
		must(t, s.Close())
	}
	must(t, os.WriteFile(key, kept, 0o600))
	again := modelstest.OpenWith(t, models.Options{Data: data})
	wantFile(t, again, st.Editor, e.Files[0].ID)
}

func TestADatabaseFromBeforeTheVaultIsSealedWhenItIsOpenedAndKeepsItsApprovals(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	s, err := models.Open(models.Options{Data: data})
	must(t, err)
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	form := planted()
	form.Source.Confidentiality = models.PublicSource
	e, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, form)
	must(t, err)
	st.Propose(c, "correct")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	must(t, s.Exec("UPDATE sources SET confidentiality = 'confidential'"))
	must(t, s.Close())
	again := modelstest.OpenWith(t, models.Options{Data: data})
	wantNoTrace(t, data)
	wantFile(t, again, st.Editor, e.Files[0].ID)
	d, err := again.OpenIdentity(t.Context(), st.Editor, *e.SourceID)
	if must(t, err); d.Identity.Name != plantedName {
		t.Errorf("the vault holds %+v", d.Identity)
	}
	if k, err := again.ClaimDetail(t.Context(), st.Reviewer, c.ID); err != nil || k.Claim.Status != models.ClaimApproved {
		t.Errorf("the claim is %s, %v", k.Claim.Status, err)
	}
}
