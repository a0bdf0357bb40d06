package models_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

const notedText = "The tram carries 31,400 people a day. It opened in 1998.\n\nThe mayor called it the cheapest line in Europe. Nobody misses the ferry."

var written = time.Date(2026, 2, 27, 16, 5, 0, 0, time.UTC)

// on is a note on words of the text.
func on(doc text.Document, kind models.NoteKind, key, words, says string, addresses ...string) models.ImportedNote {
	return models.ImportedNote{Kind: kind, Key: key, Span: doc.Find(words)[0], Text: says, Author: "Ines Marx", At: written, Addresses: addresses}
}

// file is a text with the notes that a colleague left on it.
func notedFile(markup string) (text.Document, []models.ImportedNote) {
	doc := text.Parse(markup)
	return doc, []models.ImportedNote{
		on(doc, models.NoteComment, "c1", "31,400 people a day", "The annual report has 31,412: https://port.example/report and https://stats.example/trams.", "https://port.example/report", "https://stats.example/trams"),
		on(doc, models.NoteReply, "c2", "31,400 people a day", "That is the mean of weekdays."),
		on(doc, models.NoteFootnote, "f1", "It opened in 1998.", "City archive, file 7."),
		on(doc, models.NoteFootnote, "f2", "It opened in 1998.", "Timetable of May 1998, https://archive.example/1998", "https://archive.example/1998"),
	}
}

// importNoted starts an article of a file with notes.
func importNoted(t *testing.T, st *modelstest.Story, doc text.Document, notes []models.ImportedNote) (models.Article, models.NotesReport) {
	t.Helper()
	a, report, err := st.Store.ImportArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The tram"}, Document: doc, Notes: notes})
	must(t, err)
	return a, report
}

func claimsOf(t *testing.T, st *modelstest.Story, articleID int64) []models.ClaimDetail {
	t.Helper()
	w, err := st.Store.Workspace(t.Context(), st.Editor, articleID)
	must(t, err)
	var all []models.ClaimDetail
	for _, c := range w.Claims {
		all = append(all, st.Detail(c.ID))
	}
	return all
}

func bodies(d models.ClaimDetail) []string {
	var all []string
	for _, c := range d.Comments {
		all = append(all, c.Body)
	}
	return all
}

func addresses(d models.ClaimDetail) []string {
	var all []string
	for _, e := range d.Evidence {
		all = append(all, e.Source.URL)
	}
	return all
}

func TestNotesBecomeDraftClaimsOnTheirWords(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		doc, notes := notedFile(notedText)
		a, report := importNoted(t, st, doc, notes)
		if want := (models.NotesReport{Footnotes: 2, Comments: 1, Replies: 1, Claims: 2, Evidence: 3}); report != want {
			t.Errorf("the report is %+v, want %+v", report, want)
		}
		all := claimsOf(t, st, a.ID)
		if len(all) != 2 {
			t.Fatalf("%d claims", len(all))
		}
		people, opened := all[0], all[1]
		if people.Claim.Wording != "31,400 people a day" || people.Line.Places[0].Quote != "31,400 people a day" || people.Claim.Status != models.ClaimOpen || people.Verdict != nil {
			t.Errorf("the claim is %+v", people.Claim)
		}
		if got := bodies(people); !slices.Equal(got, []string{notes[0].Text, notes[1].Text}) {
			t.Errorf("the discussion is %q", got)
		}
		if c := people.Comments[1]; c.NoteKind != models.NoteReply || c.SaidBy != "Ines Marx" || !c.SaidAt.Equal(written) || c.CreatedBy != st.Editor.ID {
			t.Errorf("the reply is %+v", c)
		}
		if got := addresses(people); !slices.Equal(got, []string{"https://port.example/report", "https://stats.example/trams"}) {
			t.Errorf("the evidence comes from %q", got)
		}
		if e := opened.Evidence[0]; len(opened.Evidence) != 1 || e.Relation != models.Context || e.Grounded() || e.Note != notes[3].Text || e.Excerpt != "" || e.Source.Title != "archive.example/1998" {
			t.Errorf("the evidence is %+v of %+v", e, e.Source)
		}
		if opened.Line.Places[0].Quote != "It opened in 1998." || len(opened.Comments) != 2 {
			t.Errorf("both footnotes belong to one claim: %+v", opened.Line)
		}
		if w, err := s.Workspace(t.Context(), st.Editor, a.ID); err != nil || w.Coverage.Claimed != 2 {
			t.Errorf("coverage %+v, %v", w.Coverage, err)
		}
		wantHealthy(t, s)
	})
}

