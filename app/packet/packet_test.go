package packet_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"stet/app/export"
	"stet/app/packet"
	"stet/models"
)

func TestAPacketHoldsEveryFormatAndEveryEvidenceFileOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	raw, m := packs(t, d.contents(models.ForInternal))
	if found := verifies(t, raw); len(found) > 0 {
		t.Errorf("a fresh packet is wrong: %v", found)
	}
	var formats, evidence, paths []string
	for _, f := range m.Files {
		paths = append(paths, f.Path)
		switch {
		case f.Format != "":
			formats = append(formats, f.Format)
		case strings.HasPrefix(f.Path, "evidence/"):
			evidence = append(evidence, fmt.Sprint(f.Path, f.Claims, f.MediaType))
		}
	}
	for _, l := range m.LeftOut {
		formats = append(formats, l.Format)
		if len(l.Reasons) == 0 {
			t.Errorf("%s is left out without a reason", l.Format)
		}
	}
	var all []string
	for _, f := range export.Formats {
		all = append(all, f.Name)
	}
	slices.Sort(all)
	if slices.Sort(formats); !slices.Equal(formats, all) {
		t.Errorf("it has the formats %v of %v", formats, all)
	}
	if want := []string{"evidence/claim-01/minutes.txt[1 2]text/plain", "evidence/claim-01/Minutes-2.TXT[1]text/plain", "evidence/claim-02/counts.csv[2]text/csv"}; !slices.Equal(evidence, want) {
		t.Errorf("it has the evidence %q", evidence)
	}
	entries := unzip(t, raw)
	var names []string
	for _, e := range entries {
		names = append(names, e.name)
	}
	if !slices.Equal(names, append(paths, "manifest.json")) {
		t.Errorf("the ZIP has %v, the manifest %v", names, paths)
	}
	var written packet.Manifest
	must(t, json.Unmarshal([]byte(entries[len(entries)-1].content), &written))
	if fmt.Sprint(written) != fmt.Sprint(m) || m.ExportedBy != "Eva Editor" || m.Stet != "v1" || m.For != models.ForInternal || m.Article.Revision != 1 || !m.Article.Draft || m.Article.SHA256 != d.checked(models.ForInternal).Article.SHA256 {
		t.Errorf("the manifest is %+v", written)
	}
	checkSums(t, entries)
}

// checkSums does what sha256sum --check does.
func checkSums(t *testing.T, entries []entry) {
	t.Helper()
	sums := map[string]string{}
	for _, e := range entries {
		sum := sha256.Sum256([]byte(e.content))
		sums[e.name] = hex.EncodeToString(sum[:])
	}
	lines := strings.Split(strings.TrimSpace(entries[len(entries)-2].content), "\n")
	for _, l := range lines {
		if sum, name, found := strings.Cut(l, "  "); !found || sums[name] != sum {
			t.Errorf("SHA256SUMS has %q", l)
		}
	}
	if len(lines) != len(entries)-2 {
		t.Errorf("SHA256SUMS has %d lines for %d files", len(lines), len(entries)-2)
	}
}

// copiedDesk is a desk where the page of an item was handed in, and has a copy in
// an archive.
func copiedDesk(t *testing.T) *desk {
	t.Helper()
	d := newDesk(t)
	c := d.Claim(d.article.ID, "people a day")
	d.attach(c.ID, models.SourceForm{Title: "Site", URL: "https://example.org/site"}, "site.txt", "the words")
	d.attach(c.ID, models.SourceForm{Title: "Other"})
	e := d.Detail(c.ID).Evidence[0]
	_, err := d.Store.UploadCapture(t.Context(), d.Editor, e.ID, models.UploadedCapture{URL: "https://example.org/site", FileName: "con?.mhtml", Upload: []byte("MIME"), Body: []byte("<p>the words"), Readable: "the words", Page: models.CapturePage{MediaType: "text/html"}})
	must(t, err)
	_, err = d.Store.AddArchiveLink(t.Context(), d.Editor, e.ID, "https://archive.today/abc")
	must(t, err)
	return d
}

func TestAPacketHoldsWhatWasKeptOfPagesUnderTheNumbersOfClaimAndEvidence(t *testing.T) {
	t.Parallel()
	d := copiedDesk(t)
	for _, audience := range models.Audiences {
		raw, m := packs(t, d.contents(audience))
		if found := verifies(t, raw); len(found) > 0 {
			t.Errorf("for %s, a fresh packet is wrong: %v", audience, found)
		}
		var pages []string
		for _, f := range m.Files {
			if slices.Contains(f.Claims, 3) {
				pages = append(pages, fmt.Sprint(f.Path, f.Claims, f.MediaType))
			}
		}
		want := []string{"evidence/claim-03/site.txt[3]text/plain", "captures/claim-03/evidence-1-page.html[3]text/html", "captures/claim-03/evidence-1-con_.mhtml[3]application/octet-stream"}
		if audience == models.ForPublic {
			want = nil
		}
		if !slices.Equal(pages, want) { // the text of the page is the file that was attached, and is there once
			t.Errorf("for %s it has %q", audience, pages)
		}
	}
	c := d.contents(models.ForInternal)
	open := c.Open
	c.Open = func(f models.CheckedFile) (io.ReadSeekCloser, error) {
		if f.SHA256 == c.Checked.Claims[2].Evidence[0].Captures[0].Upload {
			return nil, fs.ErrNotExist
		}
		return open(f)
	}
	_, err := packet.Write(t.Context(), io.Discard, c, nil)
	wantRefused(t, err, "copy of a page, evidence for claim 3")
}

