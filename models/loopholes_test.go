package models_test

import (
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// refusedTo fails unless the error is a rule's refusal.
func refusedTo(t *testing.T, what string, err error) {
	t.Helper()
	var refused *models.Refused
	if !errors.As(err, &refused) {
		t.Errorf("%s: got %v, want a refusal", what, err)
	}
}

func TestWhoeverChangedEvidenceStaysInvolvedWhenAnotherChangesItAgain(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	c := st.Claim(a.ID, "31,400 people")
	e := st.Evidence(c.ID)
	form := models.EvidenceForm{Version: e.Version, SourceID: *e.SourceID, Relation: e.Relation, Locator: "table 3"}
	_, err := s.EditEvidence(t.Context(), st.Reviewer, e.ID, form)
	must(t, err)
	form.Version, form.Locator = 2, "table 4"
	_, err = s.EditEvidence(t.Context(), st.Second, e.ID, form)
	must(t, err)
	st.Propose(c, "correct")
	refusedTo(t, "approving one's own evidence", st.Decide(st.Reviewer, c.ID, models.Approve))
	must(t, st.Decide(st.Other, c.ID, models.Approve))
}

func TestWhoeverSavedTheWordsCannotApproveThem(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	st.Editor, st.Reviewer = st.Reviewer, st.Editor // the reviewer saves the revision
	st.Revise(a.ID, "31,400 people", "41,300 people")
	st.Editor, st.Reviewer = st.Reviewer, st.Editor
	refusedTo(t, "approving one's own words", st.Decide(st.Reviewer, claims["31,400 people a day"].ID, models.Approve))
	must(t, st.Decide(st.Other, claims["31,400 people a day"].ID, models.Approve))
}

func TestTheAuthorCannotTakeTheirOwnNameOff(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	a, err := s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: "x", AuthorID: &st.Reviewer.ID})
	must(t, err)
	_, err = s.EditArticle(t.Context(), st.Reviewer, a.ID, models.ArticleForm{Version: a.Version, Title: "x"})
	refusedTo(t, "taking one's own name off", err)
}

func TestAnApprovalIsBoundToTheWordingTheClaimantAndTheRisk(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The mayor took nothing. It carries 31,400 people a day.")
	edit := func(change func(*models.ClaimForm)) models.ClaimStatus {
		c := st.Approved(a.ID, "31,400 people a day")
		form := models.ClaimForm{Version: c.Version, Wording: c.Wording, Kind: c.Kind, Risk: c.Risk}
		change(&form)
		_, err := s.EditClaim(t.Context(), st.Second, c.ID, form)
		must(t, err)
		return st.Detail(c.ID).Claim.Status
	}
	for what, change := range map[string]func(*models.ClaimForm){
		"wording":  func(f *models.ClaimForm) { f.Wording = "The mayor took bribes" },
		"claimant": func(f *models.ClaimForm) { f.Claimant, f.ClaimantIs = "Jane Doe", models.ClaimantPerson },
		"risk":     func(f *models.ClaimForm) { f.Risk = models.RiskHigh },
	} {
		if got := edit(change); got == models.ClaimApproved {
			t.Errorf("still approved with another %s", what)
		}
	}
	if got := edit(func(f *models.ClaimForm) { f.Kind = models.KindName }); got != models.ClaimApproved {
		t.Errorf("another kind makes it %s", got)
	}
}

func TestAFewWordsElsewhereDoNotReviveAnApproval(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The tram opened in 2021. The depot is old.")
	c := st.Approved(a.ID, "in 2021")
	st.Revise(a.ID, "The tram opened in 2021. ", "")
	st.Revise(a.ID, "The depot is old.", "The depot is old. A mayor of another town was jailed in 2021 for fraud.")
	d := st.Detail(c.ID)
	if !d.Claim.Orphaned || d.Claim.Status == models.ClaimApproved {
		t.Errorf("status %s, orphaned %v, at %+v", d.Claim.Status, d.Claim.Orphaned, d.Line.Places)
	}
}

