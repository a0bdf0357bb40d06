package locator_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"stet/models/locator"
)

func said(p locator.Place) string {
	s := ""
	if p.Page > 0 {
		s += fmt.Sprintf("page %d ", p.Page)
	}
	if p.Timed {
		s += "time " + p.From.String()
		if p.To > 0 {
			s += "-" + p.To.String()
		}
		s += " "
	}
	if c := p.Cells; c != nil {
		s += fmt.Sprintf("cells %s!%s%d:%s%d ", c.Sheet, locator.Letters(c.Column), c.Row, locator.Letters(c.LastColumn), c.LastRow)
	}
	return s
}

func TestALocatorIsUnderstoodWhereItIsPlain(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"p. 12":                              "page 12 ",
		"page 3, second paragraph":           "page 3 ",
		"chapter 4, pp. 12–14":               "page 12 ",
		"S. 7":                               "page 7 ",
		"Seite 7":                            "page 7 ",
		"стр. 9":                             "page 9 ",
		"12":                                 "page 12 ",
		"p. 3 and p. 9":                      "",
		"table 2, row “weekday mean”":        "",
		"12:31":                              "time 12m31s ",
		"1:02:03":                            "time 1h2m3s ",
		"at 12:31–12:40":                     "time 12m31s-12m40s ",
		"12 min 31 s":                        "time 12m31s ",
		"75:10":                              "time 1h15m10s ",
		"12:31, 14:02 and 15:00":             "",
		"14:02, 12:31":                       "",
		"12:75":                              "",
		"B4":                                 "cells !B4:B4 ",
		"cell $B$4":                          "cells !B4:B4 ",
		"Sheet1!B4:C9":                       "cells Sheet1!B4:C9 ",
		"'Zahlen 2024'!C9:B4":                "cells Zahlen 2024!B4:C9 ",
		"B4 and C5":                          "",
		"b4":                                 "",
		"item 7, entry of 28 January 2024":   "",
		"the third paragraph":                "",
		"":                                   "",
		"lowest temperature, −89.2 °C, 1983": "",
	} {
		if got := said(locator.Read(s)); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	}
}

func TestAColumnIsCalledByTheLettersThatNameIt(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 16_384).Draw(t, "column")
		if got := locator.Column(locator.Letters(n)); got != n {
			t.Fatalf("column %d is called %s, which is %d", n, locator.Letters(n), got)
		}
	})
}

func TestATimeThatWasWrittenIsUnderstoodAndBecomesAFragment(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.IntRange(0, 35_999).Draw(t, "seconds")) * time.Second
		s := fmt.Sprintf("%d:%02d:%02d", int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60)
		p := locator.Read(rapid.SampledFrom([]string{"", "tape 2, ", "at "}).Draw(t, "before") + s)
		if !p.Timed || p.From != d || p.Fragment() != fmt.Sprintf("#t=%d", int(d.Seconds())) {
			t.Fatalf("%s is %+v", s, p)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"p. 12", "12:31–12:40", "'a''b'!B4:C9", "с. 9", "A1 A1", "p. 1–2–3", "\xff:\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := locator.Read(s)
		if p.Page < 0 || p.From < 0 || p.To < 0 || p.Cells != nil && (p.Cells.Column < 1 || p.Cells.Row < 1 || p.Cells.LastRow < p.Cells.Row) {
			t.Errorf("%q is %+v", s, p)
		}
	})
}
