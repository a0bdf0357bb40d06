package views

import (
	"testing"

	"stet/models"
	"stet/models/message"
)

// TestTheHistorySaysWhatWasChosenInWords: the history keeps the values of the
// database, which nobody reads.
func TestTheHistorySaysWhatWasChosenInWords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		action        models.Action
		detail        models.Detail
		said, was, is string // in German
	}{
		{models.SkipCreated, models.Detail{Reason: "common_ground", Quote: "Paris is in France."}, "Nichts zu prüfen: allgemein bekannt · Paris is in France.", "", ""},
		{models.EvidenceCreated, models.Detail{Is: "nothing_found"}, "Nichts gefunden", "", "Nichts gefunden"},
		{models.ClaimResolved, models.Detail{Was: "stands", Is: "attributed"}, "", "Bleibt stehen", "Zugeschrieben"},
		{models.CaptureWasNot, models.Detail{Reason: "The site “a.example” cannot be reached. Try again later.", Why: message.New("The site “%s” cannot be reached. Try again later.", "a.example")}, "Die Website „a.example“ ist nicht erreichbar. Versuchen Sie es später noch einmal.", "", ""},
		{models.ArchiveLinked, models.Detail{Is: "Wayback Machine"}, "Wayback Machine", "", "Wayback Machine"},
		{models.ClaimAssigned, models.Detail{Is: "by rule"}, "Nach Regel", "", "Nach Regel"},
	} {
		c := chromeFor(1)
		c.Language = message.German
		row := c.historyRows([]models.HistoryLine{{Event: models.Event{Action: test.action}, Detail: test.detail}})[0]
		if row.Said != test.said || row.Was != test.was || row.Is != test.is {
			t.Errorf("%s says %q, from %q to %q", test.action, row.Said, row.Was, row.Is)
		}
	}
}

func TestTheHistoryHasWordsForEveryValue(t *testing.T) {
	t.Parallel()
	values := map[models.Action][]string{}
	put := func(in models.Action, is ...string) { values[in] = append(values[in], is...) }
	for _, r := range models.Relations {
		put(models.EvidenceCreated, string(r))
	}
	for _, v := range models.Validities {
		put(models.SourceMarked, string(v))
	}
	for _, r := range models.Resolutions {
		put(models.ClaimResolved, string(r))
	}
	for _, c := range models.Channels {
		put(models.ReplyAttempted, string(c))
	}
	for _, c := range models.Causes {
		put(models.AmendmentLogged, string(c))
	}
	for in, all := range values {
		seen := map[string]string{}
		for _, is := range all {
			said := chromeFor(1).chosen(in, is)
			if same, twice := seen[said]; is != "" && (said == "" || twice) {
				t.Errorf("%s says %q of %q, as of %q", in, said, is, same)
			}
			seen[said] = is
		}
	}
}
