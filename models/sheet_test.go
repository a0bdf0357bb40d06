package models_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/modelstest"
)

const sheetText = `The council approved the harbour tram in 2019. On a mean weekday it carried 31,412 people.

The mayor says that it costs the city nothing. The bridge was closed in 2021, and the ferry ran again in 2021.

Nobody misses the ferry.`

// rows are what a checker's sheet says about the text.
func sheetRows() []models.ImportedRow {
	return []models.ImportedRow{
		{Line: 2, Fact: "31,412 riders on weekdays", Quotes: []string{"it carried 31,412 people"}, Kind: models.KindNumber, Risk: models.RiskHigh, Status: "correct", Note: "Table 3,\npage 9.",
			Evidence: []models.ImportedEvidence{{Source: "Annual report", Address: "https://port.example/report", Locator: "p. 9", Excerpt: "31,412", Relation: models.Supports}}},
		{Line: 3, Fact: "The council had approved the tram in 2019", Verdict: "Looks fine to me", Status: "done"},
		{Line: 4, Quotes: []string{"in 2021"}, Note: "Which?"},
		{Line: 5, Fact: "The airport has three runways", Note: "Not here?", Evidence: []models.ImportedEvidence{{Source: "An atlas"}}},
		{Line: 6, Fact: "It costs nothing", Quotes: []string{"it costs the city nothing"}, Verdict: "Incorrect", Explanation: "The budget has 4 million.", Correction: "it costs the city 4 million",
			Evidence: []models.ImportedEvidence{{Source: "The archive", Locator: "by hand", Relation: models.NothingFound}, {Address: "https://city.example/budget"}}},
	}
}

func importSheet(t *testing.T, st *modelstest.Story, articleID int64, rows []models.ImportedRow) models.SheetReport {
	t.Helper()
	report, err := st.Store.ImportSheet(t.Context(), st.Editor, articleID, rows)
	must(t, err)
	return report
}

func TestARowBecomesADraftClaimOnItsWords(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(sheetText)
		report := importSheet(t, st, a.ID, sheetRows())
		if want := (models.SheetReport{Claims: 3, Ambiguous: 1, Unmatched: 1, Verdicts: 2, Evidence: 3, Remarks: 2}); report != want {
			t.Errorf("the report is %+v, want %+v", report, want)
		}
		all := claimsOf(t, st, a.ID)
		riders, approved, costs := all[0], all[1], all[2]
		if c := riders.Claim; c.Wording != "31,412 riders on weekdays" || c.Kind != models.KindNumber || c.Risk != models.RiskHigh || c.ReviewersNeeded != 2 || c.Status != models.ClaimOpen || riders.Line.Places[0].Quote != "it carried 31,412 people" {
			t.Errorf("the claim is %+v", c)
		}
		if e := riders.Evidence[0]; e.Source.Title != "Annual report" || e.Source.URL != "https://port.example/report" || e.Locator != "p. 9" || e.Excerpt != "31,412" || e.Relation != models.Supports {
			t.Errorf("the evidence is %+v", e)
		}
		if v := riders.Verdict; v == nil || v.Submitted || riders.Rating.Code != "correct" || riders.Claim.Look != models.LookTrue || riders.Comments[0].Body != "Table 3,\npage 9." {
			t.Errorf("the verdict is %+v, the comments %+v", v, riders.Comments)
		}
		if approved.Line.Places[0].Quote != "The council approved the harbour tram in 2019." || approved.Verdict != nil || approved.Comments[0].Body != "Verdict in the sheet: Looks fine to me\n\nStatus in the sheet: done" {
			t.Errorf("the second claim is %+v, %+v", approved.Line, approved.Comments)
		}
		if v := costs.Verdict; v == nil || v.Explanation != "The budget has 4 million." || v.Correction != "it costs the city 4 million" || costs.Evidence[0].SearchedWhere != "The archive" || costs.Evidence[0].SearchedHow != "by hand" ||
			costs.Evidence[1].Source.Title != "city.example/budget" || len(costs.Comments) != 0 {
			t.Errorf("the third claim is %+v, %+v", v, costs.Evidence)
		}
		wantHealthy(t, s)
	})
}

