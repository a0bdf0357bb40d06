package views

import (
	"strconv"

	"stet/models"
	"stet/models/figure"
	"stet/models/message"
)

// CalculationPage shows how the figure of a claim comes about, and edits it.
type CalculationPage struct {
	Chrome
	Detail *models.ClaimDetail
	Form   CalculationFields
	Errors Errors
}

// CalculationFields is a calculation as it is typed.
type CalculationFields struct {
	Version, Formula, Unit, Rule, Places, Mode, Which string
	Inputs                                            []InputFields
}

// InputFields is an input as it is typed.
type InputFields struct{ Name, Value, Unit, Evidence string }

// CalculationFieldsOf fills the form with the calculation of a claim.
func CalculationFieldsOf(d *models.ClaimDetail) CalculationFields {
	f := CalculationFields{Version: strconv.Itoa(d.Claim.Version), Unit: string(figure.Plain), Rule: string(figure.Written), Mode: string(figure.Nearest), Which: "0"}
	k := d.Claim.Calculated()
	if k == nil {
		return f
	}
	f.Formula, f.Unit, f.Rule, f.Mode, f.Which = k.Formula, string(k.Unit), string(k.Rounding.Rule), string(k.Rounding.Mode), strconv.Itoa(k.Which)
	if k.Rounding.Rule == figure.Decimals || k.Rounding.Rule == figure.Digits {
		f.Places = strconv.Itoa(k.Rounding.Places)
	}
	for _, in := range k.Inputs {
		f.Inputs = append(f.Inputs, InputFields{in.Name, figure.Write(in.Value, d.Article.Language), in.Unit, id(in.Evidence)})
	}
	return f
}

// May reports whether the form is drawn.
func (p CalculationPage) May() bool {
	for _, a := range p.Detail.Actions {
		if a.Action == models.CalculationSaved {
			return a.Refusal == ""
		}
	}
	return false
}

// Unclaimed says what is wrong where no field says it itself.
func (p CalculationPage) Unclaimed() string {
	names := []string{"formula", "unit", "rule", "places", "mode"}
	for _, r := range p.Rows() {
		names = append(names, r.Field())
	}
	return unclaimed(p.Errors, names...)
}

// InputRow is an input of the form with its number, from 1.
type InputRow struct {
	InputFields
	N int
}

// Field is the name of the field that takes the input's name.
func (r InputRow) Field() string { return "input_" + strconv.Itoa(r.N) }

