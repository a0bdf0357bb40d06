package inbox_test

import (
	"reflect"
	"slices"
	"testing"

	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
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
