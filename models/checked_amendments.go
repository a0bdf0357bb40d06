package models

import (
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

// importAmendments brings what turned out after publication elsewhere, and what
// readers were told of it then.
func (s *Store) importAmendments(actor User, a Article, all []CheckedAmendment) error {
	for _, c := range all {
		m := Amendment{ArticleID: a.ID, What: tidy(c.What), ReportedBy: tidy(c.ReportedBy), Cause: c.Cause, Checked: c.Checked, CreatedBy: actor.ID, CreatedAt: s.now()}
		if c.Claim != 0 {
			if err := s.placeAmendment(a, c.Claim, m.CreatedAt, &m); err != nil {
				m.ClaimID = nil // an orphan does not come in
			}
		}
		if err := m.check(); err != nil && (m.ClaimID != nil || !m.Checked.OfClaim()) {
			return fmt.Errorf("amendment: %w", err)
		}
		if c.At != nil {
			d := AmendmentDecision{Kind: c.Kind, Note: tidy(c.Note), Dismiss: c.Kind == NoAmendment, Dismissed: tidy(c.Dismissed)}
			if err := d.check(); err != nil {
				return fmt.Errorf("amendment: %w", err)
			}
			m.Kind, m.Note, m.Dismissed, m.DecidedBy, m.DecidedAt = d.Kind, d.Note, d.Dismissed, &actor.ID, utc(c.At)
		}
		if err := s.db.Create(&m).Error; err != nil {
			return fmt.Errorf("store amendment: %w", err)
		}
	}
	return nil
}
