package capture

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
)

// packaged is a WACZ with files by name.
func packaged(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// recorded is a WARC file with one response for each pair of an address and an
// answer as it goes over the wire.
func recorded(pairs ...string) string {
	var b strings.Builder
	for i := 0; i+1 < len(pairs); i += 2 {
		fmt.Fprintf(&b, "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\nWARC-Date: 2026-03-02T09:00:00Z\r\nWARC-Target-URI: %s\r\n"+
			"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, pairs[i], len(pairs[i+1]), pairs[i+1])
	}
	return b.String()
}

const (
	boatPage = "<!doctype html><title>Boats</title><p>The harbour counted 31,412 boats.</p>"
	boatSays = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + boatPage
	boatMHT  = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/boats\r\nSubject: Boats\r\nDate: Mon, 2 Mar 2026 09:00:00 -0000\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----Boundary\"\r\n\r\n------Boundary\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: %s\r\nContent-Location: https://example.org/boats\r\n\r\n%s\r\n------Boundary--\r\n"
)

func gz(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

func TestASavedPageIsFoundInEveryKindOfArchive(t *testing.T) {
	t.Parallel()
	quoted := strings.ReplaceAll(boatPage, "=", "=3D")
	for name, data := range map[string]string{
		"WARC":                recorded("https://example.org/style.css", "HTTP/1.1 200 OK\r\n\r\na{}", "https://example.org/boats", boatSays),
		"WARC, packed":        gz(recorded("https://example.org/other", boatSays)) + gz(recorded("http://EXAMPLE.org/boats/", boatSays)),
		"WARC with redirects": recorded("https://example.org/boats", "HTTP/1.1 302 Found\r\nLocation: /2026/boats\r\nContent-Length: 0\r\n\r\n", "https://example.org/2026/boats", boatSays),
		"WARC, later answer":  recorded("https://example.org/boats", "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", "https://example.org/boats", boatSays),
		"WARC, chunks":        recorded("https://example.org/boats", fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n", len(gz(boatPage)), gz(boatPage))),
		"WARC, unpacked":      recorded("https://example.org/boats", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"+boatPage),
		"WARC, a file":        strings.ReplaceAll(strings.ReplaceAll(recorded("https://example.org/boats", boatPage), "WARC-Type: response", "WARC-Type: resource"), "application/http;msgtype=response", "text/html"),
		"WACZ":                string(packaged(t, map[string]string{"datapackage.json": "{}", "archive/data.warc.gz": gz(recorded("https://example.org/boats", boatSays))})),
		"WACZ, two":           string(packaged(t, map[string]string{"archive/a.warc.gz": gz(recorded("https://example.org/a", boatSays)), "archive/b.warc": recorded("https://example.org/boats", boatSays)})),
		"MHTML":               fmt.Sprintf(boatMHT, "quoted-printable", quoted),
		"MHTML in base64":     fmt.Sprintf(boatMHT, "base64", base64.StdEncoding.EncodeToString([]byte(boatPage))),
		"MHTML as it is":      fmt.Sprintf(boatMHT, "binary", boatPage),
		"HTML":                boatPage,
	} {
		got, err := ReadSaved([]byte(data), "https://example.org/boats#counts")
		if err != nil || string(got.Body) != boatPage || !strings.HasPrefix(got.Type, "text/html") {
			t.Errorf("%s: %q is %s, %v", name, got.Body, got.Type, err)
		}
		if name != "HTML" && (!got.At.Equal(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)) || !strings.Contains(strings.ToLower(got.URL), "example.org")) {
			t.Errorf("%s: saved at %s from %q", name, got.At, got.URL)
		}
	}
}

func TestWhatStetFetchedCanBeHandedIn(t *testing.T) {
	t.Parallel()
	f := wandering(t)
	got, err := ReadSaved(archived(t, f), f.Hops[0].URL)
	if err != nil || !bytes.Equal(got.Body, f.Body) || got.URL != f.URL || !got.At.Equal(f.Hops[1].At) {
		t.Errorf("%q at %s, %v", got.URL, got.At, err)
	}
}

func TestWhatIsNoSavedPageIsRefusedWithAWord(t *testing.T) {
	t.Parallel()
	bomb := packaged(t, map[string]string{"archive/a.warc.gz": gz("WARC/1.1\r\n" + strings.Repeat("\x00", 30_000_000))})
	long := recorded("https://example.org/boats", "HTTP/1.1 200 OK\r\n\r\n"+strings.Repeat(" ", DefaultMaxBytes+maxHeader+1))
	for name, c := range map[string]struct{ data, reason string }{
		"empty":         {"", "empty"},
		"another page":  {recorded("https://example.org/trains", boatSays), "such as https://example.org/trains"},
		"altered":       {strings.Replace(recorded("https://example.org/boats", boatSays), "Content-Type: app", "WARC-Block-Digest: sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ\r\nContent-Type: app", 1), "altered after"},
		"an error":      {recorded("https://example.org/boats", "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), "the answer 404"},
		"in a circle":   {recorded("https://example.org/boats", "HTTP/1.1 302 Found\r\nLocation: /boats\r\nContent-Length: 0\r\n\r\n"), "more than 5 times"},
		"broken off":    {recorded("https://example.org/boats", boatSays)[:350], "damaged"},
		"too long":      {long, "more than 20 MB"},
		"bomb":          {string(bomb), "no page"},
		"a Word file":   {string(packaged(t, map[string]string{"word/document.xml": "<a/>"})), "another kind"},
		"no ZIP":        {"PK\x03\x04 what", "damaged"},
		"MHTML, empty":  {strings.Split(fmt.Sprintf(boatMHT, "binary", ""), "------Boundary")[0] + "------Boundary--\r\n", "no page"},
		"MHTML, broken": {fmt.Sprintf(boatMHT, "base64", "!!!"), "damaged"},
		"a program":     {"\x7fELF\x02\x01\x01\x00", "no saved page"},
		"a drawing":     {`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "no saved page"},
	} {
		got, err := ReadSaved([]byte(c.data), "https://example.org/boats")
		if err == nil || !strings.Contains(err.Error(), c.reason) || len(got.Body) > 0 {
			t.Errorf("%s: %d bytes of %s, %v; want %q", name, len(got.Body), got.Type, err, c.reason)
		}
	}
}

// fuzzSaved reads what a fuzzer makes of archives.
func fuzzSaved(f *testing.F, seeds ...string) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ReadSaved(data, "https://example.org/boats")
		if err != nil {
			wantReason(t, err, "")
			return
		}
		if len(got.Body) == 0 || !takes(got.Type) || got.Declared != "" && len(got.Body) > DefaultMaxBytes {
			t.Errorf("%d bytes of %s", len(got.Body), got.Type)
		}
	})
}

func FuzzSavedWARC(f *testing.F) {
	one := recorded("https://example.org/boats", boatSays)
	fuzzSaved(f, one, gz(one), recorded("https://example.org/boats", "HTTP/1.1 302 Found\r\nLocation: /b\r\n\r\n", "https://example.org/b", boatSays))
}

func FuzzSavedWACZ(f *testing.F) {
	one := recorded("https://example.org/boats", boatSays)
	fuzzSaved(f, string(packaged(f, map[string]string{"archive/a.warc": one})), string(packaged(f, map[string]string{"archive/a.warc.gz": gz(one), "x": "y"})))
}

func FuzzSavedMHTML(f *testing.F) {
	fuzzSaved(f, fmt.Sprintf(boatMHT, "quoted-printable", "=3Cp=3E"), fmt.Sprintf(boatMHT, "base64", "PHA+"), fmt.Sprintf(boatMHT, "", http.StatusText(200)))
}