func TestTheSameSheetTwiceAddsNothing(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(sheetText)
		importSheet(t, st, a.ID, sheetRows())
		before := tables(t, s)
		again := sheetRows()
		slices.Reverse(again)
		for i := range again {
			again[i].Line = i + 10 // sorted in the spreadsheet
		}
		if report := importSheet(t, st, a.ID, append(again, again...)); report != (models.SheetReport{Known: 6, Ambiguous: 2, Unmatched: 2}) {
			t.Errorf("the report is %+v", report)
		}
		if after := tables(t, s); !slices.Equal(after, before) {
			t.Errorf("before %q, after %q", before, after)
		}
	})
}

// tables are the rows of what a sheet fills.
func tables(t *testing.T, s *models.Store) []string {
	t.Helper()
	var all []string
	for _, sql := range []string{"SELECT wording FROM claims ORDER BY id", "SELECT excerpt FROM evidence ORDER BY id", "SELECT explanation FROM verdicts ORDER BY id",
		"SELECT body FROM comments ORDER BY id", "SELECT sha256 FROM sheet_rows ORDER BY id", "SELECT title FROM sources ORDER BY id"} {
		rows, err := s.Strings(sql)
		must(t, err)
		all = append(append(all, rows...), "--")
	}
	return all
}

func TestARowOfAClaimThatIsThereAddsOnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(sheetText)
		c := st.Approved(a.ID, "it carried 31,412 people")
		row := models.ImportedRow{Line: 2, Fact: c.Wording, Quotes: []string{"It carried 31,412 people"}, Verdict: "Correct", Explanation: "The table says so.",
			Evidence: []models.ImportedEvidence{{Relation: models.Supports, Source: "Passenger counts", Address: "https://example.org/counts", Locator: "table 2", Excerpt: "31,412"}}}
		if report := importSheet(t, st, a.ID, []models.ImportedRow{row}); report != (models.SheetReport{Known: 1}) || st.Detail(c.ID).Claim.Status != models.ClaimApproved {
			t.Errorf("what is there comes in as %+v", report)
		}
		row.Verdict, row.Note, row.Evidence[0].Locator = "Incorrect", "Look again.", "table 4"
		report := importSheet(t, st, a.ID, []models.ImportedRow{row})
		if report != (models.SheetReport{Known: 1, Added: 1, Evidence: 1, Remarks: 1}) {
			t.Errorf("what is new comes in as %+v", report)
		}
		now := st.Detail(c.ID)
		if now.Claim.Status != models.ClaimStale || len(now.Verdicts) != 1 || now.Comments[0].Body != "Look again.\n\nVerdict in the sheet: Incorrect\n\nExplanation in the sheet: The table says so." {
			t.Errorf("the claim is %s with %d verdicts, %q", now.Claim.Status, len(now.Verdicts), bodies(now))
		}
	})
}

func TestAWaitingRowIsPlacedWhereSomebodySays(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(sheetText)
		importSheet(t, st, a.ID, sheetRows())
		rows, n, err := s.WaitingRows(t.Context(), st.Viewer, a.ID, 10)
		must(t, err)
		must(t, s.OfferPlaces(t.Context(), st.Viewer, a.ID, rows))
		if n != 2 || len(rows) != 2 || rows[0].Line != 4 || !rows[0].Ambiguous || len(rows[0].Places) != 2 || rows[0].Places[1].Quote != "in 2021" || rows[1].Row.Note != "Not here?" || rows[1].Ambiguous {
			t.Fatalf("%d rows wait: %+v", n, rows)
		}
		place := rows[0].Places[1]
		sel := models.Selection{RevisionID: a.RevisionID, Span: place.Span, Quote: place.Quote}
		c, err := s.PlaceRow(t.Context(), st.Editor, a.ID, rows[0].ID, sel)
		must(t, err)
		d := st.Detail(c.ID)
		if d.Line.Places[0].Span() != place.Span || d.Comments[0].Body != "Which?" {
			t.Errorf("the claim is %+v", d.Line)
		}
		var conflict *models.Conflict
		if _, err := s.PlaceRow(t.Context(), st.Editor, a.ID, rows[0].ID, sel); !errors.As(err, &conflict) {
			t.Errorf("placed twice: %v", err)
		}
		must(t, s.DropRow(t.Context(), st.Editor, a.ID, rows[1].ID))
		if _, n, err := s.WaitingRows(t.Context(), st.Viewer, a.ID, 0); err != nil || n != 0 {
			t.Errorf("%d rows wait, %v", n, err)
		}
		if report := importSheet(t, st, a.ID, sheetRows()); report != (models.SheetReport{Known: 5}) {
			t.Errorf("the sheet again: %+v", report)
		}
		other := st.Article("Another text.")
		if _, err := s.PlaceRow(t.Context(), st.Editor, other.ID, rows[1].ID, sel); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a row of another article: %v", err)
		}
		wantHealthy(t, s)
	})
}