func TestACutClaimThatStillStandsBlocksTheSignOff(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("The mayor stole a million. Some say the mayor stole a million again.")
	c := st.Claim(a.ID, "The mayor stole a million")
	must(t, s.AddPlace(t.Context(), st.Editor, c.ID, st.Select(a.ID, "the mayor stole a million again")))
	st.Revise(a.ID, " Some say the mayor stole a million again.", "")
	if now := st.Detail(c.ID).Claim; now.Orphaned {
		must(t, s.ResolveClaim(t.Context(), st.Editor, c.ID, now.Version, models.ResolutionCut))
	}
	blockers, err := s.Blockers(t.Context(), st.Reviewer, a.ID)
	if must(t, err); len(blockers) == 0 {
		t.Error("an open claim that still stands blocks nothing")
	}
}

func TestASourceChangedAfterTheSignOffReopensItsArticles(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a, claims := tram(t, st)
	_, err := s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, "")
	must(t, err)
	id := claims["31,400 people a day"].ID
	source := *st.Detail(id).Evidence[0].Source
	_, err = s.EditSource(t.Context(), st.Second, source.ID, models.SourceForm{Version: source.Version, Type: source.Type, Tier: source.Tier, Title: "Passenger counts", Confidentiality: models.ConfidentialSource})
	must(t, err)
	now, err := s.Article(t.Context(), st.Editor, a.ID)
	if must(t, err); now.Status != models.ArticleChecking || st.Detail(id).Claim.Status != models.ClaimStale {
		t.Errorf("the article is %s, the claim %s", now.Status, st.Detail(id).Claim.Status)
	}
	lines, err := s.History(t.Context(), st.Viewer, a.ID, 0, 0)
	must(t, err)
	for _, l := range lines {
		if l.Detail.Source != nil && *l.Detail.Source == source.ID && l.Detail.Name != models.ConfidentialName || strings.Contains(l.Data, "Passenger") {
			t.Errorf("the history names the confidential source: %s %s", l.Detail.Name, l.Data)
		}
	}
}

func TestAReturnStandsWhateverIsWithdrawnAfterwards(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	c := st.Approved(a.ID, "31,400 people a day")
	against, err := s.CreateEvidence(t.Context(), st.Second, c.ID, models.EvidenceForm{Relation: models.Contradicts, Locator: "p. 3", Source: models.SourceForm{Title: "Audit"}})
	must(t, err)
	must(t, st.Decide(st.Other, c.ID, models.Return))
	must(t, s.WithdrawEvidence(t.Context(), st.Editor, against.ID, against.Version))
	wantStatus(t, st, c.ID, models.ClaimOpen)
}

func TestAnOverrideHoldsUntilAReturnAndNobodyWipesIt(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	c := st.Claim(a.ID, "31,400 people a day")
	st.Evidence(c.ID)
	st.Propose(c, "incorrect")
	must(t, st.Decide(st.Reviewer, c.ID, models.Override))
	refusedTo(t, "resolving an overridden claim", s.ResolveClaim(t.Context(), st.Editor, c.ID, st.Detail(c.ID).Claim.Version, models.ResolutionStands))
	wantBlockers(t, st, a.ID)
	must(t, st.Decide(st.Other, c.ID, models.Return))
	wantBlockers(t, st, a.ID, "open")
}

func TestAnEditorsResolutionIsNamedInTheSignOff(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := modelstest.NewStory(t, s)
	a := st.Article("It carries 31,400 people a day.")
	c := st.Claim(a.ID, "31,400 people a day")
	st.Evidence(c.ID)
	st.Propose(c, "imprecise")
	must(t, st.Decide(st.Reviewer, c.ID, models.Approve))
	wantBlockers(t, st, a.ID, "resolution")
	must(t, s.ResolveClaim(t.Context(), st.Second, c.ID, st.Detail(c.ID).Claim.Version, models.ResolutionSoftened))
	exceptions, err := s.Exceptions(t.Context(), st.Reviewer, a.ID)
	if must(t, err); len(exceptions) != 1 || exceptions[0].Sort != "softened" || exceptions[0].Who != st.Second.Name {
		t.Errorf("exceptions are %+v", exceptions)
	}
}
