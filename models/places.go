package models

import (
	"context"
	"fmt"

	"stet/models/message"
	"stet/models/text"
)

// selected checks a selection against the newest revision: it must have been
// made there, and its words must be the words that stand there.
func (s *Store) selected(a Article, sel Selection) (*text.Document, text.Span, error) {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return nil, text.Span{}, err
	}
	if sel.RevisionID != a.RevisionID {
		return nil, text.Span{}, &Conflict{What: message.New("the text of this article"), Who: s.lastActor(RevisionSaved, a.ID, 0), Version: a.RevisionID,
			Fields: []ConflictField{valueField("quote", "Selected words", sel.Quote, "The text has a new revision. Select the words there.")}}
	}
	span, ok := p.document.Snap(sel.Span)
	if !ok {
		return nil, span, invalid("quote", "Select some words of the text first.")
	}
	if snapped := p.document.Slice(span); sel.Quote != "" && text.Fold(snapped) != text.Fold(sel.Quote) {
		return nil, span, invalid("quote", "The selected words are not at that place in the text. Load the page again and select them once more.")
	}
	return p.document, span, nil
}

// newAnchor is an anchor on a span of the newest revision, not yet stored.
func (s *Store) newAnchor(actor User, a Article, doc *text.Document, span text.Span, m Method) Anchor {
	n := Anchor{ArticleID: a.ID, RevisionID: a.RevisionID, StartCP: span.Start, EndCP: span.End, Quote: doc.Slice(span),
		Method: m, CreatedBy: actor.ID, CreatedAt: s.now()}
	n.Prefix, n.Suffix = doc.Context(span, contextLength)
	return n
}

// addAnchor stores an anchor and counts it in the coverage.
func (s *Store) addAnchor(doc *text.Document, n Anchor) error {
	n.ID = 0
	if err := s.db.Create(&n).Error; err != nil {
		return fmt.Errorf("store anchor: %w", err)
	}
	return s.cover(doc, n, 1)
}

// AddPlace gives a claim one more anchor.
func (s *Store) AddPlace(ctx context.Context, actor User, claimID int64, sel Selection) error {
	return s.change(ctx, actor, claimID, ClaimAnchored, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		doc, span, err := tx.selected(a, sel)
		if err != nil {
			return Detail{}, err
		}
		n := tx.newAnchor(actor, a, doc, span, MethodSelected)
		n.ClaimID, n.Place = &claimID, lastPlace(f.Places)+1
		return Detail{Quote: n.Quote}, tx.addAnchor(doc, n)
	})
}

// MovePlace attaches a claim's place to other words: an orphan's, or one that
// was set too wide or too narrow.
func (s *Store) MovePlace(ctx context.Context, actor User, claimID int64, place int, sel Selection) error {
	return s.change(ctx, actor, claimID, ClaimAnchored, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		old, err := placeOf(f.Places, place)
		if err != nil {
			return Detail{}, err
		}
		doc, span, err := tx.selected(a, sel)
		if err != nil {
			return Detail{}, err
		}
		if err := tx.cover(doc, old, -1); err != nil {
			return Detail{}, err
		}
		n := tx.newAnchor(actor, a, doc, span, MethodReattached)
		n.ClaimID, n.Place = &claimID, place
		return Detail{Was: old.Quote, Quote: n.Quote}, tx.addAnchor(doc, n)
	})
}

// RemovePlace takes one anchor off a claim that has others.
func (s *Store) RemovePlace(ctx context.Context, actor User, claimID int64, place int) error {
	return s.change(ctx, actor, claimID, ClaimUnanchored, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		old, err := placeOf(f.Places, place)
		if err != nil {
			return Detail{}, err
		}
		others := 0
		for _, p := range f.Places {
			if p.Place != place && p.Method.Attached() {
				others++
			}
		}
		if others == 0 {
			return Detail{}, refuse("This is the claim's last place in the text. Withdraw the claim instead.")
		}
		if err := tx.coverPlaces(a, []Anchor{old}, -1); err != nil {
			return Detail{}, err
		}
		gone := old
		gone.ID, gone.Method, gone.CreatedBy, gone.CreatedAt = 0, MethodRemoved, actor.ID, tx.now()
		if err := tx.db.Create(&gone).Error; err != nil {
			return Detail{}, fmt.Errorf("remove place %d: %w", place, err)
		}
		return Detail{Was: old.Quote}, nil
	})
}

// placeOf finds one place of a claim that was not removed.
func placeOf(places []Anchor, place int) (Anchor, error) {
	for _, p := range places {
		if p.Place == place && p.Method != MethodRemoved {
			return p, nil
		}
	}
	return Anchor{}, fmt.Errorf("find place %d: %w", place, ErrNotFound)
}

// lastPlace is the highest place number given out.
func lastPlace(places []Anchor) int {
	last := 0
	for _, p := range places {
		last = max(last, p.Place)
	}
	return last
}
