package export

import (
	"strings"
	"testing"
	"time"

	"stet/models"
)

func TestEveryFormatNamesTheCopiesOfAPageOutside(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	c.Claims[3].AppearanceURL = c.Claims[0].Evidence[0].Source.URL
	for _, f := range Formats {
		file := written(t, f.Name, c)
		if !strings.Contains(inflated(t, file), "web.archive.org/web/20261111101200") && !strings.Contains(strings.Join(strings.Fields(inflated(t, file)), ""), "web.archive.org/web/20261111101200") {
			t.Errorf("%s lacks the copy in the archive", f.Name)
		}
	}
}

func TestALineSaysWhatWasKeptOfAPageHowAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	then := at
	const page = "https://a.example/p"
	for want, c := range map[string]models.CheckedCapture{
		"Kept on 14 November 2026, 09:12 UTC: https://a.example/p":                                                               {URL: page, KeptAt: &then},
		"No copy of https://a.example/p, asked for by Eva Editor, 14 November 2026, 09:12 UTC: It is gone.":                      {URL: page, Status: models.CaptureFailed, By: "Eva Editor", AskedAt: &then, Reason: "It is gone."},
		"Copy of https://a.example/p, fetched on 14 November 2026, 09:12 UTC for Eva Editor. SHA-256: page 1a, text 2b, WARC 3c": {URL: page, Status: models.CaptureKept, By: "Eva Editor", KeptAt: &then, Page: "1a", Text: "2b", WARC: "3c"},
		"Copy of https://a.example/p, handed in by Sam Second on 14 November 2026, 09:12 UTC as p.wacz; the page is gone since, seen on 14 November 2026, 09:12 UTC; a file of it is altered. " +
			"It came from https://a.example/q at 192.0.2.1:443 by 3 answers, the last one included; SHA-256 of the certificate 5e. SHA-256: file 4d": {URL: page, Status: models.CaptureKept, HandedIn: true, By: "Sam Second", AskedAt: &then, FileName: "p.wacz",
			Drift: models.DriftGone, DriftAt: &then, Damage: models.DamageAltered, FinalURL: "https://a.example/q", Remote: "192.0.2.1:443", Hops: 3, Certificate: "5e", Upload: "4d"},
	} {
		if got := copied(&c); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestSourcesOfOneOriginAreSaidToCountOnce(t *testing.T) {
	t.Parallel()
	item := models.CheckedEvidence{Relation: models.Supports, Source: &models.CheckedSource{Title: "A"}}
	secret := models.CheckedEvidence{Relation: models.Supports, Source: &models.CheckedSource{Title: models.ConfidentialName, Confidential: true}}
	other := models.CheckedEvidence{Relation: models.Context, Source: &models.CheckedSource{Title: "A"}}
	for _, c := range []struct {
		items   []models.CheckedEvidence
		origins int
		want    string
	}{
		{[]models.CheckedEvidence{item, item}, 1, "2 supporting items go back to 1 origin: those of one origin count once."},
		{[]models.CheckedEvidence{item, item, item}, 2, "3 supporting items go back to 2 independent origins: those of one origin count once."},
		{[]models.CheckedEvidence{item, item}, 2, "2 independent origins."},
		{[]models.CheckedEvidence{item, item}, 0, ""}, // it would tell of a source that may not be named
		{[]models.CheckedEvidence{item, secret, other}, 1, ""},
	} {
		if got := origins(&models.CheckedClaim{Evidence: c.items, Origins: c.origins}); got != c.want {
			t.Errorf("%d origins of %d items: %q, want %q", c.origins, len(c.items), got, c.want)
		}
	}
	if got := traced(&models.CheckedSource{Title: "B", Origin: &models.CheckedSource{Title: "Wire", Publisher: "Agency"}}); got != "Has its facts from Wire, Agency" {
		t.Errorf("traced: %q", got)
	}
}

func TestAReferenceIsThePageAsItWasWhenItWasLastKept(t *testing.T) {
	t.Parallel()
	early, late := at.Add(-time.Hour*48), at
	source := &models.CheckedSource{Title: "A", URL: "https://a.example/p"}
	c := models.Checked{Claims: []models.CheckedClaim{
		{Evidence: []models.CheckedEvidence{{Source: source, Captures: []models.CheckedCapture{{URL: source.URL, KeptAt: &late}, {URL: source.URL, KeptAt: &early}, {URL: "https://b.example/"}}}}},
		{Evidence: []models.CheckedEvidence{{Source: source, Archives: minuteArchives()}, {Source: source, Archives: minuteArchives()}, {Source: &models.CheckedSource{Title: "Secret", Confidential: true}}}}}}
	if p := keptPages(&c)[source.URL]; p.at == nil || !p.at.Equal(late) || len(p.addresses()) != 1 {
		t.Errorf("kept %v, in %v", p.at, p.addresses())
	}
}
