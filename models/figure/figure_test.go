package figure_test

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models/figure"
)

func written(all []figure.Figure) string {
	var parts []string
	for _, f := range all {
		s := f.Text + "=" + f.Value.RatString()
		if f.Unit != figure.Plain {
			s += " " + string(f.Unit)
		}
		if f.Year {
			s += " year"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, "; ")
}

func TestFiguresAreReadAsTheLanguageWritesThem(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ language, words, want string }{
		{"en", "31,412 people", "31,412=31412"},
		{"en", "1,234.5 tonnes", "1,234.5=2469/2"},
		{"de", "1.234,5 Tonnen", "1.234,5=2469/2"},
		{"fr", "1 234,5 tonnes", "1 234,5=2469/2"},
		{"fr", "1\u202f234\u202f567 habitants", "1\u202f234\u202f567=1234567"},
		{"de-CH", "1’234.5 Tonnen", "1’234.5=2469/2"},
		{"en", "1.234", "1.234=617/500"},
		{"de", "1.234", "1.234=1234"},
		{"de", "12.5", "12.5=25/2"},
		{"en", "12,5", ""}, // neither groups nor decimals in English
		{"en-IN", "12,34,567 voters, 3 lakh more", "12,34,567=1234567; 3 lakh=300000"},
		{"ar", "٣١٬٤١٢٫٥", "٣١٬٤١٢٫٥=62825/2"},
		{"en", "2.3 million euros, or £2.3m, or $1bn", "2.3 million=2300000; 2.3m=2300000; 1bn=1000000000"},
		{"de", "2,3 Millionen und 4 Mrd. Euro, 1 Billion", "2,3 Millionen=2300000; 4 Mrd.=4000000000; 1 Billion=1000000000000"},
		{"en", "1 trillion", "1 trillion=1000000000000"},
		{"es", "3 mil millones", "3 mil millones=3000000000"},
		{"ru", "2,3 млн человек, 5 тыс. рублей", "2,3 млн=2300000; 5 тыс.=5000"},
		{"en", "rose 26 per cent", "26 per cent=26 percent"},
		{"en", "by 5% and by 5 percentage points", "5%=5 percent; 5 percentage points=5 points"},
		{"de", "um 5 Prozentpunkte auf 12,5 Prozent", "5 Prozentpunkte=5 points; 12,5 Prozent=25/2 percent"},
		{"en", "a third of them, two-thirds, half, three quarters, ½", "a third=1/3; two-thirds=2/3; half=1/2; three quarters=3/4; ½=1/2"},
		{"de", "ein Drittel, die Hälfte", "ein Drittel=1/3; Hälfte=1/2"},
		{"fr", "un tiers, la moitié", "un tiers=1/3; la moitié=1/2"},
		{"en", "forty-two trams and one hundred and twenty thousand riders", "forty-two=42; one hundred and twenty thousand=120000"},
		{"en", "five six", "five=5; six=6"},
		{"en", "a million", "a million=1000000"},
		{"en", "In 2019 it carried 31,400 people", "2019=2019 year; 31,400=31400"},
		{"en", "G20, F-14, COVID-19, the 25th, third place, the third quarter", ""},
		{"en", "−5.5 degrees, 3-4 trams", "−5.5=-11/2; 3=3; 4=4"},
		{"en", "no figure here", ""},
		{"xx", "1,000", "1,000=1000"},
	} {
		if got := written(figure.Read(c.words, c.language)); got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.language, c.words, got, c.want)
		}
	}
}

func TestAFormulaIsWorkedOutExactly(t *testing.T) {
	t.Parallel()
	inputs := map[string]*big.Rat{"old": big.NewRat(25000, 1), "new": big.NewRat(31412, 1), "größe": big.NewRat(3, 1)}
	for _, c := range []struct{ formula, want string }{
		{"new - old", "6412"},
		{"NEW − Old", "6412"},
		{"1 + 2 × 3", "7"},
		{"(1 + 2) * 3 ÷ 4", "2.25"},
		{"10 / 4 / 5", "0.5"},
		{"10 − 4 − 5", "1"},
		{"-2 * -3", "6"},
		{"0.1 + 0.2", "0.3"},
		{"1/3", "0.333333…"},
		{"1/3*3", "1"},
		{"5% * 200", "10"},
		{"change(old, new)", "25.648"},
		{"share(1; 8)", "12.5"},
		{"points(12.1, 14)", "1.9"},
		{"per(6, 4)", "1.5"},
		{"per(6, 4, 100000)", "150000"},
		{"ratio(größe, 2)", "1.5"},
		{"mean(1, 2, 6) + sum(1)", "4"},
	} {
		f, err := figure.Parse(c.formula)
		if err != nil {
			t.Errorf("%s: %v", c.formula, err)
			continue
		}
		n, err := f.Value(inputs)
		if err != nil || figure.Decimal(n) != c.want {
			t.Errorf("%s = %v, %v; want %s", c.formula, n, err, c.want)
		}
	}
	for formula, want := range map[string]string{
		"":               "ends too early",
		"1 +":            "ends too early",
		"(1":             "not closed",
		"1 2":            "goes on",
		"1,5":            "goes on",
		"change(1)":      "wants 2",
		"change":         "in brackets",
		"magic(1)":       "no function",
		"1.2.3":          "no number",
		"1 & 2":          "goes on",
		"&":              "cannot be read",
		"1/0":            "divides by zero",
		"share(1, 0)":    "divides by zero",
		"missing":        "not among the inputs",
		"change(0, new)": "divides by zero",
		strings.Repeat("(", 60) + "1" + strings.Repeat(")", 60): "too many brackets",
		strings.Repeat("1+", 300) + "1":                         "too long",
	} {
		f, err := figure.Parse(formula)
		if err == nil {
			_, err = f.Value(inputs)
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", formula, err, want)
		}
	}
}

