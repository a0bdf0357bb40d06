package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// CheckedAmendment is what readers were told after publication; for the newsroom
// and for legal also what had turned out, and what nobody decided on yet.
type CheckedAmendment struct {
	Kind AmendmentKind `json:"kind,omitempty"` // "" while nobody decided, and where it was dismissed
	Note string        `json:"note,omitempty"`
	At   *time.Time    `json:"at,omitempty"` // when it was decided

	Claim      int         `json:"claim,omitempty"` // its number
	What       string      `json:"what,omitempty"`
	ReportedBy string      `json:"reportedBy,omitempty"`
	Cause      Cause       `json:"cause,omitempty"`
	Checked    Checkedness `json:"checked,omitempty"`
	LoggedBy   string      `json:"loggedBy,omitempty"`
	LoggedAt   *time.Time  `json:"loggedAt,omitempty"`
	Dismissed  string      `json:"dismissed,omitempty"` // why readers were told nothing
	DecidedBy  string      `json:"decidedBy,omitempty"`
}

// publicAmendments are those that readers were told.
func (p *proof) publicAmendments() []CheckedAmendment {
	var all []CheckedAmendment
	for _, m := range p.amendments {
		if m.Public() {
			all = append(all, CheckedAmendment{Kind: m.Kind, Note: m.Note, At: utc(m.DecidedAt)})
		}
	}
	return all
}

// internalAmendments are all of them.
func (p *proof) internalAmendments() []CheckedAmendment {
	var all []CheckedAmendment
	for _, m := range p.amendments {
		c := CheckedAmendment{Kind: m.Kind, Note: m.Note, At: utc(m.DecidedAt), What: m.What, ReportedBy: m.ReportedBy, Cause: m.Cause, Checked: m.Checked,
			LoggedBy: p.name(m.CreatedBy), LoggedAt: utc(&m.CreatedAt), Dismissed: m.Dismissed}
		if m.DecidedBy != nil {
			c.DecidedBy = p.name(*m.DecidedBy)
		}
		if at := slices.IndexFunc(p.facts, func(f claimFacts) bool { return f.Claim.ID == value(m.ClaimID) }); at >= 0 {
			c.Claim = p.facts[at].Claim.Number
		}
		all = append(all, c)
	}
	return all
}

// importAmendments brings what turned out after publication elsewhere. What
// readers were told of it there stands in its words: here it is decided anew, for
// a decision binds people of the newsroom that took it.
func (s *Store) importAmendments(ctx context.Context, actor User, a Article, all []CheckedAmendment) error {
	for _, c := range all {
		m := Amendment{ArticleID: a.ID, What: tidy(c.toldThere()), ReportedBy: tidy(c.ReportedBy), Cause: c.Cause, Checked: c.Checked, CreatedBy: actor.ID, CreatedAt: s.now()}
		var on []Claim
		if err := s.db.Where("article_id = ? AND number = ?", a.ID, c.Claim).Limit(1).Find(&on).Error; err != nil {
			return fmt.Errorf("look for claim %d: %w", c.Claim, err)
		}
		if len(on) > 0 { // an orphan has not come in
			m.ClaimID = &on[0].ID
		}
		if err := m.check(); err != nil {
			return fmt.Errorf("amendment: %w", err)
		}
		if err := s.unnamed(ctx, actor, map[string]string{"what": m.What, "reported_by": m.ReportedBy}); err != nil {
			return err
		}
		if err := s.db.Create(&m).Error; err != nil {
			return fmt.Errorf("store amendment: %w", err)
		}
		if err := s.record(actor, &a.ID, m.ClaimID, AmendmentLogged, Detail{Number: c.Claim, Is: string(m.Cause)}); err != nil {
			return err
		}
	}
	return nil
}

// toldThere is what turned out, who logged it, and what was decided of it.
func (c CheckedAmendment) toldThere() string {
	said := c.What
	if c.LoggedBy != "" {
		said += "\n\nImported. Logged there by " + c.LoggedBy + "."
	}
	switch {
	case c.At == nil:
	case c.Kind == NoAmendment:
		said += "\n\n" + c.DecidedBy + " decided there that readers are told nothing: " + c.Dismissed
	default:
		said += "\n\nReaders were told there on " + c.At.Format(time.DateOnly) + " (" + string(c.Kind.Label()) + ", decided by " + c.DecidedBy + "): " + c.Note
	}
	return said
}
