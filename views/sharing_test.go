package views

import (
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
)

// sharingPages are the pages on which work is shared out.
func sharingPages(ws *models.Workspace) map[string]Page {
	editor, viewer, admin := chromeFor(1), chromeFor(3), chromeFor(2)
	away := models.User{ID: 4, Name: long, Active: true, Role: models.RoleEditor, Away: true, AwayFrom: ref(testNow.Add(-time.Hour)), AwayUntil: ref(testNow.Add(48 * time.Hour)), StandInID: ref(int64(1))}
	people := map[int64]models.User{1: testPeople[1], 2: testPeople[2], 4: away}
	everybody := []models.User{testPeople[1], testPeople[2], testPeople[3], away}
	rules := []models.AssignRule{{Position: 1, Kind: models.KindNumber, Risk: models.RiskHigh, SectionID: ref(int64(7)), UserID: ref(int64(4))}, {Position: 2}}
	claims := []models.Claim{
		{ID: 1, Number: 1, Wording: long, Kind: models.KindNumber, Risk: models.RiskHigh, Status: models.ClaimOpen, AssigneeID: ref(int64(1)), DueAt: ref(testNow.Add(-time.Hour)), Look: models.LookOpen},
		{ID: 2, Number: 2, Wording: "The <second>", Kind: models.KindName, Status: models.ClaimInReview, Look: models.LookTrue},
	}
	board := models.Assigning{Article: ws.Article, Claims: claims, People: people, Rules: rules, Sections: map[int64]string{7: "<City>"},
		Assignables: []models.Assignable{{User: testPeople[1], Open: 2}, {User: away}}, Loads: []models.Load{{User: testPeople[1], Open: 2, InReview: 1, Overdue: 1}, {User: away}},
		Shares: []models.Share{{Claim: claims[1], UserID: 1, Rule: rules[1], Open: 2, Passed: []models.Passed{{Rule: rules[0], UserID: 4, Why: models.UnfitAway}, {Rule: rules[0], UserID: 4, Why: models.UnfitAuthor}}},
			{Claim: claims[0], UserID: 4, Rule: rules[0]}, {Claim: claims[0]}, {Claim: claims[0], Passed: []models.Passed{{Rule: rules[1], Why: models.UnfitNobody}, {Rule: rules[0], UserID: 4, Why: models.UnfitRole}}}}}
	section := models.Section{ID: 7, Name: "<City>", ScaleID: ref(int64(1)), ReviewersNormal: 2, ReviewersHigh: 3, Members: []int64{1}, Articles: 1, ClosedAt: ref(testNow), Version: 2}
	scales := []models.Scale{testScale}
	errs := Errors{"": "No.", "claims": "Tick <some>.", "person": "They are away.", "sure": "They get <them>.", "due_at": "When?", "note": "Too long.", "anyway": "name mention", "rule_1": "Choose <somebody>.", "name": "Taken.", "members": "Choose.", "until": "Before."}
	detail := fullDetail(ws, 0, "")
	detail.Claim.AssigneeID, detail.Claim.DueAt, detail.People = ref(int64(4)), ref(testNow.Add(-time.Hour)), people
	detail.Claim.Handover, detail.Claim.HandoverBy, detail.Claim.HandoverAt = long, ref(int64(2)), ref(testNow)
	stands := models.Desk{People: people, Own: []string{"<City>"}, Sections: []string{"<City>", "Sport"}}
	for i := range 6 {
		stands.StandIn = append(stands.StandIn, models.StandInRow{PersonID: 4, ArticleID: 5, ClaimID: int64(i), Words: long, Title: "<t>", Look: models.LookOpen, Query: i%2 == 0, DueAt: ref(testNow)})
	}
	return map[string]Page{
		"assign":          AssignPage{Chrome: editor, Board: board},
		"assign, by rule": AssignPage{Chrome: editor, Board: board, Rules: true, Filter: AssignFilter{Who: WhoMe, Kind: "number", Risk: "high", Status: "open"}},
		"assign, wrong":   AssignPage{Chrome: editor, Board: board, Ticked: []int64{2}, Form: AssignFields{Person: "4", DueAt: "<d>", Note: long}, Filter: AssignFilter{Who: WhoNobody}, Message: "Somebody <else>.", Errors: errs},
		"assign, read":    AssignPage{Chrome: viewer, Board: models.Assigning{Article: ws.Article}, Rules: true},
		"load":            LoadPage{Chrome: editor, Loads: board.Loads, People: people}, "load, none": LoadPage{Chrome: editor},
		"away":           AwayPage{Chrome: admin, Person: away, Away: AwayForm{Action: "/people/4/away", Fields: admin.AwayFieldsOf(away), Options: StandIns(message.English, everybody, away), Errors: errs}},
		"sections":       SectionsPage{Chrome: admin, Sections: []models.Section{section, {ID: 8, Name: long}}, Scales: scales, Name: "<n>", Errors: errs},
		"sections, none": SectionsPage{Chrome: admin},
		"section":        SectionPage{Chrome: admin, Section: section, Form: SectionFieldsOf(section), Scales: scales, People: everybody, Errors: errs},
		"rules":          RulesPage{Chrome: admin, Rows: RuleFieldsOf(rules), Made: true, Sections: []models.Section{section}, People: everybody, Message: "Another <admin>.", Errors: errs},
		"desk, stand-in": DeskPage{Chrome: editor, Desk: stands},
		"handed over":    WorkspacePage{Chrome: editor, Workspace: ws, Panel: NewPanel(editor, detail)},
	}
}