func TestTheSameContentsMakeTheSamePacket(t *testing.T) {
	t.Parallel()
	c := newDesk(t).contents(models.ForLegal)
	first, _ := packs(t, c)
	if second, _ := packs(t, c); !bytes.Equal(first, second) {
		t.Error("two packets of one article differ")
	}
}

func TestThePublicGetsNoEvidenceFile(t *testing.T) {
	t.Parallel()
	raw, m := packs(t, newDesk(t).contents(models.ForPublic))
	if found := verifies(t, raw); len(found) > 0 || slices.ContainsFunc(m.Files, func(f packet.File) bool { return strings.HasPrefix(f.Path, "evidence/") }) {
		t.Errorf("found %v in %+v", found, m.Files)
	}
	if _, err := opens(t, raw).Checked(); err == nil {
		t.Error("a packet for the public is read back")
	}
}

// TestAConfidentialSourceIsInNoByteOfAPacket plants the name of a source
// wherever a person can write one, and looks for it in the packet, unpacked.
func TestAConfidentialSourceIsInNoByteOfAPacket(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.Claim(d.article.ID, "people a day")
	_, err := d.Store.CreateEvidence(t.Context(), d.Editor, c.ID, models.EvidenceForm{
		Relation: models.Supports, Locator: "Planted locator", Excerpt: "Planted excerpt", Note: "Planted note", SearchedWhere: "Planted where", SearchedHow: "Planted how",
		Source: models.SourceForm{Title: "Planted title", Publisher: "Planted publisher", Author: "Planted author", URL: "https://planted.example/", PublishedOn: "1987-06-05",
			Type: models.SourcePerson, Tier: models.TierTertiary, Confidentiality: models.ConfidentialSource},
		Files: []models.Upload{{Name: "planted.txt", Data: strings.NewReader("Planted bytes")}}})
	must(t, err)
	for _, audience := range models.Audiences {
		raw, m := packs(t, d.contents(audience))
		all := string(raw)
		for _, e := range unzip(t, raw) {
			all += e.name + e.content
			if strings.HasSuffix(e.name, ".docx") || strings.HasSuffix(e.name, ".xlsx") {
				for _, inner := range unzip(t, []byte(e.content)) {
					all += inner.name + inner.content
				}
			}
		}
		for _, leak := range []string{"planted", "1987-06"} {
			if strings.Contains(strings.ToLower(all), leak) {
				t.Errorf("%q is in the packet for %s", leak, audience)
			}
		}
		if slices.ContainsFunc(m.Files, func(f packet.File) bool { return slices.Contains(f.Claims, c.Number) }) {
			t.Errorf("the packet for %s has a file of claim %d", audience, c.Number)
		}
	}
}

func TestAMissingOrAlteredEvidenceFileIsNamedAndNoPacketMade(t *testing.T) {
	t.Parallel()
	c := newDesk(t).contents(models.ForInternal)
	open := c.Open
	c.Open = func(f models.CheckedFile) (io.ReadSeekCloser, error) {
		if f.Name == "counts.csv" {
			return nil, fs.ErrNotExist
		}
		return open(f)
	}
	_, err := packet.Write(t.Context(), io.Discard, c, nil)
	wantRefused(t, err, "counts.csv")
	c.Open = func(f models.CheckedFile) (io.ReadSeekCloser, error) {
		if f.Name == "counts.csv" {
			f.SHA256 = c.Checked.Claims[0].Evidence[0].Files[0].SHA256
		}
		return open(f)
	}
	_, err = packet.Write(t.Context(), io.Discard, c, nil)
	wantRefused(t, err, "counts.csv")
}

func TestProgressRunsToItsEndAndAPacketIsStoppedInTheMiddle(t *testing.T) {
	t.Parallel()
	c := newDesk(t).contents(models.ForInternal)
	var last, total int64
	_, err := packet.Write(t.Context(), io.Discard, c, func(done, of int64) {
		if done < last || done > of || total != 0 && of != total {
			t.Errorf("from %d of %d to %d of %d", last, total, done, of)
		}
		last, total = done, of
	})
	if must(t, err); last != total || total == 0 {
		t.Errorf("it ended at %d of %d", last, total)
	}
	ctx, stop := context.WithCancel(t.Context())
	_, err = packet.Write(ctx, io.Discard, c, func(done, total int64) {
		if done > total/2 {
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestNamesOfFilesAreFitForEverySystem(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	c := d.Claim(d.article.ID, "costs nothing")
	names := []string{`C:\evil\..\..\boot.ini`, "../../etc/passwd", "con.txt", "a?b*c.txt", ".hidden. ", strings.Repeat("ä", 149) + ".pdf", "naïve 报告.pdf", "naïve 报告.PDF"}
	var files []string
	for i, n := range names {
		files = append(files, n, fmt.Sprint("content ", i))
	}
	d.attach(c.ID, models.SourceForm{Title: "Names"}, files...)
	raw, m := packs(t, d.contents(models.ForInternal))
	if found := verifies(t, raw); len(found) > 0 {
		t.Errorf("found %v", found)
	}
	seen := map[string]bool{}
	for _, f := range m.Files {
		base := f.Path[strings.LastIndex(f.Path, "/")+1:]
		if !fs.ValidPath(f.Path) || strings.ContainsAny(f.Path, `\:*?"<>|`) || len(base) > 160 || strings.HasPrefix(strings.ToLower(base), "con.") || seen[strings.ToLower(f.Path)] {
			t.Errorf("a file is called %q", f.Path)
		}
		seen[strings.ToLower(f.Path)] = true
	}
	if len(m.Files) != len(seen) || !seen["evidence/claim-03/naïve 报告.pdf"] || !seen["evidence/claim-03/naïve 报告-2.pdf"] {
		t.Errorf("the files are %v", seen)
	}
}
