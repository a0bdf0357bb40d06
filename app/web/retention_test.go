package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

func TestAnAdminSetsPeriodsAndEverybodySeesThem(t *testing.T) {
	t.Parallel()
	n := open(t)
	admin := n.as(n.Admin)
	fields := []string{"newsroom", "The Daily", "zone", "UTC", "reviewers_normal", "1", "reviewers_high", "2", "keep_killed", "30", "keep_captures", "many"}
	if page := admin.post("/settings", fields...).status(http.StatusUnprocessableEntity).Body.String(); !strings.Contains(page, `value="many"`) || !strings.Contains(page, `value="30"`) {
		t.Error("what was typed is gone")
	}
	fields[len(fields)-1] = ""
	admin.post("/settings", fields...).leads("/settings")
	set, err := n.Store.Settings(t.Context())
	if err != nil || set.Keep != (models.Periods{Killed: 30}) {
		t.Errorf("kept is %+v, %v", set.Keep, err)
	}
	if page := n.as(n.Viewer).get("/retention").status(http.StatusOK).Body.String(); !strings.Contains(page, "Articles that were killed: 30 days") {
		t.Error("the page does not say how long killed articles are kept")
	}
}

func TestAHoldIsSeenUntilAReviewerLiftsIt(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	editor, reviewer := n.as(n.Editor), n.as(n.Reviewer)
	at := path("/articles/%d/holds", a.ID)
	editor.post(at, "reason", " ").status(http.StatusUnprocessableEntity)
	editor.post(at, "reason", "We are being sued.").leads(at)
	for _, p := range []string{at, "/retention"} {
		if page := editor.get(p).Body.String(); !strings.Contains(page, "We are being sued.") || strings.Contains(page, "/lift") {
			t.Errorf("%s shows no hold, or lets an editor lift it", p)
		}
	}
	holds, err := n.Store.Holds(t.Context(), n.Editor, a.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	reviewer.post(path("/holds/%d/lift", holds[0].ID), "reason", "").status(http.StatusUnprocessableEntity)
	reviewer.post(path("/holds/%d/lift", holds[0].ID), "reason", "The case is over.").leads("/retention")
	if page := editor.get("/retention").Body.String(); !strings.Contains(page, "The case is over.") || !strings.Contains(page, "Rita Reviewer") {
		t.Error("the page does not say who lifted it and why")
	}
}
