package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/models/anchor"
	"stet/models/text"
)

// edit is one correction on its way into the text.
type edit struct {
	text.Span
	correction string
	facts      *claimFacts
	anchor     Anchor
}

// Correction is wording proposed with a verdict that is not in the text yet.
type Correction struct {
	ClaimID int64
	Number  int // of the claim
	Was, Is string
}

// Corrections lists what ApplyCorrections would write, in the order of the text.
func (s *Store) Corrections(ctx context.Context, actor User, articleID int64) ([]Correction, error) {
	a, err := s.Article(ctx, actor, articleID)
	if err != nil {
		return nil, err
	}
	facts, err := s.factsOf(a)
	if err != nil {
		return nil, err
	}
	var all []Correction
	for _, e := range proposed(facts, approvedOnes) {
		all = append(all, Correction{e.facts.Claim.ID, e.facts.Claim.Number, e.anchor.Quote, e.correction})
	}
	return all, nil
}

func approvedOnes(f claimFacts) bool { return f.Claim.Status == ClaimApproved }

// ApplyCorrection writes the wording proposed with a claim's verdict into a new
// revision; the claim goes to review with the new words.
func (s *Store) ApplyCorrection(ctx context.Context, actor User, claimID int64, basedOn int) (RevisionReport, error) {
	c, err := s.Claim(ctx, actor, claimID)
	if err != nil {
		return RevisionReport{}, err
	}
	return s.applyCorrections(ctx, actor, c.ArticleID, basedOn, func(f claimFacts) bool { return f.Claim.ID == claimID })
}

// ApplyCorrections writes the proposed wording of every approved verdict that
// has one into one new revision.
func (s *Store) ApplyCorrections(ctx context.Context, actor User, articleID int64, basedOn int) (RevisionReport, error) {
	return s.applyCorrections(ctx, actor, articleID, basedOn, approvedOnes)
}

func (s *Store) applyCorrections(ctx context.Context, actor User, articleID int64, basedOn int, wanted func(claimFacts) bool) (RevisionReport, error) {
	var report RevisionReport
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, RevisionSaved)
		if err != nil {
			return err
		}
		p, err := tx.prepare(a.RevisionID)
		if err != nil {
			return err
		}
		edits, err := tx.edits(a, wanted)
		if err != nil {
			return err
		}
		doc, known, err := corrected(p.document, edits)
		if err != nil {
			return err
		}
		n := NewRevision{BasedOn: basedOn, Document: doc, Note: correctedNote(edits)}
		if report, err = tx.revise(actor, articleID, n, known, nil); err != nil {
			return err
		}
		return tx.proposeCorrected(actor, articleID, edits)
	})
	if err != nil {
		return RevisionReport{}, fmt.Errorf("apply corrections to article %d: %w", articleID, err)
	}
	return report, nil
}

// edits gathers the corrections of the wanted claims in the order of the text;
// none, or two that disagree, are refused.
func (s *Store) edits(a Article, wanted func(claimFacts) bool) ([]edit, error) {
	all, err := s.factsOf(a)
	if err != nil {
		return nil, err
	}
	edits := proposed(all, wanted)
	if len(edits) == 0 {
		return nil, refuse("There is no correction to apply: no verdict here proposes other words than those that stand.")
	}
	for _, e := range edits {
		if reason := groundless(Standing{Facts: e.facts.Facts}, User{}); reason != "" {
			return nil, refuse("Claim %d: %s", e.facts.Claim.Number, reason)
		}
	}
	return settleOverlaps(edits)
}

// proposed are the corrections of the wanted claims that are not in the text
// yet: at every place that holds the same words as the first.
func proposed(all []claimFacts, wanted func(claimFacts) bool) []edit {
	var edits []edit
	for i := range all {
		f := &all[i]
		newest := f.Newest()
		if f.Claim.WithdrawnAt != nil || newest == nil || newest.Correction == "" || !wanted(*f) {
			continue
		}
		said := ""
		for _, p := range f.Places {
			if !p.Method.Attached() || said != "" && text.Fold(p.Quote) != said {
				continue
			}
			said = text.Fold(p.Quote)
			if said != text.Fold(newest.Correction) {
				edits = append(edits, edit{p.Span(), newest.Correction, f, p})
			}
		}
	}
	slices.SortStableFunc(edits, func(x, y edit) int { return x.Start - y.Start })
	return edits
}

// settleOverlaps refuses corrections that disagree about the same words, and
// takes those that agree once.
func settleOverlaps(edits []edit) ([]edit, error) {
	for i := 1; i < len(edits); i++ {
		x, y := edits[i-1], edits[i]
		if !x.Overlaps(y.Span) || x.Span == y.Span && x.correction == y.correction {
			continue
		}
		return nil, refuse("Two corrections want the same words. Claim %d proposes “%s”, claim %d proposes “%s”. Settle which one holds, then apply again.",
			x.facts.Claim.Number, x.correction, y.facts.Claim.Number, y.correction)
	}
	return edits, nil
}

