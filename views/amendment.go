package views

import (
	"strconv"

	"stet/models"
	"stet/models/message"
)

// AmendmentsPage shows what turned out after an article was published, with the
// forms that log it and decide what readers are told.
type AmendmentsPage struct {
	Chrome
	Log     models.AmendmentLog
	Form    AmendmentFields
	Decided int64 // the amendment whose decision is wrong
	Voided  int64 // the amendment whose form to declare a verdict void is wrong
	Reason  string
	Typed   DecisionFields
	Errors  Errors
}

// AmendmentFields are what is typed to log an amendment.
type AmendmentFields struct{ Claim, What, ReportedBy, Cause, Checked string }

// DecisionFields are what is typed to decide one.
type DecisionFields struct{ Kind, Note, Dismissed string }

// LogErrors are those of the form that logs one.
func (p AmendmentsPage) LogErrors() Errors {
	if p.Decided != 0 || p.Voided != 0 {
		return nil
	}
	return p.Errors
}

// ErrorsOf are those of the form that decides one.
func (p AmendmentsPage) ErrorsOf(m models.Amendment) Errors {
	if p.Decided != m.ID {
		return nil
	}
	return p.Errors
}

// VoidErrors are those of the form that declares the verdict on its claim void.
func (p AmendmentsPage) VoidErrors(m models.Amendment) Errors {
	if p.Voided != m.ID {
		return nil
	}
	return p.Errors
}

// DecisionOf is what was typed to decide one.
func (p AmendmentsPage) DecisionOf(m models.Amendment) DecisionFields {
	if p.Decided != m.ID {
		return DecisionFields{}
	}
	return p.Typed
}

// MayLog reports whether the form that logs one is shown.
func (p AmendmentsPage) MayLog() bool {
	return p.Log.Published != nil && p.User != nil && p.Log.Article.Refusal(models.AmendmentLogged, *p.User) == ""
}

// Decision is the act of deciding one, with the reason why it cannot be done.
func (p AmendmentsPage) Decision() string {
	if p.User == nil {
		return ""
	}
	return p.Say(p.Log.Article.Refusal(models.AmendmentPublished, *p.User))
}

// Voidable reports whether the verdict on the claim of an amendment can be
// declared void by whoever reads the page.
func (p AmendmentsPage) Voidable(m models.Amendment) bool {
	c := p.Log.Claim(m)
	return c != nil && p.MayReview() && (c.Status == models.ClaimApproved || c.Status == models.ClaimStale)
}

// Heading names an amendment by what became of it.
func (p AmendmentsPage) Heading(m models.Amendment) string {
	switch {
	case m.Open():
		return p.Say("Not decided yet")
	case m.Public():
		return p.Say(m.Kind.Label())
	}
	return p.Say("Dismissed")
}

// ClaimChoices are the claims that an amendment can be about.
func (p AmendmentsPage) ClaimChoices() []Option {
	all := []Option{{Value: "", Label: p.Say("None of them")}}
	for _, c := range p.Log.Claims {
		all = append(all, Option{Value: strconv.Itoa(c.Number), Label: strconv.Itoa(c.Number) + ": " + shortened(c.Wording, 80)})
	}
	return all
}

// Kinds are what readers can be told.
func (p AmendmentsPage) Kinds() []Option {
	return []Option{
		{Value: string(models.AsCorrection), Label: p.Say("Correction"), Hint: p.Say("The article was wrong.")},
		{Value: string(models.Clarification), Label: p.Say("Clarification"), Hint: p.Say("It was right, and could be misread.")},
		{Value: string(models.Update), Label: p.Say("Update"), Hint: p.Say("It was right, and the world has moved on.")},
		{Value: string(models.EditorsNote), Label: p.Say("Editor’s note"), Hint: p.Say("Something about the article as a whole.")},
		{Value: string(models.Retraction), Label: p.Say("Retraction"), Hint: p.Say("The article no longer stands.")},
		{Value: "nothing", Label: p.Say("Nothing"), Hint: p.Say("It was no error, or readers need not know.")}}
}

// Causes are how an error can have come in.
func (p AmendmentsPage) Causes() []Option {
	all := optionsOf(p.Language, models.Causes, func(l message.Language, c models.Cause) string { return l.Say(c.Label()) })
	return append([]Option{{Value: "", Label: p.Say("Choose")}}, all...)
}

// Checkednesses are what the check can have made of the words.
func (p AmendmentsPage) Checkednesses() []Option {
	all := []Option{{Value: "", Label: p.Say("As the claim’s reviews say")}}
	return append(all, optionsOf(p.Language, models.Checkednesses, func(l message.Language, c models.Checkedness) string { return l.Say(c.Label()) })...)
}