// Rows are the inputs of the form, with at least one left empty and three in all.
func (p CalculationPage) Rows() []InputRow {
	var rows []InputRow
	for i := 0; i < max(len(p.Form.Inputs)+1, 3); i++ {
		r := InputRow{N: i + 1}
		if i < len(p.Form.Inputs) {
			r.InputFields = p.Form.Inputs[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// InputLine is an input with the evidence it comes from, nil where that is gone.
type InputLine struct {
	Name, Value, Unit string
	Evidence          *models.Evidence
}

// Inputs are those of the calculation that is saved.
func (p CalculationPage) Inputs() []InputLine {
	k := p.Detail.Claim.Calculated()
	if k == nil {
		return nil
	}
	var all []InputLine
	for _, in := range k.Inputs {
		line := InputLine{Name: in.Name, Value: figure.Write(in.Value, p.Detail.Article.Language), Unit: in.Unit}
		for i := range p.Detail.Evidence {
			if e := &p.Detail.Evidence[i]; e.ID == in.Evidence && e.Source != nil {
				line.Evidence = e
			}
		}
		all = append(all, line)
	}
	return all
}

// EvidenceOptions are the items that an input may come from.
func (p CalculationPage) EvidenceOptions() []Option {
	options := saidOptions(p.Language, toSay{"", "Choose evidence"})
	for _, e := range p.Detail.Evidence {
		if e.Source != nil {
			options = append(options, Option{Value: id(e.ID), Label: joined(e.Source.Title, e.Locator)})
		}
	}
	return options
}

// UnitOptions are what a result may be in.
func (p CalculationPage) UnitOptions() []Option {
	return saidOptions(p.Language, toSay{"plain", "the unit of the inputs"}, toSay{"percent", "per cent"}, toSay{"points", "percentage points"})
}

// RuleOptions are the rules of rounding.
func (p CalculationPage) RuleOptions() []Option {
	return saidOptions(p.Language, toSay{"written", "To the last digit that the article writes"}, toSay{"decimals", "To so many decimals"},
		toSay{"digits", "To so many significant digits"}, toSay{"exactly", "Not at all"})
}

// ModeOptions are the directions of rounding.
func (p CalculationPage) ModeOptions() []Option {
	return saidOptions(p.Language, toSay{"nearest", "To the nearest; a half away from zero"}, toSay{"down", "Down: “more than”"}, toSay{"up", "Up: “nearly”"})
}

// WhichOptions are the figures in the claim's words, where there are several.
func (p CalculationPage) WhichOptions() []Option {
	if len(p.Detail.Line.Places) == 0 {
		return nil
	}
	all := figure.Read(p.Detail.Line.Places[0].Quote, p.Detail.Article.Language)
	if len(all) < 2 {
		return nil
	}
	options := saidOptions(p.Language, toSay{"0", "The first that is no year"})
	for i, f := range all {
		options = append(options, Option{Value: strconv.Itoa(i + 1), Label: f.Text})
	}
	return options
}

// FigureLine is what became of a calculation, in words.
type FigureLine struct {
	Good                                                             bool
	Says, InArticle, Rounded, Result, Formula, Rounding, Note, Words string
}

// FigureLine puts what became of a calculation into words.
func (p CalculationPage) FigureLine(f models.FigureCheck) FigureLine {
	l := figureLine(p.Language, p.Detail, f)
	if len(p.Detail.Figures) > 1 {
		l.Words = f.Words
	}
	return l
}

// FigureLines are what became of the claim's calculation, for its panel.
func (p *Panel) FigureLines() []FigureLine {
	var all []FigureLine
	for _, f := range p.Detail.Figures {
		all = append(all, figureLine(p.Language, p.Detail, f))
	}
	return all
}

func figureLine(l message.Language, d *models.ClaimDetail, f models.FigureCheck) FigureLine {
	k := d.Claim.Calculated()
	line := FigureLine{Good: f.Match == figure.Follows, Says: l.Tell(figureSays(f)), InArticle: f.Figure.Text}
	if k != nil {
		line.Formula, line.Rounding = k.Formula, roundingSays(l, k.Rounding)
	}
	if f.Result != nil {
		line.Result = inUnit(l, figure.Write(figure.Decimal(f.Result), d.Article.Language), f.Unit)
	}
	if f.Rounded != nil {
		line.Rounded = inUnit(l, figure.Write(figure.Decimal(f.Rounded), d.Article.Language), f.Unit)
	}
	if f.Negative {
		line.Note = l.Say("The result is below zero. See that the words say so: fell, fewer, less.")
	}
	return line
}

// figureSays is a match in a sentence.
func figureSays(f models.FigureCheck) message.Message {
	switch f.Match {
	case figure.Follows:
		return message.New("The figure follows")
	case figure.Differs:
		return message.New("The figure does not follow")
	case figure.OtherIs:
		return message.New("Per cent and percentage points are not the same")
	case figure.NoFigure:
		return message.New("No such figure is in the words any more")
	}
	return f.Sentence
}

func inUnit(l message.Language, n string, u figure.Unit) string {
	switch u {
	case figure.Percent:
		return l.Say("%s per cent", n)
	case figure.Points:
		return l.Say("%s percentage points", n)
	}
	return n
}

// roundingSays is a rounding in words.
func roundingSays(l message.Language, r figure.Rounding) string {
	key := rounding[r.Rule][r.Mode]
	switch r.Rule {
	case figure.Decimals, figure.Digits:
		return l.Say(key, r.Places)
	case figure.Exactly:
		return l.Say("rounding: none")
	}
	return l.Say(key)
}

var rounding = map[figure.Rule]map[figure.Mode]message.Key{
	figure.Decimals: {figure.Nearest: "to %d decimals", figure.Down: "to %d decimals, down", figure.Up: "to %d decimals, up"},
	figure.Digits:   {figure.Nearest: "to %d significant digits", figure.Down: "to %d significant digits, down", figure.Up: "to %d significant digits, up"},
	figure.Written: {figure.Nearest: "to the last digit that the article writes", figure.Down: "to the last digit that the article writes, down",
		figure.Up: "to the last digit that the article writes, up"},
}
