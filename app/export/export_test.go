package export

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stet/models"
)

var update = flag.Bool("update", false, "write the golden files anew")

func TestEveryFormatWritesItsGoldenFile(t *testing.T) {
	t.Parallel()
	for _, f := range Formats {
		if f.Name == "xlsx" || f.Name == "pdf" {
			continue // how it is written is the library's: xlsx_test.go and pdf_test.go read it back
		}
		for name, c := range map[string]models.Checked{"signed-off": tram(t, false), "draft": tram(t, true), "legal": legalTram(t)} {
			got := written(t, f.Name, c)
			path := filepath.Join("testdata", name+"."+f.Extension)
			if f.Name == "docx" {
				got, path = inflated(t, got), path+".txt" // how it is packed is the library's
			}
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s differs from %s; look at it, then run the test with -update", f.Name, path)
			}
		}
	}
}

func TestEveryFormatSaysThatADraftIsADraft(t *testing.T) {
	t.Parallel()
	for _, f := range Formats {
		if !strings.Contains(inflated(t, written(t, f.Name, tram(t, true))), "DRAFT") && f.Name != "json" {
			t.Errorf("%s does not say DRAFT", f.Name)
		}
		if strings.Contains(inflated(t, written(t, f.Name, tram(t, false))), "DRAFT") {
			t.Errorf("%s calls a signed-off article a DRAFT", f.Name)
		}
	}
	if !strings.Contains(written(t, "json", tram(t, true)), `"draft": true`) {
		t.Error("json does not say that it is a draft")
	}
}

func TestTheSameArticleMakesTheSameBytes(t *testing.T) {
	t.Parallel()
	for _, f := range Formats {
		first, second := written(t, f.Name, tram(t, true)), written(t, f.Name, tram(t, true))
		if first != second {
			t.Errorf("%s differs from one writing to the next", f.Name)
		}
		z, err := zip.NewReader(strings.NewReader(first), int64(len(first)))
		if err != nil {
			continue // not a ZIP
		}
		for _, part := range z.File {
			if part.Modified.Year() > 1980 {
				t.Errorf("%s tells that %s was made at %s", f.Name, part.Name, part.Modified)
			}
		}
	}
}

func TestNoTwoFormatsShareAnExtension(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, f := range Formats {
		if seen[f.Extension] {
			t.Errorf("two formats have the extension %s", f.Extension)
		}
		seen[f.Extension] = true
	}
}

func TestAnUnknownFormatIsRefusedWithTheKnownOnes(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	err := Write(t.Context(), &b, "odt", tram(t, false), nil)
	if err == nil || !strings.Contains(err.Error(), "html, markdown, csv, json, claimreview") || b.Len() > 0 {
		t.Errorf("Write said %v and wrote %d bytes", err, b.Len())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestAFailedWriteIsReported(t *testing.T) {
	t.Parallel()
	for _, f := range Formats {
		c := tram(t, false)
		c.Audience = f.Audience(c.Audience)
		if err := Write(t.Context(), fullDisk{}, f.Name, c, nil); err == nil || !strings.Contains(err.Error(), "no space left") {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
}

func TestAnExportThatNobodyWaitsForWritesNothing(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, f := range Formats {
		c := tram(t, false)
		c.Audience = f.Audience(c.Audience)
		var b bytes.Buffer
		if err := Write(ctx, &b, f.Name, c, nil); !errors.Is(err, context.Canceled) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", f.Name, err, b.Len())
		}
	}
}

func TestNoClaimsAndNoTextStillMakeAFile(t *testing.T) {
	t.Parallel()
	for _, f := range always() {
		if written(t, f.Name, models.Checked{Draft: true}) == "" {
			t.Errorf("%s is empty", f.Name)
		}
	}
}

func TestTheFileNameTellsTitleRevisionAndDraft(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		title, format string
		draft         bool
		want          string
	}{
		{"Harbour tram", "html", false, "harbour-tram-r6.html"},
		{"Harbour tram", "html", true, "harbour-tram-r6-DRAFT.html"},
		{"Żółć & Straße: “Ærø’s” naïve 5 %", "markdown", false, "zolc-strasse-aeros-naive-5-r6.md"},
		{"../../etc/passwd\x00.exe", "csv", false, "etc-passwd-exe-r6.csv"},
		{"خط الترام", "json", true, "article-12-r6-DRAFT.json"},
		{"", "claimreview", false, "article-12-r6.jsonld"},
		{strings.Repeat("longword ", 40), "csv", false, "longword-longword-longword-longword-longword-longword-r6.csv"},
		{strings.Repeat("x", 300), "csv", false, strings.Repeat("x", 60) + "-r6.csv"},
	} {
		got := FileName(c.format, models.Checked{Draft: c.draft, Article: models.CheckedArticle{ID: 12, Revision: 6, Title: c.title}})
		if got != c.want {
			t.Errorf("%q: got %q, want %q", c.title, got, c.want)
		}
	}
}