func TestTheRulesSayWhoGetsAClaimAndWhy(t *testing.T) {
	t.Parallel()
	page := rendered(t, sharingPages(fullWorkspace())["assign, by rule"])
	for _, said := range []string{"Rule 2: All claims; the fewest open, 2.", "Rule 1: Number · High risk · &lt;City&gt;.", "Rule 1 is passed over: ", "is away.", "wrote the article.", "No rule fits.", "nobody of the section can take it.", "Assign 2 claims"} {
		if !strings.Contains(page, said) {
			t.Errorf("the page does not say %q", said)
		}
	}
}

func TestTheHistorySaysWhoWasGivenWhichClaims(t *testing.T) {
	t.Parallel()
	for want, l := range map[string]models.HistoryLine{
		"Maya gave claims 3, 4 and 7 to Lena.":   {Detail: models.Detail{Person: ref(int64(2)), Name: "Lena", Claims: []int{3, 4, 7}}},
		"Maya gave claim 3 to Lena.":             {Event: models.Event{ClaimID: ref(int64(9))}, Detail: models.Detail{Person: ref(int64(2)), Name: "Lena", Number: 3}},
		"Maya took claim 3.":                     {Event: models.Event{ClaimID: ref(int64(9))}, Detail: models.Detail{Person: ref(int64(1)), Name: "Maya", Number: 3}},
		"Maya took claim 3 from whoever had it.": {Event: models.Event{ClaimID: ref(int64(9))}, Detail: models.Detail{Person: ref(int64(0)), Number: 3}},
		"Maya gave claims 3 and 4 to Maya.":      {Detail: models.Detail{Person: ref(int64(1)), Name: "Maya", Claims: []int{3, 4}, Is: "by rule"}},
	} {
		l.Action, l.ActorID, l.Actor = models.ClaimAssigned, 1, models.User{ID: 1, Name: "Maya"}
		if got := Told(message.English, l); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
}

func TestADayOffIsShownAsItWasTyped(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("far", 11*3600)
	c := Clock{Now: testNow, Zone: zone}
	from := time.Date(testNow.Year(), testNow.Month(), testNow.Day(), 0, 0, 0, 0, zone)
	until := from.AddDate(0, 0, 3)
	got := c.AwayFieldsOf(models.User{AwayFrom: &from, AwayUntil: &until})
	if want := (AwayFields{From: from.Format(time.DateOnly), Until: from.AddDate(0, 0, 2).Format(time.DateOnly)}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got := (Clock{Now: until, Zone: zone}).AwayFieldsOf(models.User{AwayFrom: &from, AwayUntil: &until}); got != (AwayFields{}) {
		t.Errorf("what is over is shown as %+v", got)
	}
}
