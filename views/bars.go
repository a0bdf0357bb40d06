package views

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/message"
)

// The coverage bar, in its own units.
const (
	barWidth = 176.0
	barGap   = 1.5
)

// Bar draws claims by the look of their verdicts and, on a thin line below, the
// sentences: claimed, nothing to check, and open.
func Bar(l message.Language, looks map[models.Look]int, c models.Coverage) template.HTML {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="cov" role="img" aria-label="%s" viewBox="0 0 176 13" width="176" height="13">`, template.HTMLEscapeString(barLabel(l, looks, c)))
	bands(&b, looks)
	line(&b, c)
	b.WriteString(`</svg>`)
	return template.HTML(b.String())
}

// bands draws one band for each look, as wide as its share.
func bands(b *strings.Builder, looks map[models.Look]int) {
	total, kinds := 0, 0
	for _, n := range looks {
		if total += n; n > 0 {
			kinds++
		}
	}
	if total == 0 {
		b.WriteString(`<rect class="f-open" width="176" height="8" rx="1.5"/>`)
		return
	}
	x := 0.0
	for _, l := range looksInOrder {
		n := looks[l]
		if n == 0 {
			continue
		}
		w := (barWidth - barGap*float64(kinds-1)) * float64(n) / float64(total)
		fmt.Fprintf(b, `<rect class="f-%s" x="%.1f" width="%.1f" height="8" rx="1.5"/>`, l, x, w)
		if patterned(l) {
			fmt.Fprintf(b, `<rect x="%.1f" width="%.1f" height="8" rx="1.5" fill="url(#p-%s)"/>`, x, w, l)
		}
		x += w + barGap
	}
}

// patterned reports whether a look's colour is drawn with a pattern over it.
func patterned(l models.Look) bool {
	switch l {
	case models.LookMostly, models.LookMixed, models.LookMislead, models.LookAuthor, models.LookNone:
		return true
	}
	return false
}

// line draws the sentences below the bands.
func line(b *strings.Builder, c models.Coverage) {
	b.WriteString(`<rect class="c-open" y="10.5" width="176" height="2.5" rx="1"/>`)
	if c.Sentences == 0 {
		return
	}
	claimed := barWidth * float64(c.Claimed) / float64(c.Sentences)
	skipped := barWidth * float64(c.Skipped) / float64(c.Sentences)
	fmt.Fprintf(b, `<rect class="c-claimed" y="10.5" width="%.1f" height="2.5" rx="1"/><rect class="c-skipped" x="%.1f" y="10.5" width="%.1f" height="2.5" rx="1"/>`,
		claimed, claimed, skipped)
}

func barLabel(l message.Language, looks map[models.Look]int, c models.Coverage) string {
	var parts []string
	for _, look := range looksInOrder {
		if n := looks[look]; n > 0 {
			parts = append(parts, lookLabel(l, look)+": "+strconv.Itoa(n))
		}
	}
	claims := l.Say("No claims yet.")
	if len(parts) > 0 {
		claims = l.Say("Claims: %s.", inRow(l, parts...))
	}
	return claims + " " + coverageWords(l, c)
}

// coverageWords says how many sentences are decided on.
func coverageWords(l message.Language, c models.Coverage) string {
	return l.Say("%d of %d sentences decided: %d claimed, %d nothing to check, %d open.",
		c.Claimed+c.Skipped, c.Sentences, c.Claimed, c.Skipped, c.Open())
}

// LegendRow is one line of the legend: a rating and how many claims have it.
type LegendRow struct {
	Look  models.Look
	Label string
	Count int
}

// Legend counts the claims of the workspace by rating, in the order of the scale.
func (p WorkspacePage) Legend() []LegendRow {
	counts := map[string]int{}
	for i := range p.Workspace.Claims {
		if c := &p.Workspace.Claims[i]; c.Status != models.ClaimWithdrawn {
			counts[c.Rating]++
		}
	}
	var rows []LegendRow
	for _, r := range p.Workspace.Scale.Ratings {
		if n := counts[r.Label]; n > 0 {
			rows = append(rows, LegendRow{r.Look, r.Label, n})
		}
	}
	if n := counts[""]; n > 0 {
		rows = append(rows, LegendRow{models.LookOpen, lookLabel(p.Language, models.LookOpen), n})
	}
	return rows
}

// looksOf counts the claims of a workspace by look.
func looksOf(ws *models.Workspace) map[models.Look]int {
	looks := map[models.Look]int{}
	for i := range ws.Claims {
		if c := &ws.Claims[i]; c.Status != models.ClaimWithdrawn {
			looks[c.Look]++
		}
	}
	return looks
}
