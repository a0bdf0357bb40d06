package models_test

import (
	"io"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// wantSealed fails the test when something of a kept page of a source that is
// confidential now can still be read by who was not named, or is lost for who was.
func wantSealed(t *testing.T, st *modelstest.Story, evidenceID int64) {
	t.Helper()
	s := st.Store
	for _, query := range []string{"SELECT url FROM captures", "SELECT url FROM archive_links", "SELECT data FROM events WHERE data LIKE '%example.org/counts%'", "SELECT payload FROM jobs WHERE payload LIKE '%example.org%'"} {
		if n := there(t, s, query); n > 0 {
			t.Errorf("%s: %d rows", query, n)
		}
	}
	for _, data := range []string{"<p>" + page + "</p>", page, "WARC", "<p>saved</p>", "saved"} {
		if s.Keeps(data) {
			t.Errorf("%q is still kept as it was", data)
		}
	}
	e, err := s.EvidenceItem(t.Context(), st.Editor, evidenceID)
	must(t, err)
	var held []string
	for _, f := range e.Files {
		if _, _, err := s.OpenFile(t.Context(), st.Reviewer, f.ID); err == nil {
			t.Error("somebody who was not named opens the copy")
		}
		_, r, err := s.OpenFile(t.Context(), st.Editor, f.ID)
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		must(t, r.Close())
		held = append(held, string(data))
	}
	if got := strings.Join(held, "|"); got != "WARC|<p>saved</p>" {
		t.Errorf("the vault holds %q", got)
	}
}

func TestTheCopiesOfASourceThatBecomesConfidentialAreSealedWithIt(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		_, e := copied(t, st)
		_, err := s.EditSource(t.Context(), st.Editor, *e.SourceID, models.SourceForm{Version: 1, Title: "The counts", Alias: "A clerk", URL: "https://example.org/counts", Confidentiality: models.ConfidentialSource})
		must(t, err)
		wantSealed(t, st, e.ID)
	})
}

func TestTheCopiesOfAnItemThatMovesToAConfidentialSourceAreSealedWithIt(t *testing.T) {
	t.Parallel()
	capturing(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		_, e := copied(t, st)
		_, err := s.EditEvidence(t.Context(), st.Editor, e.ID, models.EvidenceForm{Version: 1, Relation: models.Supports, Locator: "p. 1",
			Source: models.SourceForm{Title: "Zdenka Quill", Alias: "A clerk", Confidentiality: models.ConfidentialSource}})
		must(t, err)
		wantSealed(t, st, e.ID)
	})
}

func TestALinkToAnArchiveGoesWithoutACopyBesideIt(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) { // which fetches no pages
		st := newsroom(t, s)
		e := st.Evidence(st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people").ID)
		_, err := s.AddArchiveLink(t.Context(), st.Editor, e.ID, "https://web.archive.org/web/2026/https://example.org/counts")
		must(t, err)
		_, err = s.EditSource(t.Context(), st.Editor, *e.SourceID, models.SourceForm{Version: 1, Title: "The counts", Alias: "A clerk", Confidentiality: models.ConfidentialSource})
		must(t, err)
		if n := there(t, s, "SELECT url FROM archive_links"); n > 0 {
			t.Errorf("%d links stay", n)
		}
	})
}
