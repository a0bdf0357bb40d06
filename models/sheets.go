package models

import (
	"context"
	"fmt"

	"stet/models/anchor"
)

// ImportSheet makes draft claims of the rows of a sheet, on the words of the
// article's newest revision. Rows and claims that were there before are
// recognised; a row that fits no place, or several, waits to be placed.
// Approvals do not come in: a verdict is a draft.
func (s *Store) ImportSheet(ctx context.Context, actor User, articleID int64, rows []ImportedRow) (SheetReport, error) {
	var report SheetReport
	places, err := s.locateRows(ctx, actor, articleID, rows)
	if err == nil {
		err = s.Tx(ctx, func(tx *Store) error {
			a, err := tx.allowArticle(actor, articleID, SheetImported)
			if err != nil {
				return err
			}
			if a.RevisionID != places.revisionID { // somebody saved another text meanwhile
				if places, err = tx.locateRows(ctx, actor, articleID, rows); err != nil {
					return err
				}
			}
			report, err = tx.takeSheet(ctx, actor, &a, places)
			return err
		})
	}
	if err != nil {
		return SheetReport{}, fmt.Errorf("import a sheet into article %d: %w", articleID, err)
	}
	return report, nil
}

// rowPlaces are the rows of a sheet and where their words stand in a revision.
type rowPlaces struct {
	revisionID int64
	rows       []ImportedRow
	found      []located
}

// locateRows looks for the words of rows in the newest text. With many rows that
// takes long, so it is done before the transaction that needs it.
func (s *Store) locateRows(ctx context.Context, actor User, articleID int64, rows []ImportedRow) (rowPlaces, error) {
	r, doc, err := s.Revision(ctx, actor, articleID, 0)
	if err != nil {
		return rowPlaces{}, err
	}
	p := rowPlaces{revisionID: r.ID}
	var asked []anchor.Words
	for _, row := range rows {
		if row = row.tidied(); row.Fact != "" || len(row.Quotes) > 0 {
			p.rows = append(p.rows, row)
			asked = append(asked, row.asked()...)
		}
	}
	answers := anchor.Locate(doc, asked)
	for _, row := range p.rows {
		n := max(1, len(row.Quotes))
		p.found = append(p.found, row.settled(answers[:n]))
		answers = answers[n:]
	}
	return p, nil
}

// takeSheet takes the rows into an article.
func (s *Store) takeSheet(ctx context.Context, actor User, a *Article, p rowPlaces) (SheetReport, error) {
	d, err := s.drafts(actor, a)
	if err != nil {
		return SheetReport{}, err
	}
	t := sheetTaker{drafts: d, known: map[string]*SheetRow{}}
	if t.scale, err = s.scale(a.ScaleID); err != nil {
		return SheetReport{}, err
	}
	var known []SheetRow
	if err := s.db.Select("id", "sha256", "claim_id", "dropped_at").Where("article_id = ?", a.ID).Find(&known).Error; err != nil {
		return SheetReport{}, fmt.Errorf("load the rows of earlier sheets: %w", err)
	}
	for i := range known {
		t.known[known[i].SHA256] = &known[i]
	}
	for _, placed := range []bool{true, false} { // a row without a place may be about the claim of one with a place
		for i, row := range p.rows {
			if placed != (len(p.found[i].spans) > 0) {
				continue
			}
			if err := t.take(ctx, row, p.found[i]); err != nil {
				return SheetReport{}, fmt.Errorf("row %d: %w", row.Line, err)
			}
		}
	}
	if err := t.settleAll(); err != nil {
		return SheetReport{}, err
	}
	return t.report, s.record(actor, &a.ID, nil, SheetImported, Detail{Number: t.report.Claims, Lost: t.report.Waiting()})
}

// sheetTaker takes the rows of one sheet.
type sheetTaker struct {
	*drafts
	scale  Scale
	known  map[string]*SheetRow // by what they say
	report SheetReport
}

// take takes one row.
func (t *sheetTaker) take(ctx context.Context, row ImportedRow, at located) error {
	sha, content, err := row.key()
	if err != nil {
		return err
	}
	seen := t.known[sha]
	if seen != nil && (seen.ClaimID != nil || seen.DroppedAt != nil) {
		t.report.Known++
		return nil
	}
	claim := t.first(row.same())
	if claim == nil && len(at.spans) == 0 {
		return t.wait(seen, SheetRow{SHA256: sha, Line: row.Line, Content: content}, at.ambiguous)
	}
	if claim, err = t.fill(ctx, claim, row, at); err != nil {
		return err
	}
	return t.keep(seen, SheetRow{SHA256: sha, Line: row.Line, ClaimID: &claim.ID})
}

// wait keeps a row for somebody to place.
func (t *sheetTaker) wait(seen *SheetRow, row SheetRow, ambiguous bool) error {
	if ambiguous {
		t.report.Ambiguous++
	} else {
		t.report.Unmatched++
	}
	if seen != nil {
		return nil
	}
	return t.keep(nil, row)
}

// keep remembers a row, so that it does not come in twice.
func (t *sheetTaker) keep(seen *SheetRow, row SheetRow) error {
	row.ArticleID, row.CreatedBy, row.CreatedAt = t.article.ID, t.actor.ID, t.now()
	var err error
	if seen == nil {
		err = t.db.Create(&row).Error
		t.known[row.SHA256] = &row
	} else {
		seen.ClaimID = row.ClaimID
		err = t.db.Model(&SheetRow{}).Where("id = ?", seen.ID).Update("claim_id", row.ClaimID).Error
	}
	if err != nil {
		return fmt.Errorf("remember the row: %w", err)
	}
	return nil
}
