package export

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"stet/models"
)

func opened(t testing.TB, c models.Checked) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(written(t, "xlsx", c)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// sheetRows are the cells of a sheet, every row as long as the first.
func sheetRows(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	for i := range rows {
		for len(rows[i]) < len(rows[0]) {
			rows[i] = append(rows[i], "")
		}
	}
	return rows
}

func TestTheWorkbookHasTheCellsOfTheCSV(t *testing.T) {
	t.Parallel()
	c := tram(t, true)
	got, want := sheetRows(t, opened(t, c), claimsSheet), table(&c)
	if len(got) != len(want) {
		t.Fatalf("%d rows are there, want %d", len(got), len(want))
	}
	for i := range want {
		if !slices.Equal(got[i], want[i]) {
			t.Errorf("row %d reads\n%q, want\n%q", i+1, got[i], want[i])
		}
	}
}

func TestTheWorkbookFiltersFreezesItsHeadAndLinks(t *testing.T) {
	t.Parallel()
	f := opened(t, tram(t, false))
	panes, err := f.GetPanes(claimsSheet)
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the head is not frozen: %+v %v", panes, err)
	}
	if sheet := inflated(t, written(t, "xlsx", tram(t, false))); !strings.Contains(sheet, `<autoFilter ref="A1:X9"`) && !strings.Contains(sheet, `<autoFilter ref="$A$1:$X$9"`) {
		t.Error("there is no filter over the claims")
	}
	if ok, link, err := f.GetCellHyperLink(claimsSheet, "L2"); !ok || link != "https://council.example/minutes?year=2019&n=17" || err != nil {
		t.Errorf("the sources of claim 1 lead to %q, %v", link, err)
	}
	if ok, link, _ := f.GetCellHyperLink(claimsSheet, "L5"); ok {
		t.Errorf("a script became the link %q", link)
	}
}

func TestTheSecondSheetTellsTheArticleAndItsSignOff(t *testing.T) {
	t.Parallel()
	rows := sheetRows(t, opened(t, tram(t, false)), articleSheet)
	for _, want := range [][]string{
		{"Title", "The harbour tram, five years on"}, {"Revision", "6"}, {"Signed off by", "Mara Ruiz"}, {"Signed off", "14 November 2026, 09:12 UTC"},
		{"Exception", "Override, claim 2: Kept against the verdict “Imprecise”. Mara Ruiz: The council itself called it a promise."},
	} {
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row, want) }) {
			t.Errorf("%q is not in %q", want, rows)
		}
	}
	if draft := sheetRows(t, opened(t, tram(t, true)), articleSheet); draft[0][1] != draftNote {
		t.Errorf("a draft begins with %q", draft[0])
	}
}

// holdsOnlyText checks that nothing in the workbook calculates and that every
// cell but the numbers is a string marked as text.
func holdsOnlyText(t testing.TB, c models.Checked) *excelize.File {
	t.Helper()
	f := opened(t, c)
	for i := range table(&c) {
		for at := range table(&c)[0] {
			name, _ := excelize.CoordinatesToCellName(at+1, i+1)
			if formula, err := f.GetCellFormula(claimsSheet, name); formula != "" || err != nil {
				t.Fatalf("%s is the formula %q, %v", name, formula, err)
			}
			kind, _ := f.GetCellType(claimsSheet, name)
			id, _ := f.GetCellStyle(claimsSheet, name)
			style, err := f.GetStyle(id)
			if err != nil {
				t.Fatal(err)
			}
			if isNumber := at == 1 && i > 0; !isNumber && (kind != excelize.CellTypeSharedString || style.NumFmt != 49) {
				t.Fatalf("%s has the type %v and the format %d", name, kind, style.NumFmt)
			}
		}
	}
	return f
}

func TestHostileCellsStayTextInTheWorkbook(t *testing.T) {
	t.Parallel()
	file, err := os.Open(shared(t, "data/hostile/csv_injection.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var c models.Checked
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var cell string
		if err := json.Unmarshal(lines.Bytes(), &cell); err != nil {
			t.Fatal(err)
		}
		c.Claims = append(c.Claims, models.CheckedClaim{Number: len(c.Claims) + 1, Wording: cell, Verdict: verdict("incorrect", cell)})
	}
	rows := sheetRows(t, holdsOnlyText(t, c), claimsSheet)
	for i, claim := range c.Claims {
		if rows[i+1][3] != claim.Wording || rows[i+1][8] != claim.Wording {
			t.Errorf("%q reads %q and %q", claim.Wording, rows[i+1][3], rows[i+1][8])
		}
	}
	if len(c.Claims) < 32 {
		t.Errorf("only %d cells were read", len(c.Claims))
	}
}

func TestNaughtyStringsComeBackFromTheWorkbook(t *testing.T) {
	t.Parallel()
	all := append(naughty(t), "_x0041_", "__x0041_x0042_", " spaces ", "a\tb\nc")
	var c models.Checked
	for i, s := range all {
		c.Claims = append(c.Claims, models.CheckedClaim{Number: i + 1, Wording: s})
	}
	rows := sheetRows(t, opened(t, c), claimsSheet)
	for i, s := range all {
		if rows[i+1][3] != legal(s) {
			t.Errorf("%q comes back as %q", s, rows[i+1][3])
		}
	}
}

func TestWordsThatLookLikeACharacterCodeAreKept(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{"_x0041_": "_x005F_x0041_", "_x005F_x0041_": "_x005F_x005F_x005F_x0041_", "_x41_ x0041_ _xyz12_": "_x41_ x0041_ _xyz12_"} {
		if got := literal(s); got != want {
			t.Errorf("%q is written %q, want %q", s, got, want)
		}
	}
}

func TestACellTooLongForASpreadsheetIsCutAndSaysSo(t *testing.T) {
	t.Parallel()
	for _, letter := range []string{"a", "é", "🚋"} {
		whole := strings.Repeat(letter, maxCell/len(utf16.Encode([]rune(letter))))
		if got := fitted(whole); got != whole {
			t.Errorf("%d of %q were cut", maxCell, letter)
		}
		got := fitted(whole + letter)
		if n := len(utf16.Encode([]rune(got))); n > maxCell || n < maxCell-2 || !strings.HasSuffix(got, letter+cutNote) {
			t.Errorf("%q is cut to %d units and ends in %q", letter, n, got[len(got)-60:])
		}
	}
}

func TestNoNameOfALibraryOrAMachineIsInTheWorkbook(t *testing.T) {
	t.Parallel()
	file := strings.ToLower(inflated(t, written(t, "xlsx", tram(t, true))))
	for _, name := range []string{"xuri", "excelize", "go excel"} {
		if strings.Contains(file, name) {
			t.Errorf("%q is in the file", name)
		}
	}
}
