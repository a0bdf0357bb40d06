package models

import (
	"context"
	"fmt"
	"slices"
	"stet/models/message"
	"strings"
)

// What somebody is shown who is to give a second verdict: the claim as if there
// were no verdict on it yet, and nothing of what was said of it since.

// hideFirst takes the first verdict out of a claim.
func (d *ClaimDetail) hideFirst() {
	d.Blind = true
	d.Verdict, d.Rating, d.Verdicts, d.Reviews, d.Approvals, d.Stale, d.Override, d.LastLook = nil, nil, nil, nil, 0, nil, nil, nil
	d.Claim.hideFirst()
	d.Line.Status, d.Line.Look, d.Line.Rating, d.Line.Returned, d.Line.Resolution = d.Claim.Status, LookOpen, "", false, ResolutionNone
	d.Line.Blind = true
}

// hideFirst takes the first verdict out of what is kept of a claim.
func (c *Claim) hideFirst() {
	c.VerdictID, c.Fingerprint, c.Look, c.Resolution = 0, "", LookOpen, ResolutionNone
	if c.Status != ClaimWithdrawn {
		c.Status = ClaimOpen
	}
}

// hideFirsts takes the first verdicts that are hidden from the actor out of
// claims of an article.
func (s *Store) hideFirsts(ctx context.Context, actor User, articleID int64, all []Claim) error {
	blind, err := s.blindClaims(ctx, actor, articleID)
	for i := range all {
		if blind[all[i].ID] {
			all[i].hideFirst()
		}
	}
	return err
}

// hideFirst takes the first verdict out of a line.
func (r *lineRow) hideFirst() {
	r.Look, r.Resolution, r.RatingID, r.Returned = LookOpen, ResolutionNone, 0, false
	if r.Status != ClaimWithdrawn {
		r.Status = ClaimOpen
	}
}

// hush takes out of a line of the history what it tells of a verdict.
func (l *HistoryLine) hush() {
	verdict := strings.HasPrefix(string(l.Action), "verdict.") || strings.HasPrefix(string(l.Action), "review.")
	if verdict || l.Action == ClaimResolved {
		l.Data = ""
		l.Detail.Rating, l.Detail.Reason, l.Detail.Was, l.Detail.Is = "", "", "", ""
		l.Detail.Why = message.Message{}
	}
}

// hushed are lines of the history without what is hidden from the actor.
func (s *Store) hushed(ctx context.Context, actor User, lines []HistoryLine, err error) ([]HistoryLine, error) {
	if err != nil || len(lines) == 0 {
		return lines, err
	}
	return s.hushWhere(ctx, lines, blindTo(actor))
}

// hushWhere hushes the lines of the claims that a condition selects.
func (s *Store) hushWhere(ctx context.Context, lines []HistoryLine, claims any) ([]HistoryLine, error) {
	var ids []int64
	for _, l := range lines {
		if l.ClaimID != nil {
			ids = append(ids, *l.ClaimID)
		}
	}
	var blind []int64
	if err := s.read.WithContext(ctx).Raw("SELECT id FROM claims WHERE id IN ? AND id IN (?)", ids, claims).Scan(&blind).Error; err != nil {
		return nil, fmt.Errorf("look what is hidden of the history: %w", err)
	}
	for i := range lines {
		if slices.Contains(blind, value(lines[i].ClaimID)) {
			lines[i].hush()
		}
	}
	return lines, nil
}

// hideFirst takes the first verdicts that are hidden from the actor out of what
// an export is made from.
func (p *proof) hideFirst() {
	blind := map[int64]bool{}
	for _, l := range p.Claims {
		blind[l.ID] = l.Blind
	}
	for i := range p.facts {
		f := &p.facts[i]
		if !blind[f.Claim.ID] {
			continue
		}
		f.Verdicts, f.Reviews, f.Look = nil, nil, LookOpen
		f.Claim.hideFirst()
	}
	for i := range p.history {
		if blind[value(p.history[i].ClaimID)] {
			p.history[i].hush()
		}
	}
}
