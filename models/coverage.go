package models

import (
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"stet/models/text"
)

// sentenceCoverage counts the claims and skips on one sentence of a revision.
type sentenceCoverage struct {
	RevisionID int64
	Sentence   int // from 0
	Claims     int
	Skips      int
}

// TableName names the table after what it says.
func (sentenceCoverage) TableName() string { return "coverage" }

// cover counts an anchor on the sentences it touches, or with by = -1 takes it
// off again.
func (s *Store) cover(doc *text.Document, a Anchor, by int) error {
	if !a.Method.Attached() || a.CommentID != nil { // a comment decides on nothing
		return nil
	}
	from, to := doc.SentencesIn(a.Span())
	var rows []sentenceCoverage
	for n := from; n < to; n++ {
		row := sentenceCoverage{RevisionID: a.RevisionID, Sentence: n}
		if a.ClaimID != nil {
			row.Claims = by
		} else {
			row.Skips = by
		}
		rows = append(rows, row)
	}
	return s.addCoverage(rows)
}

func (s *Store) addCoverage(rows []sentenceCoverage) error {
	for _, r := range rows {
		if r.Claims < 0 || r.Skips < 0 { // an upsert would try the negative row first
			err := s.db.Exec("UPDATE coverage SET claims = claims + ?, skips = skips + ? WHERE revision_id = ? AND sentence = ?", r.Claims, r.Skips, r.RevisionID, r.Sentence).Error
			if err != nil {
				return fmt.Errorf("uncover sentence %d: %w", r.Sentence, err)
			}
			continue
		}
		err := s.db.Clauses(clause.OnConflict{
			Columns:   []clause.Column{{Name: "revision_id"}, {Name: "sentence"}},
			DoUpdates: clause.Assignments(map[string]any{"claims": gorm.Expr("coverage.claims + ?", r.Claims), "skips": gorm.Expr("coverage.skips + ?", r.Skips)}),
		}).Create(&r).Error
		if err != nil {
			return fmt.Errorf("cover sentence %d: %w", r.Sentence, err)
		}
	}
	return nil
}

// recover counts the coverage of a whole revision anew from its anchors.
func (s *Store) recover(a Article, doc *text.Document, anchors []Anchor) error {
	live, err := s.liveAnchors(a, anchors)
	if err != nil {
		return err
	}
	rows := tally(doc, a.RevisionID, live)
	if len(rows) == 0 {
		return nil
	}
	if err := s.db.CreateInBatches(rows, batch).Error; err != nil {
		return fmt.Errorf("count the coverage of revision %d: %w", a.RevisionID, err)
	}
	return nil
}

// tally counts the anchors on each touched sentence.
func tally(doc *text.Document, revisionID int64, anchors []Anchor) []sentenceCoverage {
	at := make([]sentenceCoverage, len(doc.Sentences))
	for _, a := range anchors {
		if !a.Method.Attached() || a.CommentID != nil {
			continue
		}
		from, to := doc.SentencesIn(a.Span())
		for n := from; n < to; n++ {
			if a.ClaimID != nil {
				at[n].Claims++
			} else {
				at[n].Skips++
			}
		}
	}
	rows := at[:0]
	for n, r := range at {
		if r.Claims+r.Skips > 0 {
			rows = append(rows, sentenceCoverage{revisionID, n, r.Claims, r.Skips})
		}
	}
	return rows
}

// liveAnchors leaves out the anchors of withdrawn claims and skips.
func (s *Store) liveAnchors(a Article, anchors []Anchor) ([]Anchor, error) {
	var claims, skips []int64
	err := s.read.Model(&Claim{}).Where("article_id = ? AND withdrawn_at IS NOT NULL", a.ID).Pluck("id", &claims).Error
	if err == nil {
		err = s.read.Model(&Skip{}).Where("article_id = ? AND withdrawn_at IS NOT NULL", a.ID).Pluck("id", &skips).Error
	}
	if err != nil {
		return nil, fmt.Errorf("list what was withdrawn from article %d: %w", a.ID, err)
	}
	gone := map[[2]int64]bool{}
	for _, id := range claims {
		gone[[2]int64{id, 0}] = true
	}
	for _, id := range skips {
		gone[[2]int64{0, id}] = true
	}
	live := make([]Anchor, 0, len(anchors))
	for _, n := range anchors {
		if !gone[[2]int64{value(n.ClaimID), value(n.SkipID)}] {
			live = append(live, n)
		}
	}
	return live, nil
}

// value is the id pointed to, or 0.
func value(id *int64) int64 {
	if id == nil {
		return 0
	}
	return *id
}

// covered are the sentences with a claim or a skip on them, by index; true says
// that a claim is among them.
type covered map[int]bool

// coveredSentences reads what lies on the sentences of a revision.
func (s *Store) coveredSentences(revisionID int64) (covered, error) {
	rows, err := s.read.Raw("SELECT sentence, claims > 0 FROM coverage WHERE revision_id = ? AND claims + skips > 0", revisionID).Rows()
	if err != nil {
		return nil, fmt.Errorf("read the coverage of revision %d: %w", revisionID, err)
	}
	defer rows.Close()
	at := covered{}
	for rows.Next() {
		var n int
		var claimed bool
		if err := rows.Scan(&n, &claimed); err != nil {
			return nil, fmt.Errorf("read the coverage of revision %d: %w", revisionID, err)
		}
		at[n] = claimed
	}
	return at, rows.Err()
}

// count sums up; a sentence with a claim counts as claimed, whatever else is on it.
func (c covered) count(sentences int) Coverage {
	n := Coverage{Sentences: sentences}
	for _, claimed := range c {
		if claimed {
			n.Claimed++
		} else {
			n.Skipped++
		}
	}
	return n
}

// coverageOf counts the sentences of revisions, by revision.
func (s *Store) coverageOf(revisions ...int64) (map[int64]Coverage, error) {
	var rows []struct {
		RevisionID       int64
		Claimed, Skipped int
	}
	err := s.read.Raw(`SELECT revision_id, COUNT(CASE WHEN claims > 0 THEN 1 END) AS claimed,
		COUNT(CASE WHEN claims = 0 AND skips > 0 THEN 1 END) AS skipped
		FROM coverage WHERE revision_id IN ? GROUP BY revision_id`, revisions).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count the coverage: %w", err)
	}
	all := make(map[int64]Coverage, len(rows))
	for _, r := range rows {
		all[r.RevisionID] = Coverage{Claimed: r.Claimed, Skipped: r.Skipped}
	}
	return all, nil
}