func TestTheHistoryNamesWhoWroteANoteAndWhoTookItIn(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	doc, notes := notedFile(notedText)
	a, _ := importNoted(t, st, doc, notes)
	lines, err := s.History(t.Context(), st.Viewer, a.ID, 0, 0)
	must(t, err)
	i := slices.IndexFunc(lines, func(l models.HistoryLine) bool { return l.Action == models.NoteImported })
	if l := lines[i]; l.Actor.ID != st.Editor.ID || l.Detail.Name != "Ines Marx" || !l.Detail.SaidAt.Equal(written) || l.Detail.Is != "footnote" || l.Detail.Number != 2 {
		t.Errorf("the line is %+v", lines[i])
	}
	for _, l := range lines {
		if strings.Contains(l.Data, "archive") {
			t.Errorf("the history holds what a note says: %s", l.Data)
		}
	}
}

func TestASourceIsReusedByItsAddressUnlessItIsConfidential(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article(notedText).ID, "1998")
		for _, o := range []models.SourceForm{{Title: "Annual report", URL: "https://port.example/report"}, {Title: "A clerk", URL: "https://stats.example/trams", Confidentiality: models.ConfidentialSource}} {
			_, err := s.CreateEvidence(t.Context(), st.Editor, c.ID, models.EvidenceForm{Source: o, Relation: models.Supports, Locator: "p. 3"})
			must(t, err)
		}
		doc, notes := notedFile(notedText)
		a, _ := importNoted(t, st, doc, notes)
		b, _ := importNoted(t, st, doc, notes)
		first, second := claimsOf(t, st, a.ID)[0], claimsOf(t, st, b.ID)[0]
		if first.Evidence[0].Source.Title != "Annual report" || first.Evidence[1].Source.Confidential() || first.Evidence[1].Source.ID != second.Evidence[1].Source.ID {
			t.Errorf("the sources are %+v, %+v; then %+v", first.Evidence[0].Source, first.Evidence[1].Source, second.Evidence[1].Source)
		}
	})
}

func TestANewerFileDoublesNoNote(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		doc, notes := notedFile(notedText)
		a, _ := importNoted(t, st, doc, notes)
		before := claimsOf(t, st, a.ID)
		again, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: doc, Notes: notes})
		must(t, err)
		if !again.Same || again.Notes != (models.NotesReport{Known: 4}) {
			t.Errorf("the same file again: %+v", again)
		}

		newer := text.Parse(strings.NewReplacer("31,400", "31,412", "The mayor", "A new line.\n\nThe mayor").Replace(notedText))
		fresh := on(newer, models.NoteComment, "c3", "the cheapest line in Europe", "Says who?")
		changed := on(newer, models.NoteFootnote, "f1", "It opened in 1998.", "City archive, file 8: https://archive.example/8", "https://archive.example/8")
		settled := fresh
		settled.Key, settled.Kind, settled.Text, settled.Resolved = "c4", models.NoteReply, "The chamber of commerce.", true
		renumbered := on(newer, models.NoteComment, "c9", "31,412 people a day", notes[0].Text, notes[0].Addresses...)
		report, err := s.SaveRevision(t.Context(), st.Second, a.ID, models.NewRevision{BasedOn: 1, Document: newer, Notes: []models.ImportedNote{fresh, settled, changed, renumbered}})
		must(t, err)
		if want := (models.NotesReport{Comments: 1, Replies: 1, Claims: 1, Evidence: 1, Resolved: 1, Known: 1, Changed: 1, Gone: 2}); report.Notes != want || report.Changed != 1 || report.Revision.Number != 2 {
			t.Errorf("the report is %+v, want %+v", report, want)
		}
		all := claimsOf(t, st, a.ID)
		if len(all) != 3 || len(all[0].Comments) != 2 || all[0].Line.Places[0].Quote != "31,412 people a day" {
			t.Errorf("the first claim is %+v of %d", all[0].Line, len(all))
		}
		if got := bodies(all[1]); !slices.Equal(got, append(bodies(before[1]), changed.Text)) || all[1].Comments[2].CreatedBy != st.Second.ID {
			t.Errorf("the discussion of the changed note is %q", got)
		}
		if got := addresses(all[1]); !slices.Equal(got, []string{"https://archive.example/1998", "https://archive.example/8"}) {
			t.Errorf("its evidence comes from %q", got)
		}
		if r := all[2].Comments[1]; r.ResolvedAt == nil || all[2].Comments[0].ResolvedAt != nil {
			t.Errorf("the settled reply is %+v", r)
		}
		wantHealthy(t, s)
	})
}

func TestANewNoteJoinsTheClaimThatIsOnItsWords(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(notedText)
	c := st.Approved(a.ID, "31,400 people a day")
	gone := st.Claim(a.ID, "It opened in 1998.")
	must(t, s.WithdrawClaim(t.Context(), st.Editor, gone.ID, gone.Version, "It is common ground."))
	doc, notes := notedFile(notedText)
	report, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: doc, Notes: notes})
	must(t, err)
	if report.Notes.Claims != 1 || report.Notes.Joined != 2 {
		t.Errorf("the report is %+v", report.Notes)
	}
	now := st.Detail(c.ID)
	if now.Claim.Status != models.ClaimStale || len(now.Evidence) != 3 || len(now.Comments) != 2 {
		t.Errorf("the claim is %s with %d items and %d comments", now.Claim.Status, len(now.Evidence), len(now.Comments))
	}
	if d := st.Detail(gone.ID); len(d.Comments) != 0 || d.Claim.Status != models.ClaimWithdrawn {
		t.Errorf("the withdrawn claim is %+v", d.Claim)
	}
}

