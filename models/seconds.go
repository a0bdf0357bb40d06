package models

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// secondDraw is a claim that the rule chose when its first verdict was submitted.
type secondDraw struct {
	ClaimID   int64 `gorm:"primaryKey"`
	ArticleID int64
	Why       SecondWhy
	CreatedAt time.Time
}

// secondLook says that somebody asked to see the first verdict.
type secondLook struct {
	ClaimID   int64
	ArticleID int64
	UserID    int64
	At        time.Time
}

// SecondForm is a second verdict.
type SecondForm struct {
	RatingID    int64
	Explanation string
}

// wantedSeconds asks for the claims that a second verdict is still wanted on.
const wantedSeconds = "SELECT d.claim_id FROM second_draws d WHERE NOT EXISTS (SELECT 1 FROM second_verdicts g WHERE g.claim_id = d.claim_id)"

// shownStatus and shownLook are those of a claim c for whom the question marks,
// blindTo, ask.
const (
	shownStatus = "CASE WHEN c.withdrawn_at IS NULL AND c.id IN (?) THEN 'open' ELSE c.status END"
	shownLook   = "CASE WHEN c.id IN (?) THEN 'open' ELSE c.look END"
)

// blindTo asks for the claims whose first verdict is hidden from somebody; it
// says what Standing.BlindTo does.
func blindTo(actor User) clause.Expr {
	if actor.seesAll || !actor.Role.MayWrite() {
		return gorm.Expr("SELECT id FROM claims WHERE FALSE")
	}
	return gorm.Expr(wantedSeconds+` AND NOT EXISTS (SELECT 1 FROM articles w WHERE w.id = d.article_id AND w.author_id = ?)
		AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.claim_id = d.claim_id AND v.created_by = ?)
		AND NOT EXISTS (SELECT 1 FROM second_looks l WHERE l.claim_id = d.claim_id AND l.user_id = ?)`, actor.ID, actor.ID, actor.ID)
}

// unsaidTo asks for the comments by which somebody could learn of a verdict that
// is hidden from them: what others said of the claim since there is one.
func unsaidTo(actor User) clause.Expr {
	return gorm.Expr("SELECT t.id FROM comments t WHERE t.claim_id IN (?) AND t.created_by <> ? AND t.created_at >= (SELECT MIN(v.created_at) FROM verdicts v WHERE v.claim_id = t.claim_id)", blindTo(actor), actor.ID)
}

// blindClaims are the claims of an article whose first verdict is hidden from
// somebody.
func (s *Store) blindClaims(ctx context.Context, actor User, articleID int64) (map[int64]bool, error) {
	var ids []int64
	err := s.read.WithContext(ctx).Raw("SELECT id FROM claims WHERE article_id = ? AND id IN (?)", articleID, blindTo(actor)).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("look what is hidden of article %d: %w", articleID, err)
	}
	blind := make(map[int64]bool, len(ids))
	for _, id := range ids {
		blind[id] = true
	}
	return blind, nil
}

// wanting are those of the claims on which a second verdict is still wanted, in
// no query for no claims.
func (s *Store) wanting(claims []int64) ([]int64, error) {
	var ids []int64
	if len(claims) == 0 {
		return nil, nil
	}
	err := s.db.Raw("SELECT id FROM claims WHERE id IN ? AND id IN ("+wantedSeconds+")", claims).Scan(&ids).Error
	return ids, err
}

