package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"stet/models/message"
)

// LogAmendment notes that something in an article that was published turned out
// to be wrong. What readers are told is decided apart, by DecideAmendment.
func (s *Store) LogAmendment(ctx context.Context, actor User, articleID int64, f AmendmentForm) (Amendment, error) {
	m := Amendment{What: tidy(f.What), ReportedBy: tidy(f.ReportedBy), Cause: f.Cause, Checked: f.Checked, CreatedBy: actor.ID}
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, AmendmentLogged)
		if err != nil {
			return err
		}
		published, err := tx.lastPublished(ctx, a.ID)
		if err != nil {
			return err
		}
		if published == nil {
			return refuse("The article was never marked as published, so readers have seen nothing of it. Mend it in the text.")
		}
		if err := tx.placeAmendment(a, f.ClaimNumber, *published, &m); err != nil {
			return err
		}
		if err := m.check(); err != nil {
			return err
		}
		if m.ClaimID == nil && m.Checked.OfClaim() {
			return invalid("claim", "Choose which claim it was.")
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"what": m.What, "reported_by": m.ReportedBy}); err != nil {
			return err
		}
		m.ArticleID, m.CreatedAt = a.ID, tx.now()
		if err := tx.db.Create(&m).Error; err != nil {
			return fmt.Errorf("store amendment: %w", err)
		}
		return tx.record(actor, &a.ID, m.ClaimID, AmendmentLogged, Detail{Number: f.ClaimNumber, Is: string(m.Cause)})
	})
	if err != nil {
		return Amendment{}, fmt.Errorf("log an amendment of article %d: %w", articleID, err)
	}
	return m, nil
}

// placeAmendment finds the claim that an amendment is about, and what the check
// had made of it where nobody says.
func (s *Store) placeAmendment(a Article, number int, published time.Time, m *Amendment) error {
	if number == 0 {
		return nil
	}
	var c Claim
	if err := s.db.Where("article_id = ? AND number = ?", a.ID, number).First(&c).Error; err != nil {
		return invalid("claim", "Choose one of the claims of this article, or none.")
	}
	m.ClaimID = &c.ID
	if m.Checked != "" {
		return nil
	}
	f, err := s.facts(a, c.ID)
	m.Checked = f.checkedBefore(published)
	return err
}

// check says what is wrong with an amendment.
func (m Amendment) check() error {
	c := checks{}
	c.need(m.What != "", "what", "Say what is wrong in the article.")
	c.need(len(m.What) <= maxField, "what", "This is too long. Keep it under 20,000 characters.")
	c.need(len(m.ReportedBy) <= maxAsked, "reported_by", "This is too long. Keep it under 300 characters.")
	c.need(slices.Contains(Causes, m.Cause), "cause", "Choose how it came into the article.")
	c.need(slices.Contains(Checkednesses, m.Checked), "checked", "Choose what the check had made of these words.")
	return c.err()
}

// DecideAmendment says what readers are told, or why they are told nothing. It
// takes a reviewer who did not write the article, and stays as it is: what was
// said in public is amended by another.
func (s *Store) DecideAmendment(ctx context.Context, actor User, id int64, d AmendmentDecision) error {
	d.Note, d.Dismissed = tidy(d.Note), tidy(d.Dismissed)
	err := s.Tx(ctx, func(tx *Store) error {
		m, err := tx.Amendment(ctx, actor, id)
		if err != nil {
			return err
		}
		action := AmendmentPublished
		if d.Dismiss {
			action = AmendmentDismissed
		}
		a, err := tx.allowArticle(actor, m.ArticleID, action)
		if err != nil {
			return err
		}
		if err := first(tx.db.First(&m, id).Error, "load amendment", id); err != nil { // as it is now that the article is locked
			return err
		}
		if !m.Open() {
			return &Conflict{What: message.New("what readers are told"), Who: tx.who(value(m.DecidedBy)), Version: m.ID,
				Fields: []ConflictField{proseField("note", "The note", d.Note, m.Note), proseField("dismissed", "Why they are told nothing", d.Dismissed, m.Dismissed)}}
		}
		if err := tx.mayDecide(actor, a, m, d); err != nil {
			return err
		}
		if err := d.check(); err != nil {
			return err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"note": d.Note, "dismissed": d.Dismissed}); err != nil {
			return err
		}
		now := tx.now()
		m.Kind, m.Note, m.Dismissed, m.DecidedBy, m.DecidedAt = d.Kind, d.Note, d.Dismissed, &actor.ID, &now
		if err := tx.db.Select("kind", "note", "dismissed", "decided_by", "decided_at").Updates(&m).Error; err != nil {
			return fmt.Errorf("store the decision: %w", err)
		}
		return tx.record(actor, &a.ID, m.ClaimID, action, Detail{Is: string(d.Kind), Reason: d.Dismissed})
	})
	if err != nil {
		return fmt.Errorf("decide amendment %d: %w", id, err)
	}
	return nil
}

