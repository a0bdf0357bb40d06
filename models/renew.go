package models

import (
	"fmt"

	"gorm.io/gorm"
)

// claimFacts are a claim's facts with its places in the newest revision.
type claimFacts struct {
	Facts
	Places []Anchor
	Look   Look // of the newest verdict

	language string // of the article
}

// ingredients are what the claim's fingerprint is made of now.
func (f claimFacts) ingredients() Ingredients { return Mix(f.Claim, f.Places, f.Newest(), f.Evidence) }

// renew works a claim's fingerprint and status out anew, in the transaction
// that changed one of their ingredients, and returns the renewed facts.
func (s *Store) renew(a Article, claimID int64) (claimFacts, error) {
	f, err := s.facts(a, claimID)
	if err != nil {
		return f, err
	}
	return f, s.settle(&f)
}

// settle stores what follows from the facts, if it is not stored already.
func (s *Store) settle(f *claimFacts) error {
	was := f.Claim
	f.Claim.Fingerprint = f.ingredients().Fingerprint()
	f.Claim.VerdictID = 0
	if newest := f.Newest(); newest != nil {
		f.Claim.VerdictID = newest.ID
	}
	f.Claim.Orphaned = orphaned(f.Places)
	f.Claim.Figure = worst(judgeFigures(f.Claim, f.Places, f.language))
	switch override := f.InForce(); {
	case override != nil:
		f.Claim.Resolution = ResolutionOverridden
	case f.Claim.Resolution == ResolutionOverridden:
		f.Claim.Resolution = ResolutionNone
	}
	f.Claim.Look = f.Look
	f.Claim.Status = f.Status()
	if f.Claim == was {
		return nil
	}
	if was.Status == ClaimApproved && f.Claim.Status == ClaimStale {
		s.noteStale(was)
	}
	err := s.db.Model(&Claim{}).Where("id = ?", f.Claim.ID).Select("fingerprint", "verdict_id", "look", "orphaned", "figure", "resolution", "status").Updates(f.Claim).Error
	if err != nil {
		return fmt.Errorf("renew claim %d: %w", f.Claim.ID, err)
	}
	return s.countWaiting(was, f.Claim)
}

// countWaiting keeps count, on the article, of the claims that wait for a reviewer.
func (s *Store) countWaiting(was, is Claim) error {
	by := 0
	if was.Status.Waiting() {
		by--
	}
	if is.Status.Waiting() {
		by++
	}
	if by == 0 {
		return nil
	}
	if err := s.db.Exec("UPDATE articles SET waiting = waiting + ? WHERE id = ?", by, is.ArticleID).Error; err != nil {
		return fmt.Errorf("count what waits in article %d: %w", is.ArticleID, err)
	}
	return nil
}

// orphaned reports whether a place lost its words in the newest revision.
func orphaned(places []Anchor) bool {
	attached := false
	for _, p := range places {
		if p.Method == MethodLost || p.Method == MethodAmbiguous {
			return true
		}
		attached = attached || p.Method.Attached()
	}
	return !attached
}

// facts loads everything that decides about one claim.
func (s *Store) facts(a Article, claimID int64) (claimFacts, error) {
	all, err := s.factsWhere(a, func(q *gorm.DB, column string) *gorm.DB { return q.Where(column+" = ?", claimID) })
	if err != nil {
		return claimFacts{}, err
	}
	if len(all) != 1 {
		return claimFacts{}, fmt.Errorf("load claim %d: %w", claimID, ErrNotFound)
	}
	return all[0], nil
}

// renewAll renews every claim of an article, with a number of queries that
// does not depend on their number but for those that changed.
func (s *Store) renewAll(a Article) error {
	all, err := s.factsOf(a)
	if err != nil {
		return err
	}
	for i := range all {
		if err := s.settle(&all[i]); err != nil {
			return err
		}
	}
	return nil
}

// factsOf loads the facts of every claim of an article.
func (s *Store) factsOf(a Article) ([]claimFacts, error) {
	return s.factsWhere(a, func(q *gorm.DB, column string) *gorm.DB {
		return q.Where(column+" IN (SELECT id FROM claims WHERE article_id = ?)", a.ID)
	})
}

// factsWhere loads the facts of the claims that narrow selects by their id's column.
func (s *Store) factsWhere(a Article, narrow func(q *gorm.DB, column string) *gorm.DB) ([]claimFacts, error) {
	var claims []Claim
	var verdicts []Verdict
	var items []Evidence
	var reviews []Review
	var places []Anchor
	for _, step := range []struct {
		into   any
		column string
		order  string
	}{
		{&claims, "id", "id"},
		{&verdicts, "claim_id", "claim_id, id"},
		{&items, "claim_id", "claim_id, id"},
		{&reviews, "claim_id", "claim_id, id"},
	} {
		if err := narrow(s.db, step.column).Order(step.order).Find(step.into).Error; err != nil {
			return nil, fmt.Errorf("load the facts of article %d: %w", a.ID, err)
		}
	}
	err := narrow(s.db, "claim_id").Where("revision_id = ?", a.RevisionID).Order("claim_id, place, id").Find(&places).Error
	if err != nil {
		return nil, fmt.Errorf("load the anchors of article %d: %w", a.ID, err)
	}
	var hands []Hand
	err = narrow(s.db.Table("hands"), "claim_id").Distinct("claim_id", "user_id", "part").Order("claim_id").Find(&hands).Error
	if err != nil {
		return nil, fmt.Errorf("load who had a hand in the claims of article %d: %w", a.ID, err)
	}
	all := make([]claimFacts, 0, len(claims))
	for _, c := range claims {
		f := claimFacts{
			Look: LookOpen, language: a.Language,
			Facts: Facts{Claim: c, AuthorID: value(a.AuthorID),
				Verdicts: take(&verdicts, func(v Verdict) bool { return v.ClaimID == c.ID }),
				Evidence: take(&items, func(e Evidence) bool { return e.ClaimID == c.ID }),
				Reviews:  take(&reviews, func(r Review) bool { return r.ClaimID == c.ID }),
				Hands:    take(&hands, func(h Hand) bool { return h.ClaimID == c.ID })},
			Places: newestPlaces(take(&places, func(p Anchor) bool { return value(p.ClaimID) == c.ID })),
		}
		if newest := f.Newest(); newest != nil {
			r, err := s.rating(newest.RatingID)
			if err != nil {
				return nil, err
			}
			f.Look = r.Look
		}
		all = append(all, f)
	}
	return all, nil
}

// take cuts the leading rows that belong together off an ordered list.
func take[T any](rows *[]T, belongs func(T) bool) []T {
	n := 0
	for n < len(*rows) && belongs((*rows)[n]) {
		n++
	}
	head := (*rows)[:n:n]
	*rows = (*rows)[n:]
	return head
}
