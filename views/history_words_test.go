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
		{models.ClaimAssigned, models.Detail{Is: "by rule"}, "", "", ""},
	} {
		c := chromeFor(1)
		c.Language = message.German
		row := c.historyRows([]models.HistoryLine{{Event: models.Event{Action: test.action}, Detail: test.detail}})[0]
		if row.Said != test.said || row.Was != test.was || row.Is != test.is {
			t.Errorf("%s says %q, from %q to %q", test.action, row.Said, row.Was, row.Is)
		}
	}
}