func TestARowThatWaitedIsPlacedByANewerText(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(sheetText)
	importSheet(t, st, a.ID, sheetRows())
	st.Revise(a.ID, "Nobody misses the ferry.", "The airport has three runways now.")
	if report := importSheet(t, st, a.ID, sheetRows()); report != (models.SheetReport{Claims: 1, Known: 3, Ambiguous: 1, Evidence: 1, Remarks: 1}) {
		t.Errorf("the report is %+v", report)
	}
}

func TestWordsAreFoundForARow(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(sheetText)
	if sel, err := s.FindWords(t.Context(), st.Editor, a.ID, "nobody  misses the ferry"); err != nil || sel.RevisionID != a.RevisionID || sel.Len() != 23 {
		t.Errorf("%+v, %v", sel, err)
	}
	for words, want := range map[string]string{"": "Choose a place", "in 2021": "several places", "no such words here at all": "are not in the text"} {
		var wrong *models.Invalid
		if _, err := s.FindWords(t.Context(), st.Editor, a.ID, words); !errors.As(err, &wrong) || !strings.Contains(wrong.Fields["words"].String(), want) {
			t.Errorf("%q: %v", words, err)
		}
	}
}

func TestAClaimInSeveralPlacesComesBackAtEachOfThem(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article(sheetText)
	report := importSheet(t, st, a.ID, []models.ImportedRow{{Line: 2, Fact: "Both in one year", Quotes: []string{"in 2021", "in 2021", "harbour tram", "gone from the text"}}})
	all := claimsOf(t, st, a.ID)
	if report.Claims != 1 || len(all[0].Line.Places) != 3 || bodies(all[0])[0] != "Words in the sheet that are not in the text: “gone from the text”" {
		t.Errorf("%+v: %+v, %q", report, all[0].Line.Places, bodies(all[0]))
	}
}

func TestNothingOfARowIsLostWhateverItSays(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	words := rapid.SampledFrom([]string{"", "it carried 31,412 people", "in 2021", "Nobody misses the ferry.", "Correct", "false", "https://a.example/b", strings.Repeat("Long words of a fact. ", 80), "confidential source", "\x00 \n"})
	rapid.Check(t, func(rt *rapid.T) {
		a := st.Article(sheetText)
		var rows []models.ImportedRow
		for i := range rapid.IntRange(1, 4).Draw(rt, "rows") {
			rows = append(rows, models.ImportedRow{Line: i + 2, Fact: words.Draw(rt, "fact"), Quotes: rapid.SliceOfN(words, 0, 3).Draw(rt, "quotes"), Kind: models.Kind(words.Draw(rt, "kind")), Verdict: words.Draw(rt, "verdict"),
				Explanation: words.Draw(rt, "explanation"), Note: words.Draw(rt, "note"), Status: words.Draw(rt, "status"),
				Evidence: []models.ImportedEvidence{{Source: words.Draw(rt, "source") + "x", Address: words.Draw(rt, "address"), Excerpt: words.Draw(rt, "excerpt")}}})
		}
		first := importSheet(t, st, a.ID, rows)
		if n := first.Claims + first.Known + first.Waiting(); n > len(rows) {
			rt.Fatalf("%d rows became %+v", len(rows), first)
		}
		if again := importSheet(t, st, a.ID, rows); again.Claims+again.Added+again.Evidence+again.Verdicts+again.Remarks > 0 || again.Known != first.Claims+first.Known || again.Waiting() != first.Waiting() {
			rt.Fatalf("first %+v, again %+v", first, again)
		}
	})
	wantHealthy(t, s)
}
