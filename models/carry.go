package models

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"stet/models/anchor"
	"stet/models/text"
)

// batch is how many rows go into one INSERT.
const batch = 200

// contextLength is how many code points around a quote an anchor keeps.
const contextLength = 32

// carrier brings the anchors of an article from one revision to the next.
type carrier struct {
	*Store
	actor    User
	article  Article // with the new revision
	from, to *text.Document
	known    map[int64]anchor.Result // by the id of the old anchor: places that are certain
	ahead    map[int64]anchor.Result // the same, for places searched before the transaction
}

// carry gives every claim, skip and comment its place in the new revision.
func (c carrier) carry(old Revision, report *RevisionReport) error {
	places, err := c.placesOf(old.ID)
	if err != nil {
		return err
	}
	if err := c.remember(old, places); err != nil {
		return err
	}
	results := c.results(places)
	rows := make([]Anchor, 0, len(places))
	for _, p := range places {
		if p.Method == MethodRemoved {
			continue
		}
		row, err := c.row(p, results[p.ID])
		if err != nil {
			return err
		}
		rows = append(rows, row)
		report.count(row)
	}
	if len(rows) > 0 {
		if err := c.db.CreateInBatches(rows, batch).Error; err != nil {
			return fmt.Errorf("store %d anchors: %w", len(rows), err)
		}
	}
	if err := c.recover(c.article, c.to, rows); err != nil {
		return err
	}
	return c.renewAll(c.article)
}

// remember takes the places from an earlier revision that had the very same
// text: what stood there stands there again.
func (c carrier) remember(old Revision, places []Anchor) error {
	var same []Revision
	err := c.db.Select("id").Where("article_id = ? AND sha256 = ? AND blocks = (SELECT blocks FROM revisions WHERE id = ?) AND id NOT IN ?",
		c.article.ID, textHash(c.to.Text), c.article.RevisionID, []int64{old.ID, c.article.RevisionID}).Order("number DESC").Limit(1).Find(&same).Error
	if err != nil || len(same) == 0 {
		return err
	}
	earlier, err := c.placesOf(same[0].ID)
	if err != nil {
		return err
	}
	type key struct {
		claim, skip, comment int64
		place                int
	}
	keyOf := func(p Anchor) key { return key{value(p.ClaimID), value(p.SkipID), value(p.CommentID), p.Place} }
	at := map[key]Anchor{}
	for _, p := range earlier {
		at[keyOf(p)] = p
	}
	for _, p := range places {
		if e, ok := at[keyOf(p)]; ok && e.Method.Attached() {
			c.known[p.ID] = anchor.Result{Status: anchor.Exact, Span: e.Span(), Score: 1, ContextChanged: e.ContextChanged}
		}
	}
	return nil
}

// lookAhead searches the new places of an article's anchors before the
// transaction that needs them: in a long text that takes a second, and nobody
// else should wait for it. Anchors never change, so what it finds stays true.
func (s *Store) lookAhead(ctx context.Context, actor User, articleID int64, to *text.Document) (map[int64]anchor.Result, error) {
	r, from, err := s.Revision(ctx, actor, articleID, 0)
	if err != nil {
		return nil, err
	}
	places, err := s.placesOf(r.ID)
	if err != nil {
		return nil, err
	}
	return carrier{Store: s, from: from, to: to}.results(places), nil
}

// results finds the new place of every old anchor, by its id.
func (c carrier) results(places []Anchor) map[int64]anchor.Result {
	results := make(map[int64]anchor.Result, len(places))
	var search []anchor.Anchor
	for _, p := range places {
		certain, known := c.known[p.ID]
		found, ahead := c.ahead[p.ID]
		switch {
		case known:
			results[p.ID] = certain
		case ahead:
			results[p.ID] = found
		case p.Method.Attached():
			search = append(search, anchor.Anchor{ID: p.ID, Span: p.Span()})
		default:
			results[p.ID] = revive(c.to, p)
		}
	}
	for _, r := range anchor.Carry(c.from, c.to, search) {
		results[r.ID] = r
	}
	for _, p := range places {
		r := results[p.ID]
		_, known := c.known[p.ID]
		r.ContextChanged = r.ContextChanged || r.Status == anchor.Moved || p.ContextChanged && !known
		if strayed := r.ContextChanged && r.Status != anchor.Edited && !known; strayed && p.SkipID == nil && Method(r.Status).Attached() && !p.fits(c.to, r.Span) {
			r = anchor.Result{Status: anchor.Lost, Near: r.Start, Candidates: []anchor.Candidate{{Span: r.Span, Score: 1}}}
		}
		if p.SkipID != nil && r.Status == anchor.Edited { // the sentence changed: somebody has to look at it
			r = anchor.Result{Status: anchor.Lost, Near: r.Start}
		}
		results[p.ID] = r
	}
	return results
}

