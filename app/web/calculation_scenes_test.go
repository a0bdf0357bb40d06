package web_test

import (
	"fmt"

	"stet/models"
	"stet/models/figure"
)

// calculated are the fields of a calculation.
func calculated(s *scene, c models.Claim) []string {
	return []string{"version", fmt.Sprint(s.Detail(c.ID).Claim.Version), "input_1", "counted", "value_1", "31,412", "evidence_1", fmt.Sprint(s.Evidence(c.ID).ID), "formula", "counted", "unit", "plain", "rule", "written", "mode", "nearest"}
}

func calculation(s *scene) (string, []string) {
	c := s.claim()
	return path("/claims/%d/calculation", c.ID), calculated(s, c)
}

func removeCalculation(s *scene) (string, []string) {
	c := s.claim()
	form := models.CalculationForm{Version: c.Version, Calculation: figure.Calculation{Formula: "counted", Unit: figure.Plain, Rounding: figure.Rounding{Rule: figure.Written, Mode: figure.Nearest},
		Inputs: []figure.Input{{Name: "counted", Value: "31,412", Evidence: s.Evidence(c.ID).ID}}}}
	is, err := s.Store.SaveCalculation(s.T.Context(), s.Editor, c.ID, form)
	s.must(err)
	return path("/claims/%d/calculation/remove", c.ID), version(is.Version)
}
