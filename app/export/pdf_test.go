package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/carlos7ags/folio/reader"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// tool runs a program on the PDF of an article and gives what it prints.
func tool(t testing.TB, c models.Checked, name string, before, after []string) string {
	t.Helper()
	program, err := exec.LookPath(name)
	if err != nil {
		if os.Getenv(modelstest.RequireVariable) != "" {
			t.Fatal(name + " is not installed")
		}
		t.Skip(name + " is not installed")
	}
	path := filepath.Join(t.TempDir(), "article.pdf")
	if err := os.WriteFile(path, []byte(written(t, "pdf", c)), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), program, append(append(before, path), after...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

// readPDF gives the text of the pages in the order of the file.
func readPDF(t testing.TB, file string) string {
	t.Helper()
	r, err := reader.Parse([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	title, author, subject, creator, producer := r.Info()
	all := []string{title, author, subject, creator, producer}
	for i := range r.PageCount() {
		page, err := r.Page(i)
		if err != nil {
			t.Fatal(err)
		}
		words, err := page.ExtractText()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, words)
	}
	return strings.Join(all, "\n")
}

// pressed is a text without white space, numbers of references and marks of
// direction, composed, with a ligature of Arabic in the order of its letters.
func pressed(s string) string {
	s = strings.NewReplacer("ال", "لا", "\u202a", "", "\u202b", "", "\u202c", "", "\f", "").Replace(norm.NFKC.String(s))
	return strings.Join(strings.Fields(s), "")
}

func TestTheReportHoldsEveryWordingQuoteVerdictAndReview(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		c := tram(t, draft)
		got := pressed(tool(t, c, "pdftotext", nil, []string{"-"}))
		want := []string{c.Article.Title, c.Article.SHA256, c.Newsroom.Name, standing(&c), coverage(&c)}
		for _, claim := range c.Claims {
			want = append(want, claim.Wording, rating(&claim))
			for _, p := range claim.Places {
				want = append(want, p.Quote)
			}
			for _, e := range claim.Evidence {
				want = append(want, e.Locator, e.Excerpt)
			}
			for _, r := range claim.Reviews {
				want = append(want, r.By+", "+moment(r.At))
			}
		}
		for _, s := range want {
			parts := []string{s}
			if leaning(s, "ltr") == "rtl" { // a reader of PDF has its own idea of where numbers among them belong
				parts = strings.Fields(s)
			}
			for _, part := range parts {
				if !strings.Contains(got, pressed(part)) {
					t.Errorf("%q of %q is not in the report", part, s)
				}
			}
		}
	}
}

func TestTheTextOfTheReportReadsInOrder(t *testing.T) {
	t.Parallel()
	c := article(t, []text.Part{{Kind: text.Heading, Level: 2, Text: "Заголовок"}, {Kind: text.Paragraph, Text: strings.Repeat("Ελληνικά και άλλα. Совет одобрил линию. The council approved it. ", 20)}})
	got := pressed(tool(t, c, "pdftotext", nil, []string{"-"}))
	if !strings.Contains(got, pressed(c.Text[strings.Index(c.Text, "Ελλ"):])) {
		t.Error("the text is not read as it was written")
	}
}

func TestTheReportIsASoundFile(t *testing.T) {
	t.Parallel()
	for _, draft := range []bool{true, false} {
		if out := tool(t, tram(t, draft), "qpdf", []string{"--check"}, nil); !strings.Contains(out, "No syntax or stream encoding errors found") {
			t.Error(out)
		}
	}
}

func TestTheOutlineHasEverySectionAndEveryClaim(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	var file struct {
		Outlines []struct {
			Title string
			Kids  []struct{ Title string }
		}
	}
	if err := json.Unmarshal([]byte(tool(t, c, "qpdf", []string{"--json", "--json-key=outlines"}, nil)), &file); err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, o := range file.Outlines {
		titles = append(titles, o.Title)
	}
	if want := "[Cover What was checked Exceptions Text Claims]"; fmt.Sprint(titles) != want {
		t.Errorf("the sections are %v, want %s", titles, want)
	}
	kids := file.Outlines[len(file.Outlines)-1].Kids
	if len(kids) != len(c.Claims) {
		t.Fatalf("%d claims are in the outline, of %d", len(kids), len(c.Claims))
	}
	for i, k := range kids {
		if want := fmt.Sprintf("Claim %d: %s", c.Claims[i].Number, c.Claims[i].Wording); k.Title != want {
			t.Errorf("the outline says %q, want %q", k.Title, want)
		}
	}
}

func TestEveryLinkOfTheReportLeadsSomewhereAndTheFileSaysWhatItIs(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	c.Article.Language = "de-AT"
	out := tool(t, c, "qpdf", []string{"--qdf", "--object-streams=disable"}, []string{"-"})
	inside := len(regexp.MustCompile(`/Subtype /Link\n`).FindAllString(out, -1)) - strings.Count(out, "/URI (")
	if got := strings.Count(out, "/Dest [\n"); got < inside || got == 0 {
		t.Errorf("%d of %d links inside lead to a place", got, inside)
	}
	if strings.Contains(out, "/S /GoTo") {
		t.Error("a link leads to a place that is not there")
	}
	if strings.Contains(out, "javascript:") || !strings.Contains(out, "/URI (https://council.example/minutes?year=2019&n=17)") {
		t.Error("the addresses of the evidence are not linked as they should be")
	}
	for _, want := range []string{"/Lang (de-AT)", "/Title (The harbour tram, five years on)", "/DisplayDocTitle true"} {
		if !strings.Contains(out, want) {
			t.Errorf("the file does not say %s", want)
		}
	}
}

func TestAnyArticleMakesAReport(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		c := everywhere(t, rapid.StringMatching(`(.|\n){0,60}`).Draw(r, "text"))
		c.Article.Language = rapid.SampledFrom([]string{"en", "ar", "zh", "", "x"}).Draw(r, "language")
		if err := Write(t.Context(), &bytes.Buffer{}, "pdf", c, nil); err != nil {
			t.Fatal(err)
		}
	})
}

// TestAReportEndsThoughAFontHasNoSpace: Tamil fractions come from fonts that
// hold nothing else.
func TestAReportEndsThoughAFontHasNoSpace(t *testing.T) {
	t.Parallel()
	if err := Write(t.Context(), &bytes.Buffer{}, "pdf", everywhere(t, "\U00011FDD"), nil); err != nil {
		t.Fatal(err)
	}
}

func TestTheReportTellsHowFarItIsAndStopsWhenAskedTo(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	last, all := -1, 0
	err := Write(t.Context(), &bytes.Buffer{}, "pdf", c, func(done, total int) {
		if done <= last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last, all = done, total
	})
	if err != nil || last != all || all != len(c.Blocks)+len(c.Claims)+1 {
		t.Errorf("it ended at %d of %d: %v", last, all, err)
	}
	ctx, stop := context.WithCancel(t.Context())
	calls := 0
	err = Write(ctx, &bytes.Buffer{}, "pdf", c, func(done, _ int) {
		if calls++; done == 3 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || calls != 4 {
		t.Errorf("it went on for %d steps: %v", calls, err)
	}
}
