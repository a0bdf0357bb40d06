package web

import (
	"net/http"
	"strconv"

	"stet/models"
	"stet/models/figure"
	"stet/views"
)

// showCalculation shows how the figure of a claim comes about.
func (v *visit) showCalculation() error {
	detail, err := v.Store.ClaimDetail(v.ctx(), v.user, v.id("c"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.CalculationPage{Chrome: v.chrome("The figure and how it comes about"), Detail: &detail, Form: views.CalculationFieldsOf(&detail)})
}

// mostInputs bounds how many fields of a form are looked at.
const mostInputs = 40

func (v *visit) calculationFields() views.CalculationFields {
	f := views.CalculationFields{Version: v.typed("version"), Formula: v.typed("formula"), Unit: v.typed("unit"), Rule: v.typed("rule"), Places: v.typed("places"), Mode: v.typed("mode"), Which: v.typed("which")}
	for i := 1; i <= mostInputs; i++ {
		n := strconv.Itoa(i)
		in := views.InputFields{Name: v.typed("input_" + n), Value: v.typed("value_" + n), Unit: v.typed("unit_" + n), Evidence: v.typed("evidence_" + n)}
		if in.Name != "" || in.Value != "" {
			f.Inputs = append(f.Inputs, in)
		}
	}
	return f
}

// calculationForm is what was typed as the Store takes it.
func calculationForm(f views.CalculationFields) models.CalculationForm {
	form := models.CalculationForm{Version: numberOf(f.Version), Calculation: figure.Calculation{Formula: f.Formula, Unit: figure.Unit(f.Unit), Which: numberOf(f.Which),
		Rounding: figure.Rounding{Rule: figure.Rule(f.Rule), Places: numberOf(f.Places), Mode: figure.Mode(f.Mode)}}}
	for _, in := range f.Inputs {
		form.Inputs = append(form.Inputs, figure.Input{Name: in.Name, Value: in.Value, Unit: in.Unit, Evidence: idOf(in.Evidence)})
	}
	return form
}

// saveCalculation says how the figure of a claim comes about.
func (v *visit) saveCalculation() error {
	claimID, f := v.id("c"), v.calculationFields()
	_, err := v.Store.SaveCalculation(v.ctx(), v.user, claimID, calculationForm(f))
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			detail, err := v.Store.ClaimDetail(v.ctx(), v.user, claimID)
			return views.CalculationPage{Chrome: v.chrome("The figure and how it comes about"), Detail: &detail, Form: f, Errors: wrong}, err
		})
	}
	return v.lead("/claims/" + v.Param("c") + "/calculation")
}

// removeCalculation takes the calculation off a claim.
func (v *visit) removeCalculation() error {
	claimID := v.id("c")
	if _, err := v.Store.RemoveCalculation(v.ctx(), v.user, claimID, v.number("version", 0)); err != nil {
		return err
	}
	v.flash("The calculation is taken off. The history keeps it.")
	return v.toClaim(claimID)
}
