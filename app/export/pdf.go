package export

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"strconv"
	"strings"

	"stet/app/export/typeset"
	"stet/models"
	"stet/models/text"
)

// The colours of the report, those of the page in the light.
var (
	ink  = rgb(0x1c1b19)
	soft = rgb(0x55524c)
	fine = rgb(0xe0dbd0)
	blue = rgb(0x1f4e79)
	warn = rgb(0x7e113d)
)

func rgb(hex int) typeset.Color {
	part := func(shift int) float64 { return float64(hex>>shift&0xff) / 255 }
	return typeset.Color{R: part(16), G: part(8), B: part(0)}
}

// looks is how a verdict is drawn under the words of its claim.
var looks = map[models.Look]struct {
	typeset.Color
	typeset.Under
}{
	models.LookTrue: {rgb(0x007176), typeset.SolidLine}, models.LookMostly: {rgb(0x5d6d18), typeset.SolidLine},
	models.LookMixed: {rgb(0x6c4b00), typeset.DashedLine}, models.LookMislead: {rgb(0x643100), typeset.WavyLine},
	models.LookFalse: {rgb(0x7e113d), typeset.DoubleLine}, models.LookOpen: {rgb(0x3d435a), typeset.DottedLine},
	models.LookAuthor: {rgb(0x3d435a), typeset.DashedLine}, models.LookNone: {rgb(0x55524c), typeset.DottedLine},
}

// report writes the PDF of one article.
type report struct {
	*typeset.Document
	c        *models.Checked
	doc      text.Document
	language string
	rtl      bool // the language of the article
}

// writePDF writes the report for legal: a cover that says who cleared what, the
// text with its claims numbered, and each claim with its proof.
func writePDF(ctx context.Context, b *bytes.Buffer, c *models.Checked, progress Progress) error {
	title := c.Article.Title
	if c.Draft {
		title = "DRAFT: " + title
	}
	d, err := typeset.New(typeset.Info{Title: title, Author: c.Newsroom.Name, Subject: "Fact-check of revision " + strconv.Itoa(c.Article.Revision),
		Language: tag(c.Article.Language), Created: c.ExportedAt.UTC()})
	if err != nil {
		return err
	}
	r := &report{Document: d, c: c, doc: text.Restore(c.Text, c.Blocks, c.Sentences, nil), language: tag(c.Article.Language), rtl: direction(c.Article.Language) == "rtl"}
	r.Running(r.head, r.foot)
	parts := r.parts()
	total := len(parts) + 1
	for done, part := range parts {
		if err := ctx.Err(); err != nil {
			return err
		}
		progress(done, total)
		part()
	}
	r.First(r.cover)
	if err := r.Write(ctx, b); err != nil {
		return err
	}
	progress(total, total)
	return nil
}

// parts are what is set one after another: the blocks, then the claims.
func (r *report) parts() []func() {
	var all []func()
	outline, runs := outline(r.c), runs(r.c)
	for i := headline(r.c); i < len(r.c.Blocks); i++ {
		all = append(all, func() { r.block(i, outline[i], runs[i]) })
	}
	for i := range r.c.Claims {
		all = append(all, func() { r.claim(i) })
	}
	if len(r.c.Claims) == 0 {
		all = append(all, r.none)
	}
	if len(r.c.History) > 0 {
		all = append(all, r.history)
	}
	return all
}

// head runs over every page.
func (r *report) head(int, int) typeset.Paragraph {
	p := r.small(r.c.Article.Title)
	p.Spans[0].Text = clip(p.Spans[0].Text, 70)
	p.Spans = append(p.Spans, typeset.Span{Text: fmt.Sprintf("  ·  revision %d", r.c.Article.Revision), Style: sans, Color: soft})
	if r.c.Draft {
		p.Spans = append([]typeset.Span{{Text: "DRAFT: not signed off  ·  ", Style: sansBold, Color: warn}}, p.Spans...)
	}
	p.RightToLeft, p.Leading = false, 2.4
	return p
}

func (r *report) foot(page, pages int) typeset.Paragraph {
	p := r.small(fmt.Sprintf("%d of %d", page, pages))
	p.RightToLeft, p.End, p.Leading = false, true, 2.4
	return p
}

var (
	sans     = typeset.Style{Sans: true}
	sansBold = typeset.Style{Sans: true, Bold: true}
	bold     = typeset.Style{Bold: true}
)

// prose is a paragraph of text that people wrote, in whichever direction it is.
func (r *report) prose(s string, size float64) typeset.Paragraph {
	return typeset.Paragraph{Spans: []typeset.Span{{Text: s, Color: ink}}, Size: size, Language: r.language, RightToLeft: leaning(s, "ltr") == "rtl"}
}

func (r *report) small(s string) typeset.Paragraph {
	p := r.prose(s, 8)
	p.Spans[0].Style, p.Spans[0].Color = sans, soft
	return p
}

// section begins a section of the report on a new page.
func (r *report) section(title, anchor string) {
	r.Break()
	r.heading(title, anchor)
}

func (r *report) heading(title, anchor string) {
	p := r.prose(title, 15)
	p.Spans[0].Style, p.Level, p.Anchor, p.Keep, p.Before = sansBold, 1, anchor, true, 18
	r.Add(p)
}

func (r *report) note(s string) {
	p := r.prose(s, 9)
	p.Spans[0].Style, p.Spans[0].Color, p.Before = sans, soft, 6
	r.Add(p)
}

// field is a line of particulars: its name hangs beside what it says.
func (r *report) field(name string, says ...typeset.Span) {
	for i := range says {
		says[i].Style.Sans = true
		says[i].Color = cmp.Or(says[i].Color, ink)
	}
	r.Add(typeset.Paragraph{Spans: says, Size: 9, Before: 3, Indent: 84, Hang: 84, Left: true, Language: r.language, RightToLeft: leaning(saying(says), "ltr") == "rtl",
		Marker: &typeset.Span{Text: name, Style: sans, Color: soft}})
}

func saying(spans []typeset.Span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(s.Text)
	}
	return b.String()
}

// isolated keeps the direction of a name from the words around it.
func isolated(name string) string { return "\u2068" + name + "\u2069" }

// clip shortens to a number of code points.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return strings.TrimSpace(string(r[:most-1])) + "…"
	}
	return s
}
