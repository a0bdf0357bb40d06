package capture

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nlnwa/gowarc/v3"
)

// npmVariable names the folder of npm packages, where it is not found by itself.
const npmVariable = "STET_TEST_NPM"

// wandering is a page behind a redirect, sent packed and in chunks.
func wandering(t *testing.T) Fetched {
	t.Helper()
	base := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(w, r, "/new?x=1", http.StatusMovedPermanently)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		io.WriteString(z, "<p>"+strings.Repeat("Der Hafen zählte 31 412 Fahrgäste. ", 400)+"</p>")
		z.Close()
	})
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	found, err := (&Fetcher{AllowLoopback: true, Now: func() time.Time { return at }}).Fetch(t.Context(), base+"/old")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func archived(t *testing.T, f Fetched) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WARC(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestACaptureIsSoundWARCWithEveryByteThatWentOverTheWire(t *testing.T) {
	t.Parallel()
	f := wandering(t)
	reader, err := gowarc.NewWarcFileReaderFromStream(bytes.NewReader(archived(t, f)), 0, gowarc.WithStrictValidation())
	if err != nil {
		t.Fatal(err)
	}
	var kinds []string
	var answers [][]byte
	for {
		r, err := reader.Next()
		if err == io.EOF {
			break
		}
		if err != nil || len(r.Validation) > 0 {
			t.Fatalf("%v, %v", err, r.Validation)
		}
		kinds = append(kinds, r.WarcRecord.Type().String())
		if r.WarcRecord.Type() == gowarc.Response {
			raw, err := r.WarcRecord.Block().RawBytes()
			if err != nil {
				t.Fatal(err)
			}
			block, err := io.ReadAll(raw)
			if err != nil {
				t.Fatal(err)
			}
			answers = append(answers, block)
		}
	}
	if got := strings.Join(kinds, " "); got != "warcinfo request response request response" {
		t.Errorf("records: %s", got)
	}
	for i, h := range f.Hops {
		if !bytes.Equal(answers[i], append(bytes.Clone(h.Header), h.Body...)) {
			t.Errorf("the answer of %s is not as it was received", h.URL)
		}
	}
	if !bytes.Equal(archived(t, f), archived(t, f)) {
		t.Error("the same fetch gives other bytes the second time")
	}
}

// replaying reads a WARC file with the reader that web archives are replayed
// with in browsers, and prints what a reader of the page would get.
const replaying = `
import { createReadStream } from 'node:fs';
import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
const { WARCParser } = await import(pathToFileURL(process.argv[2]).href);
const seen = [];
for await (const record of new WARCParser(createReadStream(process.argv[3]))) {
  const payload = await record.readFully(true);
  seen.push({ type: record.warcType, uri: record.warcTargetURI ?? '', status: record.httpHeaders?.statusCode ?? 0,
    payload: record.warcType === 'response' ? createHash('sha256').update(payload).digest('hex') : '' });
}
console.log(JSON.stringify(seen));
`

func TestAnotherReaderReplaysTheVeryPage(t *testing.T) {
	t.Parallel()
	packages := os.Getenv(npmVariable)
	if packages == "" {
		packages = filepath.Join("..", "..", ".ci", "cache", "npm", "node_modules")
	}
	entry := filepath.Join(packages, "warcio", "dist", "index.js")
	if _, err := os.Stat(entry); err != nil {
		if os.Getenv("STET_TEST_REQUIRE_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip("no warcio: set " + npmVariable + " to a folder of npm packages with it to run this")
	}
	entry, err := filepath.Abs(entry)
	if err != nil {
		t.Fatal(err)
	}
	f, folder := wandering(t), t.TempDir()
	script, file := filepath.Join(folder, "replay.mjs"), filepath.Join(folder, "page.warc.gz")
	for name, content := range map[string][]byte{script: []byte(replaying), file: archived(t, f)} {
		if err := os.WriteFile(name, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), "node", script, entry, file).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var seen []struct {
		Type, URI, Payload string
		Status             int
	}
	if err := json.Unmarshal(out, &seen); err != nil || len(seen) != 5 {
		t.Fatalf("%v: %s", err, out)
	}
	last := seen[4]
	if last.Type != "response" || last.URI != f.URL || last.Status != 200 || last.Payload != sumOf(f.Body) || seen[2].Status != 301 {
		t.Errorf("replayed: %+v, want the page with %s", seen, sumOf(f.Body))
	}
}

func sumOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
