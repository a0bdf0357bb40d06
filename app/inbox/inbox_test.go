package inbox_test

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/app/export"
	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/models/modelstest"
)

func TestEveryKindOfNoteIsOneTheStoreKnows(t *testing.T) {
	t.Parallel()
	for _, kind := range []intake.NoteKind{intake.Footnote, intake.Endnote, intake.Comment, intake.Reply} {
		n := inbox.Notes([]intake.Note{{Kind: kind}})[0]
		if n.Kind == models.NoteNone || !slices.Contains(models.NoteKinds, n.Kind) {
			t.Errorf("%s becomes %q", kind, n.Kind)
		}
	}
}

// What a reader of a file learns to say of a note has to be handed on, or said
// here to stay behind.
func TestNothingOfANoteIsLeftBehindByMistake(t *testing.T) {
	t.Parallel()
	stays := []string{"Parent", "Quote"} // a reply has the place of its comment; the words are those of the text
	to := reflect.TypeFor[models.ImportedNote]()
	for _, f := range reflect.VisibleFields(reflect.TypeFor[intake.Note]()) {
		if _, ok := to.FieldByName(f.Name); !ok && !slices.Contains(stays, f.Name) {
			t.Errorf("%s of a note is not handed on", f.Name)
		}
	}
}

func TestAnArticleTakesFromItsFileWhatItsDetailsLeaveEmpty(t *testing.T) {
	t.Parallel()
	found := intake.Result{Title: "The tram", Language: "de"}
	for want, details := range map[string]models.ArticleForm{"The tram de": {}, "A tram en": {Title: "A tram", Language: "en"}} {
		n := inbox.Article(details, found, "tram.docx")
		if got := n.Details.Title + " " + n.Details.Language; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if n := inbox.Article(models.ArticleForm{}, intake.Result{}, "tram"); n.Details.Title != "tram" {
		t.Errorf("without a title it is called %q", n.Details.Title)
	}
}

// exported is an article with claims, as Word has it for the newsroom.
func exported(t *testing.T, st *modelstest.Story, articleID int64, format string) []byte {
	t.Helper()
	c, err := st.Store.Checked(t.Context(), st.Editor, articleID, models.ForInternal)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := export.Write(t.Context(), &b, format, c, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAFileThatStetWroteStartsAnArticleWithItsClaimsAndNoOthers(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The tram carries 31,400 people a day. It opened in 2021.\n\nIt is nice.")
	withdrawn := st.Claim(a.ID, "It is nice")
	if err := s.WithdrawClaim(t.Context(), st.Editor, withdrawn.ID, withdrawn.Version, "An opinion."); err != nil {
		t.Fatal(err)
	}
	st.Approved(a.ID, "31,400 people")
	st.Claim(a.ID, "opened in 2021")
	if _, err := s.CreateComment(t.Context(), st.Editor, a.ID, models.CommentForm{ClaimID: withdrawn.ID + 1, Body: "Which month?", Query: true}); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"docx", "json"} {
		other, _ := modelstest.Open(t)
		there := modelstest.NewStory(t, other)
		found, err := inbox.Read("tram."+format, exported(t, st, a.ID, format), intake.Options{})
		if err != nil || found.Own == nil || len(found.Notes) > 0 {
			t.Fatalf("%s: own %v, notes %+v, %v", format, found.Own != nil, found.Notes, err)
		}
		got, _, err := inbox.Start(t.Context(), other, there.Editor, models.ArticleForm{Title: "Anew"}, found, "")
		if err != nil || got.Title != "Anew" {
			t.Fatalf("%s: %q, %v", format, got.Title, err)
		}
		was, err := s.Checked(t.Context(), st.Editor, a.ID, models.ForInternal)
		now, err2 := other.Checked(t.Context(), there.Editor, got.ID, models.ForInternal)
		if err != nil || err2 != nil || len(now.Claims) != len(was.Claims) {
			t.Fatalf("%s: %d claims of %d, %v, %v", format, len(now.Claims), len(was.Claims), err, err2)
		}
		for i, c := range now.Claims {
			w := was.Claims[i]
			if c.Number != w.Number || c.Wording != w.Wording || !reflect.DeepEqual(c.Places, w.Places) || !reflect.DeepEqual(c.Evidence, w.Evidence) {
				t.Errorf("%s: claim %+v, was %+v", format, c, w)
			}
		}
	}
	again, err := inbox.Read("tram.docx", exported(t, st, a.ID, "docx"), intake.Options{})
	if err != nil {
		t.Fatal(err)
	}
	report, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: again.Document, Notes: inbox.Notes(again.Notes)})
	if err != nil || !report.Same || report.Notes.New() > 0 {
		t.Errorf("as a newer file it gives %+v, %v", report, err)
	}
}

func TestAFileOfStetThatIsDamagedOrTooLongIsRefusedWithASentence(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	file := exported(t, st, st.Article("The tram carries 31,400 people a day.").ID, "json")
	for name, c := range map[string]struct {
		file  []byte
		limit int64
	}{"cut off": {file[:len(file)-20], 0}, "too long": {file, 10}} {
		_, err := inbox.Read("tram.json", c.file, intake.Options{Limits: intake.Limits{MaxText: c.limit}})
		var wrong *intake.Error
		if !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Error(), "Th") || !strings.HasSuffix(wrong.Error(), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
