package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"stet/models"
	"stet/models/text"
)

//go:embed page.css
var pageStyle string

//go:embed draft.css
var draftStyle string // on every sheet of a printed draft

//go:embed page.html
var pageSource string

//go:embed shapes.html
var shapesSource string // the marks of the verdicts; the template is given what their ids begin with

// pageTemplate is the whole page; the text of the article is built beside it.
var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"words": words[string], "moment": moment, "stated": stated, "status": status, "rating": rating, "look": look, "approvers": approvers,
	"particulars": particulars, "searched": searched, "exception": exception, "web": webAddress, "size": size, "change": change, "next": next,
	"calculation": calculation, "meant": meant, "withheld": withheld, "remark": remark, "told": toldReaders, "amended": amended, "course": course, "seconds": seconds, "replies": replies, "ticked": ticked, "happened": happened, "copies": copies, "origins": origins, "traced": traced, "terms": terms,
}).Parse(pageSource + strings.TrimSpace(shapesSource)))

// page is what the template draws.
type page struct {
	*models.Checked
	Policy    string       // Content-Security-Policy
	Style     template.CSS // no comments: the template would drop them, and the hash of the policy would not fit
	Direction string       // of the article's language
	Standing  string
	Scope     string
	Coverage  string
	Key       []keyLine
	Title     template.HTML
	Text      template.HTML
	Cards     []card
	Data      *newsArticle // for machines; where the page is for the public and may be read by them
}

// card is one claim of the list.
type card struct {
	*models.CheckedClaim
	InText []passage
}

// passage is the sentence or sentences that a place of a claim stands in.
type passage struct{ Before, Quote, After string }

// keyLine is one rating of the key, with the number of claims that have it.
type keyLine struct {
	Look  models.Look
	Label string
	Count int
}

// writeHTML writes one self-contained page: no script, and nothing is fetched.
func writeHTML(b *bytes.Buffer, c *models.Checked) error {
	style := pageStyle
	if c.Draft {
		style += draftStyle
	}
	p := page{
		Checked: c, Policy: policy(style), Style: template.CSS(style), Direction: direction(c.Article.Language),
		Standing: standing(c), Scope: scope(c.Article), Coverage: coverage(c), Key: key(c), Cards: make([]card, len(c.Claims)),
	}
	p.Title, p.Text = annotated(c)
	if c.Audience == models.ForPublic && len(unfit(c)) == 0 {
		data := asNewsArticle(c)
		p.Data = &data
	}
	doc := text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks)
	for i := range c.Claims {
		p.Cards[i] = card{&c.Claims[i], inText(&doc, c.Claims[i].Places)}
	}
	return pageTemplate.Execute(b, p)
}

// policy lets the page use this style and nothing else, whatever is in it.
func policy(style string) string {
	sum := sha256.Sum256([]byte(style))
	return fmt.Sprintf("default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'", base64.StdEncoding.EncodeToString(sum[:]))
}

// inText shows every place of a claim in its sentence.
func inText(doc *text.Document, places []models.CheckedPlace) []passage {
	all := make([]passage, len(places))
	for i, p := range places {
		whole := p.Span
		if first, last := doc.SentencesIn(p.Span); first < last {
			whole = text.Span{Start: min(p.Start, doc.Sentences[first].Start), End: max(p.End, doc.Sentences[last-1].End)}
		}
		all[i] = passage{doc.Slice(text.Span{Start: whole.Start, End: p.Start}), p.Quote, doc.Slice(text.Span{Start: p.End, End: whole.End})}
	}
	return all
}

// key counts the claims by rating, in the order of the scale; ratings of an
// older scale and missing verdicts come last.
func key(c *models.Checked) []keyLine {
	var lines []keyLine
	for _, r := range c.Scale.Ratings {
		lines = append(lines, keyLine{Look: r.Look, Label: r.Label})
	}
	for i := range c.Claims {
		label := rating(&c.Claims[i])
		at := slices.IndexFunc(lines, func(k keyLine) bool { return k.Label == label })
		if at < 0 {
			at, lines = len(lines), append(lines, keyLine{Look: look(&c.Claims[i]), Label: label})
		}
		lines[at].Count++
	}
	return slices.DeleteFunc(lines, func(k keyLine) bool { return k.Count == 0 })
}

// change shows a correction against the words it replaces; the diff of words is
// only plain where the claim has one place.
func change(c *models.CheckedClaim) template.HTML {
	if len(c.Places) != 1 {
		return template.HTML(template.HTMLEscapeString(c.Verdict.Correction))
	}
	var b strings.Builder
	tags := map[text.Op]string{text.Delete: "del", text.Insert: "ins"}
	for _, d := range text.Diff(c.Places[0].Quote, c.Verdict.Correction) {
		if tag := tags[d.Op]; tag != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>", tag, template.HTMLEscapeString(d.Text), tag)
		} else {
			b.WriteString(template.HTMLEscapeString(d.Text))
		}
	}
	return template.HTML(b.String())
}

// next counts from 1 what a range counts from 0.
func next(i int) int { return i + 1 }

// size is a number of bytes as people read it.
func size(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000*1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
