package models

import (
	"context"
	"encoding/json"
	"fmt"

	"gorm.io/gorm"

	"stet/models/anchor"
	"stet/models/message"
	"stet/models/text"
)

// waiting are the rows of an article that wait to be placed.
func waiting(db *gorm.DB, articleID int64) *gorm.DB {
	return db.Model(&SheetRow{}).Where("article_id = ? AND claim_id IS NULL AND dropped_at IS NULL", articleID)
}

// WaitingRows lists the first rows that wait to be placed, in the order of their
// sheet, and says how many there are; all of them for 0.
func (s *Store) WaitingRows(ctx context.Context, actor User, articleID int64, most int) (rows []WaitingRow, n int, err error) {
	var count int64
	if err := waiting(s.seen(ctx, actor), articleID).Count(&count).Error; err != nil {
		return nil, 0, fmt.Errorf("count the waiting rows of article %d: %w", articleID, err)
	}
	q := waiting(s.seen(ctx, actor), articleID).Order("line, id")
	if most > 0 {
		q = q.Limit(most)
	}
	var kept []SheetRow
	if err := q.Find(&kept).Error; err != nil {
		return nil, 0, fmt.Errorf("list the waiting rows of article %d: %w", articleID, err)
	}
	for _, k := range kept {
		w := WaitingRow{SheetRow: k}
		if err := json.Unmarshal([]byte(k.Content), &w.Row); err != nil {
			return nil, 0, fmt.Errorf("read row %d: %w", k.ID, err)
		}
		rows = append(rows, w)
	}
	return rows, int(count), nil
}

// OfferPlaces adds to each waiting row where in the article's newest text its
// words may be.
func (s *Store) OfferPlaces(ctx context.Context, actor User, articleID int64, rows []WaitingRow) error {
	_, doc, err := s.Revision(ctx, actor, articleID, 0)
	if err != nil {
		return err
	}
	var asked []anchor.Words
	for _, w := range rows {
		asked = append(asked, w.Row.asked()...)
	}
	answers := anchor.Locate(doc, asked)
	for i, w := range rows {
		n := max(1, len(w.Row.Quotes))
		at := w.Row.settled(answers[:n])
		answers = answers[n:]
		rows[i].Ambiguous = at.ambiguous
		for _, span := range at.spans {
			rows[i].Places = append(rows[i].Places, Candidate{Span: span, Quote: doc.Slice(span), Score: 1})
		}
		for _, k := range at.places {
			rows[i].Places = append(rows[i].Places, Candidate{Span: k.Span, Quote: doc.Slice(k.Span), Score: k.Score})
		}
		rows[i].Places = rows[i].Places[:min(len(rows[i].Places), anchor.MaxChoice)]
	}
	return nil
}

// FindWords is the place of words that somebody typed, in an article's newest
// text; quotation marks, dashes, capitals and white space do not matter.
func (s *Store) FindWords(ctx context.Context, actor User, articleID int64, words string) (Selection, error) {
	r, doc, err := s.Revision(ctx, actor, articleID, 0)
	if err != nil {
		return Selection{}, err
	}
	if tidy(words) == "" {
		return Selection{}, invalid("words", "Choose a place, or write the words of the text that the row is about.")
	}
	switch found := anchor.Locate(doc, []anchor.Words{{Quote: words}})[0]; {
	case found.Status == anchor.Exact:
		return Selection{RevisionID: r.ID, Span: found.Span}, nil
	case found.Status == anchor.Ambiguous && found.Candidates[0].Score == 1:
		return Selection{}, invalid("words", "These words stand in several places. Write some more of the sentence.")
	}
	return Selection{}, invalid("words", "These words are not in the text. Copy them from it.")
}

// PlaceRow makes a claim of a waiting row on the selected words, or adds the row
// to the claim that is its.
func (s *Store) PlaceRow(ctx context.Context, actor User, articleID, rowID int64, sel Selection) (Claim, error) {
	var claim Claim
	err := s.onRow(ctx, actor, articleID, rowID, SheetRowPlaced, func(tx *Store, a *Article, kept *SheetRow) (*int64, error) {
		_, span, err := tx.selected(*a, sel)
		if err != nil {
			return nil, err
		}
		var row ImportedRow
		if err := json.Unmarshal([]byte(kept.Content), &row); err != nil {
			return nil, err
		}
		claim, err = tx.placeRow(ctx, actor, a, kept, row, span)
		return &claim.ID, err
	})
	if err != nil {
		return Claim{}, fmt.Errorf("place row %d: %w", rowID, err)
	}
	return claim, nil
}

func (s *Store) placeRow(ctx context.Context, actor User, a *Article, kept *SheetRow, row ImportedRow, span text.Span) (Claim, error) {
	d, err := s.drafts(actor, a)
	if err != nil {
		return Claim{}, err
	}
	t := sheetTaker{drafts: d}
	if t.scale, err = s.scale(a.ScaleID); err != nil {
		return Claim{}, err
	}
	wording, _ := row.wording()
	claim := t.first(func(c *draftClaim) bool { return c.on(span) && c.Wording == wording })
	if claim, err = t.fill(ctx, claim, row, located{spans: []text.Span{span}}); err != nil {
		return Claim{}, err
	}
	if err := t.keep(kept, SheetRow{ClaimID: &claim.ID}); err != nil {
		return Claim{}, err
	}
	return claim.Claim, t.settleAll()
}

// DropRow sets a waiting row aside: it is not about this article. The same row
// in another sheet does not come back.
func (s *Store) DropRow(ctx context.Context, actor User, articleID, rowID int64) error {
	err := s.onRow(ctx, actor, articleID, rowID, SheetRowDropped, func(tx *Store, _ *Article, kept *SheetRow) (*int64, error) {
		now := tx.now()
		kept.DroppedBy, kept.DroppedAt = &actor.ID, &now
		return nil, tx.db.Model(&SheetRow{}).Where("id = ?", rowID).Select("dropped_by", "dropped_at").Updates(kept).Error
	})
	if err != nil {
		return fmt.Errorf("set row %d aside: %w", rowID, err)
	}
	return nil
}

// onRow does something with a row that still waits.
func (s *Store) onRow(ctx context.Context, actor User, articleID, rowID int64, action Action, do func(*Store, *Article, *SheetRow) (claim *int64, err error)) error {
	return s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, action)
		if err != nil {
			return err
		}
		var kept SheetRow
		if err := first(tx.db.Where("article_id = ?", a.ID).First(&kept, rowID).Error, "load row", rowID); err != nil {
			return err
		}
		if kept.ClaimID != nil || kept.DroppedAt != nil {
			return &Conflict{What: message.New("this row"), Who: tx.lastActor("", a.ID, 0)}
		}
		claim, err := do(tx, &a, &kept)
		if err != nil {
			return err
		}
		return tx.record(actor, &a.ID, claim, action, Detail{Number: kept.Line})
	})
}