// corrected is the text with the edits made, and where each edited anchor is in
// it, by the id of the old one.
func corrected(doc *text.Document, edits []edit) (text.Document, map[int64]anchor.Result, error) {
	parts := make([]text.Part, 0, len(doc.Blocks))
	for i, b := range doc.Blocks {
		var words strings.Builder
		var made []edit
		at := b.Start
		for _, e := range edits {
			if doc.BlockAt(e.Start) != i || e.Start < at { // the second of two that agree
				continue
			}
			if e.End > b.End {
				return text.Document{}, nil, refuse("The words of claim %d run over several paragraphs. Correct them in the text itself.", e.facts.Claim.Number)
			}
			words.WriteString(doc.Slice(text.Span{Start: at, End: e.Start}))
			words.WriteString(e.correction)
			made, at = append(made, e), e.End
		}
		words.WriteString(doc.Slice(text.Span{Start: at, End: b.End}))
		parts = append(parts, text.Part{Kind: b.Kind, Level: b.Level, Text: words.String(), Marks: remarked(doc, b, made)})
	}
	fresh := text.Build(parts)
	return fresh, placed(doc, &fresh, edits), nil
}

// remarked is the marks of a block once the edits are made: a correction has
// those that lay on all it replaces.
func remarked(doc *text.Document, b text.Block, edits []edit) []text.Mark {
	marks := doc.MarksIn(b.Span)
	for i, m := range marks {
		marks[i].Start, marks[i].End = moved(m.Start, false, edits)-b.Start, moved(m.End, true, edits)-b.Start
	}
	return marks
}

// moved is where the beginning or the end of a mark is once the edits are made.
// A mark gives up its share of words that are replaced.
func moved(at int, end bool, edits []edit) int {
	shift := 0
	for _, e := range edits {
		longer := len([]rune(e.correction)) - e.Len()
		switch {
		case at >= e.End:
			shift += longer
		case at > e.Start && end:
			return e.Start + shift
		case at > e.Start:
			return e.End + longer + shift
		}
	}
	return at + shift
}

// placed finds the corrected words in the new text: each edit moves those after
// it by the difference in length. What the cleaning of the text moved further is
// left to the search.
func placed(old, fresh *text.Document, edits []edit) map[int64]anchor.Result {
	known := map[int64]anchor.Result{}
	shift, end := 0, -1
	for _, e := range edits {
		length := len([]rune(e.correction))
		if e.Start >= end {
			shift += length - e.Len()
			end = e.End
		}
		span := text.Span{Start: e.End + shift - length, End: e.End + shift}
		if span.Start >= 0 && span.End <= fresh.Len() && fresh.Slice(span) == e.correction {
			known[e.anchor.ID] = anchor.Result{Status: anchor.Edited, Span: span}
		}
	}
	return known
}

func correctedNote(edits []edit) string {
	var numbers []string
	for _, e := range edits {
		if n := fmt.Sprint(e.facts.Claim.Number); !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return "Corrected claim " + strings.Join(numbers, ", ") + "."
}

// proposeCorrected sends the claims to review with their new words: rated by
// the truest rating of the scale, with what they said before, and resolved as
// changed.
func (s *Store) proposeCorrected(actor User, articleID int64, edits []edit) error {
	a, err := s.lockArticle(articleID)
	if err != nil {
		return err
	}
	scale, err := s.scale(a.ScaleID)
	if err != nil {
		return err
	}
	truest := slices.MaxFunc(scale.Ratings, func(x, y Rating) int { return ordinal(x) - ordinal(y) })
	done := map[int64]bool{}
	for _, e := range edits {
		c := e.facts.Claim
		if done[c.ID] {
			continue
		}
		done[c.ID] = true
		c.Resolution = ResolutionChanged
		if err := s.saveClaim(&c); err != nil {
			return err
		}
		was := e.facts.Newest()
		v := Verdict{ClaimID: c.ID, Number: was.Number + 1, RatingID: truest.ID, Submitted: true, CreatedBy: actor.ID, CreatedAt: s.now(),
			Explanation: "Corrected; the text said “" + e.anchor.Quote + "”. " + was.Explanation}
		if err := s.db.Create(&v).Error; err != nil {
			return fmt.Errorf("propose the corrected claim %d: %w", c.Number, err)
		}
		if _, err := s.renew(a, c.ID); err != nil {
			return err
		}
		if err := s.record(actor, &a.ID, &c.ID, VerdictSubmitted, Detail{Number: c.Number, Rating: truest.Label, Was: e.anchor.Quote, Is: e.correction}); err != nil {
			return err
		}
	}
	return nil
}

// ordinal is a rating's place in the order, the lowest where it has none.
func ordinal(r Rating) int {
	if r.Ordinal == nil {
		return -1 << 31
	}
	return *r.Ordinal
}
