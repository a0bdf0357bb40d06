package web_test

import (
	"encoding/binary"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

// silence is a recording of so many seconds in which nobody speaks: WAVE, a
// thousand samples a second.
func silence(seconds int) string {
	n := seconds * 1000
	b := []byte("RIFF")
	b = binary.LittleEndian.AppendUint32(b, uint32(36+n))
	b = append(b, "WAVEfmt "...)
	b = binary.LittleEndian.AppendUint32(b, 16)
	for _, v := range []uint16{1, 1, 1000, 0, 1000, 0, 1, 8} {
		b = binary.LittleEndian.AppendUint16(b, v)
	}
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(n))
	return string(b) + strings.Repeat("\x80", n)
}

// attached is an item of evidence with one file.
func (n *newsroom) attached(claimID int64, where, excerpt, name, data string, c models.Confidentiality) models.Evidence {
	n.t.Helper()
	_, err := n.Store.CreateEvidence(n.t.Context(), n.Editor, claimID, models.EvidenceForm{Relation: models.Supports, Locator: where, Excerpt: excerpt,
		Source: models.SourceForm{Title: "A source of " + name, Confidentiality: c}, Files: []models.Upload{{Name: name, Data: strings.NewReader(data)}}})
	if err != nil {
		n.t.Fatal(err)
	}
	return n.Detail(claimID).Evidence[len(n.Detail(claimID).Evidence)-1]
}

func TestEvidenceOpensAtItsPlace(t *testing.T) {
	t.Parallel()
	n := open(t)
	claim := n.Claim(n.Article(tram).ID, "31,412")
	reader := n.as(n.Viewer)
	for _, c := range []struct {
		name, data, where, excerpt string
		wants                      []string
	}{
		{"counts.csv", "line;boardings\nharbour;31,412\n", "B2", "31,412", []string{`<td dir="auto" id="place"><mark>31,412</mark>`, "word for word"}},
		{"counts.csv", "line,boardings\nharbour,31412\n", "B2", "31,412", []string{`<mark>31412</mark>`, "not in these cells"}},
		{"tape.txt", "Nobody spoke.\n\nThe mayor said: it carries 31,412 people.\n", "12:31", "it carries 31,412 people", []string{`<mark id="excerpt">it carries 31,412 people</mark>`, "word for word"}},
		{"tape.wav", silence(2), "0:01", "", []string{`<audio controls`, `#t=1"`, "From 0:00:01"}},
		{"notes.bin", "\x00\x01\x02\x03", "p. 1", "", []string{"cannot be shown here"}},
		{"broken.xlsx", "PK\x03\x04 no workbook", "B2", "", []string{"Save the file"}},
	} {
		e := n.attached(claim.ID, c.where, c.excerpt, c.name, c.data, models.PublicSource)
		page := reader.get(path("/evidence/%d/files/%d", e.ID, e.Files[0].ID))
		for _, want := range c.wants {
			if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), want) {
				t.Errorf("%s at %s: %d lacks %s", c.name, c.where, page.Code, want)
			}
		}
		if other := reader.get(path("/evidence/%d/files/%d", e.ID, e.Files[0].ID+100)); other.Code != http.StatusNotFound {
			t.Errorf("a file of nobody answers %d", other.Code)
		}
	}
	sealed := n.attached(claim.ID, "p. 1", "", "secret.txt", "Zdenka Quill said so.", models.ConfidentialSource)
	if page := n.as(n.Editor).get(path("/evidence/%d/files/%d", sealed.ID, sealed.Files[0].ID)).Body.String(); strings.Contains(page, "Zdenka") || !strings.Contains(page, "sealed") {
		t.Error("a sealed file is shown")
	}
}

func TestARecordingIsSentInRanges(t *testing.T) {
	t.Parallel()
	n := open(t)
	e := n.attached(n.Claim(n.Article(tram).ID, "31,412").ID, "0:01", "", "tape.wav", silence(2), models.PublicSource)
	reader := n.as(n.Viewer)
	reader.header.Set("Range", "bytes=100-199")
	part := reader.get(path("/files/%d", e.Files[0].ID))
	if part.Code != http.StatusPartialContent || part.Body.Len() != 100 || part.Header().Get("Content-Type") != "audio/wav" || part.Header().Get("Content-Range") != "bytes 100-199/2044" {
		t.Errorf("%d, %d bytes, %v", part.Code, part.Body.Len(), part.Header())
	}
}
