package export

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"stet/models"
	"stet/models/text"
)

// edit is a deletion or an insertion that a verdict proposes.
type edit struct {
	text.Span // what is deleted; code points
	insert    string
	verdict   *models.CheckedVerdict
}

// changes are the tracked changes of a text. What is inserted stands inside the
// words of its claim: before the first of them or after another.
type changes struct {
	deletions     []edit // in order, apart from one another
	before, after map[int]*edit
	cuts          []int // where a stretch of text has to end, in order
}

// tracked gathers the corrections of verdicts that are approved or proposed,
// except where it was decided that the text stands. As when corrections are
// applied, one is made at every place with the words of the claim's first. Of
// two that want the same words the first is tracked; the comments have both.
func tracked(doc *text.Document, claims []models.CheckedClaim) *changes {
	type correction struct {
		models.CheckedPlace
		verdict *models.CheckedVerdict
	}
	var all []correction
	for i := range claims {
		if !correctable(&claims[i]) {
			continue
		}
		for _, p := range claims[i].Places {
			if block := doc.BlockAt(p.Start); block >= 0 && doc.Blocks[block].Contains(p.Span) && p.Quote == claims[i].Places[0].Quote {
				all = append(all, correction{p, claims[i].Verdict})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b correction) int { return cmp.Compare(a.Start, b.Start) })
	c := &changes{before: map[int]*edit{}, after: map[int]*edit{}}
	end := 0
	for _, one := range all {
		if one.Start >= end {
			c.correct(one.CheckedPlace, one.verdict)
			end = one.End
		}
	}
	slices.Sort(c.cuts)
	return c
}

func correctable(c *models.CheckedClaim) bool {
	return c.Verdict != nil && c.Verdict.Correction != "" && (c.Status == models.ClaimApproved || c.Status == models.ClaimInReview) &&
		c.Resolution != models.ResolutionStands && c.Resolution != models.ResolutionOverridden
}

// correct turns the words of a place into those of the correction.
func (c *changes) correct(p models.CheckedPlace, v *models.CheckedVerdict) {
	at := p.Start
	for _, d := range text.Diff(p.Quote, v.Correction) {
		size := utf8.RuneCountInString(d.Text)
		switch {
		case d.Op == text.Delete:
			c.deletions = append(c.deletions, edit{Span: text.Span{Start: at, End: at + size}, verdict: v})
			c.cuts = append(c.cuts, at, at+size)
			at += size
		case d.Op == text.Equal:
			at += size
		case at == p.Start:
			c.before[at] = &edit{insert: d.Text, verdict: v}
		default:
			c.after[at] = &edit{insert: d.Text, verdict: v}
			c.cuts = append(c.cuts, at)
		}
	}
}

// next is the first piece of a stretch of text that is deleted or kept as a
// whole, with what is inserted before and after it. Stretches come in the order
// of the text, and begin where claims begin.
func (c *changes) next(s text.Span) (piece text.Span, deleted, before, after *edit) {
	for len(c.cuts) > 0 && c.cuts[0] <= s.Start {
		c.cuts = c.cuts[1:]
	}
	piece = s
	if len(c.cuts) > 0 {
		piece.End = min(s.End, c.cuts[0])
	}
	for len(c.deletions) > 0 && c.deletions[0].End <= s.Start {
		c.deletions = c.deletions[1:]
	}
	if len(c.deletions) > 0 && c.deletions[0].Start <= s.Start {
		deleted = &c.deletions[0]
	}
	return piece, deleted, c.before[piece.Start], c.after[piece.End]
}
