package models

import (
	"context"
	"fmt"
	"slices"
)

// readSeconds reads the second verdicts on the claims of an article, in no query
// where there are none.
func (s *Store) readSeconds(ctx context.Context, p *proof) error {
	if !slices.ContainsFunc(p.Claims, func(l ClaimLine) bool { return l.Seconded }) {
		return nil
	}
	var given []SecondVerdict
	if err := s.read.WithContext(ctx).Where("article_id = ?", p.Article.ID).Find(&given).Error; err != nil {
		return fmt.Errorf("load the second verdicts: %w", err)
	}
	p.seconds = map[int64]*CheckedSecond{}
	for _, g := range given {
		c := &CheckedSecond{Outcome: g.Outcome, Explanation: g.Explanation, By: p.name(g.CreatedBy), At: g.CreatedAt.UTC()}
		if g.RatingID != nil {
			r, err := s.rating(*g.RatingID)
			if err != nil {
				return err
			}
			rating := r.checked()
			c.Rating = &rating
		}
		p.seconds[g.ClaimID] = c
	}
	return nil
}

// noSecond is the sort of exception that a claim is which was decided on without
// the second verdict that was wanted.
const noSecond = "no_second_verdict"

// waivedSeconds lists the second verdicts that were decided against, for the
// sign-off to name.
func (s *Store) waivedSeconds(ctx context.Context, a Article) ([]Exception, error) {
	var all []Exception
	err := s.read.WithContext(ctx).Raw(`SELECT ? AS sort, c.number, c.wording AS what, u.name AS who, g.explanation AS reason
		FROM second_verdicts g JOIN claims c ON c.id = g.claim_id JOIN users u ON u.id = g.created_by
		WHERE g.article_id = ? AND g.outcome = 'waived' AND c.status <> 'withdrawn' ORDER BY c.number`, noSecond, a.ID).Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list what was decided on without a second verdict in article %d: %w", a.ID, err)
	}
	for i := range all {
		all[i].Reason = "There is no second verdict. " + all[i].Reason
	}
	return all, nil
}
