package views

import (
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

func TestATimeIsToldInTheReadersDay(t *testing.T) {
	t.Parallel()
	tokyo := time.FixedZone("JST", 9*3600)
	c := Clock{Now: time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC), Zone: tokyo} // the 24th there, 01:00
	for _, test := range []struct {
		at   time.Time
		want string
	}{
		{c.Now.Add(-30 * time.Minute), "today 00:30"},
		{c.Now.Add(-90 * time.Minute), "yesterday 23:30"},
		{c.Now.Add(24 * time.Hour), "tomorrow 01:00"},
		{c.Now.Add(-72 * time.Hour), "Sat 01:00"},
		{c.Now.AddDate(0, -2, 0), "24 Sep 01:00"},
		{c.Now.AddDate(-2, 0, 0), "24 Nov 2024"},
	} {
		if got := string(c.When(test.at)); !strings.Contains(got, ">"+test.want+"</time>") || !strings.Contains(got, "+09:00") {
			t.Errorf("%v is %q, want %q", test.at, got, test.want)
		}
	}
}

func TestWhatIsDueIsCalledOutWhenItIsLateOrSoon(t *testing.T) {
	t.Parallel()
	c := Clock{Now: testNow}
	for _, test := range []struct {
		in   time.Duration
		want string
	}{{-time.Hour, `class="due late chip"`}, {time.Hour, `class="due soon chip"`}, {48 * time.Hour, `class="due chip"`}} {
		if got := string(c.Due(ref(testNow.Add(test.in)))); !strings.Contains(got, test.want) {
			t.Errorf("due in %v: %s, want %s", test.in, got, test.want)
		}
	}
	if c.Due(nil) != "" {
		t.Error("nothing is due without a deadline")
	}
}

func TestEveryActionHasWordsInTheHistory(t *testing.T) {
	t.Parallel()
	for _, l := range historyLines() {
		if got := Told(message.English, l); strings.HasPrefix(got, ".") || strings.Contains(got, "%") || deeds[l.Action] == "" {
			t.Errorf("%s is told as %q", l.Action, got)
		}
	}
}

func TestARefusedButtonIsShownWithItsReasonToWhoeverHasTheRole(t *testing.T) {
	t.Parallel()
	ws := fullWorkspace()
	const reason = "You proposed this verdict."
	reviewer, editor := chromeFor(2), chromeFor(1)
	for _, test := range []struct {
		chrome Chrome
		shown  bool
	}{{reviewer, true}, {editor, false}} {
		page := rendered(t, WorkspacePage{Chrome: test.chrome, Workspace: ws, Panel: NewPanel(test.chrome, fullDetail(ws, 0, reason))})
		if got := strings.Contains(page, `id="no-approve">`+reason); got != test.shown {
			t.Errorf("%s: the reason is shown: %v, want %v", test.chrome.User.Role, got, test.shown)
		}
	}
}

func TestTheMinimapStaysSmallHoweverLongTheArticle(t *testing.T) {
	t.Parallel()
	ws := bigWorkspace(200_000, 5_000)
	if drawn := string(Minimap(ws, ws.Claims[9].ID)); strings.Count(drawn, "<rect") > 1_000 || !strings.Contains(drawn, ` on"`) {
		t.Errorf("%d pieces are drawn", strings.Count(drawn, "<rect"))
	}
	empty := workspaceWith(text.Document{})
	if Minimap(empty, 0) == "" {
		t.Error("an empty article has no map")
	}
}

func TestEveryConstantHasALabel(t *testing.T) {
	t.Parallel()
	for _, s := range models.ClaimStatuses {
		if statusLabel(message.English, s, false) == "" || !strings.Contains(sprite, `id="`+statusIcon(s, false)+`"`) {
			t.Errorf("claim status %s has no label or icon", s)
		}
	}
	for _, l := range models.Looks {
		if l.Label() == "" || !strings.Contains(sprite, `id="v-`+string(l)+`"`) || patterned(l) && !strings.Contains(sprite, `id="p-`+string(l)+`"`) {
			t.Errorf("look %s has no label, icon or pattern", l)
		}
	}
	l := message.English
	if len(resolutions(l))+1 != len(models.Resolutions) || len(scopes(l)) != len(models.Scopes) || len(roles(l)) != len(models.Roles) ||
		len(tiers(l)) != len(models.Tiers) || len(relations(l)) != len(models.Relations) || len(claimants(l)) != len(models.Claimants) ||
		len(confidentialities(l)) != len(models.Confidentialities) || len(risks(l)) != len(models.Risks) || len(skipReasons(l)) != len(models.SkipReasons) || len(sourceTypes(l)) != len(models.SourceTypes) {
		t.Error("a picker offers more or less than there is")
	}
}