// mayDecide refuses to let whoever stands behind a verdict decide alone that its
// error is told to nobody.
func (s *Store) mayDecide(actor User, a Article, m Amendment, d AmendmentDecision) error {
	if !d.Dismiss || m.ClaimID == nil {
		return nil
	}
	f, err := s.facts(a, *m.ClaimID)
	if err == nil && f.standsBehind(actor.ID) {
		err = refuse("You proposed or approved the verdict on this claim, so somebody else has to decide that readers are told nothing.")
	}
	return err
}

// check says what is wrong with a decision; what is not said by its kind goes.
func (d *AmendmentDecision) check() error {
	c := checks{}
	if d.Dismiss {
		d.Kind, d.Note = NoAmendment, ""
		c.need(d.Dismissed != "", "dismissed", "Say why readers are told nothing.")
	} else {
		d.Dismissed = ""
		c.need(d.Kind != NoAmendment && slices.Contains(AmendmentKinds, d.Kind), "kind", "Choose what readers are told.")
		c.need(d.Note != "", "note", "Write what readers are told: what was wrong, and what is right.")
	}
	c.need(len(d.Note) <= maxField, "note", "The note is too long. Keep it under 20,000 characters.")
	c.need(len(d.Dismissed) <= maxField, "dismissed", "This is too long. Keep it under 20,000 characters.")
	return c.err()
}

// Amendment loads one.
func (s *Store) Amendment(ctx context.Context, actor User, id int64) (Amendment, error) {
	var m Amendment
	return m, first(s.seen(ctx, actor).First(&m, id).Error, "load amendment", id)
}

// AmendmentLog is what turned out after an article was published.
type AmendmentLog struct {
	Article    Article
	Published  *time.Time // for the first time; nil for never
	Amendments []Amendment
	Claims     []Claim // by number, withdrawn ones too
	People     map[int64]User
}

// Amendments lists what turned out after an article was published, what nobody
// decided on yet first, then the newest.
func (s *Store) Amendments(ctx context.Context, actor User, articleID int64) (AmendmentLog, error) {
	var l AmendmentLog
	var err error
	if l.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return l, err
	}
	if l.Published, err = s.firstPublished(ctx, articleID); err != nil {
		return l, err
	}
	if l.People, err = s.people(ctx); err != nil {
		return l, err
	}
	db := s.read.WithContext(ctx).Where("article_id = ?", articleID)
	if err := db.Order("(decided_at IS NOT NULL), id DESC").Find(&l.Amendments).Error; err != nil {
		return l, fmt.Errorf("list the amendments of article %d: %w", articleID, err)
	}
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Order("number").Find(&l.Claims).Error; err != nil {
		return l, fmt.Errorf("list the claims of article %d: %w", articleID, err)
	}
	return l, nil
}

// Claim is the claim that an amendment is about, nil for none.
func (l AmendmentLog) Claim(m Amendment) *Claim {
	at := slices.IndexFunc(l.Claims, func(c Claim) bool { return c.ID == value(m.ClaimID) })
	if at < 0 {
		return nil
	}
	return &l.Claims[at]
}
