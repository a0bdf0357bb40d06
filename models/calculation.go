package models

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"stet/models/figure"
)

// Calculated is the calculation of a claim, nil without one.
func (c Claim) Calculated() *figure.Calculation {
	if c.Calculation == "" {
		return nil
	}
	var k figure.Calculation
	if err := json.Unmarshal([]byte(c.Calculation), &k); err != nil {
		return nil // what the Store writes can be read
	}
	return &k
}

// calculationJSON is how a calculation is kept, always in the same form.
func calculationJSON(k figure.Calculation) string {
	b, err := json.Marshal(k)
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return string(b)
}

// FigureCheck is what became of a claim's calculation, at one of its wordings.
type FigureCheck struct {
	Words string
	figure.Outcome
}

// judgeFigures works a claim's calculation out and compares it with the figure
// in each wording of its places. Nothing of it is kept but the worst match, so
// that it is always worked out anew.
func judgeFigures(c Claim, places []Anchor, language string) []FigureCheck {
	k := c.Calculated()
	if k == nil {
		return nil
	}
	words := quotedWords(places)
	if len(words) == 0 {
		words = []string{""}
	}
	var all []FigureCheck
	for _, w := range words {
		all = append(all, FigureCheck{w, figure.Judge(*k, w, language)})
	}
	return all
}

// worst is the first match that is none, or that the figure follows.
func worst(all []FigureCheck) figure.Match {
	for _, f := range all {
		if f.Match != figure.Follows {
			return f.Match
		}
	}
	if len(all) == 0 {
		return ""
	}
	return figure.Follows
}

// calculationWords is a calculation on one line, for the history and for
// comparisons; of inputs that rest on a source whose name must not leave only
// the name is in it.
func calculationWords(k *figure.Calculation, items []Evidence) string {
	if k == nil {
		return ""
	}
	parts := []string{k.Formula}
	for _, in := range k.Inputs {
		said := in.Name + " = " + strings.TrimSpace(in.Value+" "+in.Unit)
		if at := slices.IndexFunc(items, func(e Evidence) bool { return e.ID == in.Evidence }); at < 0 || items[at].Source == nil || items[at].Source.Confidential() {
			said = in.Name
		}
		parts = append(parts, said)
	}
	parts = append(parts, "rounded: "+roundingWords(k.Rounding))
	return strings.Join(parts, "; ")
}

// roundingWords names a rounding.
func roundingWords(r figure.Rounding) string {
	said := map[figure.Rule]string{figure.Written: "as written", figure.Decimals: "to decimals", figure.Digits: "to digits", figure.Exactly: "not"}[r.Rule]
	if r.Rule == figure.Decimals || r.Rule == figure.Digits {
		said += " " + strconv.Itoa(r.Places)
	}
	if r.Mode != figure.Nearest && r.Rule != figure.Exactly {
		said += ", " + string(r.Mode)
	}
	return said
}

// CalculationForm is a calculation as it is saved. Values are as they were
// typed, in the manner of the article's language.
type CalculationForm struct {
	Version int // of the claim
	figure.Calculation
}

// tidied is the form with the white space around what was typed taken away, and
// without the inputs that were left empty.
func (f CalculationForm) tidied() figure.Calculation {
	k := f.Calculation
	k.Formula, k.Inputs = tidy(k.Formula), nil
	for _, in := range f.Inputs {
		in.Name, in.Value, in.Unit = tidy(in.Name), tidy(in.Value), tidy(in.Unit)
		if in.Name != "" || in.Value != "" {
			k.Inputs = append(k.Inputs, in)
		}
	}
	return k
}

const (
	maxInputs = 20
	maxPlaces = 12 // of a rounding
)

// readCalculation makes numbers of what was typed as the values of inputs, and says what is
// wrong with the calculation. Evidence must be among the items.
func readCalculation(k figure.Calculation, items []Evidence, language string) (figure.Calculation, error) {
	c := checks{}
	c.need(k.Formula != "", "formula", "Write the formula, such as change(old, new).")
	c.need(len(k.Inputs) <= maxInputs, "formula", "That is too many inputs. Keep them to 20.")
	c.need(slices.Contains(figure.Units, k.Unit), "unit", "Choose what the result is in.")
	c.need(slices.Contains(figure.Rules, k.Rounding.Rule), "rule", "Choose how the result is rounded.")
	c.need(slices.Contains(figure.Modes, k.Rounding.Mode), "mode", "Choose in which direction it is rounded.")
	counts := k.Rounding.Rule == figure.Decimals || k.Rounding.Rule == figure.Digits
	c.need(!counts || k.Rounding.Places >= 0 && k.Rounding.Places <= maxPlaces && (k.Rounding.Rule == figure.Decimals || k.Rounding.Places > 0), "places", "Say to how many: a number up to 12.")
	if !counts {
		k.Rounding.Places = 0
	}
	inputs := make([]figure.Input, len(k.Inputs))
	names := map[string]bool{}
	for i, in := range k.Inputs {
		field := inputField(i)
		name := strings.ToLower(in.Name)
		c.need(figure.NameFits(in.Name), field, "Name each input with letters and digits, such as visitors_2024; not as a function is called.")
		c.need(!names[name], field, "Two inputs have the same name.")
		names[name] = true
		f, ok := figure.Number(in.Value, language)
		c.need(ok && !f.Fraction, field, "“%s” cannot be read as a number in the language of the article.", clip(in.Value, 40))
		c.need(slices.ContainsFunc(items, func(e Evidence) bool { return e.ID == in.Evidence && e.WithdrawnAt == nil && e.SourceID != nil }), field, "Say which evidence of this claim the number comes from.")
		c.need(len(in.Unit) <= 60, field, "Keep the unit short.")
		inputs[i] = in
		if ok {
			inputs[i].Value = figure.Decimal(f.Value)
			if in.Unit == "" && f.Unit == figure.Percent {
				inputs[i].Unit = "%"
			}
		}
	}
	k.Inputs = inputs
	if c.err() == nil {
		o := figure.Judge(k, "", language)
		c.need(o.Match != figure.Broken, "formula", o.Sentence.Key, o.Sentence.Args...)
	}
	return k, c.err()
}

// inputField is the name that the form has for an input.
func inputField(i int) string { return "input_" + strconv.Itoa(i+1) }
