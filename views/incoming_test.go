package views

import (
	"strings"
	"testing"

	"stet/models"
)

func TestAFileSaysWhatItsNotesBecame(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]models.NotesReport{
		"":                               {},
		"14 footnotes became 13 claims.": {Footnotes: 14, Claims: 13},
		"1 footnote, 1 endnote and 2 comments came in.|1 reply is in the discussion it belongs to.|4 notes went to claims that were on their words already.": {Footnotes: 1, Endnotes: 1, Comments: 2, Replies: 1, Joined: 4},
		"1 comment became 1 claim.|9 notes were here from before.|1 note says something else now: the discussion of its claim has both.|2 notes are not in the file any more; their claims stay.": {
			Comments: 1, Claims: 1, Known: 9, Changed: 1, Gone: 2},
	} {
		var said []string
		for _, m := range NotesWords(r) {
			said = append(said, m.String())
		}
		if got := strings.Join(said, "|"); got != want {
			t.Errorf("%+v is told as %q, want %q", r, got, want)
		}
	}
}

func TestADiscussionNamesWhoWroteANoteAndWhoTookItIn(t *testing.T) {
	t.Parallel()
	c := models.Comment{ID: 1, Body: "Says <who>?", CreatedBy: 1, CreatedAt: testNow, NoteKind: models.NoteFootnote, NoteKey: "f", SaidBy: "Ines <Marx>", SaidAt: ref(testNow.AddDate(0, 0, -3))}
	later := c
	later.ID, later.SaidBy, later.SaidAt, later.ResolvedAt = 2, "", nil, &testNow
	p := Panel{Clock: Clock{Now: testNow}, Detail: &models.ClaimDetail{People: testPeople, Comments: []models.Comment{later, c}}}
	lines := p.Thread()
	if l := lines[0]; l.Name != "Ines <Marx>" || l.Initials != "IM" && l.Initials != "I<" || l.At != *c.SaidAt || l.Note != "Footnote, taken in by Jonas Aalto" {
		t.Errorf("the note is %+v", l)
	}
	if l := lines[1]; l.Name != "Somebody" || l.At != testNow || l.Note != "Footnote of a newer file, where it says something else, taken in by Jonas Aalto; settled in the file" {
		t.Errorf("the newer note is %+v", l)
	}
}

func TestTheHistorySaysWhoseNoteWasTakenIn(t *testing.T) {
	t.Parallel()
	claim := int64(4)
	page := HistoryPage{Chrome: chromeFor(1), Lines: []models.HistoryLine{{Event: models.Event{Action: models.NoteImported, ClaimID: &claim}, Actor: testPeople[1],
		Detail: models.Detail{Number: 7, Is: "comment", Name: "Ines Marx", SaidAt: ref(testNow)}}}}
	row := page.Rows()[0]
	if !strings.Contains(string(row.Line), "</b> took a note into claim 7") || row.Said != "Comment by Ines Marx, 23 November 2026, 15:10" {
		t.Errorf("the line is %+v", row)
	}
}

func TestAFlashOfSeveralSentencesIsAList(t *testing.T) {
	t.Parallel()
	page := HistoryPage{Chrome: chromeFor(1)}
	page.Flash = "Done.\nOne <b>.\nTwo."
	wantAll(t, rendered(t, page), "<p>Done.</p>", "<li>One &lt;b&gt;.</li>", "<li>Two.</li>")
	page.Flash = "Done."
	if p := rendered(t, page); strings.Contains(p[strings.Index(p, "flash"):strings.Index(p, "<main")], "<li>") {
		t.Error("one sentence is a list")
	}
}
