package models_test

import (
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/figure"
	"stet/models/modelstest"
)

// calculation is one that says how many were counted.
func calculation(version int, evidenceID int64) models.CalculationForm {
	return models.CalculationForm{Version: version, Calculation: figure.Calculation{Formula: "counted", Unit: figure.Plain,
		Rounding: figure.Rounding{Rule: figure.Written, Mode: figure.Nearest}, Inputs: []figure.Input{{Name: "counted", Value: "31,412", Unit: "people", Evidence: evidenceID}, {}}}}
}

func TestACalculationIsWorkedOutAnewWheneverItOrTheWordsChange(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, ctx := newsroom(t, s), t.Context()
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Claim(a.ID, "31,400 people")
		e := st.Evidence(c.ID)
		form := calculation(c.Version, e.ID)
		c, err := s.SaveCalculation(ctx, st.Editor, c.ID, form)
		if must(t, err); c.Figure != figure.Follows {
			t.Fatalf("31,412 is 31,400 when rounded, and is %q", c.Figure)
		}
		st.Propose(c, "correct")
		must(t, st.Decide(st.Reviewer, c.ID, models.Approve))

		form = calculation(st.Detail(c.ID).Claim.Version, e.ID)
		form.Inputs[0].Value = "29,951"
		_, err = s.SaveCalculation(ctx, st.Editor, c.ID, form)
		must(t, err)
		d := st.Detail(c.ID)
		if d.Claim.Figure != figure.Differs || d.Claim.Status != models.ClaimStale || d.Figures[0].Match != figure.Differs || figure.Decimal(d.Figures[0].Rounded) != "30000" {
			t.Errorf("another input: %s, %s, %+v", d.Claim.Figure, d.Claim.Status, d.Figures)
		}
		if len(d.Stale) != 1 || d.Stale[0].What.String() != "The calculation" || !strings.Contains(d.Stale[0].Was, "31412") || !strings.Contains(d.Stale[0].Is, "29951") || d.Stale[0].Who != st.Editor.Name {
			t.Errorf("what changed: %+v", d.Stale)
		}
		w, err := s.Workspace(ctx, st.Editor, a.ID)
		if must(t, err); w.Claims[0].Figure != figure.Differs {
			t.Errorf("the list does not flag it: %+v", w.Claims[0])
		}
		history, err := s.History(ctx, st.Viewer, a.ID, c.ID, 0)
		if must(t, err); history[0].Action != models.CalculationSaved || !strings.Contains(history[0].Detail.Was, "counted = 31412 people") {
			t.Errorf("the history: %+v", history[0])
		}

		form = calculation(d.Claim.Version, e.ID) // back as it was: the approval holds again
		_, err = s.SaveCalculation(ctx, st.Editor, c.ID, form)
		must(t, err)
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimApproved || now.Figure != figure.Follows {
			t.Errorf("back again: %s, %s", now.Status, now.Figure)
		}
		st.Revise(a.ID, "31,400", "32,400")
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimStale || now.Figure != figure.Differs {
			t.Errorf("other words: %s, %s", now.Status, now.Figure)
		}
		c, err = s.RemoveCalculation(ctx, st.Editor, c.ID, st.Detail(c.ID).Claim.Version)
		if must(t, err); c.Figure != "" || c.Calculated() != nil {
			t.Errorf("removed: %+v", c)
		}
	})
}

func TestWhoeverWorkedTheFigureOutCannotApproveIt(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
		e := st.Evidence(c.ID)
		_, err := s.SaveCalculation(t.Context(), st.Reviewer, c.ID, calculation(c.Version, e.ID))
		must(t, err)
		st.Propose(c, "correct")
		var refused *models.Refused
		if err := st.Decide(st.Reviewer, c.ID, models.Approve); !errors.As(err, &refused) {
			t.Errorf("approving one's own sum answers %v", err)
		}
		must(t, st.Decide(st.Other, c.ID, models.Approve))
		if now := st.Detail(c.ID).Claim; now.Status != models.ClaimApproved {
			t.Errorf("the claim is %s", now.Status)
		}
	})
}

