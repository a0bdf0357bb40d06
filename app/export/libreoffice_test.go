package export

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
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
	out, err := exec.CommandContext(o.Context(), o.program, "--headless", "-env:UserInstallation=file://"+o.folder+"/profile",
		"--convert-to", to, "--outdir", filepath.Join(o.folder, "made"), name+"."+format).CombinedOutput()
	if err != nil || strings.Contains(string(out), "rror") {
		o.Fatalf("convert %s to %s: %v\n%s", format, to, err, out)
	}
	made, err := os.ReadFile(filepath.Join(o.folder, "made", "article."+to))
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

func TestLibreOfficeCalculatesNothingInTheTables(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	claim := models.CheckedClaim{Wording: "=1+1", Places: nil, Verdict: verdict("incorrect", "@SUM(1,2)")}
	claim.Verdict.Correction = "=HYPERLINK(\"https://a.example/\";\"read\")"
	c := article(t, tramParts(), claim)
	for _, format := range []string{"xlsx", "csv"} {
		kept := o.convert(format, c, "fods")
		if strings.Contains(kept, "table:formula") || !strings.Contains(kept, "=1+1") {
			t.Errorf("LibreOffice calculates in %s", format)
		}
	}
}
