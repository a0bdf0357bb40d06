package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stet/models/message"
)

// AssignForm gives claims of an article to somebody.
type AssignForm struct {
	Claims   []int64         // ids
	Was      map[int64]int64 // who had each when it was seen, 0 for nobody
	PersonID *int64          // nil takes the claims from whoever has them
	DueAt    *time.Time      // nil leaves what is set
	NoDue    bool            // takes the due time off
	Note     string          // what was tried and what is left; "" leaves what was said before
	Sure     bool            // somebody away, or the author, gets them all the same
}

// Sure is the name of the box that is ticked to assign claims after a warning.
const Sure = "sure"

// AssignClaims gives claims to somebody: all of them or none, and one line of the
// history.
func (s *Store) AssignClaims(ctx context.Context, actor User, articleID int64, f AssignForm) error {
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowAssigning(actor, articleID)
		if err != nil {
			return err
		}
		claims, err := tx.claimsToAssign(actor, a, f)
		if err != nil {
			return err
		}
		f.Note = tidy(f.Note)
		if err := tx.checkAssignee(a, f); err != nil {
			return err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"note": f.Note}); err != nil {
			return err
		}
		if f.NoDue {
			f.DueAt = nil
			for i := range claims {
				claims[i].DueAt = nil
			}
		}
		return tx.give(actor, a, claims, f.PersonID, f.DueAt, f.Note, "")
	})
	if err != nil {
		return fmt.Errorf("assign claims of article %d: %w", articleID, err)
	}
	return nil
}

// TakeClaim gives a claim to whoever asks, if it still is whose it was when they
// saw it, 0 for nobody.
func (s *Store) TakeClaim(ctx context.Context, actor User, claimID, was int64) error {
	c, err := s.Claim(ctx, actor, claimID)
	if err != nil {
		return err
	}
	return s.AssignClaims(ctx, actor, c.ArticleID, AssignForm{Claims: []int64{claimID}, Was: map[int64]int64{claimID: was}, PersonID: &actor.ID, Sure: true})
}

// allowAssigning locks an article and asks the rules whether any claim of it may
// be assigned.
func (s *Store) allowAssigning(actor User, articleID int64) (Article, error) {
	a, err := s.lockArticleFor(actor, articleID)
	if err != nil {
		return a, err
	}
	if reason := (Standing{Article: a}).Refusal(ClaimAssigned, actor); reason != "" {
		return a, refuse(reason)
	}
	return a, nil
}

// claimsToAssign loads the claims of a form, which may be assigned and still are
// whose they were.
func (s *Store) claimsToAssign(actor User, a Article, f AssignForm) ([]Claim, error) {
	if len(f.Claims) == 0 {
		return nil, invalid("claims", "Tick the claims first.")
	}
	var claims []Claim
	if err := s.db.Where("article_id = ? AND id IN ?", a.ID, f.Claims).Order("number").Find(&claims).Error; err != nil {
		return nil, fmt.Errorf("load the claims: %w", err)
	}
	for _, c := range claims {
		if reason := (Standing{Article: a, Facts: Facts{Claim: c}}).Refusal(ClaimAssigned, actor); reason != "" {
			return nil, refuse("Claim %d: %s", c.Number, reason)
		}
		if was, seen := f.Was[c.ID]; seen && was != value(c.AssigneeID) {
			return nil, &Conflict{What: message.New("claim %d", c.Number), Who: s.lastActor(ClaimAssigned, 0, c.ID), Version: int64(c.Version)}
		}
	}
	slices.Sort(f.Claims)
	if len(claims) != len(slices.Compact(f.Claims)) {
		return nil, fmt.Errorf("load the claims: %w", ErrNotFound)
	}
	return claims, nil
}

// checkAssignee says what is wrong with whom claims are given to, and warns once
// of who should not have them.
func (s *Store) checkAssignee(a Article, f AssignForm) error {
	wrong := checks{}
	wrong.need(len(f.Note) <= maxField, "note", "The note is too long. Keep it under 20,000 characters.")
	if f.PersonID == nil {
		return wrong.err()
	}
	var u User
	if err := s.db.Limit(1).Find(&u, *f.PersonID).Error; err != nil {
		return fmt.Errorf("load the assignee: %w", err)
	}
	c := Assignable{User: u, Outside: !s.mayBeChosen(f.PersonID, a.ID)}
	switch why := c.Unfit(a, s.now()); {
	case why == UnfitRole, why == UnfitOutside:
		wrong.need(false, "person", "Choose the assignee from those who may write and see the article, or leave it empty.")
	case f.Sure:
	case why == UnfitAway:
		wrong.need(false, "person", "%s is away. Choose somebody else, or tick the box below.", u.Name)
		wrong.need(false, Sure, "%s gets them although they are away.", u.Name)
	case why == UnfitAuthor:
		wrong.need(false, "person", "%s wrote this article. Choose somebody else, or tick the box below.", u.Name)
		wrong.need(false, Sure, "%s gets them although they wrote the article. Somebody else reviews them in any case.", u.Name)
	}
	return wrong.err()
}

// give writes who has claims from now on, and one line of the history. The
// article is locked.
func (s *Store) give(actor User, a Article, claims []Claim, to *int64, due *time.Time, note, why string) error {
	detail := Detail{Person: new(int64), DueAt: utc(due), Reason: note, Is: why}
	if to != nil {
		detail.Person, detail.Name = to, s.nameOf(*to)
	}
	now := s.now()
	for i := range claims {
		c := &claims[i]
		c.AssigneeID = to
		if due != nil {
			c.DueAt = utc(due)
		}
		if note != "" {
			c.Handover, c.HandoverBy, c.HandoverAt = note, &actor.ID, &now
		}
		if err := s.saveClaim(c); err != nil {
			return err
		}
		detail.Claims = append(detail.Claims, c.Number)
	}
	if len(claims) == 1 {
		detail.Number, detail.Claims = claims[0].Number, nil
		return s.record(actor, &a.ID, &claims[0].ID, ClaimAssigned, detail)
	}
	e, err := s.recorded(actor, &a.ID, nil, ClaimAssigned, detail)
	if err != nil {
		return err
	}
	rows := make([]eventClaim, 0, len(claims))
	for _, c := range claims {
		rows = append(rows, eventClaim{e.ID, c.ID, a.ID})
	}
	if err := s.db.CreateInBatches(rows, 500).Error; err != nil {
		return fmt.Errorf("say which claims event %d is about: %w", e.ID, err)
	}
	return nil
}

// eventClaim says that a line of the history is about a claim, among others.
type eventClaim struct{ EventID, ClaimID, ArticleID int64 }

// TableName is that of the table.
func (eventClaim) TableName() string { return "event_claims" }
