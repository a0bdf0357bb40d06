package views

import (
	"slices"

	"stet/models"
)

// Rate is the choice of a rating in one of the panel's forms.
type Rate struct {
	Panel *Panel
	Error string
}

// Rate is the choice of a rating.
func (p *Panel) Rate() Rate { return Rate{p, p.Errors["rating"]} }

// SecondErrors is what is wrong in the form of the second verdict.
func (p *Panel) SecondErrors() Errors { return p.errorsOf("second") }

// WaiverErrors is what is wrong in the form that decides without a second verdict.
func (p *Panel) WaiverErrors() Errors { return p.errorsOf("waiver") }

func (p *Panel) errorsOf(form string) Errors {
	if p.Form != form {
		return nil
	}
	return p.Errors
}

// SecondLine says where the second verdict stands; "" where none was wanted.
func (p *Panel) SecondLine() string {
	second := p.Detail.Second
	switch {
	case second.Why == models.SecondNone:
		return ""
	case second.Given == nil:
		return p.Say("Waits for a second verdict")
	case second.Given.Outcome == models.SecondWaived:
		return p.Say("Decided without a second verdict")
	case second.Given.Outcome == models.SecondDiffers:
		return p.Say("The second verdict differs")
	}
	return p.Say("The second verdict agrees")
}

// SecondWaits says why a second verdict is waited for.
func (p *Panel) SecondWaits() string {
	switch p.Detail.Second.Why {
	case models.SecondRisk:
		return p.Say("The risk is high. Somebody who has not seen this verdict gives one of their own before a reviewer decides.")
	case models.SecondKind:
		return p.Say("Claims of this kind want one. Somebody who has not seen this verdict gives one of their own before a reviewer decides.")
	}
	return p.Say("This claim was drawn at random. Somebody who has not seen this verdict gives one of their own before a reviewer decides.")
}

// Seconds reports whether claims of a kind want a second verdict.
func (f SettingsFields) Seconds(kind string) bool { return slices.Contains(f.SecondKinds, kind) }
