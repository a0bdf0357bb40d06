package models

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"stet/models/message"
	"stet/models/text"
)

// Arrival says what the newest revision did to an article's claims.
type Arrival struct {
	Article   Article
	Revision  Revision
	Before    Revision       // zero for the first revision
	From      *text.Document // of the revision before; nil for the first
	Document  *text.Document
	People    map[int64]User
	Unchanged int         // places whose words are the same, quotation marks, dashes and spaces aside
	Changed   []Arrived   // look again: other words, or other surroundings
	Lost      []Arrived   // attach again, or cut
	Earlier   []ClaimLine // unchanged now, but stale since an earlier revision
	Uncovered []int       // indexes of the sentences nobody decided on
	Since     *SinceSignOff
	Actions   []ArticleAction
}

// Arrived is one place of a claim that a revision did something to.
type Arrived struct {
	Line        ClaimLine
	Anchor      Anchor    // as the revision brought it
	At          text.Span // where it is now, perhaps by a person's hand; empty without a place
	Was         string    // the words before
	WasAt       text.Span // of the words before, in Arrival.From; empty where they had no place
	Candidates  []Candidate
	Block       int    // where it is, or was near
	Fingerprint string // to approve again
	VerdictID   int64
	Slight      bool        // only punctuation or capitals changed: may be approved in bulk
	Settled     bool        // nothing is left to do
	Refusal     message.Key // why the actor may not approve it again, "" when they may
}

// Arrival reads what the newest revision of an article did to its claims.
func (s *Store) Arrival(ctx context.Context, actor User, articleID int64) (Arrival, error) {
	w, err := s.Workspace(ctx, actor, articleID)
	if err != nil {
		return Arrival{}, err
	}
	r := Arrival{Article: w.Article, Revision: w.Revision, Document: w.Document, People: w.People, Since: w.Since, Actions: w.Actions}
	if err := s.addArrived(ctx, &r, w.Claims); err != nil {
		return r, err
	}
	if err := s.refuseApprovals(&r, actor); err != nil {
		return r, err
	}
	covered, err := s.coveredSentences(w.Revision.ID)
	for n := range w.Document.Sentences {
		if _, decided := covered[n]; !decided {
			r.Uncovered = append(r.Uncovered, n)
		}
	}
	return r, err
}

// addArrived sorts the places of the claims by what the revision did to them.
func (s *Store) addArrived(ctx context.Context, r *Arrival, lines []ClaimLine) error {
	before, err := s.arrivalsBefore(ctx, r)
	if err != nil {
		return err
	}
	var came []Anchor
	err = s.read.WithContext(ctx).Where("revision_id = ? AND claim_id IS NOT NULL", r.Revision.ID).Order("claim_id, place, id").Find(&came).Error
	if err != nil {
		return fmt.Errorf("load what revision %d did: %w", r.Revision.Number, err)
	}
	claims, err := s.claimsOf(ctx, r.Article.ID)
	if err != nil {
		return err
	}
	at := make(map[int64]ClaimLine, len(lines))
	for _, line := range lines {
		at[line.ID] = line
	}
	for i, a := range came {
		if i > 0 && samePlace(came[i-1], a) {
			continue // what people did since
		}
		if err := r.add(a, at[*a.ClaimID], claims[*a.ClaimID], before[[2]int64{*a.ClaimID, int64(a.Place)}]); err != nil {
			return err
		}
	}
	for _, list := range [][]Arrived{r.Changed, r.Lost} {
		slices.SortStableFunc(list, func(x, y Arrived) int { return x.Anchor.StartCP - y.Anchor.StartCP })
	}
	return nil
}

// arrivalsBefore are the places in the revision before, by claim and place.
func (s *Store) arrivalsBefore(ctx context.Context, r *Arrival) (map[[2]int64]Anchor, error) {
	at := map[[2]int64]Anchor{}
	if r.Revision.Number == 1 {
		return at, nil
	}
	err := s.read.WithContext(ctx).Omit("text", "blocks", "sentences", "marks").Where("article_id = ? AND number = ?", r.Article.ID, r.Revision.Number-1).First(&r.Before).Error
	if err != nil {
		return nil, first(err, "load revision", r.Revision.Number-1)
	}
	before, err := s.prepare(r.Before.ID)
	if err != nil {
		return nil, err
	}
	r.From = before.document
	places, err := s.placesOf(r.Before.ID)
	for _, p := range places {
		if p.ClaimID != nil {
			at[[2]int64{*p.ClaimID, int64(p.Place)}] = p
		}
	}
	return at, err
}

