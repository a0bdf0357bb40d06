package main_test

import (
	"archive/zip"
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"stet/app/export"
	"stet/models"
)

const tramMarkup = "# The harbour tram\n\nThe council approved the harbour tram in 2019. On a mean weekday it carried 31,400 people.\n\nNobody misses the ferry."

// wordFile is the smallest DOCX with these paragraphs.
func wordFile(t testing.TB, paragraphs ...string) []byte {
	t.Helper()
	return wordFileWith(t, "", paragraphs...)
}

// remarked are words of a paragraph that have a comment with a number.
func remarked(number, words string) string {
	id := ` w:id="` + number + `"/>`
	return `</w:t></w:r><w:commentRangeStart` + id + `<w:r><w:t>` + words + `</w:t></w:r><w:commentRangeEnd` + id + `<w:r><w:commentReference` + id + `</w:r><w:r><w:t xml:space="preserve">`
}

// remark is the comment with a number.
func remark(number, says string) string {
	return `<w:comment w:id="` + number + `" w:author="Ines Marx" w:date="2026-02-27T16:05:00Z"><w:p><w:r><w:t>` + says + `</w:t></w:r></w:p></w:comment>`
}

// wordFileWith is a DOCX with comments.
func wordFileWith(t testing.TB, remarks string, paragraphs ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	put := func(name, content string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
	put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t xml:space="preserve">`+
		strings.Join(paragraphs, `</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">`)+`</w:t></w:r></w:p></w:body></w:document>`)
	put("word/_rels/document.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`)
	put("word/comments.xml", `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`+remarks+`</w:comments>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// file writes a file of the test's own and returns its path.
func file(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// missing fails the test when there is a file.
func missing(t testing.TB, path string) {
	t.Helper()
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); err != nil || len(left) > 0 {
		t.Errorf("beside %s there is %v, %v", path, left, err)
	}
	if hidden, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".stet-*")); err != nil || len(hidden) > 0 {
		t.Errorf("half a file is left: %v, %v", hidden, err)
	}
}

func TestEveryKindOfFileIsImportedWithItsCounts(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	for name, content := range map[string][]byte{
		"tram.txt":  []byte(tramMarkup),
		"tram.md":   []byte(tramMarkup),
		"tram.html": []byte("<!doctype html><title>The harbour tram</title><article><h1>The harbour tram</h1><p>The council approved the harbour tram in 2019. On a mean weekday it carried 31,400 people.</p><p>Nobody misses the ferry.</p></article>"),
		"tram.docx": wordFile(t, "The harbour tram", "The council approved the harbour tram in 2019. On a mean weekday it carried 31,400 people.", "Nobody misses the ferry."),
	} {
		stet(t, data, "import", file(t, name, content)).works().prints("Article ", "3 blocks, 4 sentences, 2 suggestions")
	}
	stet(t, data, "doctor").works()
}

func TestAPageIsImportedFromItsAddress(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/tram" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=windows-1251")
		w.Write([]byte("<!doctype html><title>The harbour tram</title><article><h1>The harbour tram</h1><p>\xCF\xF0\xE8\xE2\xE5\xF2. It opened in 1998.</p></article>"))
	}))
	t.Cleanup(web.Close)
	stet(t, data, "--fetch-loopback", "import", web.URL+"/tram").works().prints("Article 1: The harbour tram", "2 blocks, 3 sentences")
	stet(t, data, "--fetch-loopback", "import", web.URL+"/none").fails("no such page (404)")
	stet(t, data, "--no-fetch=false", "import", web.URL+"/tram").fails("There is a port in the address")
	stet(t, data, "--no-fetch", "--fetch-loopback", "import", web.URL+"/tram").fails("switched off by --no-fetch")
	stet(t, data, "import", "nowhere.txt").fails("There is no file nowhere.txt.")
	stet(t, data, "import", "--encoding", "KOI8-R", file(t, "a.txt", []byte("\xF4\xD2\xC1\xCD."))).works().prints("Article 2: a")
	stet(t, data, "import", file(t, "a.txt", []byte("Wie sch\xF6n, da\xDF die Stra\xDFenbahn f\xE4hrt."))).works().prints("read as Windows-1252")
	stet(t, data, "doctor").works()
}

func TestAnImportedArticleLeavesInEveryFormatAndComesBack(t *testing.T) {
	t.Parallel()
	data, out := t.TempDir(), t.TempDir()
	stet(t, data, "import", file(t, "tram.md", []byte(tramMarkup))).works().prints("Article 1: The harbour tram")
	for _, format := range export.Formats {
		path := filepath.Join(out, format.Name)
		if slices.Contains(refused, format.Name) {
			continue
		}
		stet(t, data, "export", "1", "--format", format.Name, "--out", path).works()
		if about, err := os.Stat(path); err != nil || about.Size() == 0 {
			t.Errorf("the export as %s is empty: %v", format.Name, err)
		}
	}
	for audience, says := range map[string]string{"legal": "Only a reviewer", "everybody": "for whom"} {
		path := filepath.Join(t.TempDir(), audience)
		stet(t, data, "export", "1", "--format", "json", "--for", audience, "--out", path).fails(says)
		missing(t, path)
	}
	hire(t, data, account{"rita@example.org", "Rita Reviewer", "reviewer", password})
	for _, audience := range models.Audiences {
		stet(t, data, "export", "1", "--for", string(audience), "--out", filepath.Join(out, string(audience)), "--as", "rita@example.org").works()
	}
	other := t.TempDir()
	stet(t, other, "import", filepath.Join(out, "json")).works().prints("Article 1: The harbour tram", "3 blocks, 4 sentences")
}

// refused are the formats in which an article without a claimant and without
// sources has nothing to say.
var refused = []string{"claimreview", "datafeed", "sources", "csl", "bibtex", "ris"}

func TestAnExportWithNothingToSayIsRefusedAndLeavesNoFile(t *testing.T) {
	t.Parallel()
	data, path := t.TempDir(), filepath.Join(t.TempDir(), "article")
	stet(t, data, "import", file(t, "tram.md", []byte(tramMarkup))).works()
	for _, format := range refused {
		stet(t, data, "export", "1", "--format", format, "--out", path).fails("claim")
		missing(t, path)
	}
}

func TestBadInputIsAnsweredOnStandardErrorAndChangesNothing(t *testing.T) {
	t.Parallel()
	data, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	good := file(t, "tram.md", []byte(tramMarkup))
	stet(t, data, "import", good).works().prints("Article 1:")
	for _, bad := range []struct {
		says string
		args []string
	}{
		{"empty", []string{"import", file(t, "empty.txt", nil)}},
		{"No text", []string{"import", file(t, "blank.txt", []byte(" \n\t\n"))}},
		{"picture.txt", []string{"import", file(t, "picture.txt", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"))}},
		{"odd.txt", []string{"import", file(t, "odd.txt", []byte("Tram \xff\xfe\xfa 31,400"))}},
		{"broken.docx", []string{"import", file(t, "broken.docx", []byte("PK\x03\x04 and no more"))}},
		{"tram.md", []string{"import", good, "--max-text", "20"}},
		{"nothing.txt", []string{"import", filepath.Join(t.TempDir(), "nothing.txt")}},
		{"nobody@example.org", []string{"import", good, "--as", "nobody@example.org"}},
		{"no article 7", []string{"export", "7", "--format", "html", "--out", out}},
		{"papyrus", []string{"export", "1", "--format", "papyrus", "--out", out}},
		{"first", []string{"export", "first", "--out", out}},
		{"publish", []string{"publish"}},
		{"--loud", []string{"doctor", "--loud"}},
	} {
		stet(t, data, bad.args...).fails(bad.says)
	}
	stet(t, t.TempDir(), "restore", file(t, "not-a.backup", []byte("nothing"))).fails("backup")
	missing(t, out)
	stet(t, data, "import", good).works().prints("Article 2:")
	stet(t, data, "doctor").works()
}

func TestAPasswordThatIsTooShortMakesNoAccount(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	stetWith(t, "short\n", data, "user", "add", eva.email).fails("characters")
	stetWith(t, password+"\n", data, "user", "add", eva.email, "--role", "editor").works().prints(eva.email)
	stetWith(t, password+"\n", data, "user", "add", eva.email).fails("already an account")
}

func TestTheVersionIsPrinted(t *testing.T) {
	t.Parallel()
	stet(t, t.TempDir(), "version").works().prints("stet ")
}

func TestACommandActsForThePersonItNames(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	hire(t, data, eva, account{"vera@example.org", "Vera Viewer", "viewer", password})
	tram := file(t, "tram.md", []byte(tramMarkup))
	stet(t, data, "import", tram, "--as", "vera@example.org").fails("editor")
	stet(t, data, "import", tram, "--as", eva.email).works().prints("Article 1:")
}