func judged(formula, words, language string, r figure.Rounding, unit figure.Unit) figure.Outcome {
	return figure.Judge(figure.Calculation{Formula: formula, Unit: unit, Rounding: r, Inputs: []figure.Input{{Name: "old", Value: "25000"}, {Name: "New", Value: "31412"}}}, words, language)
}

func TestAFigureFollowsFromAResultUnderTheRoundingOrNot(t *testing.T) {
	t.Parallel()
	asWritten := figure.Rounding{Rule: figure.Written, Mode: figure.Nearest}
	for _, c := range []struct {
		formula, words, language string
		rounding                 figure.Rounding
		unit                     figure.Unit
		match                    figure.Match
		rounded                  string
	}{
		{"new", "31,400 people", "en", asWritten, figure.Plain, figure.Follows, "31400"},
		{"new", "31,500 people", "en", asWritten, figure.Plain, figure.Differs, "31400"},
		{"new", "31,000 people", "en", asWritten, figure.Plain, figure.Follows, "31000"},
		{"new", "30,000 people", "en", asWritten, figure.Plain, figure.Differs, "31000"}, // two digits count
		{"new", "31 412", "fr", asWritten, figure.Plain, figure.Follows, "31412"},
		{"new", "more than 31,000", "en", figure.Rounding{Rule: figure.Written, Mode: figure.Down}, figure.Plain, figure.Follows, "31000"},
		{"new", "nearly 32,000", "en", figure.Rounding{Rule: figure.Written, Mode: figure.Up}, figure.Plain, figure.Follows, "32000"},
		{"new", "31,412", "en", figure.Rounding{Rule: figure.Exactly}, figure.Plain, figure.Follows, "31412"},
		{"new", "31,400", "en", figure.Rounding{Rule: figure.Exactly}, figure.Plain, figure.Differs, "31412"},
		{"new", "31,410", "en", figure.Rounding{Rule: figure.Digits, Places: 4, Mode: figure.Nearest}, figure.Plain, figure.Follows, "31410"},
		{"change(old, new)", "rose by 26 per cent", "en", asWritten, figure.Plain, figure.Follows, "26"},
		{"change(old, new)", "um 25,6 Prozent", "de", asWritten, figure.Plain, figure.Follows, "25.6"},
		{"change(old, new)", "rose by 25 per cent", "en", asWritten, figure.Plain, figure.Differs, "26"},
		{"change(old, new)", "rose by 26 percentage points", "en", asWritten, figure.Plain, figure.OtherIs, ""},
		{"points(12, 14)", "rose by 2 per cent", "en", asWritten, figure.Plain, figure.OtherIs, ""},
		{"points(12, 14)", "rose by 2 percentage points", "en", asWritten, figure.Plain, figure.Follows, "2"},
		{"(new - old) / old", "26 per cent", "en", asWritten, figure.Plain, figure.Follows, "26"},
		{"(new - old) / old * 100", "26 per cent", "en", asWritten, figure.Percent, figure.Follows, "26"},
		{"change(new, old)", "fell by 20 per cent", "en", asWritten, figure.Plain, figure.Follows, "20"},
		{"share(1, 3)", "a third", "en", asWritten, figure.Plain, figure.Follows, "0.333333…"},
		{"old / new", "four fifths of them", "en", asWritten, figure.Plain, figure.Follows, "0.8"},
		{"old / new", "three quarters", "en", asWritten, figure.Plain, figure.Differs, "0.8"},
		{"new * 73", "2.3 million", "en", asWritten, figure.Plain, figure.Follows, "2300000"},
		{"new * 73", "2.4 million", "en", asWritten, figure.Plain, figure.Differs, "2300000"},
		{"2.5", "3", "en", asWritten, figure.Plain, figure.Follows, "3"}, // a half goes up
		{"new", "many people", "en", asWritten, figure.Plain, figure.NoFigure, ""},
		{"new +", "31,400", "en", asWritten, figure.Plain, figure.Broken, ""},
	} {
		o := judged(c.formula, c.words, c.language, c.rounding, c.unit)
		rounded := ""
		if o.Rounded != nil {
			rounded = figure.Decimal(o.Rounded)
		}
		if o.Match != c.match || rounded != c.rounded {
			t.Errorf("%s against %q: %s %s, want %s %s", c.formula, c.words, o.Match, rounded, c.match, c.rounded)
		}
	}
	if o := judged("change(new, old)", "fell by 20 per cent", "en", asWritten, figure.Plain); !o.Negative {
		t.Error("nothing is said of a result below zero")
	}
	if o := figure.Judge(figure.Calculation{Formula: "7", Which: 2, Rounding: asWritten}, "5 of 7", "en"); o.Match != figure.Follows {
		t.Errorf("the second figure: %+v", o)
	}
}

