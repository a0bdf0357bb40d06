// Package anchor carries anchors from one revision of an article to the next.
//
// Two texts are aligned token by token, once, whatever anchors there are: equal
// blocks first, then equal sentences, then the words of what lies between, then
// sentences that were both moved and edited. Every anchor is then read off that
// alignment on its own, so neither the order nor the number of anchors can
// change a result. Everything here is pure. Offsets are Unicode code points.
package anchor

import "stet/models/text"

// Status says what became of an anchor.
type Status string

// What can become of an anchor.
const (
	Exact     Status = "exact"     // the same text at its place
	Cosmetic  Status = "cosmetic"  // the same but for quotation marks, dashes and white space (text.Fold)
	Edited    Status = "edited"    // other words at its place, or at the place they were moved to
	Moved     Status = "moved"     // the same words (text.Fold) at another place
	Ambiguous Status = "ambiguous" // several places fit, and nothing tells which one
	Lost      Status = "lost"      // no place fits
)

// Anchor is a place in the old revision.
type Anchor struct {
	ID        int64
	text.Span // code points of the old text
}

// Candidate is a place in the new revision that may be the one.
type Candidate struct {
	text.Span         // code points of the new text
	Score     float64 // 0 to 1; 1 for equal words
}

// Result is what became of one anchor.
type Result struct {
	ID             int64
	Status         Status
	text.Span                  // in the new text; zero when Ambiguous or Lost
	Score          float64     // 0 to 1; 1 for equal words
	Near           int         // when Ambiguous or Lost: the code point of the new text where the words were
	Candidates     []Candidate // when Ambiguous: the places that fit, the nearest 100 at most; when Lost: the three best, if any
	ContextChanged bool        // the words are the same, but something else in the sentence is not

	// What kind of change an Edited anchor holds.
	Numbers, Negations, Names bool
}

// Carry finds the place of every anchor of a in b. The results are in the order
// of the anchors; each depends on its own anchor and the two texts alone.
func Carry(a, b *text.Document, anchors []Anchor) []Result {
	results := make([]Result, len(anchors))
	if a.Text == b.Text {
		for i, an := range anchors {
			results[i] = Result{ID: an.ID, Status: Exact, Span: an.Span, Score: 1}
		}
		return results
	}
	if len(anchors) == 0 {
		return results
	}
	c := newCarrier(a, b)
	for i, an := range anchors {
		results[i] = c.carry(an)
		if results[i].Status == Edited { // half a number is another number
			results[i].Span = b.Whole(results[i].Span)
		}
	}
	return results
}
