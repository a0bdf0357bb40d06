package inbox_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/app/export"
	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

const sheetText = `The council approved the harbour tram in 2019. On a mean weekday it carried 31,412 people, =SUM(A1) of them twice.

“'Tis a tram,” said the mayor. The bridge was closed in 2021, and the ferry ran again in 2021.

- A list of
  things
- Another`

// sheetClaims are claims with everything that a table of Stet's says.
func sheetClaims(t *testing.T, st *modelstest.Story) models.Article {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	a := st.Article(sheetText)
	twice := st.Claim(a.ID, "in 2021")
	doc := text.Parse(sheetText)
	must(st.Store.AddPlace(t.Context(), st.Editor, twice.ID, models.Selection{RevisionID: a.RevisionID, Span: doc.Find("in 2021")[1]}))
	c := st.Claim(a.ID, "=SUM(A1) of them")
	for _, e := range []models.EvidenceForm{
		{Relation: models.Supports, Source: models.SourceForm{Title: "Annual report", URL: "https://port.example/report"}, Locator: "p. 9\n2. table", Excerpt: "1. one\n2. two"},
		{Relation: models.Contradicts, Source: models.SourceForm{Title: "'Quoted title"}, Locator: "-3"},
		{Relation: models.NothingFound, SearchedWhere: "the archive", SearchedHow: "by hand"},
	} {
		_, err := st.Store.CreateEvidence(t.Context(), st.Editor, c.ID, e)
		must(err)
	}
	_, err := st.Store.SaveVerdict(t.Context(), st.Editor, c.ID, models.VerdictForm{RatingID: st.Rating(a.ID, "incorrect").ID, Explanation: "@The table\nsays so.", Correction: "+1 of them", Submit: true})
	must(err)
	must(st.Decide(st.Reviewer, c.ID, models.Approve))
	quoted := st.Claim(a.ID, "'Tis a tram")
	_, err = st.Store.EditClaim(t.Context(), st.Editor, quoted.ID, models.ClaimForm{Version: 1, Wording: "=It is a tram", Kind: models.KindQuote, Risk: models.RiskHigh})
	must(err)
	st.Claim(a.ID, "A list of\nthings")
	return a
}

// said is what a table says of its claims, without who approved what.
func said(t *testing.T, st *modelstest.Story, articleID int64, format string) (file []byte, rows []models.ImportedRow) {
	t.Helper()
	c, err := st.Store.Checked(t.Context(), st.Editor, articleID, models.ForInternal)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := export.Write(t.Context(), &b, format, c, nil); err != nil {
		t.Fatal(err)
	}
	sheet, err := intake.ReadSheet("claims."+format, b.Bytes(), intake.Options{})
	if err != nil || !sheet.Own {
		t.Fatalf("%s: %v, own %v", format, err, sheet.Own)
	}
	return b.Bytes(), inbox.Rows(sheet.Rows)
}

func TestATableOfStetsReadsBackIntoAnotherArticle(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"csv", "xlsx"} {
		s, _ := modelstest.Open(t)
		st := modelstest.NewStory(t, s)
		a := sheetClaims(t, st)
		_, rows := said(t, st, a.ID, format)
		b := st.Article(sheetText)
		report, err := s.ImportSheet(t.Context(), st.Second, b.ID, rows)
		if err != nil || report.Claims != 4 || report.Waiting() != 0 || report.Remarks != 0 {
			t.Fatalf("%s: %+v, %v", format, report, err)
		}
		if _, again := said(t, st, b.ID, format); !reflect.DeepEqual(again, rows) {
			t.Errorf("%s:\n%+v\ncame back as\n%+v", format, rows, again)
		}
		w, err := s.Workspace(t.Context(), st.Editor, b.ID)
		if err != nil || slices.ContainsFunc(w.Claims, func(c models.ClaimLine) bool { return c.Status != models.ClaimOpen }) {
			t.Errorf("%s: approvals came in: %+v, %v", format, w.Claims, err)
		}
	}
}

func TestATableOfStetsAddsNothingToItsOwnArticle(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"csv", "xlsx"} {
		s, _ := modelstest.Open(t)
		st := modelstest.NewStory(t, s)
		a := sheetClaims(t, st)
		before, rows := said(t, st, a.ID, format)
		report, err := s.ImportSheet(t.Context(), st.Second, a.ID, rows)
		if err != nil || report != (models.SheetReport{Known: 4}) {
			t.Errorf("%s: %+v, %v", format, report, err)
		}
		if after, _ := said(t, st, a.ID, format); format == "csv" && !bytes.Equal(after, before) {
			t.Errorf("before\n%s\nafter\n%s", before, after)
		}
	}
}

// cell draws what may stand in a cell of a waiting row.
func cell() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		parts := rapid.SliceOfN(rapid.SampledFrom([]string{"=", "+1", "-", "@x", "'", "''", "\t", "1. a", "2. b", "\n", "\n\n", " ", "\"", ";", ",", "|", "мир", "שלום", "👩‍🚀", "word", "https://a.example/b?c=d", "–", "%"}), 0, 6).Draw(t, "parts")
		return strings.TrimSpace(strings.Join(parts, ""))
	})
}

func TestWaitingRowsReadBackAsTheyWere(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var rows []models.WaitingRow
		for i := range rapid.IntRange(1, 4).Draw(t, "rows") {
			row := models.ImportedRow{Line: i + 2, Fact: strings.TrimSpace("a " + cell().Draw(t, "fact")), Kind: rapid.SampledFrom(append(models.Kinds, "")).Draw(t, "kind"), Risk: rapid.SampledFrom(append(models.Risks, "")).Draw(t, "risk"),
				Verdict: cell().Draw(t, "verdict"), Explanation: cell().Draw(t, "explanation"), Correction: cell().Draw(t, "correction"), Status: cell().Draw(t, "status"), Note: cell().Draw(t, "note")}
			for range rapid.IntRange(0, 3).Draw(t, "quotes") {
				row.Quotes = append(row.Quotes, fmt.Sprint("q", cell().Draw(t, "quote")))
			}
			for range rapid.IntRange(0, 3).Draw(t, "evidence") {
				address := rapid.SampledFrom([]string{"", "https://a.example/b", "http://b.example/?c=d&e=f"}).Draw(t, "address")
				row.Evidence = append(row.Evidence, models.ImportedEvidence{Relation: rapid.SampledFrom(models.Relations[:3]).Draw(t, "relation"), Source: rapid.SampledFrom([]string{"A report", "=1", "'s paper", "Counts, 2026"}).Draw(t, "source"), Address: address,
					Locator: cell().Draw(t, "locator"), Excerpt: cell().Draw(t, "excerpt")})
			}
			rows = append(rows, models.WaitingRow{Row: row})
		}
		var b bytes.Buffer
		if err := export.WriteRows(&b, rows); err != nil {
			t.Fatal(err)
		}
		sheet, err := intake.ReadSheet("rest.csv", b.Bytes(), intake.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, got := range inbox.Rows(sheet.Rows) {
			got.Line = rows[i].Row.Line
			if !reflect.DeepEqual(got, rows[i].Row) {
				t.Fatalf("%+v came back as\n%+v from\n%s", rows[i].Row, got, b.String())
			}
		}
	})
}
