package views

import (
	"encoding/json"
	"strings"
	"testing"

	"stet/models"
	"stet/models/figure"
	"stet/models/message"
)

// calculatedDetail is a claim in a German article with a formula of two inputs.
func calculatedDetail(formula string) *models.ClaimDetail {
	k := figure.Calculation{Formula: formula, Unit: figure.Plain, Rounding: figure.Rounding{Rule: figure.Written, Mode: figure.Nearest},
		Inputs: []figure.Input{{Name: "old", Value: "25000", Unit: "<people>", Evidence: 7}, {Name: "new", Value: "31412.5", Evidence: 9}}}
	kept, err := json.Marshal(k)
	if err != nil {
		panic(err)
	}
	words := "um 26 Prozent auf 31.412,5"
	d := &models.ClaimDetail{Claim: models.Claim{ID: 4, Number: 2, Wording: "<w>", Calculation: string(kept)}, Article: models.Article{ID: 5, Language: "de"},
		Evidence: []models.Evidence{{ID: 7, Source: &models.Source{Title: "Counts <2026>"}, Locator: "B2"}, {ID: 8}},
		Line:     models.ClaimLine{Places: []models.Anchor{{Quote: words}}}}
	d.Figures = []models.FigureCheck{{Words: words, Outcome: figure.Judge(k, words, "de")}}
	return d
}

func calculationPage(c Chrome) CalculationPage {
	d := calculatedDetail("change(old, new)")
	d.Actions = actsFor("")
	d.Figures = append(d.Figures, models.FigureCheck{Words: "um <27> Prozent", Outcome: figure.Judge(*d.Claim.Calculated(), "um 27 Prozent", "de")})
	return CalculationPage{Chrome: c, Detail: d, Form: CalculationFieldsOf(d)}
}

func TestWhatBecameOfACalculationIsSaidInTheWordsAndSignsOfTheArticle(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ formula, says, article, result, rounded string }{
		{"change(old, new)", "The figure follows", "26 Prozent", "25,65 per cent", "26 per cent"},
		{"new / old", "The figure does not follow", "26 Prozent", "125,65 per cent", "126 per cent"},
		{"points(5, 7)", "Per cent and percentage points are not the same", "26 Prozent", "2 percentage points", ""},
		{"old /", "The formula ends too early.", "", "", ""},
	} {
		p := CalculationPage{Detail: calculatedDetail(c.formula)}
		l := p.FigureLine(p.Detail.Figures[0])
		if l.Says != c.says || l.InArticle != c.article || l.Result != c.result || l.Rounded != c.rounded {
			t.Errorf("%s: %+v", c.formula, l)
		}
	}
}

func TestAClaimWhoseFigureDoesNotFollowIsFlaggedInTheMarginAndInItsPanel(t *testing.T) {
	t.Parallel()
	if got := lineMeta(message.English, &models.ClaimLine{Status: models.ClaimOpen, Figure: figure.Differs}); !strings.Contains(got, "its figure does not follow") {
		t.Errorf("the card says %q", got)
	}
	if got := lineMeta(message.English, &models.ClaimLine{Status: models.ClaimOpen, Figure: figure.Follows}); strings.Contains(got, "figure") {
		t.Errorf("the card of one that follows says %q", got)
	}
	ws := fullWorkspace()
	detail := fullDetail(ws, 0, "")
	detail.Claim.Calculation, detail.Figures = calculatedDetail("new / old").Claim.Calculation, calculatedDetail("new / old").Figures
	page := rendered(t, WorkspacePage{Chrome: chromeFor(1), Workspace: ws, Panel: NewPanel(chromeFor(1), detail)})
	if !strings.Contains(page, "The figure does not follow") || !strings.Contains(page, "How the figure comes about") {
		t.Error("the panel does not say that the figure does not follow")
	}
}

func TestAFormHoldsValuesAsTheArticleWritesThemAndSaysWhereTheyAreFrom(t *testing.T) {
	t.Parallel()
	p := calculationPage(chromeFor(1))
	if rows := p.Rows(); len(rows) != 3 || rows[0].Value != "25.000" || rows[1].Value != "31.412,5" || rows[2].Name != "" {
		t.Errorf("%+v", rows)
	}
	page := rendered(t, p)
	for _, want := range []string{"Counts &lt;2026&gt;", "The evidence is gone from this claim.", `name="which" value="2"`, "um &lt;27&gt; Prozent"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
}
