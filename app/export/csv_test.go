package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
)

// rowsOf reads a CSV back; every row must have as many cells as there are columns.
func rowsOf(t testing.TB, file string) [][]string {
	t.Helper()
	body, marked := strings.CutPrefix(file, byteOrderMark)
	if !marked {
		t.Fatal("the file does not begin with a byte order mark")
	}
	r := csv.NewReader(strings.NewReader(body))
	r.FieldsPerRecord = 0 // as many as the first row has
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestEveryClaimIsARowThatReadsBack(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	rows := rowsOf(t, written(t, "csv", c))
	if len(rows) != 1+len(c.Claims) {
		t.Fatalf("%d claims make %d rows", len(c.Claims), len(rows))
	}
	for i, row := range rows[1:] {
		if row[3] != c.Claims[i].Wording || row[0] != "DRAFT, revision 6, for the newsroom" {
			t.Errorf("row %d is %q", i+1, row)
		}
	}
	if got := rows[2][16]; got != "Mara Ruiz: =1+1 The council itself called it a promise." {
		t.Errorf("the override reads %q", got)
	}
}

func TestNoCellIsTakenForAFormula(t *testing.T) {
	t.Parallel()
	file, err := os.Open(shared(t, "data/hostile/csv_injection.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for lines := bufio.NewScanner(file); lines.Scan(); n++ {
		var cell string
		if err := json.Unmarshal(lines.Bytes(), &cell); err != nil {
			t.Fatal(err)
		}
		if got := neutral(cell); got != "'"+cell {
			t.Errorf("%q leaves as %q", cell, got)
		}
	}
	if n < 32 {
		t.Errorf("only %d cells were read", n)
	}
}

func TestPlainCellsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{"", "Mara Ruiz", "31,400 a day", "“Quoted” words", "(see p. 3)", "naïve = plain", "€7.2m", "5 %", "חמש"} {
		if got := neutral(cell); got != cell {
			t.Errorf("%q leaves as %q", cell, got)
		}
	}
}

func TestTakingOneApostropheOffGivesTheCellBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		cell := rapid.String().Draw(r, "cell")
		if got := strings.TrimPrefix(neutral(cell), "'"); got != cell {
			r.Fatalf("%q comes back as %q", cell, got)
		}
	})
}

func TestNaughtyStringsComeBackFromTheCSV(t *testing.T) {
	t.Parallel()
	var claims []models.CheckedClaim
	all := naughty(t)
	for _, s := range all {
		v := verdict("incorrect", s)
		v.Correction = s
		claims = append(claims, models.CheckedClaim{Wording: s, Verdict: v, Evidence: []models.CheckedEvidence{{Excerpt: s}}})
	}
	rows := rowsOf(t, written(t, "csv", models.Checked{Audience: models.ForInternal, Claims: claims}))
	for i, s := range all {
		for _, column := range []int{3, 8, 9, 13} {
			if got := strings.TrimPrefix(rows[i+1][column], "'"); got != s {
				t.Errorf("%q comes back as %q", s, got)
			}
		}
	}
}
