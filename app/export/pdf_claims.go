package export

import (
	"fmt"
	"strconv"
	"strings"

	"stet/app/export/typeset"
	"stet/models"
)

// claim sets a claim with all that proves it.
func (r *report) claim(i int) {
	if i == 0 {
		r.section("Claims", "claims")
	}
	claim := &r.c.Claims[i]
	r.wording(claim)
	r.finding(claim)
	if v := claim.Verdict; v != nil && v.Explanation != "" {
		p := r.prose(v.Explanation, 10.5)
		p.Before = 5
		r.Add(p)
	}
	r.places(claim)
	r.particulars(claim)
	for j := range claim.Evidence {
		r.evidence(&claim.Evidence[j])
	}
	if len(claim.Evidence) == 0 {
		r.note("No evidence.")
	}
	if l := origins(claim); l != "" {
		r.field("Origins", typeset.Span{Text: l})
	}
	for _, l := range calculation(claim.Calculation) {
		r.field("Calculation", typeset.Span{Text: l})
	}
	r.reviews(claim)
}

// none says that there is nothing to prove.
func (r *report) none() {
	r.section("Claims", "claims")
	if r.c.Audience == models.ForPublic {
		r.note("No claim of this text is settled yet.")
		return
	}
	r.note("No claims were made of this text.")
}

// history lists what happened to the article.
func (r *report) history() {
	r.section("History", "history")
	for i := range r.c.History {
		p := r.prose(happened(&r.c.History[i]), 8.5)
		p.Spans[0].Style, p.Before = sans, 3
		r.Add(p)
	}
}

// wording heads the claim and puts it into the outline.
func (r *report) wording(claim *models.CheckedClaim) {
	number := strconv.Itoa(claim.Number)
	p := r.prose(claim.Wording, 12)
	p.Spans[0].Style = bold
	p.Before, p.Ruled, p.Rule, p.Keep = 22, true, fine, true
	p.Level, p.Title, p.Anchor = 2, stated(": ", "Claim "+number, clip(claim.Wording, 80)), "claim-"+number
	p.Indent, p.Hang, p.Marker = 30, 30, &typeset.Span{Text: number, Style: sansBold, Color: soft}
	r.Add(p)
}

// finding is the verdict, where it stands, and who decided.
func (r *report) finding(claim *models.CheckedClaim) {
	look := looks[look(claim)]
	p := r.prose(rating(claim), 10)
	p.Spans[0] = typeset.Span{Text: rating(claim), Style: sansBold, Color: look.Color, Under: look.Under, UnderColor: look.Color}
	p.Spans = append(p.Spans, typeset.Span{Text: "   " + finding(claim), Style: sans, Color: soft})
	p.Before, p.Keep = 4, true
	r.Add(p)
}

// places quotes the words of the claim and leads back to them.
func (r *report) places(claim *models.CheckedClaim) {
	for n, place := range claim.Places {
		name := "In the text"
		if len(claim.Places) > 1 {
			name = fmt.Sprintf("Place %d", n+1)
		}
		r.field(name, typeset.Span{Text: place.Quote}, typeset.Span{Text: "  (show)", Color: blue, Link: fmt.Sprintf("#at-%d-%d", claim.Number, n+1)})
	}
	if len(claim.Places) == 0 {
		r.field("In the text", typeset.Span{Text: "The words of this claim are no longer in the text.", Color: warn})
	}
}

