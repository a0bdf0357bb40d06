package export

import (
	"fmt"
	"strings"

	"stet/app/export/typeset"
)

// cover says what was checked, by whom it was cleared, and what was not.
func (r *report) cover() {
	c := r.c
	r.note(stated("  ·  ", c.Newsroom.Name, c.Article.Section, "Fact-check report"))
	title := r.prose(c.Article.Title, 24)
	if headline(c) > 0 {
		title.Spans = nil
		for _, run := range runs(c)[0] {
			title.Spans = append(title.Spans, r.run(run, typeset.Style{})...)
		}
	}
	title.Leading, title.Before, title.Level, title.Title = 1.2, 10, 1, "Cover"
	r.Add(title)
	if c.Article.Byline != "" {
		r.note(c.Article.Byline)
	}
	r.cleared()
	r.told()
	r.record()
	r.unreadable()
	r.exceptions()
}

// cleared is the sign-off, or that there is none.
func (r *report) cleared() {
	p := r.prose(standing(r.c), 12)
	p.Before, p.Spans[0].Style = 18, bold
	if r.c.Draft {
		p.Spans[0].Color, p.Barred, p.Bar, p.Indent = warn, true, warn, 9
	}
	r.Add(p)
}

// told is what readers were told after publication.
func (r *report) told() {
	for _, l := range toldReaders(r.c) {
		p := r.prose(l, 11)
		p.Before, p.Barred, p.Bar, p.Indent = 10, true, blue, 9
		r.Add(p)
	}
}

// record is the list of particulars, and how far the check went.
func (r *report) record() {
	c := r.c
	r.heading("What was checked", "record")
	r.field("Revision", typeset.Span{Text: fmt.Sprintf("%d, saved %s; %d words", c.Article.Revision, moment(c.Article.SavedAt), c.Article.Words)})
	r.field("SHA-256", typeset.Span{Text: c.Article.SHA256})
	if c.Article.URL != "" {
		r.field("Published", r.linked(c.Article.URL, c.Article.URL))
	}
	r.field("Scope", typeset.Span{Text: scope(c.Article)})
	r.field("Coverage", typeset.Span{Text: coverage(c)})
	if verdicts := r.verdicts(); len(verdicts) > 0 {
		r.field("Verdicts", verdicts...)
	}
	r.field("Made for", typeset.Span{Text: stated(" ", meant(c), withheld(c))})
	for _, l := range amended(c) {
		r.field("After publication", typeset.Span{Text: l})
	}
	for _, l := range remarks(c.Comments) {
		r.field("Comment", typeset.Span{Text: l})
	}
	r.field("Report made", typeset.Span{Text: moment(c.ExportedAt) + " with Stet"})
	r.note("The SHA-256 is that of the text as UTF-8: it shows whether a copy is the one that was checked. A number behind words of the text leads to the claim, and each claim leads back.")
}

// verdicts is the key of the lines under the text.
func (r *report) verdicts() []typeset.Span {
	var all []typeset.Span
	for i, k := range key(r.c) {
		if i > 0 {
			all = append(all, typeset.Span{Text: "   "})
		}
		look := looks[k.Look]
		all = append(all, typeset.Span{Text: k.Label, Under: look.Under, UnderColor: look.Color}, typeset.Span{Text: fmt.Sprintf(" %d", k.Count)})
	}
	return all
}

// exceptions lists what was signed off although it was not approved as correct.
func (r *report) exceptions() {
	r.heading("Exceptions", "exceptions")
	if r.c.SignOff == nil || len(r.c.SignOff.Exceptions) == 0 {
		r.note("None.")
		return
	}
	for _, e := range r.c.SignOff.Exceptions {
		p := r.prose(exception(e), 10)
		p.Before, p.Indent, p.Hang, p.Marker = 4, 12, 12, &typeset.Span{Text: "•", Color: soft}
		if e.Number > 0 {
			p.Spans[0].Link = fmt.Sprintf("#claim-%d", e.Number)
		}
		r.Add(p)
	}
}

// unreadable says what could not be drawn for want of a font.
func (r *report) unreadable() {
	var named []string
	for _, l := range r.Lacks() {
		named = append(named, fmt.Sprintf("%s (%s)", l.Script, count(l.Count, "character", "characters")))
	}
	if len(named) == 0 {
		return
	}
	p := r.prose("The machine that made this report has no font that can be put into a PDF for "+strings.Join(named, ", ")+". Such text shows as its script and its number of characters in square brackets; "+
		"it can be searched and copied all the same. Install a font, for example one of the Noto family, and export again to see it.", 9)
	p.Before, p.Barred, p.Bar, p.Indent = 10, true, warn, 9
	p.Spans[0].Style = sans
	r.Add(p)
}

// linked is text that leads to an address, where it is a web address.
func (r *report) linked(s, address string) typeset.Span {
	span := typeset.Span{Text: s}
	if webAddress(address) {
		span.Link, span.Color, span.Under, span.UnderColor = address, blue, typeset.SolidLine, fine
	}
	return span
}
