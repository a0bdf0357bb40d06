package main_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"

	"stet/app/intake"
	"stet/models/text"
)

// payloads is markup that would run a script where it is let through: our own,
// and those of the shared material where it is there.
func payloads(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, line := range linesOf(t, "intake/testdata/payloads.txt") {
		if line == "" || strings.HasPrefix(line, "# ") {
			continue
		}
		if p, err := strconv.Unquote(line); err == nil {
			line = p
		}
		all = append(all, line)
	}
	own := len(all)
	const material = "../../shared/data/hostile/xss_dompurify_expect.jsonl"
	if _, err := os.Stat(material); err != nil {
		t.Logf("without %s, which is not there", material)
		return all
	}
	for _, line := range linesOf(t, material) {
		var c struct{ Payload string }
		if err := json.Unmarshal([]byte(line), &c); err != nil {
			t.Fatal(err)
		}
		all = append(all, c.Payload)
	}
	t.Logf("%d payloads of our own, %d of the material", own, len(all)-own)
	return all
}

func linesOf(t testing.TB, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []string
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 1<<20); lines.Scan(); {
		all = append(all, lines.Text())
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// takenIn is a payload as every way in reads it: as a fragment and as a page, as
// Markdown, as plain text and as a paste. What is refused is no danger.
func takenIn(t testing.TB, payload string) []text.Document {
	t.Helper()
	var all []text.Document
	for _, way := range []struct{ name, data string }{
		{"a.html", payload},
		{"a.html", "<!DOCTYPE html><html><head><title>T</title></head><body><article><p>" + strings.Repeat("Words of an article. ", 20) + "</p>" + payload},
		{"a.html", "<!DOCTYPE html><html><head>" + payload + "</head><body>" + payload},
		{"a.md", payload},
		{"a.md", "Words " + payload + "\n\n> " + payload},
		{"a.txt", payload},
	} {
		if r, err := intake.Read(way.name, []byte(way.data), intake.Options{}); err == nil {
			all = append(all, r.Document)
		}
	}
	if r, err := intake.Paste(payload, intake.Limits{}); err == nil {
		all = append(all, r.Document)
	}
	return append(all, text.Parse(payload))
}

// joined is one document of many.
func joined(documents []text.Document) text.Document {
	var parts []text.Part
	for _, d := range documents {
		for _, b := range d.Blocks {
			part := text.Part{Kind: b.Kind, Level: b.Level, Text: d.Slice(b.Span)}
			for _, m := range d.Marks {
				if b.Start <= m.Start && m.End <= b.End {
					m.Start, m.End = m.Start-b.Start, m.End-b.Start
					part.Marks = append(part.Marks, m)
				}
			}
			parts = append(parts, part)
		}
	}
	return text.Build(parts)
}
