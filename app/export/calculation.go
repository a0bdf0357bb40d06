package export

import (
	"fmt"
	"strings"

	"stet/models"
	"stet/models/figure"
)

// outcomes say whether the figure of a claim follows from its calculation.
var outcomes = map[figure.Match]string{figure.Follows: "The figure follows.", figure.Differs: "The figure does not follow.",
	figure.OtherIs: "One is in per cent, the other in percentage points.", figure.NoFigure: "The words hold no such figure.", figure.Broken: "It cannot be worked out."}

// calculation says how the figure of a claim comes about, a line for the sum and
// one for each number it starts from; nothing where there is none.
func calculation(k *models.CheckedCalculation) []string {
	switch {
	case k == nil:
		return nil
	case k.Withheld:
		return []string{"It rests on a confidential source. " + outcomes[k.Match]}
	}
	sum := k.Formula
	if k.Result != "" {
		sum += " = " + k.Result + inUnit(k.Unit)
	}
	if k.Rounded != "" {
		sum += ", rounded " + k.Rounded + inUnit(k.Unit)
	}
	if k.Figure != "" {
		sum += "; in the article: " + k.Figure
	}
	lines := []string{sum + ". " + outcomes[k.Match]}
	for _, in := range k.Inputs {
		line := strings.TrimSpace(in.Name + " = " + in.Value + " " + in.Unit)
		if in.Evidence > 0 {
			line += fmt.Sprintf(", from evidence %d", in.Evidence)
		}
		lines = append(lines, line)
	}
	return lines
}

func inUnit(u figure.Unit) string {
	switch u {
	case figure.Percent:
		return " per cent"
	case figure.Points:
		return " percentage points"
	}
	return ""
}
