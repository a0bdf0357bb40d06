package export

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"html"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"stet/models/modelstest"
)

// unfolded is a file in every way that somebody could look into it: as it is, the
// parts of archives inside archives, what is compressed, what a PDF draws, and
// what is written in base 64 or in hexadecimal.
func unfolded(t testing.TB, name string, file []byte, deep int) [][]byte {
	t.Helper()
	all := [][]byte{[]byte(name), file}
	if deep == 0 {
		return all
	}
	into := func(name string, inside []byte) { all = append(all, unfolded(t, name, inside, deep-1)...) }
	if z, err := zip.NewReader(bytes.NewReader(file), int64(len(file))); err == nil {
		for _, f := range z.File {
			into(f.Name+" "+f.Comment+" "+string(f.Extra), readAll(t, f.Open))
		}
	}
	if z, err := gzip.NewReader(bytes.NewReader(file)); err == nil {
		into(z.Name+" "+z.Comment, readAll(t, func() (io.ReadCloser, error) { return z, nil }))
	}
	if bytes.HasPrefix(file, []byte("%PDF-")) {
		for _, inside := range append(streams(file), drawnText(t, file)) {
			into("in a PDF", inside)
		}
	}
	for _, run := range base64Run.FindAll(file, -1) {
		for _, e := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			if inside, err := e.DecodeString(strings.TrimRight(string(run), "=")); err == nil {
				all = append(all, inside)
			}
		}
	}
	for _, run := range hexRun.FindAll(file, -1) {
		if inside, err := hex.DecodeString(string(run[:len(run)/2*2])); err == nil {
			all = append(all, inside)
		}
	}
	return all
}

var (
	base64Run = regexp.MustCompile(`[A-Za-z0-9+/_-]{12,}=*`)
	hexRun    = regexp.MustCompile(`[0-9A-Fa-f]{12,}`)
	pdfStream = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
)

func readAll(t testing.TB, open func() (io.ReadCloser, error)) []byte {
	t.Helper()
	r, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// streams are those of a PDF, inflated where they are compressed.
func streams(file []byte) [][]byte {
	var all [][]byte
	for _, m := range pdfStream.FindAllSubmatch(file, -1) {
		raw := m[1]
		if z, err := zlib.NewReader(bytes.NewReader(raw)); err == nil {
			raw, _ = io.ReadAll(z) // a stream that is cut short is looked at as far as it goes
		}
		all = append(all, raw)
	}
	return all
}

// drawnText is what a reader sees of a PDF, and what its properties say: the
// glyphs of a font are numbers, so that no search in the bytes finds a word.
func drawnText(t testing.TB, file []byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, program := range [][]string{{"pdftotext", path, "-"}, {"pdfinfo", path}} {
		out, err := exec.CommandContext(t.Context(), program[0], program[1:]...).Output()
		if err != nil && os.Getenv(modelstest.RequireVariable) != "" {
			t.Fatalf("%s: %v", program[0], err)
		}
		if err != nil {
			t.Logf("%s is not installed; the text of a PDF is not looked at", program[0])
		}
		all = append(all, out...)
	}
	return all
}

// spellings are the ways in which a string may stand in a file.
func spellings(s string) map[string][]byte {
	sum := sha256.Sum256([]byte(s))
	var little, big []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		little, big = append(little, byte(unit), byte(unit>>8)), append(big, byte(unit>>8), byte(unit))
	}
	return map[string][]byte{"as it is": []byte(s), "in UTF-16": little, "in UTF-16, the other way round": big, "as part of an address": []byte(url.PathEscape(s)),
		"as a field of an address": []byte(url.QueryEscape(s)), "in HTML": []byte(html.EscapeString(s)), "as its SHA-256": []byte(hex.EncodeToString(sum[:])), "as its SHA-256, raw": sum[:]}
}

// tells says where a string stands in the views of a file, "" when it does not.
func tells(views [][]byte, s string) string {
	for _, way := range []string{s, strings.ToLower(s), strings.ToUpper(s)} {
		for how, spelled := range spellings(way) {
			for _, view := range views {
				if bytes.Contains(view, spelled) || len(spelled) != sha256.Size && bytes.Contains(bytes.ToLower(view), bytes.ToLower(spelled)) {
					return how
				}
			}
		}
	}
	return ""
}

func TestWhatIsHiddenInAFileIsFound(t *testing.T) {
	t.Parallel()
	pack := func(name, content string) string {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	squeeze := func(s string) string {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write([]byte(s)); err != nil || z.Close() != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	const secret = "Zdenka Quíll & Co"
	for name, file := range map[string]string{
		"in an archive in an archive": pack("a.zip", pack("a.txt", secret)), "the name of a part": pack(secret, "x"), "gzip": squeeze(secret),
		"base 64": base64.StdEncoding.EncodeToString([]byte("so says " + secret)), "hexadecimal": hex.EncodeToString([]byte(secret)),
		"UTF-16": string(spellings(secret)["in UTF-16"]), "an address": "https://x.example/" + url.PathEscape(secret), "HTML": html.EscapeString(secret),
		"capitals": strings.ToUpper(secret), "a hash": hex.EncodeToString(spellings(secret)["as its SHA-256, raw"]),
	} {
		if tells(unfolded(t, "file", []byte(file), 4), secret) == "" {
			t.Errorf("%s is not looked into", name)
		}
		if how := tells(unfolded(t, "file", []byte(file), 4), "Somebody Else"); how != "" {
			t.Errorf("%s tells of somebody else %s", name, how)
		}
	}
}
