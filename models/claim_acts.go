package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/message"
)

// checkVersion refuses an act on a claim that has changed since it was seen.
func (s *Store) checkVersion(c Claim, version int) error {
	if version == c.Version {
		return nil
	}
	return &Conflict{What: message.New("claim %d", c.Number), Who: s.lastActor("", 0, c.ID), Version: int64(c.Version)}
}

// SplitClaim makes several claims of one, on the same words: the first wording
// stays with the claim, each of the others becomes a claim of its own.
func (s *Store) SplitClaim(ctx context.Context, actor User, id int64, version int, wordings []string) ([]Claim, error) {
	wordings = slices.DeleteFunc(slices.Clone(wordings), func(w string) bool { return tidy(w) == "" })
	var claims []Claim
	err := s.change(ctx, actor, id, ClaimSplit, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		if len(wordings) < 2 {
			return Detail{}, invalid("wordings", "Write at least two claims, one on each line.")
		}
		attached := slices.DeleteFunc(slices.Clone(f.Places), func(p Anchor) bool { return !p.Method.Attached() })
		if len(attached) == 0 {
			return Detail{}, refuse("This claim has no place in the text. Attach it again before you split it.")
		}
		was := f.Claim.Wording
		f.Claim.Wording = tidy(wordings[0])
		if err := tx.checkClaim(f.Claim); err != nil {
			return Detail{}, err
		}
		if err := tx.saveClaim(&f.Claim); err != nil {
			return Detail{}, err
		}
		claims = []Claim{f.Claim}
		doc, err := tx.prepare(a.RevisionID)
		if err != nil {
			return Detail{}, err
		}
		var numbers []int
		for _, w := range wordings[1:] {
			c := Claim{ArticleID: a.ID, Wording: w, Kind: f.Claim.Kind, Risk: f.Claim.Risk, AssigneeID: f.Claim.AssigneeID}
			if err := tx.addClaim(ctx, actor, &a, &c, doc.document, tx.copies(actor, attached)); err != nil {
				return Detail{}, err
			}
			claims, numbers = append(claims, c), append(numbers, c.Number)
		}
		return Detail{Was: was, Wording: f.Claim.Wording, Claims: numbers}, nil
	})
	return claims, err
}

// copies are fresh anchors on the same words.
func (s *Store) copies(actor User, places []Anchor) []Anchor {
	fresh := slices.Clone(places)
	for i := range fresh {
		fresh[i].ID, fresh[i].Method, fresh[i].CreatedBy, fresh[i].CreatedAt = 0, MethodSelected, actor.ID, s.now()
	}
	return fresh
}

// MergeClaims brings the places, the evidence and the comments of other to the
// claim; other is withdrawn and its history kept.
func (s *Store) MergeClaims(ctx context.Context, actor User, id int64, version int, other int64) (Claim, error) {
	return s.changed(ctx, actor, id, ClaimMerged, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		_, o, err := tx.allow(actor, other, ClaimMerged)
		if err != nil {
			return Detail{}, err
		}
		if other == id || o.Claim.ArticleID != a.ID {
			return Detail{}, invalid("other", "Choose another claim of the same article.")
		}
		return Detail{Wording: f.Claim.Wording, Claims: []int{o.Claim.Number}}, tx.absorb(actor, a, f, o)
	})
}

func (s *Store) absorb(actor User, a Article, f *claimFacts, o claimFacts) error {
	doc, err := s.prepare(a.RevisionID)
	if err != nil {
		return err
	}
	next := lastPlace(f.Places) + 1
	for _, p := range s.copies(actor, o.Places) {
		if !p.Method.Attached() {
			continue
		}
		p.ClaimID, p.Place = &f.Claim.ID, next
		if err := s.addAnchor(doc.document, p); err != nil {
			return err
		}
		next++
	}
	for _, table := range []any{&Evidence{}, &Comment{}, &Reply{}, &Inquiry{}, &Amendment{}, &Notice{}} {
		if err := s.db.Model(table).Where("claim_id = ?", o.Claim.ID).Update("claim_id", f.Claim.ID).Error; err != nil {
			return fmt.Errorf("move to claim %d: %w", f.Claim.ID, err)
		}
	}
	if err := s.withdraw(a, &o, fmt.Sprintf("Merged into claim %d.", f.Claim.Number)); err != nil {
		return err
	}
	if _, err := s.renew(a, o.Claim.ID); err != nil {
		return err
	}
	if err := s.saveClaim(&f.Claim); err != nil {
		return err
	}
	return s.record(actor, &a.ID, &o.Claim.ID, ClaimWithdrawnAct, Detail{Number: o.Claim.Number, Reason: o.Claim.WithdrawnReason})
}

// WithdrawClaim takes a claim out of the check; its history is kept.
func (s *Store) WithdrawClaim(ctx context.Context, actor User, id int64, version int, reason string) error {
	return s.change(ctx, actor, id, ClaimWithdrawnAct, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		reason = tidy(reason)
		if reason == "" {
			return Detail{}, invalid("reason", "Say why the claim is withdrawn.")
		}
		return Detail{Reason: reason, Wording: f.Claim.Wording}, tx.withdraw(a, f, reason)
	})
}

func (s *Store) withdraw(a Article, f *claimFacts, reason string) error {
	now := s.now()
	f.Claim.WithdrawnAt, f.Claim.WithdrawnReason = &now, reason
	if err := s.saveClaim(&f.Claim); err != nil {
		return err
	}
	return s.coverPlaces(a, f.Places, -1)
}

// RestoreClaim takes a withdrawn claim back into the check.
func (s *Store) RestoreClaim(ctx context.Context, actor User, id int64, version int) error {
	return s.change(ctx, actor, id, ClaimRestored, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		f.Claim.WithdrawnAt, f.Claim.WithdrawnReason = nil, ""
		if err := tx.saveClaim(&f.Claim); err != nil {
			return Detail{}, err
		}
		return Detail{Wording: f.Claim.Wording}, tx.coverPlaces(a, f.Places, 1)
	})
}

func (s *Store) coverPlaces(a Article, places []Anchor, by int) error {
	doc, err := s.prepare(a.RevisionID)
	if err != nil {
		return err
	}
	for _, p := range places {
		if err := s.cover(doc.document, p, by); err != nil {
			return err
		}
	}
	return nil
}

// ResolveClaim notes what happened to the text.
func (s *Store) ResolveClaim(ctx context.Context, actor User, id int64, version int, r Resolution) error {
	return s.change(ctx, actor, id, ClaimResolved, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		if !slices.Contains(Resolutions, r) || r == ResolutionOverridden {
			return Detail{}, invalid("resolution", "Choose what happened to the text. To keep it against its verdict, ask a reviewer to override.")
		}
		if f.InForce() != nil {
			return Detail{}, refuse("A reviewer keeps these words against their verdict. That holds until something it was decided on changes.")
		}
		if a.AuthorID != nil && *a.AuthorID == actor.ID {
			return Detail{}, refuse("You wrote this article, so somebody else has to say what happened to its words.")
		}
		was := f.Claim.Resolution
		f.Claim.Resolution = r
		return Detail{Was: string(was), Is: string(r)}, tx.saveClaim(&f.Claim)
	})
}
