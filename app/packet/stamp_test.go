package packet_test

import (
	"crypto"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"stet/app/packet"
	"stet/models"
	"stet/models/modelstest"
	"stet/models/stamp"
)

// stampedDesk is a desk whose article is signed off and time-stamped.
func stampedDesk(t testing.TB, authority *modelstest.Authority) *desk {
	t.Helper()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Clock: modelstest.NewClock().Now, Capture: true})
	d := &desk{Story: modelstest.NewStory(t, s)}
	must(t, s.EditSettings(t.Context(), d.Admin, models.Settings{Newsroom: "The Kurier", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2, Authority: "https://tsa.example.org/"}))
	d.article = d.Article("The council approved the tram in 2019.")
	d.Approved(d.article.ID, "2019")
	signed, err := s.SignOffArticle(t.Context(), d.Reviewer, d.article.ID, d.article.RevisionID, "")
	must(t, err)
	job, err := s.TakeJob(t.Context(), models.JobStamp)
	must(t, err)
	sum, err := hex.DecodeString(signed.ListSHA256)
	must(t, err)
	answer := authority.Answer(&modelstest.Question{HashAlgorithm: crypto.SHA256, HashedMessage: sum, Nonce: big.NewInt(7), Certificates: true})
	is, err := stamp.Verify(answer, signed.ListSHA256, nil, nil)
	must(t, err)
	token, err := s.KeepToken(answer, is)
	must(t, err)
	must(t, s.FinishJob(t.Context(), job, models.JobResult{}, func(tx *models.Store) error { return tx.StampHad(t.Context(), 1, token) }))
	return d
}

func TestAPacketForLegalHoldsTheEvidenceListAndItsTimeStamp(t *testing.T) {
	t.Parallel()
	d := stampedDesk(t, modelstest.NewAuthority(t))
	raw, m := packs(t, d.contents(models.ForLegal))
	if found := verifies(t, raw); len(found) > 0 {
		t.Errorf("found %q", found)
	}
	p := opens(t, raw)
	if says := p.Stamped(); !strings.Contains(says, "2026-03-02T09:30:00Z") || !strings.Contains(says, `"Test Time Authority"`) {
		t.Errorf("it says %q", says)
	}
	if !strings.Contains(m.Summary(), "0 of them evidence") {
		t.Errorf("the summary is %q", m.Summary())
	}
	for _, audience := range []models.Audience{models.ForPublic, models.ForInternal} {
		raw, m := packs(t, d.contents(audience))
		if slices.ContainsFunc(m.Files, func(f packet.File) bool { return strings.HasPrefix(f.Path, "sign-off/") }) || opens(t, raw).Stamped() != "" {
			t.Errorf("the packet for %s has them", audience)
		}
	}
}

// TestATimeStampThatDoesNotFitItsListIsFound has packets whose manifests were
// written by whoever forged them.
func TestATimeStampThatDoesNotFitItsListIsFound(t *testing.T) {
	t.Parallel()
	authority := modelstest.NewAuthority(t)
	raw, _ := packs(t, stampedDesk(t, authority).contents(models.ForLegal))
	other, _ := packs(t, stampedDesk(t, authority).contents(models.ForLegal))
	whole, foreign := unzip(t, raw), unzip(t, other)
	content := func(all []entry, suffix string) string {
		return all[slices.IndexFunc(all, func(e entry) bool { return strings.HasSuffix(e.name, suffix) })].content
	}
	forge := func(suffix, by string) []entry {
		was := content(whole, suffix)
		forged := change(whole, suffix, func(string) string { return by })
		return change(forged, "manifest.json", func(s string) string {
			before, rest, _ := strings.Cut(s, models.SHA256([]byte(was)))
			return before + models.SHA256([]byte(by)) + strings.Replace(rest, fmt.Sprintf(`"size": %d,`, len(was)), fmt.Sprintf(`"size": %d,`, len(by)), 1)
		})
	}
	list := content(whole, "evidence-list.txt")
	for name, c := range map[string]struct {
		suffix, by, words string
	}{
		"another list":       {"evidence-list.txt", strings.Replace(list, "claim 1 ", "claim 2 ", 1), "something else"},
		"another text":       {"evidence-list.txt", content(foreign, "evidence-list.txt")[:30], "another text"},
		"another time-stamp": {"time-stamp.tsr", content(foreign, "time-stamp.tsr"), "something else"},
		"no time-stamp":      {"time-stamp.tsr", "not at all", "not a time-stamp"},
	} {
		if found := verifies(t, rezip(t, forge(c.suffix, c.by))); len(found) != 1 || !strings.Contains(found[0], c.words) {
			t.Errorf("%s: found %q", name, found)
		}
	}
}
