package packet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"stet/app/packet"
	"stet/models"
	"stet/models/modelstest"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// desk is a newsroom with an article whose claims have evidence files.
type desk struct {
	*modelstest.Story
	article models.Article
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	s, _ := modelstest.Open(t)
	d := &desk{Story: modelstest.NewStory(t, s)}
	d.article = d.Article("# The harbour tram\n\nThe council approved the tram in 2019. It carries 31,400 people a day.\n\nIt costs nothing.")
	first, second := d.Claim(d.article.ID, "approved the tram in 2019"), d.Claim(d.article.ID, "31,400 people")
	d.attach(first.ID, models.SourceForm{Title: "Minutes", Publisher: "The council"}, "minutes.txt", "minutes of the meeting", "Minutes.TXT", "other minutes")
	d.attach(second.ID, models.SourceForm{Title: "Counts"}, "counts.csv", "day,people\nMonday,31400\n", "minutes again.txt", "minutes of the meeting")
	d.Propose(first, "correct")
	must(t, d.Decide(d.Reviewer, first.ID, models.Approve))
	d.Skip(d.article.ID, "It costs nothing")
	return d
}

// attach adds an item of evidence with files, given as names and contents.
func (d *desk) attach(claimID int64, source models.SourceForm, files ...string) {
	d.T.Helper()
	form := models.EvidenceForm{Relation: models.Supports, Locator: "p. 1", Source: source}
	for i := 0; i+1 < len(files); i += 2 {
		form.Files = append(form.Files, models.Upload{Name: files[i], Data: strings.NewReader(files[i+1])})
	}
	_, err := d.Store.CreateEvidence(d.T.Context(), d.Editor, claimID, form)
	must(d.T, err)
}

func (d *desk) checked(audience models.Audience) models.Checked {
	d.T.Helper()
	c, err := d.Store.Checked(d.T.Context(), d.Reviewer, d.article.ID, audience)
	must(d.T, err)
	return c
}

func (d *desk) contents(audience models.Audience) packet.Contents {
	return packet.Contents{Checked: d.checked(audience), Public: d.checked(models.ForPublic), By: "Eva Editor", Stet: "v1", Open: d.Store.OpenChecked}
}

// packs writes a packet.
func packs(t testing.TB, c packet.Contents) ([]byte, packet.Manifest) {
	t.Helper()
	var b bytes.Buffer
	m, err := packet.Write(t.Context(), &b, c, nil)
	must(t, err)
	return b.Bytes(), m
}

func opens(t testing.TB, raw []byte) *packet.Packet {
	t.Helper()
	p, err := packet.Open(bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	return p
}

func verifies(t testing.TB, raw []byte) []string {
	t.Helper()
	found, err := opens(t, raw).Verify(context.Background(), nil)
	must(t, err)
	return found
}

// wantRefused fails the test unless the error is a sentence with the words.
func wantRefused(t testing.TB, err error, words string) {
	t.Helper()
	var refused *models.Refused
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason.String(), words) {
		t.Errorf("got %v, want a refusal with %q", err, words)
	}
}

// entry is one file of a ZIP, to be written anew.
type entry struct{ name, content string }

func unzip(t testing.TB, raw []byte) []entry {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	must(t, err)
	var all []entry
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		content, err := io.ReadAll(r)
		must(t, err)
		all = append(all, entry{f.Name, string(content)})
	}
	return all
}

func rezip(t testing.TB, all []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range all {
		w, err := z.Create(e.name)
		must(t, err)
		_, err = io.WriteString(w, e.content)
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// change rewrites the content of the first entry whose name ends so.
func change(all []entry, suffix string, to func(string) string) []entry {
	all = slices.Clone(all)
	for i := range all {
		if strings.HasSuffix(all[i].name, suffix) {
			all[i].content = to(all[i].content)
			break
		}
	}
	return all
}