// second is what there is to the second verdict on a claim.
func (s *Store) second(ctx context.Context, claimID int64) (Second, error) {
	var draws []secondDraw
	if err := s.read.WithContext(ctx).Where("claim_id = ?", claimID).Find(&draws).Error; err != nil {
		return Second{}, fmt.Errorf("look for a second verdict on claim %d: %w", claimID, err)
	}
	if len(draws) == 0 {
		return Second{}, nil
	}
	found := Second{Why: draws[0].Why}
	if err := s.read.WithContext(ctx).Model(&secondLook{}).Where("claim_id = ?", claimID).Order("user_id").Pluck("user_id", &found.Looked).Error; err != nil {
		return found, fmt.Errorf("list who saw the first verdict on claim %d: %w", claimID, err)
	}
	var given []SecondVerdict
	if err := s.read.WithContext(ctx).Where("claim_id = ?", claimID).Find(&given).Error; err != nil {
		return found, fmt.Errorf("load the second verdict on claim %d: %w", claimID, err)
	}
	if len(given) > 0 {
		found.Given = &given[0]
	}
	return found, nil
}

// drawSecond decides, when the first verdict on a claim is submitted, whether a
// second is wanted. It is decided once: whatever the settings become, and
// whatever the claim.
func (s *Store) drawSecond(ctx context.Context, f Facts) error {
	if slices.ContainsFunc(f.Verdicts, func(v Verdict) bool { return v.Submitted }) {
		return nil
	}
	set, err := s.Settings(ctx)
	if err != nil {
		return err
	}
	draw := int64(100)
	if set.Second.Percent > 0 {
		n, err := rand.Int(s.random, big.NewInt(100))
		if err != nil {
			return fmt.Errorf("draw lots: %w", err)
		}
		draw = n.Int64()
	}
	why := set.Second.Picks(f.Claim, int(draw))
	if why == SecondNone {
		return nil
	}
	if err := s.db.Create(&secondDraw{f.Claim.ID, f.Claim.ArticleID, why, s.now()}).Error; err != nil {
		return fmt.Errorf("note that claim %d wants a second verdict: %w", f.Claim.ID, err)
	}
	return nil
}

// GiveSecondVerdict gives the verdict of somebody who has not seen the first.
// Where the two agree the claim goes on to its review; where they differ, a
// query to who gave the first blocks the sign-off until one of the two submits
// a new verdict, or a reviewer decides.
func (s *Store) GiveSecondVerdict(ctx context.Context, actor User, claimID int64, form SecondForm) (SecondVerdict, error) {
	var v SecondVerdict
	err := s.change(ctx, actor, claimID, SecondGiven, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		rating, err := tx.ratingFor(a, f.Facts, form.RatingID)
		if err != nil {
			return Detail{}, err
		}
		form.Explanation = tidy(form.Explanation)
		if err := (Verdict{Explanation: form.Explanation, Submitted: true}).check(rating); err != nil {
			return Detail{}, err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"explanation": form.Explanation}); err != nil {
			return Detail{}, err
		}
		first := f.Newest()
		before, err := tx.rating(first.RatingID)
		if err != nil {
			return Detail{}, err
		}
		v = SecondVerdict{ArticleID: a.ID, ClaimID: claimID, VerdictID: first.ID, Outcome: SecondAgrees, RatingID: &rating.ID, Explanation: form.Explanation, CreatedBy: actor.ID, CreatedAt: tx.now()}
		if !Agree(before, rating) {
			v.Outcome = SecondDiffers
			if v.QueryID, err = tx.askWhy(ctx, actor, a, f.Claim, *first, before, rating); err != nil {
				return Detail{}, err
			}
		}
		if err := tx.db.Create(&v).Error; err != nil {
			return Detail{}, fmt.Errorf("store the second verdict: %w", err)
		}
		return Detail{Rating: rating.Label, Is: string(v.Outcome), Wording: f.Claim.Wording}, nil
	})
	return v, err
}