// refuseApprovals says of each stale claim that changed why the actor may not
// approve it again.
func (s *Store) refuseApprovals(r *Arrival, actor User) error {
	var stale []int64
	for _, c := range slices.Concat(r.Changed, r.Lost) {
		if c.Line.Status == ClaimStale {
			stale = append(stale, c.Line.ID)
		}
	}
	if len(stale) == 0 {
		return nil
	}
	all, err := s.factsWhere(r.Article, func(q *gorm.DB, column string) *gorm.DB { return q.Where(column+" IN ?", stale) })
	if err != nil {
		return err
	}
	byID := make(map[int64]claimFacts, len(all))
	for _, f := range all {
		byID[f.Claim.ID] = f
	}
	for _, list := range [][]Arrived{r.Changed, r.Lost} {
		for i := range list {
			f, ok := byID[list[i].Line.ID]
			if !ok {
				continue
			}
			list[i].Refusal = Standing{Article: r.Article, Facts: f.Facts}.Refusal(ReviewApproved, actor)
			list[i].Fingerprint = f.ingredients().Fingerprint() // of the words that are shown
			if list[i].Slight, err = f.slight(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Store) claimsOf(ctx context.Context, articleID int64) (map[int64]Claim, error) {
	var all []Claim
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Find(&all).Error; err != nil {
		return nil, fmt.Errorf("load the claims of article %d: %w", articleID, err)
	}
	byID := make(map[int64]Claim, len(all))
	for _, c := range all {
		byID[c.ID] = c
	}
	return byID, nil
}

// add puts one place on the list it belongs to.
func (r *Arrival) add(a Anchor, line ClaimLine, c Claim, before Anchor) error {
	one := Arrived{Line: line, Anchor: a, Was: before.Quote, Block: r.Document.BlockAt(a.StartCP), Fingerprint: c.Fingerprint, VerdictID: c.VerdictID}
	if before.Method.Attached() {
		one.WasAt = before.Span()
	}
	for _, now := range line.Places {
		if now.Place == a.Place && now.Method.Attached() {
			one.At = now.Span()
		}
	}
	if a.Candidates != "" {
		if err := json.Unmarshal([]byte(a.Candidates), &one.Candidates); err != nil {
			return fmt.Errorf("read the candidates of anchor %d: %w", a.ID, err)
		}
	}
	switch {
	case a.Method == MethodSelected, a.Method == MethodSuggested: // made in this revision
	case c.Status == ClaimWithdrawn && a.Method.Attached():
	case !a.Method.Attached():
		one.Settled = !line.Orphaned && c.Status != ClaimStale || c.Status == ClaimWithdrawn
		r.Lost = append(r.Lost, one)
	case a.Method == MethodEdited || a.ContextChanged:
		one.Settled = c.Status != ClaimStale && !line.Context
		r.Changed = append(r.Changed, one)
	default:
		r.Unchanged++
		if c.Status == ClaimStale && !slices.ContainsFunc(r.Earlier, func(l ClaimLine) bool { return l.ID == c.ID }) {
			r.Earlier = append(r.Earlier, line)
		}
	}
	return nil
}

// ConfirmClaim says that somebody looked at a claim again after its
// surroundings changed, and that it still stands there.
func (s *Store) ConfirmClaim(ctx context.Context, actor User, id int64) error {
	return s.change(ctx, actor, id, ClaimConfirmed, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		confirmed := false
		for _, p := range f.Places {
			if !p.ContextChanged || !p.Method.Attached() {
				continue
			}
			if p.CreatedBy == actor.ID {
				return Detail{}, refuse("You saved the words around this claim, so somebody else has to look at it again.")
			}
			p.ID, p.Method, p.ContextChanged, p.CreatedBy, p.CreatedAt = 0, MethodConfirmed, false, actor.ID, tx.now()
			if err := tx.db.Create(&p).Error; err != nil {
				return Detail{}, fmt.Errorf("confirm place %d: %w", p.Place, err)
			}
			confirmed = true
		}
		if !confirmed {
			return Detail{}, refuse("Nothing around this claim has changed.")
		}
		return Detail{Wording: f.Claim.Wording}, nil
	})
}

// CutClaim withdraws a claim whose words were cut from the article.
func (s *Store) CutClaim(ctx context.Context, actor User, id int64) error {
	return s.change(ctx, actor, id, ClaimWithdrawnAct, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if !f.Claim.Orphaned {
			return Detail{}, refuse("The words of this claim are still in the text. Withdraw the claim instead.")
		}
		f.Claim.Resolution = ResolutionCut
		const reason = "Cut from the article."
		return Detail{Reason: reason, Wording: f.Claim.Wording}, tx.withdraw(a, f, reason)
	})
}