// grouping writes a whole number as a language does.
func grouping(n int64, sign string) string {
	s := big.NewInt(n).String()
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sign + s[i:]
	}
	return s
}

func TestEveryNumberIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(0, 1e15).Draw(t, "whole")
		decimals := rapid.StringMatching(`|[0-9]{1,5}`).Draw(t, "decimals")
		c := rapid.SampledFrom([][3]string{{"en", ",", "."}, {"de", ".", ","}, {"fr", "\u202f", ","}, {"fr", " ", ","}, {"ru", "\u00a0", ","}, {"de-CH", "’", "."}, {"es-MX", ",", "."}, {"da", ".", ","}}).Draw(t, "language")
		s := grouping(n, c[1])
		want, _ := new(big.Rat).SetString(big.NewInt(n).String() + "." + decimals + "0")
		if decimals != "" {
			s += c[2] + decimals
		}
		f, ok := figure.Number(s, c[0])
		if !ok || f.Value.Cmp(want) != 0 {
			t.Fatalf("%q in %s is %v %v", s, c[0], f.Value, ok)
		}
		if again, ok := figure.Number(figure.Write(figure.Decimal(want), c[0]), c[0]); !ok || again.Value.Cmp(want) != 0 {
			t.Fatalf("%s is written %q in %s", want, figure.Write(figure.Decimal(want), c[0]), c[0])
		}
	})
}

func TestARoundedResultAlwaysFollowsFromItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.IntRange(0, 4).Draw(t, "places")
		a, b := rapid.Int64Range(1, 1e6).Draw(t, "a"), rapid.Int64Range(1, 1e6).Draw(t, "b")
		r := figure.Rounding{Rule: figure.Decimals, Places: places, Mode: rapid.SampledFrom(figure.Modes).Draw(t, "mode")}
		c := figure.Calculation{Formula: "a / b", Rounding: r, Unit: figure.Plain, Inputs: []figure.Input{{Name: "a", Value: big.NewInt(a).String()}, {Name: "b", Value: big.NewInt(b).String()}}}
		first := figure.Judge(c, "0", "en")
		if again := figure.Judge(c, first.Rounded.FloatString(places), "en"); again.Match != figure.Follows {
			t.Fatalf("%d/%d is rounded to %s, which does not follow", a, b, first.Rounded.FloatString(places))
		}
		away := new(big.Rat).Sub(first.Rounded, first.Result)
		if away.Abs(away).Cmp(new(big.Rat).SetFrac64(1, 1)) > 0 {
			t.Fatalf("rounded by more than one")
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"change(old, new)", "((1+2)*3)/4%", "-−–1", "mean(1,2;3)", "é_1 : 2", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		formula, err := figure.Parse(s)
		if err != nil {
			return
		}
		inputs := map[string]*big.Rat{}
		for _, name := range formula.Names() {
			inputs[name] = big.NewRat(7, 3)
		}
		if n, err := formula.Value(inputs); err == nil && n == nil {
			t.Error("neither a value nor an error")
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"1,234.5 per cent", "two hundred and five", "٣١٬٤١٢٫٥", "½ 3½", "−5", "1.2.3,4", "٪\xff"} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, s, language string) {
		for _, one := range figure.Read(s, language) {
			if one.Value == nil || one.Grain == nil || one.Grain.Sign() == 0 && !one.Fraction || !strings.Contains(s, one.Text) {
				t.Errorf("%q holds %+v", s, one)
			}
		}
	})
}