func TestACalculationThatCannotBeIsRefusedAtTheFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	e, elsewhere := st.Evidence(c.ID), st.Evidence(st.Claim(c.ArticleID, "a day").ID)
	for field, change := range map[string]func(*models.CalculationForm){
		"formula": func(f *models.CalculationForm) { f.Formula = "counted +" },
		"unit":    func(f *models.CalculationForm) { f.Unit = "" },
		"rule":    func(f *models.CalculationForm) { f.Rounding.Rule = "guessed" },
		"mode":    func(f *models.CalculationForm) { f.Rounding.Mode = "" },
		"places": func(f *models.CalculationForm) {
			f.Rounding = figure.Rounding{Rule: figure.Digits, Mode: figure.Nearest}
		},
		"input_1": func(f *models.CalculationForm) { f.Inputs[0].Value = "31.412.5" },
	} {
		form := calculation(c.Version, e.ID)
		change(&form)
		var wrong *models.Invalid
		if _, err := s.SaveCalculation(t.Context(), st.Editor, c.ID, form); !errors.As(err, &wrong) || wrong.Fields[field].IsZero() {
			t.Errorf("%s: %v", field, err)
		}
	}
	for name, change := range map[string]func(*models.CalculationForm){
		"a name like a function's": func(f *models.CalculationForm) { f.Inputs[0].Name = "change" },
		"evidence of another":      func(f *models.CalculationForm) { f.Inputs[0].Evidence = elsewhere.ID },
		"no evidence":              func(f *models.CalculationForm) { f.Inputs[0].Evidence = 0 },
	} {
		form := calculation(c.Version, e.ID)
		change(&form)
		var wrong *models.Invalid
		if _, err := s.SaveCalculation(t.Context(), st.Editor, c.ID, form); !errors.As(err, &wrong) || wrong.Fields["input_1"].IsZero() {
			t.Errorf("%s: %v", name, err)
		}
	}
	var conflict *models.Conflict
	if _, err := s.SaveCalculation(t.Context(), st.Editor, c.ID, calculation(c.Version+1, e.ID)); !errors.As(err, &conflict) {
		t.Errorf("an old version answers %v", err)
	}
}

func TestACalculationLeavesForTheNewsroomAndLegalAndComesBack(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, ctx := newsroom(t, s), t.Context()
	a := st.Article("Die Bahn befördert 31.400 Menschen am Tag.")
	a, err := s.EditArticle(ctx, st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, Language: "de"})
	must(t, err)
	c := st.Claim(a.ID, "31.400 Menschen")
	form := calculation(c.Version, st.Evidence(c.ID).ID)
	form.Inputs[0].Value = "31.412,25"
	_, err = s.SaveCalculation(ctx, st.Editor, c.ID, form)
	must(t, err)
	checked, err := s.Checked(ctx, st.Reviewer, a.ID, models.ForLegal)
	must(t, err)
	k := checked.Claims[0].Calculation
	if k == nil || k.Match != figure.Follows || k.Inputs[0].Value != "31412.25" || k.Inputs[0].Evidence != 1 || k.Result != "31412.25" || k.Rounded != "31400" || k.Figure != "31.400" {
		t.Fatalf("legal is shown %+v", k)
	}
	for _, e := range checked.History {
		if e.Action == models.CalculationSaved && e.Was+e.Is != "" {
			t.Errorf("the history tells the numbers: %+v", e)
		}
	}
	back, err := s.ImportChecked(ctx, st.Editor, checked)
	must(t, err)
	again, err := s.Checked(ctx, st.Editor, back.ID, models.ForInternal)
	if must(t, err); again.Claims[0].Calculation == nil || again.Claims[0].Calculation.Inputs[0] != k.Inputs[0] || again.Claims[0].Calculation.Match != figure.Follows {
		t.Errorf("it comes back as %+v", again.Claims[0].Calculation)
	}
	open, err := s.Checked(ctx, st.Editor, a.ID, models.ForPublic)
	must(t, err)
	for _, claim := range open.Claims {
		if claim.Calculation != nil {
			t.Error("the public is shown a calculation")
		}
	}
}

func TestOfACalculationThatRestsOnAConfidentialSourceOnlyItsOutcomeLeaves(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st, ctx := newsroom(t, s), t.Context()
	c := st.Claim(st.Article("The tram carries 31,400 people a day.").ID, "31,400 people")
	e, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "call", Source: models.SourceForm{Title: "Quill Zdenka", Confidentiality: models.ConfidentialSource}})
	must(t, err)
	_, err = s.SaveCalculation(ctx, st.Editor, c.ID, calculation(c.Version, e.ID))
	must(t, err)
	for _, audience := range []models.Audience{models.ForInternal, models.ForLegal} {
		checked, err := s.Checked(ctx, st.Reviewer, c.ArticleID, audience)
		must(t, err)
		if k := checked.Claims[0].Calculation; k == nil || !k.Withheld || k.Match != figure.Follows || k.Formula != "" || k.Inputs != nil || k.Result != "" {
			t.Errorf("%s is shown %+v", audience, k)
		}
	}
	told, err := s.Strings("SELECT data FROM events WHERE action = 'calculation.saved'")
	if must(t, err); len(told) != 1 || strings.Contains(told[0], "31412") || strings.Contains(told[0], "31,412") {
		t.Errorf("the history tells it: %v", told)
	}
}