// askWhy opens the discussion of two verdicts that differ.
func (s *Store) askWhy(ctx context.Context, actor User, a Article, c Claim, first Verdict, was, is Rating) (*int64, error) {
	owner := &first.CreatedBy
	if !s.mayBeChosen(owner, a.ID) {
		owner = nil
	}
	body := fmt.Sprintf("Two verdicts differ. %s gave “%s”. %s gave “%s” without having seen that. Talk it over: one of you submits the verdict that stands, or a reviewer decides.",
		s.nameOf(first.CreatedBy), was.Label, actor.Name, is.Label)
	q, err := s.CreateComment(ctx, actor, a.ID, CommentForm{ClaimID: c.ID, Body: body, Query: true, Blocking: true, OwnerID: owner})
	if err != nil {
		return nil, err
	}
	return &q.ID, nil
}

// openDifferences asks for the queries about two verdicts that differ still:
// neither of the two who gave them has submitted one since, and no reviewer has
// decided. A claim that is withdrawn needs no verdict.
const openDifferences = `SELECT g.query_id FROM second_verdicts g JOIN verdicts one ON one.id = g.verdict_id JOIN claims c ON c.id = g.claim_id
	WHERE g.outcome = 'differs' AND c.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.claim_id = g.claim_id)
	AND NOT EXISTS (SELECT 1 FROM verdicts v WHERE v.claim_id = g.claim_id AND v.id > one.id AND v.submitted AND v.created_by IN (one.created_by, g.created_by))`

// differs refuses to settle by hand the query about two verdicts that differ.
func (s *Store) differs(ctx context.Context, commentID int64) error {
	var n int64
	if err := s.read.WithContext(ctx).Raw("SELECT COUNT(*) FROM comments WHERE id = ? AND id IN ("+openDifferences+")", commentID).Scan(&n).Error; err != nil {
		return fmt.Errorf("look whether two verdicts differ: %w", err)
	}
	if n > 0 {
		return refuse("The two verdicts on this claim still differ. This query closes by itself as soon as one of the two people submits a new verdict, or a reviewer decides.")
	}
	return nil
}

// settleSecond closes the discussion of two verdicts that differ, when one of
// the two submits a new one or a reviewer decides.
func (s *Store) settleSecond(ctx context.Context, actor User, f Facts, decided bool) error {
	found, err := s.second(ctx, f.Claim.ID)
	if err != nil || found.Given == nil || found.Given.QueryID == nil {
		return err
	}
	one := found.Given.CreatedBy == actor.ID || slices.ContainsFunc(f.Verdicts, func(v Verdict) bool { return v.ID == found.Given.VerdictID && v.CreatedBy == actor.ID })
	if !decided && !one {
		return nil
	}
	return s.ResolveComment(ctx, actor, *found.Given.QueryID)
}

// ShowFirstVerdict shows somebody the first verdict, who cannot give the second
// from then on.
func (s *Store) ShowFirstVerdict(ctx context.Context, actor User, claimID int64) error {
	return s.change(ctx, actor, claimID, SecondLooked, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if err := tx.db.Create(&secondLook{claimID, a.ID, actor.ID, tx.now()}).Error; err != nil {
			return Detail{}, fmt.Errorf("note who saw the first verdict: %w", err)
		}
		return Detail{Wording: f.Claim.Wording}, nil
	})
}

// WaiveSecond decides, with a reason, that there will be no second verdict: so
// a claim on which everybody has seen the first is not stuck.
func (s *Store) WaiveSecond(ctx context.Context, actor User, claimID int64, reason string) error {
	return s.change(ctx, actor, claimID, SecondWaivedAct, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		reason = tidy(reason)
		if reason == "" || len(reason) > maxField {
			return Detail{}, invalid("waiver", "Say why there is no second verdict, in a few words.")
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"waiver": reason}); err != nil {
			return Detail{}, err
		}
		v := SecondVerdict{ArticleID: a.ID, ClaimID: claimID, VerdictID: f.Newest().ID, Outcome: SecondWaived, Explanation: reason, CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.db.Create(&v).Error; err != nil {
			return Detail{}, fmt.Errorf("store that there is no second verdict: %w", err)
		}
		return Detail{Reason: reason, Wording: f.Claim.Wording}, nil
	})
}