// revive looks for the words of an anchor that had no place: putting them back
// brings the claim, and its approval, back.
func revive(to *text.Document, p Anchor) anchor.Result {
	var fit, all []anchor.Candidate
	for _, span := range to.Find(p.Quote) {
		all = append(all, anchor.Candidate{Span: span, Score: 1})
		if p.fits(to, span) {
			fit = append(fit, all[len(all)-1])
		}
	}
	if len(fit) == 1 {
		prefix, suffix := to.Context(fit[0].Span, contextLength)
		return anchor.Result{Status: anchor.Exact, Span: fit[0].Span, ContextChanged: prefix != p.Prefix || suffix != p.Suffix}
	}
	return anchor.Result{Status: anchor.Lost, Near: min(p.StartCP, to.Len()), Candidates: all}
}

// telling is how many code points of a quote say by themselves what it is
// about, and tells is how many of its surroundings do.
const (
	telling = 25
	tells   = 10
)

// fits reports whether equal words at a place are those of the anchor: few
// words ("in 2021") mean something only where they stand.
func (a Anchor) fits(doc *text.Document, span text.Span) bool {
	if span.Len() >= telling {
		return true
	}
	prefix, suffix := doc.Context(span, tells)
	return prefix != "" && strings.HasSuffix(a.Prefix, prefix) || suffix != "" && strings.HasPrefix(a.Suffix, suffix)
}

// row is the anchor that says where the old one is now.
func (c carrier) row(p Anchor, r anchor.Result) (Anchor, error) {
	n := Anchor{ArticleID: c.article.ID, RevisionID: c.article.RevisionID, ClaimID: p.ClaimID, SkipID: p.SkipID, CommentID: p.CommentID, Place: p.Place,
		Method: Method(r.Status), Badges: badges(r), CreatedBy: c.actor.ID, CreatedAt: c.now()}
	if !n.Method.Attached() { // keep the words, and where they were
		n.StartCP, n.EndCP = r.Near, r.Near
		n.Quote, n.Prefix, n.Suffix = p.Quote, p.Prefix, p.Suffix
		var err error
		n.Candidates, err = candidates(c.to, r)
		return n, err
	}
	n.StartCP, n.EndCP, n.Quote = r.Start, r.End, c.to.Slice(r.Span)
	n.Prefix, n.Suffix = c.to.Context(r.Span, contextLength)
	n.ContextChanged = r.ContextChanged
	return n, nil
}

func badges(r anchor.Result) string {
	var all []string
	for _, b := range []struct {
		is   bool
		call Badge
	}{{r.Numbers, BadgeNumber}, {r.Negations, BadgeNegation}, {r.Names, BadgeName}} {
		if b.is {
			all = append(all, string(b.call))
		}
	}
	return strings.Join(all, ",")
}

func candidates(to *text.Document, r anchor.Result) (string, error) {
	if len(r.Candidates) == 0 {
		return "", nil
	}
	var all []Candidate
	for _, k := range r.Candidates {
		all = append(all, Candidate{Span: k.Span, Quote: to.Slice(k.Span), Score: k.Score})
	}
	out, err := json.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("keep the candidates: %w", err)
	}
	return string(out), nil
}

// count counts a place of a claim.
func (r *RevisionReport) count(a Anchor) {
	if a.ClaimID == nil {
		return
	}
	if a.ContextChanged {
		r.Context++
	}
	switch a.Method {
	case MethodExact, MethodCosmetic, MethodMoved:
		r.Kept++
	case MethodEdited:
		r.Changed++
	default:
		r.Lost++
	}
}

// placesOf lists the newest row of every place in a revision, by claim, skip or
// comment and place.
func (s *Store) placesOf(revisionID int64) ([]Anchor, error) {
	var rows []Anchor
	err := s.read.Where("revision_id = ?", revisionID).Order("claim_id, skip_id, comment_id, place, id").Find(&rows).Error
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
	return sameID(a.ClaimID, b.ClaimID) && sameID(a.SkipID, b.SkipID) && sameID(a.CommentID, b.CommentID) && a.Place == b.Place
}

func sameID(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
