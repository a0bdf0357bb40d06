package export

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// office converts files with LibreOffice, as a desk that has no Word opens them.
type office struct {
	testing.TB
	program, folder string
}

func newOffice(t *testing.T) office {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		if os.Getenv(modelstest.RequireVariable) != "" {
			t.Fatal("soffice is not installed")
		}
		t.Skip("soffice is not installed")
	}
	return office{t, program, t.TempDir()}
}

// convert gives the article in a format of ours as LibreOffice saves it in one
// of its own.
func (o office) convert(format string, c models.Checked, to string) string {
	o.Helper()
	name := filepath.Join(o.folder, "article")
	if err := os.WriteFile(name+"."+format, []byte(written(o, format, c)), 0o600); err != nil {
		o.Fatal(err)
	}
	arguments := []string{"--headless", "-env:UserInstallation=file://" + o.folder + "/profile", "--convert-to", to, "--outdir", filepath.Join(o.folder, "made")}
	if format == "csv" { // a person is asked for the encoding, and shown UTF-8
		arguments = append(arguments, "--infilter=CSV:44,34,76")
	}
	out, err := exec.CommandContext(o.Context(), o.program, append(arguments, name+"."+format)...).CombinedOutput()
	if err != nil || strings.Contains(string(out), "rror") {
		o.Fatalf("convert %s to %s: %v\n%s", format, to, err, out)
	}
	extension, _, _ := strings.Cut(to, ":")
	made, err := os.ReadFile(filepath.Join(o.folder, "made", "article."+extension))
	if err != nil {
		o.Fatalf("convert %s to %s: %v\n%s", format, to, err, out)
	}
	return string(made)
}

func TestLibreOfficeTakesTheDocumentWithItsComments(t *testing.T) {
	t.Parallel()
	o, c := newOffice(t), tram(t, true)
	if pdf := o.convert("docx", c, "pdf"); !strings.HasPrefix(pdf, "%PDF-") {
		t.Error("the PDF is none")
	}
	kept := inflated(t, o.convert("docx", c, "odt"))
	places := commentCount(&c)
	for what, want := range map[string]int{"<office:annotation ": places, "<office:annotation-end ": places, "<text:insertion>": 1, "<text:deletion>": 1} {
		if got := strings.Count(kept, what); got != want {
			t.Errorf("LibreOffice kept %d of %d %s", got, want, what)
		}
	}
}

// What LibreOffice saves has lost nothing that says where the claims are and what
// is known of them.
func TestADocumentThatLibreOfficeSavedGivesTheClaimsBack(t *testing.T) {
	t.Parallel()
	o, want := newOffice(t), legalTram(t)
	w := readBack(t, o.convert("docx", want, "docx"))
	if w.Checked.Text != want.Text || !reflect.DeepEqual(w.Checked.Claims, want.Claims) || !reflect.DeepEqual(w.Checked.Skips, want.Skips) {
		t.Errorf("got\n%+v, want\n%+v", w.Checked, want)
	}
	if !reflect.DeepEqual(w.Checked.Blocks, want.Blocks) || !reflect.DeepEqual(w.Checked.Marks, want.Marks) {
		t.Errorf("the blocks are\n%+v and the marks\n%+v, want\n%+v and\n%+v", w.Checked.Blocks, w.Checked.Marks, want.Blocks, want.Marks)
	}
	if w.Notes != nil || w.Lost != nil {
		t.Errorf("there are the notes %+v, and lost is %q", w.Notes, w.Lost)
	}
}

// hostileCells are cells that a spreadsheet may take for formulas.
func hostileCells(t testing.TB) []string {
	t.Helper()
	raw, err := os.ReadFile(shared(t, "data/hostile/csv_injection.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(raw)) {
		var cell string
		if err := json.Unmarshal([]byte(line), &cell); err != nil {
			t.Fatal(err)
		}
		all = append(all, cell)
	}
	if len(all) < 32 {
		t.Fatalf("only %d cells were read", len(all))
	}
	return all
}

// Every cell that looks like a formula is text to LibreOffice, and reads as it
// was written: in the workbook as it is, in the CSV behind its apostrophe.
func TestLibreOfficeCalculatesNothingInTheTables(t *testing.T) {
	t.Parallel()
	o, cells := newOffice(t), hostileCells(t)
	var claims []models.CheckedClaim
	for _, cell := range cells {
		v := verdict("incorrect", cell)
		v.Correction = cell
		claims = append(claims, models.CheckedClaim{Wording: cell, Verdict: v, Evidence: []models.CheckedEvidence{{Relation: models.Supports, Locator: cell, Excerpt: cell, Source: &models.CheckedSource{Title: cell}}}})
	}
	c := article(t, tramParts(), claims...)
	for format, before := range map[string]string{"xlsx": "", "csv": "'"} {
		if kept := o.convert(format, c, "fods"); strings.Contains(kept, "table:formula") {
			t.Errorf("LibreOffice calculates in %s", format)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(o.convert(format, c, "csv:Text - txt - csv (StarCalc):44,34,76"), byteOrderMark)))
		rows, err := r.ReadAll()
		if err != nil || len(rows) != len(cells)+1 {
			t.Fatalf("%s has %d rows, %v", format, len(rows), err)
		}
		for i, cell := range cells {
			want := lineEnds.Replace(before + cell)
			for _, column := range []string{"wording", "explanation", "correction", "locators", "excerpts"} {
				if got := lineEnds.Replace(rows[i+1][slices.Index(rows[0], column)]); got != want {
					t.Errorf("%s: the %s %q reads %q", format, column, cell, got)
				}
			}
		}
	}
}

// lineEnds makes the ends of lines one: XML has only one, and a CSV reader makes
// one of two.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")
