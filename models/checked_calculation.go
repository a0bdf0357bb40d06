package models

import (
	"context"
	"slices"

	"stet/models/figure"
)

// CheckedCalculation is how the figure of a claim comes about, as it may leave.
// Where an input rests on a confidential source, or on what was said off the
// record, only Withheld and Match are kept.
type CheckedCalculation struct {
	Formula  string           `json:"formula,omitempty"`
	Inputs   []CheckedInput   `json:"inputs,omitempty"`
	Unit     figure.Unit      `json:"unit,omitempty"` // of the result: "plain", "percent" or "points"
	Rounding *figure.Rounding `json:"rounding,omitempty"`
	Which    int              `json:"which,omitempty"`   // of the figures in the words, from 1; 0 is the first that is no year
	Result   string           `json:"result,omitempty"`  // a decimal number; "…" at its end where it has none
	Rounded  string           `json:"rounded,omitempty"` // what the figure should be
	Figure   string           `json:"figure,omitempty"`  // as the article writes it
	Match    figure.Match     `json:"match"`
	Withheld bool             `json:"withheld,omitempty"`
}

// CheckedInput is a number that a calculation starts from.
type CheckedInput struct {
	Name     string `json:"name"`
	Value    string `json:"value"`
	Unit     string `json:"unit,omitempty"`
	Evidence int    `json:"evidence,omitempty"` // its place among the claim's, from 1; 0 where that is gone
}

// checkedCalculation lets the calculation of a claim be seen in the newsroom.
func (f claimFacts) checkedCalculation() *CheckedCalculation {
	k := f.Claim.Calculated()
	if k == nil {
		return nil
	}
	checks := judgeFigures(f.Claim, f.Places, f.language)
	c := CheckedCalculation{Match: worst(checks)}
	var shown []int64 // ids of the items that leave, in their order
	for _, e := range f.Evidence {
		if e.leaves() {
			shown = append(shown, e.ID)
		}
	}
	for _, in := range k.Inputs {
		at := slices.IndexFunc(f.Evidence, func(e Evidence) bool { return e.ID == in.Evidence })
		if at < 0 || f.Evidence[at].Source == nil || f.Evidence[at].Source.Confidential() || f.Evidence[at].Source.Attribution == OffRecord {
			return &CheckedCalculation{Match: c.Match, Withheld: true}
		}
		c.Inputs = append(c.Inputs, CheckedInput{in.Name, in.Value, in.Unit, slices.Index(shown, in.Evidence) + 1})
	}
	c.Formula, c.Unit, c.Rounding, c.Which = k.Formula, k.Unit, &k.Rounding, k.Which
	for _, o := range checks {
		if o.Match != c.Match {
			continue
		}
		c.Unit, c.Figure = o.Unit, o.Figure.Text
		if o.Result != nil {
			c.Result = figure.Decimal(o.Result)
		}
		if o.Rounded != nil {
			c.Rounded = figure.Decimal(o.Rounded)
		}
		break
	}
	return &c
}

// form turns an exported calculation back into one to save, with the evidence
// that was made of the exported one; false where it cannot be.
func (c CheckedCalculation) form(version int, items []int64, language string) (CalculationForm, bool) {
	f := CalculationForm{Version: version, Calculation: figure.Calculation{Formula: c.Formula, Unit: c.Unit, Which: c.Which}}
	if c.Withheld || c.Rounding == nil {
		return f, false
	}
	f.Rounding = *c.Rounding
	for _, in := range c.Inputs {
		if in.Evidence < 1 || in.Evidence > len(items) {
			return f, false
		}
		f.Inputs = append(f.Inputs, figure.Input{Name: in.Name, Value: figure.Write(in.Value, language), Unit: in.Unit, Evidence: items[in.Evidence-1]})
	}
	return f, true
}

// importCalculation brings the calculation of a claim, where nothing of it was
// withheld.
func (s *Store) importCalculation(ctx context.Context, actor User, claimID int64, c *CheckedCalculation, items []int64, language string) error {
	if c == nil {
		return nil
	}
	claim, err := s.Claim(ctx, actor, claimID)
	if err != nil {
		return err
	}
	if form, ok := c.form(claim.Version, items, language); ok {
		_, err = s.SaveCalculation(ctx, actor, claimID, form)
	}
	return err
}
