package models

import (
	"fmt"

	"stet/models/anchor"
	"stet/models/text"
)

// batch is how many rows go into one INSERT.
const batch = 200

// contextLength is how many code points around a quote an anchor keeps.
const contextLength = 32

// carry gives every claim and skip its place in the new revision.
func (s *Store) carry(actor User, a Article, from, to *text.Document, old Revision, report *RevisionReport) error {
	places, err := s.placesOf(old.ID)
	if err != nil {
		return err
	}
	var attached []anchor.Anchor
	for i, p := range places {
		if p.Method.Attached() {
			attached = append(attached, anchor.Anchor{ID: int64(i), Span: p.Span()})
		}
	}
	results := map[int64]anchor.Result{}
	for _, r := range anchor.Carry(from, to, attached) {
		results[r.ID] = r
	}
	rows := make([]Anchor, 0, len(places))
	for i, p := range places {
		if p.Method == MethodRemoved {
			continue
		}
		r, ok := results[int64(i)]
		if !ok {
			r = revive(to, p)
		}
		rows = append(rows, s.carried(actor, a, p, r, to))
		report.count(rows[len(rows)-1].Method)
	}
	if len(rows) > 0 {
		if err := s.db.CreateInBatches(rows, batch).Error; err != nil {
			return fmt.Errorf("store %d anchors: %w", len(rows), err)
		}
	}
	if err := s.recover(a, to, rows); err != nil {
		return err
	}
	return s.renewAll(a)
}

// revive looks for the words of an anchor that had no place: putting them back
// brings the claim, and its approval, back.
func revive(to *text.Document, p Anchor) anchor.Result {
	if found := to.Find(p.Quote); len(found) == 1 {
		return anchor.Result{Status: anchor.Exact, Span: found[0]}
	}
	return anchor.Result{Status: anchor.Lost, Near: min(p.StartCP, to.Len())}
}

// carried is the row that says where an anchor is now.
func (s *Store) carried(actor User, a Article, p Anchor, r anchor.Result, to *text.Document) Anchor {
	n := Anchor{ArticleID: a.ID, RevisionID: a.RevisionID, ClaimID: p.ClaimID, SkipID: p.SkipID, Place: p.Place,
		Method: Method(r.Status), ContextChanged: r.ContextChanged, CreatedBy: actor.ID, CreatedAt: s.now()}
	if !n.Method.Attached() { // keep the words, and where they were
		n.StartCP, n.EndCP = r.Near, r.Near
		n.Quote, n.Prefix, n.Suffix = p.Quote, p.Prefix, p.Suffix
		return n
	}
	n.StartCP, n.EndCP, n.Quote = r.Start, r.End, to.Slice(r.Span)
	n.Prefix, n.Suffix = to.Context(r.Span, contextLength)
	return n
}

func (r *RevisionReport) count(m Method) {
	switch m {
	case MethodExact, MethodCosmetic, MethodMoved:
		r.Kept++
	case MethodEdited:
		r.Changed++
	default:
		r.Lost++
	}
}

// placesOf lists the newest row of every place in a revision, claims first, by
// claim or skip and place.
func (s *Store) placesOf(revisionID int64) ([]Anchor, error) {
	var rows []Anchor
	err := s.read.Where("revision_id = ?", revisionID).Order("claim_id, skip_id, place, id").Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("load the anchors of revision %d: %w", revisionID, err)
	}
	return newestPlaces(rows), nil
}

// newestPlaces keeps the last row of each place; rows of one place follow each other.
func newestPlaces(rows []Anchor) []Anchor {
	kept := rows[:0]
	for i, r := range rows {
		if i+1 < len(rows) && samePlace(r, rows[i+1]) {
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

func samePlace(a, b Anchor) bool {
	return sameID(a.ClaimID, b.ClaimID) && sameID(a.SkipID, b.SkipID) && a.Place == b.Place
}

func sameID(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