func TestANoteOnNoWordsStandsOnItsSentence(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	doc := text.Parse(notedText)
	var notes []models.ImportedNote
	for i, at := range []text.Span{{}, {Start: 37, End: 37}, {Start: -4, End: -1}, {Start: 1 << 40, End: 1 << 41}, {Start: 9, End: 3}} {
		notes = append(notes, models.ImportedNote{Kind: models.NoteFootnote, Key: fmt.Sprint(i), Span: at, Text: fmt.Sprintf("Note %d.", i)})
	}
	notes = append(notes, models.ImportedNote{Kind: models.NoteComment, Key: "empty", Text: " \n "})
	a, report := importNoted(t, st, doc, notes)
	all := claimsOf(t, st, a.ID)
	if report.New() != 5 || len(all) != 2 || all[0].Line.Places[0].Quote != "The tram carries 31,400 people a day." || all[1].Line.Places[0].Quote != "Nobody misses the ferry." {
		t.Errorf("%+v, %d claims", report, len(all))
	}
}

func TestANoteOnTheWholeArticleDoesNotMakeItLookChecked(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	doc := text.Parse(strings.Repeat("The tram carries people. ", 20))
	a, _ := importNoted(t, st, doc, []models.ImportedNote{{Kind: models.NoteComment, Key: "1", Span: text.Span{End: doc.Len()}, Text: "Read all of it again."}})
	if w, err := s.Workspace(t.Context(), st.Editor, a.ID); err != nil || w.Coverage.Claimed != 1 {
		t.Errorf("coverage %+v, %v", w.Coverage, err)
	}
}

func TestNotesAreTakenInByWhoMayWriteAndWhereClaimsMayBeMade(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	doc, notes := notedFile(notedText)
	var refused *models.Refused
	if _, _, err := s.ImportArticle(t.Context(), st.Viewer, models.NewArticle{Details: models.ArticleForm{Title: "x"}, Document: doc, Notes: notes}); !errors.As(err, &refused) {
		t.Errorf("a viewer: %v", err)
	}
	a, _ := importNoted(t, st, doc, nil)
	if _, err := s.SaveRevision(t.Context(), st.Viewer, a.ID, models.NewRevision{BasedOn: 1, Document: doc, Notes: notes}); !errors.As(err, &refused) {
		t.Errorf("a viewer's newer file: %v", err)
	}
	for _, words := range []string{"The tram", "It opened", "The mayor", "Nobody"} {
		st.Skip(a.ID, words)
	}
	_, err := s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, "")
	must(t, err)
	if _, err := s.SaveRevision(t.Context(), st.Editor, a.ID, models.NewRevision{BasedOn: 1, Document: doc, Notes: notes}); !errors.As(err, &refused) {
		t.Errorf("notes on a cleared text: %v", err)
	}
	if n, err := s.Strings("SELECT body FROM comments"); err != nil || len(n) != 0 {
		t.Errorf("the refused notes left %q, %v", n, err)
	}
}

func TestNotesOnAnOlderTextFindTheirWordsInTheNewest(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		doc, notes := notedFile(notedText)
		a, _ := importNoted(t, st, doc, nil)
		st.Revise(a.ID, "The tram carries", "In a mean week the tram carries", "31,400", "31,412", " It opened in 1998.", "")
		report, err := s.TakeNotes(t.Context(), st.Editor, a.ID, &doc, notes)
		must(t, err)
		all := claimsOf(t, st, a.ID)
		if report.Claims != 2 || len(all) != 2 || all[0].Line.Places[0].Quote != "31,412 people a day" || all[1].Line.Places[0].Quote != "In a mean week the tram carries 31,412 people a day." {
			t.Errorf("%+v: %+v", report, all)
		}
		again, err := s.TakeNotes(t.Context(), st.Editor, a.ID, &doc, notes)
		if must(t, err); again != (models.NotesReport{Known: 4}) {
			t.Errorf("again: %+v", again)
		}
		wantHealthy(t, s)
	})
}

func TestALongNoteMakesAShortWording(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	doc := text.Parse("Somebody " + strings.Repeat("said something ", 60) + "today.")
	a, _ := importNoted(t, st, doc, []models.ImportedNote{{Kind: models.NoteComment, Key: "1", Span: text.Span{End: doc.Len()}, Text: "Did they?"}})
	wording := claimsOf(t, st, a.ID)[0].Claim.Wording
	if n := len([]rune(wording)); n > 301 || !strings.HasSuffix(wording, "something…") && !strings.HasSuffix(wording, "said…") {
		t.Errorf("the wording is %q", wording)
	}
}
