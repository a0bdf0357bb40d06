package views

import (
	"html/template"
	"math"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// ArrivedItem is one place of a claim that the revision did something to.
type ArrivedItem struct {
	models.Arrived
	page *ArrivalPage
	Key  string // names it on the page and in its forms
	Here bool   // it comes next
	With bool   // the claim is offered to be approved with others
}

// attached reports whether the place has words in the text now.
func (i ArrivedItem) attached() bool { return i.At.Len() > 0 }

// Change is the words before and after in their sentences. What only the old
// text has is struck through, what only the new one has is underlined.
func (i ArrivedItem) Change() template.HTML {
	var wasBefore, wasAfter string
	if from := i.page.Arrival.From; from != nil {
		wasBefore, wasAfter = around(from, i.WasAt)
	}
	var b strings.Builder
	if !i.attached() {
		if i.WasAt.Len() == 0 { // lost for longer
			wasBefore, wasAfter = i.Anchor.Prefix, i.Anchor.Suffix
		}
		escape(&b, wasBefore)
		i.mark(&b, difference(i.Was, ""))
		escape(&b, wasAfter)
		return template.HTML(b.String())
	}
	doc := i.page.Arrival.Document
	isBefore, isAfter := around(doc, i.At)
	if i.WasAt.Len() == 0 || i.Anchor.Method == models.MethodMoved || i.Anchor.Method == models.MethodLost || i.Anchor.Method == models.MethodAmbiguous {
		wasBefore, wasAfter = isBefore, isAfter // other sentences say nothing about these
	}
	b.WriteString(string(difference(wasBefore, isBefore)))
	i.mark(&b, difference(i.Was, doc.Slice(i.At)))
	b.WriteString(string(difference(wasAfter, isAfter)))
	return template.HTML(b.String())
}

// mark draws the claim's own words.
func (i ArrivedItem) mark(b *strings.Builder, words template.HTML) {
	b.WriteString(`<mark class="v-` + string(i.Line.Look) + `">` + string(words) + `</mark>`)
}

// Badges call out what kind of change it was.
func (i ArrivedItem) Badges() []string {
	names := map[models.Badge]message.Key{models.BadgeNumber: "number changed", models.BadgeNegation: "negation changed", models.BadgeName: "name changed"}
	var all []string
	for _, b := range i.Anchor.Calls() {
		all = append(all, i.page.Say(names[b]))
	}
	switch {
	case i.Anchor.Method == models.MethodMoved && i.WasAt.Len() > 0:
		from := i.page.Arrival.From.BlockAt(i.WasAt.Start)
		all = append(all, i.page.Say("moved from ¶%d to ¶%d", from+1, i.Block+1))
	case i.Anchor.Method == models.MethodMoved:
		all = append(all, i.page.Say("moved"))
	case i.Anchor.ContextChanged:
		all = append(all, i.page.Say("the sentence around it changed"))
	}
	return all
}

// Stale reports whether the claim waits to be approved again.
func (i ArrivedItem) Stale() bool { return i.Line.Status == models.ClaimStale && i.attached() }

// MayApprove reports whether the reader may approve it again.
func (i ArrivedItem) MayApprove() bool {
	return i.Stale() && i.page.MayReview() && i.Refusal == ""
}

// WhyNot says why nobody but others can settle it, "" where that is plain.
func (i ArrivedItem) WhyNot() string {
	switch {
	case i.own() && i.context():
		return i.page.Say("You saved the words around this claim, so somebody else has to look at it again.")
	case !i.Stale() || i.Refusal == "":
		return ""
	case !i.page.MayReview():
		return i.page.Say("A reviewer has to approve it again.")
	}
	return i.page.Say(i.Refusal)
}

// MayConfirm reports whether the reader may say that it still stands.
func (i ArrivedItem) MayConfirm() bool { return i.context() && !i.own() }

// context reports whether somebody has to say that it still stands.
func (i ArrivedItem) context() bool { return i.Line.Context && i.attached() && i.page.MayWork() }

// own reports whether the reader saved the revision.
func (i ArrivedItem) own() bool { return i.Anchor.CreatedBy == i.page.Me() }

// MayAttach reports whether the place can be attached again.
func (i ArrivedItem) MayAttach() bool { return !i.attached() && !i.Settled && i.page.MayWork() }

// Others reports whether the claim stands elsewhere in the text, too.
func (i ArrivedItem) Others() bool {
	for _, p := range i.Line.Places {
		if p.Place != i.Anchor.Place && p.Method.Attached() {
			return true
		}
	}
	return false
}

// Errors is what is wrong in the item's form.
func (i ArrivedItem) Errors() Errors {
	if i.page.Wrong != i.Key {
		return nil
	}
	return i.page.Errors
}

// Reason is what was typed into the item's form.
func (i ArrivedItem) Reason() string {
	if i.page.Wrong != i.Key {
		return ""
	}
	return i.page.Reason
}

// Outcome says how a settled item was settled.
func (i ArrivedItem) Outcome() string {
	switch {
	case i.Line.Resolution == models.ResolutionCut && i.Line.Status == models.ClaimWithdrawn:
		return i.page.Say("Cut from the article")
	case i.Anchor.Method.Attached() || i.Line.Status == models.ClaimWithdrawn:
		return statusLabel(i.page.Language, i.Line.Status, i.Line.Returned)
	case !i.attached():
		return i.page.Say("This place was taken off")
	}
	return i.page.Say("Attached again: %s", statusKey(i.Line.Status, i.Line.Returned))
}

// Now is what the text says where the lost words were.
func (i ArrivedItem) Now() string {
	doc, near := i.page.Arrival.Document, i.Anchor.StartCP
	from, to := doc.SentencesIn(text.Span{Start: near - 1, End: near + 1})
	if from == to {
		return ""
	}
	return strings.TrimSpace(doc.Slice(text.Span{Start: doc.Sentences[from].Start, End: doc.Sentences[to-1].End}))
}

// Place is a stretch of the text that a form can name as a browser would: by
// UTF-16 units from the start of a block.
type Place struct {
	Number               int // from 1, the key that takes it
	Block, EndBlock      int
	Start16, End16       int
	Before, Quote, After string
	Percent              int // how much of the lost words it holds
}

// Places are where the lost words may be now, the likeliest first.
func (i ArrivedItem) Places() []Place { return candidatePlaces(i.page.Arrival.Document, i.Candidates) }

// candidatePlaces are candidates as forms name them.
func candidatePlaces(doc *text.Document, candidates []models.Candidate) []Place {
	var all []Place
	for n, c := range candidates {
		p := Place{Number: n + 1, Quote: c.Quote, Percent: int(math.Round(100 * c.Score))}
		p.Before, p.After = around(doc, c.Span)
		p.Block, p.Start16 = units(doc, c.Start, c.Start)
		p.EndBlock, p.End16 = units(doc, c.End-1, c.End)
		all = append(all, p)
	}
	return all
}

// units is the block that holds the code point in, and the UTF-16 units from its
// start to the code point at.
func units(doc *text.Document, in, at int) (block, units16 int) {
	block = doc.BlockAt(in)
	if block < 0 {
		return 0, 0
	}
	return block, utf16Len(doc.Slice(text.Span{Start: doc.Blocks[block].Start, End: at}))
}

// around is what stands before and after a span in its sentences.
func around(doc *text.Document, s text.Span) (before, after string) {
	from, to := doc.SentencesIn(s)
	if from == to {
		return "", ""
	}
	return doc.Slice(text.Span{Start: doc.Sentences[from].Start, End: s.Start}), strings.TrimRight(doc.Slice(text.Span{Start: s.End, End: doc.Sentences[to-1].End}), " \n")
}

// FieldID keeps the reasons of several forms apart.
func (i ArrivedItem) FieldID() string { return "id=f-reason-" + i.Key }

// Href leads to the claim in the text.
func (i ArrivedItem) Href() string {
	return "/articles/" + id(i.page.Arrival.Article.ID) + "?claim=" + id(i.Line.ID) + "#claim"
}

// Revision is the id of the revision that the places are in.
func (i ArrivedItem) Revision() int64 { return i.page.Arrival.Revision.ID }
