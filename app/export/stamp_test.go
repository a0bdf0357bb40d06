package export

import (
	"strings"
	"testing"
	"time"

	"stet/models"
)

func TestAnExportForLegalSaysWhatBecameOfTheTimeStamp(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	for words, stamp := range map[string]*models.CheckedTimeStamp{
		"time-stamp of 2 March 2026, 09:30 UTC by Test Time Authority.":         {Status: models.StampKept, At: &at, Authority: "Test Time Authority", Trusted: true},
		"by Test Time Authority, whose certificate was not checked.":            {Status: models.StampKept, At: &at, Authority: "Test Time Authority"},
		"A time-stamp was asked for, and there is none yet. It does not answer": {Status: models.StampFailed, Reason: "It does not answer."},
	} {
		c := tram(t, false)
		c.SignOff.TimeStamp = stamp
		if says := standing(&c); !strings.Contains(says, words) {
			t.Errorf("it says %q, want %q", says, words)
		}
		if html := written(t, "html", c); !strings.Contains(html, strings.TrimSuffix(words, ".")) {
			t.Errorf("the page does not say %q", words)
		}
	}
}
