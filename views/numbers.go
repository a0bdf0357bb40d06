package views

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"stet/models"
)

// NumbersPage shows what the newsroom's work comes to.
type NumbersPage struct {
	Chrome
	Numbers           models.Numbers
	From, To, Section string // as typed
	Errors            Errors
}

// Download leads to the numbers as a file.
func (p NumbersPage) Download(format string) string {
	q := url.Values{}
	for name, value := range map[string]string{"from": p.From, "to": p.To, "section": p.Section} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return "/numbers/" + format + "?" + q.Encode()
}

// Sections are the sections that can be asked for.
func (p NumbersPage) Sections() []Option {
	all := []Option{{Value: "", Label: p.Say("All sections")}}
	for _, s := range p.Numbers.Sections {
		all = append(all, Option{Value: s, Label: s})
	}
	return all
}

// Shown is a number with its unit, as people read it.
func (p NumbersPage) Shown(c models.Column, v *float64) string {
	switch {
	case v == nil:
		return "–"
	case c.Unit == models.UnitShare:
		return p.Say("%.1f %%", *v)
	case c.Unit == models.UnitHours:
		return p.hours(*v)
	case c.Unit == models.UnitCount:
		return p.Say("%d", int(*v))
	case c.Unit == models.UnitAlpha:
		return p.Say("%.2f", *v)
	}
	return p.Say("%.1f", *v)
}

// hours is a time as people say it.
func (p NumbersPage) hours(h float64) string {
	switch {
	case h < 1:
		return p.Say("%.0f min", h*60)
	case h < 48:
		return p.Say("%.1f h", h)
	}
	return p.Say("%.1f days", h/24)
}

// RowLabel names a row; those of kinds and causes begin like a sentence.
func (p NumbersPage) RowLabel(r models.TableRow) string {
	switch {
	case slices.Contains(models.Kinds, models.Kind(r.Label)):
		return kindLabel(p.Language, models.Kind(r.Label))
	case slices.Contains(models.Causes, models.Cause(r.Label)):
		return p.Say(models.Cause(r.Label).Label())
	}
	return p.Say(r.Label)
}

// Heading is the head of a column with its unit, where the numbers do not say it.
func (p NumbersPage) Heading(c models.Column) string {
	switch c.Unit {
	case models.UnitRate:
		return inRow(p.Language, p.Say(c.Title()), p.Say("per 1,000 words"))
	case models.UnitEach:
		return inRow(p.Language, p.Say(c.Title()), p.Say("per 100 published articles"))
	}
	return p.Say(c.Title())
}

// The chart of a table, in its own units.
const (
	chartWidth = 600.0
	chartLabel = 215.0
	chartRow   = 26.0
	chartBar   = 16.0
)

// Chart draws a table as bars, one row below the other. What it shows stands in
// the table behind it too; a screen reader is led there.
func (p NumbersPage) Chart(t models.Table) template.HTML {
	top := chartTop(t)
	if top == 0 {
		return ""
	}
	var b strings.Builder
	height := chartRow * float64(len(t.Rows))
	fmt.Fprintf(&b, `<svg class="chart" role="img" aria-label="%s" viewBox="0 0 %.0f %.0f">`, template.HTMLEscapeString(p.Say("%s: bars, with their numbers in the table below.", t.Title)), chartWidth, height)
	for i, r := range t.Rows {
		y := chartRow * float64(i)
		fmt.Fprintf(&b, `<text x="%.0f" y="%.1f" text-anchor="end">%s</text>`, chartLabel-8, y+13, template.HTMLEscapeString(shortened(p.RowLabel(r), 28)))
		p.chartRow(&b, t, r, y, top)
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// chartRow draws the bars of a row: looks and shares one behind the other, other
// numbers one over the other, the first in front.
func (p NumbersPage) chartRow(b *strings.Builder, t models.Table, r models.TableRow, y, top float64) {
	scale, x, end := (chartWidth-chartLabel-70)/top, chartLabel, chartLabel
	for i, c := range t.Columns[:t.Draw] {
		v := r.Values[i]
		if v == nil || *v <= 0 {
			continue
		}
		class, w := fmt.Sprintf("bar-%d", i), *v*scale
		if c.Look != "" {
			class = "f-" + string(c.Look)
		}
		from := x
		if stacked(t) {
			x += w
		} else {
			from = chartLabel
		}
		fmt.Fprintf(b, `<rect class="%s" x="%.1f" y="%.1f" width="%.1f" height="%.0f" rx="1.5"/>`, class, from, y+barOffset(t, i), max(w, 1), barHeight(t))
		if patterned(c.Look) {
			fmt.Fprintf(b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.0f" fill="url(#p-%s)"/>`, from, y, max(w, 1), chartBar, c.Look)
		}
		end = max(end, from+w)
	}
	if first := r.Values[0]; !stacked(t) && first != nil {
		fmt.Fprintf(b, `<text class="n" x="%.1f" y="%.1f">%s</text>`, end+6, y+13, p.Shown(t.Columns[0], first))
	}
}

// stacked reports whether the bars of a row stand one behind the other: parts of a whole.
func stacked(t models.Table) bool {
	return t.Looks || t.Draw > 1 && t.Columns[0].Unit == models.UnitShare
}

// barHeight and barOffset let the second of two numbers be a thin line below the first.
func barHeight(t models.Table) float64 {
	if stacked(t) || t.Draw == 1 {
		return chartBar
	}
	return chartBar / 2
}

func barOffset(t models.Table, i int) float64 {
	if stacked(t) || t.Draw == 1 {
		return 0
	}
	return float64(i) * (chartBar/2 + 1)
}

// chartTop is what the longest bar stands for, 0 where there is none.
func chartTop(t models.Table) float64 {
	top := 0.0
	for _, r := range t.Rows {
		sum := 0.0
		for i, v := range r.Values[:t.Draw] {
			if v == nil {
				continue
			}
			if sum += *v; !stacked(t) {
				sum = *v
			}
			if t.Columns[i].Unit == models.UnitShare && stacked(t) {
				sum = 100
			}
			top = max(top, sum)
		}
	}
	return top
}

// shortened cuts words to a number of characters.
func shortened(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return strings.TrimSpace(string(r[:n-1])) + "…"
}
