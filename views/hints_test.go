package views

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/message"
)

func TestAnApprovedRatingThatAsksForOtherWordsNamesTheWaysOut(t *testing.T) {
	t.Parallel()
	d := fullDetail(fullWorkspace(), 0, "")
	d.Claim.Status, d.Claim.Resolution, d.Override = models.ClaimApproved, models.ResolutionStands, nil
	d.Rating = &models.Rating{Label: "Incorrect", NeedsResolution: true}
	p := NewPanel(chromeFor(1), d)
	if !p.Unresolved() {
		t.Error("a claim whose words stand as rated is not called unresolved")
	}
	if got := rendered(t, WorkspacePage{Chrome: chromeFor(1), Workspace: fullWorkspace(), Panel: p}); !strings.Contains(got, "The words still stand as rated") || !strings.Contains(got, "keeps them with an override") {
		t.Error("the panel does not name the ways out")
	}
	d.Claim.Resolution = models.ResolutionChanged
	if p.Unresolved() {
		t.Error("changed words are still called unresolved")
	}
}

func TestASubmittedVerdictIsSaidToBeSentUntilItsFormChanges(t *testing.T) {
	t.Parallel()
	d := fullDetail(fullWorkspace(), 0, "")
	d.Claim.Status = models.ClaimInReview
	p := NewPanel(chromeFor(1), d)
	if !p.Sent() {
		t.Error("a submitted verdict is not said to be sent")
	}
	p.Verdict.Explanation = "Other words."
	if p.Sent() {
		t.Error("a changed form is said to be sent")
	}
}

func TestAnOrphanKeepsThePlacesItHasNotLost(t *testing.T) {
	t.Parallel()
	ws := fullWorkspace()
	ws.Claims[0].Orphaned = true
	ws.Claims[0].Places[0].Method = models.MethodLost
	got := string(Text(message.English, ws, 1, 101, ShowAll, 0))
	if !strings.Contains(got, ">deeper</mark>") || strings.Contains(got, ">12 claims</mark>") {
		t.Error("want the place that is left underlined, and not the lost one")
	}
	d := fullDetail(ws, 0, "")
	p := NewPanel(chromeFor(1), d)
	if p.LostPlace() != 1 || !p.Attached() {
		t.Errorf("the lost place is %d, attached elsewhere: %v", p.LostPlace(), p.Attached())
	}
	page := rendered(t, WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Panel: p})
	for _, want := range []string{`data-lost="1"`, "Attach here", "In 2 places", "“deeper”"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}

func TestASignedOffArticleOffersNoSecondSignOff(t *testing.T) {
	t.Parallel()
	page := SignOffPage{Chrome: chromeFor(1), People: testPeople, Actions: []models.ArticleAction{{Action: models.ArticleSignedOffAct, Refusal: "Only a reviewer can do this."}}}
	if u := testPeople[1]; u.Role.MayReview() != strings.Contains(rendered(t, page), "Sign off revision") {
		t.Error("the form is not drawn for reviewers alone")
	}
	page.SignOff = &models.SignOff{CreatedBy: 1, CreatedAt: testNow}
	if strings.Contains(rendered(t, page), "Sign off revision") {
		t.Error("the form is drawn after the sign-off")
	}
}
