package export

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/figure"
)

func TestEveryReportSaysHowAFigureComesAbout(t *testing.T) {
	t.Parallel()
	c := tram(t, false)
	c.Claims[0].Calculation = &models.CheckedCalculation{Formula: "change(old, new)", Inputs: []models.CheckedInput{{Name: "old", Value: "25000", Unit: "people", Evidence: 1}, {Name: "new", Value: "31412"}},
		Unit: figure.Percent, Rounding: &figure.Rounding{Rule: figure.Written, Mode: figure.Nearest}, Result: "25.648", Rounded: "26", Figure: "26 per cent", Match: figure.Follows}
	for _, format := range []string{"html", "markdown", "json"} {
		file := written(t, format, c)
		for _, want := range []string{"25.648", "25000", "26 per cent"} {
			if !strings.Contains(file, want) {
				t.Errorf("%s lacks %s", format, want)
			}
		}
	}
	for _, format := range []string{"csv", "xlsx"} {
		if file := inflated(t, written(t, format, c)); !strings.Contains(file, "change(old, new) = 25.648 per cent, rounded 26 per cent; in the article: 26 per cent. The figure follows.") || !strings.Contains(file, "old = 25000 people, from evidence 1") {
			t.Errorf("%s lacks the calculation", format)
		}
		outside := c
		outside.Audience = models.ForPublic
		if strings.Contains(inflated(t, written(t, format, outside)), "change(old") {
			t.Errorf("%s for the public has a column for it", format)
		}
	}
	docx := inflated(t, written(t, "docx", c))
	for _, want := range []string{"change(old, new) = 25.648 per cent, rounded 26 per cent; in the article: 26 per cent. The figure follows.", "old = 25000 people, from evidence 1"} {
		if strings.Count(docx, want) < 2 { // in the comment and in the table at the end
			t.Errorf("docx says %d times %q", strings.Count(docx, want), want)
		}
	}
	withheld := calculation(&models.CheckedCalculation{Withheld: true, Match: figure.Differs})
	if len(withheld) != 1 || withheld[0] != "It rests on a confidential source. The figure does not follow." {
		t.Errorf("withheld: %q", withheld)
	}
}
