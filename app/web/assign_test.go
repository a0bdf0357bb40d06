package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

// assign is a write that gives a claim to its maker.
func assign(s *scene) (string, []string) {
	c := s.claim()
	return path("/articles/%d/assign", c.ArticleID), []string{"claim", fmt.Sprintf("%d.0", c.ID), "person", fmt.Sprint(s.Second.ID), "sure", "1"}
}

// assignByRule is a write that does what the only rule says.
func assignByRule(s *scene) (string, []string) {
	c := s.claim()
	at, _ := s.noRules()
	was := models.StampOfRules(nil, false)
	s.must(s.Store.SetAssignRules(s.T.Context(), s.Admin, models.AssignRulesForm{Was: was, Rules: []models.AssignRule{{UserID: &s.Reviewer.ID}}}))
	if at == "" {
		s.T.Fatal("no rules can be set")
	}
	return path("/articles/%d/assign/rules", c.ArticleID), []string{"share", fmt.Sprintf("%d.%d", c.ID, s.Reviewer.ID)}
}

// noRules takes every rule away, and is a write that has it so.
func (s *scene) noRules() (string, []string) {
	s.T.Helper()
	rules, err := s.Store.AssignRules(s.T.Context())
	s.must(err)
	s.must(s.Store.SetAssignRules(s.T.Context(), s.Admin, models.AssignRulesForm{Was: models.StampOfRules(rules, false)}))
	return "/rules", []string{"was", models.StampOfRules(nil, false)}
}

func TestClaimsAreGivenByTickingThemAndWhatWasTypedIsKept(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	eva := n.as(n.Editor)
	at := path("/articles/%d/assign", c.ArticleID)
	eva.get(at + path("?claim=%d", c.ID)).status(http.StatusOK).holds(path(`value="%d.0" checked`, c.ID))
	eva.post(at, "person", path("%d", n.Second.ID), "note", "Asked the port.").status(http.StatusUnprocessableEntity).holds("Tick the claims first.", "Asked the port.")
	eva.post(at+"?who=nobody", "claim", path("%d.0", c.ID), "person", path("%d", n.Second.ID), "note", "Asked the port.", "due_at", "2020-01-02T10:00").leads(at + "?who=nobody")
	eva.get(path("/articles/%d?claim=%d", c.ArticleID, c.ID)).holds(n.Second.Name, "Asked the port.", "Was due ")
	page := eva.post(at, "claim", path("%d.0", c.ID), "person", path("%d", n.Editor.ID), "note", "Mine now.").status(http.StatusConflict)
	page.holds("Mine now.", path(`value="%d.%d" checked`, c.ID, n.Second.ID))
	eva.post(path("/claims/%d/take", c.ID), "was", path("%d", n.Second.ID)).leads(path("/articles/%d?claim=%d", c.ArticleID, c.ID))
	eva.get(path("/claims/%d/history", c.ID)).holds("took claim 1", "gave claim 1 to "+n.Second.Name, "Asked the port.")
	eva.get("/people/load").holds(n.Editor.Name, `<span class="late">1</span>`)
}

func TestTheListOfClaimsIsNarrowedByWhatIsAskedFor(t *testing.T) {
	t.Parallel()
	n := open(t)
	a := n.Article(tram)
	mine, other := n.Claim(a.ID, "31,412"), n.Claim(a.ID, "1998")
	if err := n.Store.TakeClaim(t.Context(), n.Editor, mine.ID, 0); err != nil {
		t.Fatal(err)
	}
	for query, want := range map[string][2]bool{"": {true, true}, "?who=me": {true, false}, "?who=nobody": {false, true}, "?risk=high": {false, false}, "?kind=other&status=open": {true, true}, "?status=stale": {false, false}} {
		page := n.as(n.Editor).get(path("/articles/%d/assign", a.ID) + query).status(http.StatusOK).Body.String()
		for i, c := range []models.Claim{mine, other} {
			if got := strings.Contains(page, path(`name="claim" value="%d.`, c.ID)); got != want[i] {
				t.Errorf("%q lists claim %d: %v", query, c.Number, got)
			}
		}
	}
}

func TestRulesAreSetInTheirOrderAndWrongOnesKeepWhatWasChosen(t *testing.T) {
	t.Parallel()
	n := open(t)
	admin := n.as(n.Admin)
	admin.post("/sections", "name", "Courts").leads("/sections/1")
	was := models.StampOfRules(nil, false)
	fields := []string{"was", was, "rows", "3", "order_1", "2", "to_1", path("%d", n.Second.ID), "order_2", "1", "kind_2", "number", "to_2", path("%d", n.Editor.ID), "order_3", "3"}
	admin.post("/rules", append(fields, "section_3", "1", "to_3", "least")...).status(http.StatusUnprocessableEntity).holds("This section has no members yet", `<option value="least" selected>`)
	admin.post("/rules", append(fields, "made", "1")...).leads("/rules")
	rules, err := n.Store.AssignRules(t.Context())
	if err != nil || len(rules) != 2 || rules[0].Kind != models.KindNumber || *rules[1].UserID != n.Second.ID {
		t.Errorf("the rules are %+v, %v", rules, err)
	}
	admin.post("/rules", fields...).status(http.StatusConflict).holds("Another admin has changed the rules")
	admin.post("/sections/1", "version", "1", "name", "Courts", "members", path("%d", n.Second.ID), "reviewers_normal", "9").status(http.StatusUnprocessableEntity).holds("Ask for 1 to 5 reviewers", path(`name="members" value="%d" checked`, n.Second.ID))
	admin.post("/sections/1", "version", "1", "name", "Courts", "members", path("%d", n.Second.ID), "reviewers_normal", "2").leads("/sections")
	admin.get("/sections").holds("2 reviewers")
}

func TestWhoIsAwayIsSaidSoWhereverPeopleAreChosen(t *testing.T) {
	t.Parallel()
	n := open(t)
	c := n.Claim(n.Article(tram).ID, "31,412")
	sam := n.as(n.Second)
	sam.post("/account/away", "from", "2020-01-01", "until", "2020-01-02").status(http.StatusUnprocessableEntity).holds("These days are over.", `value="2020-01-02"`)
	sam.post("/account/away", "from", "soon").status(http.StatusUnprocessableEntity).holds("Write the day as")
	sam.post("/account/away", "from", "2020-01-01", "until", "2099-01-02", "stand_in", path("%d", n.Editor.ID)).leads("/account")
	sam.get("/account").holds(`value="2020-01-01"`, `value="2099-01-02"`)
	eva := n.as(n.Editor)
	for _, at := range []string{path("/articles/%d/assign", c.ArticleID), path("/articles/%d?claim=%d", c.ArticleID, c.ID)} {
		eva.get(at).holds(n.Second.Name + " (away)")
	}
	give := []string{"claim", path("%d.0", c.ID), "person", path("%d", n.Second.ID)}
	at := path("/articles/%d/assign", c.ArticleID)
	eva.post(at, give...).status(http.StatusUnprocessableEntity).holds("is away", `name="sure"`)
	eva.post(at, append(give, "sure", "1")...).leads(at)
	eva.get("/").holds("Instead of <bdi>"+n.Second.Name, "31,412")
	n.as(n.Admin).post(path("/people/%d/away", n.Second.ID), "from", "", "until", "").leads("/people")
	if page := eva.get("/").Body.String(); strings.Contains(page, "Instead of") {
		t.Error("somebody who is back still has a stand-in")
	}
}
