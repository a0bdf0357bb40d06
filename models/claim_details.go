package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/text"
)

// Claim loads one claim.
func (s *Store) Claim(ctx context.Context, actor User, id int64) (Claim, error) {
	var c Claim
	err := first(s.seen(ctx, actor).First(&c, id).Error, "load claim", id)
	return c, err
}

// ClaimDetail reads everything that is shown of one claim.
func (s *Store) ClaimDetail(ctx context.Context, actor User, claimID int64) (ClaimDetail, error) {
	c, err := s.Claim(ctx, actor, claimID)
	if err != nil {
		return ClaimDetail{}, err
	}
	d := ClaimDetail{}
	if d.Article, err = s.Article(ctx, actor, c.ArticleID); err != nil {
		return d, err
	}
	f, err := s.facts(d.Article, claimID)
	if err != nil {
		return d, err
	}
	if err := s.addContents(ctx, actor, &d, f); err != nil {
		return d, err
	}
	if err := s.addSurroundings(ctx, &d, f); err != nil {
		return d, err
	}
	d.Figures = judgeFigures(f.Claim, f.Places, d.Article.Language)
	d.Approvals, d.Override = f.Approvals(), f.InForce()
	if d.Checklist, err = s.checklistOf(ctx, f); err != nil {
		return d, err
	}
	if d.Second, err = s.second(ctx, claimID); err != nil {
		return d, err
	}
	if g := d.Second.Given; g != nil && g.RatingID != nil {
		r, err := s.rating(*g.RatingID)
		if err != nil {
			return d, err
		}
		d.SecondRating = &r
	}
	standing := Standing{Article: d.Article, Facts: f.Facts, Checklist: d.Checklist, Second: d.Second}
	d.Actions = standing.Actions(actor)
	if d.Stale, err = s.staleness(d, f); err != nil {
		return d, err
	}
	if d.LastLook, err = s.lastLook(d, f, actor); err != nil {
		return d, err
	}
	if standing.BlindTo(actor) {
		d.hideFirst()
	}
	return d, nil
}

// addContents adds the claim, its verdicts, evidence, reviews and comments.
func (s *Store) addContents(ctx context.Context, actor User, d *ClaimDetail, f claimFacts) error {
	d.Claim = f.Claim
	d.Claim.Fingerprint = f.ingredients().Fingerprint() // of what is shown, whatever was saved meanwhile
	d.Verdict = f.Newest()
	d.Verdicts = slices.Clone(f.Verdicts)
	slices.Reverse(d.Verdicts)
	d.Reviews = slices.Clone(f.Reviews)
	slices.Reverse(d.Reviews)
	d.Evidence = slices.DeleteFunc(slices.Clone(f.Evidence), func(e Evidence) bool { return e.WithdrawnAt != nil })
	if err := s.complete(d.Evidence); err != nil {
		return err
	}
	if err := s.captures(ctx, d.Evidence); err != nil {
		return err
	}
	var err error
	if d.Scale, err = s.scale(d.Article.ScaleID); err != nil {
		return err
	}
	if d.Verdict != nil {
		r, err := s.rating(d.Verdict.RatingID)
		if err != nil {
			return err
		}
		d.Rating = &r
	}
	if d.People, err = s.people(ctx); err != nil {
		return err
	}
	if err := s.comments(ctx, actor).Where("claim_id = ?", d.Claim.ID).Order("id").Find(&d.Comments).Error; err != nil {
		return fmt.Errorf("load the comments of claim %d: %w", d.Claim.ID, err)
	}
	if d.Talk, err = s.talk(ctx, d.Article, d.Comments); err != nil {
		return err
	}
	if d.Replies, err = s.repliesWhere(s.read.WithContext(ctx).Where("claim_id = ?", d.Claim.ID)); err != nil {
		return err
	}
	d.Inquiries, err = s.inquiriesWhere(s.read.WithContext(ctx).Where("claim_id = ?", d.Claim.ID))
	return err
}

// addSurroundings adds where the claim sits and which claims are beside it.
func (s *Store) addSurroundings(ctx context.Context, d *ClaimDetail, f claimFacts) error {
	p, err := s.prepare(d.Article.RevisionID)
	if err != nil {
		return err
	}
	d.Revision = p.revision
	places := slices.DeleteFunc(slices.Clone(f.Places), func(p Anchor) bool { return p.Method == MethodRemoved })
	var rating Rating
	if d.Rating != nil {
		rating = *d.Rating
	}
	d.Line = f.row().line(rating, places)
	d.Line.Evidence, d.Line.Comments = len(d.Evidence), len(d.Comments)
	d.addSentence(p.document)
	return s.addNeighbours(ctx, d)
}

// row is the claim as the list of an article's claims has it.
func (f claimFacts) row() lineRow {
	c := f.Claim
	return lineRow{ID: c.ID, Number: c.Number, Wording: c.Wording, Kind: c.Kind, Risk: c.Risk, Status: c.Status, Orphaned: c.Orphaned, Resolution: c.Resolution,
		AssigneeID: c.AssigneeID, Look: c.Look, Figure: c.Figure, Returned: c.Status == ClaimOpen && f.Returned()}
}

// addSentence quotes the sentence around the first attached place.
func (d *ClaimDetail) addSentence(doc *text.Document) {
	d.Block = -1
	for _, place := range d.Line.Places {
		span := place.Span()
		from, to := doc.SentencesIn(span)
		if !place.Method.Attached() || from == to {
			continue
		}
		around := text.Span{Start: min(doc.Sentences[from].Start, span.Start), End: max(doc.Sentences[to-1].End, span.End)}
		d.Sentence = doc.Slice(around)
		d.QuoteAt = text.Span{Start: span.Start - around.Start, End: span.End - around.Start}
		d.Block = doc.BlockAt(span.Start)
		return
	}
}

// addNeighbours finds the claims before and after in the order of the text;
// orphans come last.
func (s *Store) addNeighbours(ctx context.Context, d *ClaimDetail) error {
	var ids []int64
	err := s.read.WithContext(ctx).Raw(`SELECT c.id FROM claims c
		LEFT JOIN (SELECT claim_id, MIN(start_cp) AS start_cp FROM anchors WHERE revision_id = ? AND claim_id IS NOT NULL AND method NOT IN ('removed', 'lost', 'ambiguous') GROUP BY claim_id) n ON n.claim_id = c.id
		WHERE c.article_id = ? AND (c.status <> 'withdrawn' OR c.id = ?)
		ORDER BY c.orphaned, COALESCE(n.start_cp, 0), c.number`, d.Article.RevisionID, d.Article.ID, d.Claim.ID).Scan(&ids).Error
	if err != nil {
		return fmt.Errorf("order the claims of article %d: %w", d.Article.ID, err)
	}
	d.Total = len(ids)
	at := slices.Index(ids, d.Claim.ID)
	d.Position = at + 1
	if at > 0 {
		d.Previous = ids[at-1]
	}
	if at >= 0 && at+1 < len(ids) {
		d.Next = ids[at+1]
	}
	return nil
}