// particulars are what else is known of the claim.
func (r *report) particulars(claim *models.CheckedClaim) {
	if v := claim.Verdict; v != nil {
		if v.Correction != "" {
			r.field("Correction", typeset.Span{Text: v.Correction, Style: bold})
		}
		given := "Given on " + moment(v.At)
		if v.By != "" {
			given = "Given by " + isolated(v.By) + ", " + moment(v.At)
		}
		r.field("Verdict", typeset.Span{Text: stated(" ", stated(": ", v.Rating.Label, v.Rating.Definition), given) + "."})
	}
	if claim.Claimant != "" {
		spans := []typeset.Span{{Text: stated(", ", isolated(claim.Claimant), claim.ClaimedOn)}}
		if claim.AppearanceURL != "" {
			spans = append(spans, typeset.Span{Text: ", "}, r.linked(claim.AppearanceURL, claim.AppearanceURL))
		}
		r.field("Claimed by", spans...)
	}
	if claim.Kind == "" {
		return
	}
	kind := words(claim.Kind)
	if claim.Risk == models.RiskHigh {
		kind += ", high risk"
	}
	r.field("Kind", typeset.Span{Text: kind})
}

// evidence is one item: what it says, where it stands, and the files kept.
func (r *report) evidence(e *models.CheckedEvidence) {
	head := []typeset.Span{{Text: words(e.Relation) + "  ", Style: sansBold}}
	if e.Source == nil {
		head = append(head, typeset.Span{Text: searched(e)})
	} else {
		head = append(head, r.linked(e.Source.Title, e.Source.URL))
	}
	r.item(head...)
	if s := e.Source; s != nil {
		r.detail(stated("  ·  ", words(s.Type), words(s.Tier), particulars(s)))
		if webAddress(s.URL) {
			r.item(r.linked(s.URL, s.URL))
		}
	}
	r.detail(e.Locator)
	if e.Excerpt != "" {
		p := r.prose(e.Excerpt, 10)
		p.Indent, p.Before, p.Barred, p.Bar, p.Left = 98, 2, true, fine, true
		r.Add(p)
	}
	r.detail(stated(". ", terms(e.Source), traced(e.Source)))
	for _, l := range copies(e) {
		r.detail(l)
	}
	for _, a := range e.Archives {
		r.item(r.linked("Archived: "+stated(", ", a.Archive, a.URL), a.URL))
	}
	for _, f := range e.Files {
		r.detail(fmt.Sprintf("File %s, %s, %s, SHA-256 %s", f.Name, f.MediaType, size(f.Size), f.SHA256))
	}
}

// item is a line of an item of evidence; the first one carries its name.
func (r *report) item(spans ...typeset.Span) {
	if len(spans) > 1 {
		r.field("Evidence", spans...)
		return
	}
	p := r.prose(saying(spans), 8.5)
	spans[0].Style.Sans = true
	p.Spans, p.Indent, p.Before, p.Left = spans, 84, 1, true
	r.Add(p)
}

func (r *report) detail(s string) {
	if strings.TrimSpace(s) == "" {
		return
	}
	p := r.prose(s, 8.5)
	p.Spans[0].Style, p.Spans[0].Color = sans, soft
	p.Indent, p.Before, p.Left = 84, 1, true
	r.Add(p)
}

// reviews says who approved the claim as it stands, and when, and who kept
// words against their verdict.
func (r *report) reviews(claim *models.CheckedClaim) {
	for _, review := range claim.Reviews {
		r.field("Approved by", typeset.Span{Text: isolated(review.By) + ", " + moment(review.At)})
	}
	if o := claim.Override; o != nil {
		r.field("Override", typeset.Span{Text: stated(": ", fmt.Sprintf("Kept against its verdict by %s, %s", isolated(o.By), moment(o.At)), o.Reason), Color: warn})
	}
	for _, l := range seconds(claim) {
		r.field("Second verdict", typeset.Span{Text: l})
	}
	for _, l := range course(claim) {
		r.field("Before", typeset.Span{Text: l})
	}
	for _, l := range replies(claim) {
		r.field("Right of reply", typeset.Span{Text: l})
	}
	for _, l := range ticked(claim) {
		r.field("Checklist", typeset.Span{Text: l})
	}
	for _, l := range remarks(claim.Comments) {
		r.field("Comment", typeset.Span{Text: l})
	}
}
