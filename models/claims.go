package models

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"stet/models/message"
	"stet/models/text"
)

const maxWording = 1000 // code points

// CreateClaim makes a claim on the selected words of the newest revision.
func (s *Store) CreateClaim(ctx context.Context, actor User, articleID int64, n NewClaim) (Claim, error) {
	var claim Claim
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, ClaimCreated)
		if err != nil {
			return err
		}
		doc, span, err := tx.selected(a, n.Selection)
		if err != nil {
			return err
		}
		method := MethodSelected
		if n.Suggested {
			method = MethodSuggested
		}
		place := tx.newAnchor(actor, a, doc, span, method)
		claim = Claim{ArticleID: a.ID, Wording: n.Wording, Kind: n.Kind, Risk: n.Risk}
		return tx.addClaim(ctx, actor, &a, &claim, doc, []Anchor{place})
	})
	if err != nil {
		return Claim{}, fmt.Errorf("create claim in article %d: %w", articleID, err)
	}
	return claim, nil
}

// addClaim stores a new claim with its places.
func (s *Store) addClaim(ctx context.Context, actor User, a *Article, c *Claim, doc *text.Document, places []Anchor) error {
	c.Wording = tidy(c.Wording)
	if c.Wording == "" {
		c.Wording = strings.Join(strings.Fields(clip(places[0].Quote, maxWording)), " ")
	}
	if c.Kind == "" {
		c.Kind = KindOther
	}
	if c.Risk == "" {
		c.Risk = RiskNormal
		if c.Kind == KindLegal {
			c.Risk = RiskHigh
		}
	}
	if err := s.checkClaim(*c); err != nil {
		return err
	}
	var err error
	if c.ReviewersNeeded, err = s.reviewersFor(ctx, a.Section, c.Risk); err != nil {
		return err
	}
	a.ClaimsMade++
	c.Number, c.Version, c.Status, c.CreatedBy, c.CreatedAt = a.ClaimsMade, 1, ClaimOpen, actor.ID, s.now()
	c.Look, c.Fingerprint = LookOpen, Mix(*c, places, nil, nil).Fingerprint()
	if err := s.db.Create(c).Error; err != nil {
		return fmt.Errorf("store claim %d: %w", c.Number, err)
	}
	if err := s.db.Model(&Article{}).Where("id = ?", a.ID).Select("claims_made", "updated_at").Updates(Article{ClaimsMade: a.ClaimsMade, UpdatedAt: s.now()}).Error; err != nil {
		return fmt.Errorf("count claim %d: %w", c.Number, err)
	}
	for i := range places {
		places[i].ClaimID, places[i].Place = &c.ID, i+1
		if err := s.addAnchor(doc, places[i]); err != nil {
			return err
		}
	}
	if err := s.record(actor, &a.ID, &c.ID, ClaimCreated, Detail{Number: c.Number, Wording: c.Wording, Quote: places[0].Quote}); err != nil {
		return err
	}
	return s.assignMade(ctx, actor, *a, c)
}

// checkClaim says what is wrong with the fields of a claim.
func (s *Store) checkClaim(c Claim) error {
	wrong := checks{}
	wrong.need(c.Wording != "", "wording", "Say in a few words what is claimed.")
	wrong.need(len([]rune(c.Wording)) <= maxWording, "wording", "The wording is too long. Keep it under 1,000 characters, or split the claim.")
	wrong.need(slices.Contains(Kinds, c.Kind), "kind", "Choose one of the kinds.")
	wrong.need(slices.Contains(Risks, c.Risk), "risk", "Choose normal or high.")
	wrong.need(slices.Contains(Claimants, c.ClaimantIs), "claimant_is", "Choose a person or an organisation.")
	wrong.need(c.Claimant == "" || c.ClaimantIs != "", "claimant_is", "Say whether the claimant is a person or an organisation.")
	wrong.need(c.ClaimedOn == "" || isoDate(c.ClaimedOn), "claimed_on", "Write the date as year-month-day, such as 2024-01-29.")
	wrong.need(c.AppearanceURL == "" || webAddress(c.AppearanceURL), "appearance_url", "The address must begin with http:// or https://.")
	return wrong.err()
}

// act does its part of a change to a claim, on what the rules were asked about.
type act func(tx *Store, a Article, f *claimFacts) (Detail, error)

// change runs one act on a claim and forgets what became of the claim.
func (s *Store) change(ctx context.Context, actor User, claimID int64, action Action, do act) error {
	_, err := s.changed(ctx, actor, claimID, action, do)
	return err
}

// changed runs one act on a claim: it locks the article, asks the rules, lets
// the act do its part, renews what follows and records the event.
func (s *Store) changed(ctx context.Context, actor User, claimID int64, action Action, do act) (Claim, error) {
	var is claimFacts
	err := s.Tx(ctx, func(tx *Store) error {
		a, f, err := tx.allow(actor, claimID, action)
		if err != nil {
			return err
		}
		detail, err := do(tx, a, &f)
		if err != nil {
			return err
		}
		if is, err = tx.renew(a, claimID); err != nil {
			return err
		}
		detail.Number = f.Claim.Number
		return tx.record(actor, &a.ID, &claimID, action, detail)
	})
	if err != nil {
		return Claim{}, fmt.Errorf("%s %d: %w", action, claimID, err)
	}
	return is.Claim, nil
}

// allow locks a claim's article and asks the rules.
func (s *Store) allow(actor User, claimID int64, action Action) (Article, claimFacts, error) {
	var c Claim
	if err := first(s.seen(context.Background(), actor).Select("article_id").First(&c, claimID).Error, "load claim", claimID); err != nil { // which never changes
		return Article{}, claimFacts{}, err
	}
	a, err := s.lockArticleFor(actor, c.ArticleID)
	if err != nil {
		return a, claimFacts{}, err
	}
	f, err := s.facts(a, claimID)
	if err != nil {
		return a, f, err
	}
	second, err := s.second(context.Background(), claimID)
	if err != nil {
		return a, f, err
	}
	if reason := (Standing{Article: a, Facts: f.Facts, Second: second}).Refusal(action, actor); reason != "" {
		return a, f, refuse(reason)
	}
	return a, f, nil
}

// saveClaim writes the fields of a claim that people edit, as its next version.
func (s *Store) saveClaim(c *Claim) error {
	c.Version++
	err := s.db.Model(&Claim{}).Where("id = ?", c.ID).Select("wording", "kind", "risk", "reviewers_needed", "assignee_id", "due_at", "handover", "handover_by", "handover_at", "resolution", "claimant",
		"claimant_is", "claimed_on", "appearance_url", "calculation", "withdrawn_at", "withdrawn_reason", "version").Updates(c).Error
	if err != nil {
		return fmt.Errorf("save claim %d: %w", c.ID, err)
	}
	return nil
}

// EditClaim changes the wording and the particulars of a claim.
func (s *Store) EditClaim(ctx context.Context, actor User, id int64, form ClaimForm) (Claim, error) {
	return s.changed(ctx, actor, id, ClaimEdited, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		was := f.Claim
		if form.Version != was.Version {
			return Detail{}, tx.claimConflict(was, form)
		}
		c := &f.Claim
		c.Wording, c.Kind, c.Risk = tidy(form.Wording), form.Kind, form.Risk
		c.Claimant, c.ClaimantIs, c.ClaimedOn, c.AppearanceURL = tidy(form.Claimant), form.ClaimantIs, tidy(form.ClaimedOn), tidy(form.AppearanceURL)
		if err := tx.checkClaim(*c); err != nil {
			return Detail{}, err
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"wording": c.Wording, "claimant": c.Claimant}); err != nil {
			return Detail{}, err
		}
		if c.Risk != was.Risk {
			var err error
			if c.ReviewersNeeded, err = tx.reviewersFor(ctx, a.Section, c.Risk); err != nil {
				return Detail{}, err
			}
		}
		return Detail{Wording: c.Wording, Was: was.Wording, Fields: changedFields(was, *c)}, tx.saveClaim(c)
	})
}

func changedFields(a, b Claim) []string {
	var names []string
	for _, f := range []struct {
		name    string
		changed bool
	}{
		{"wording", a.Wording != b.Wording}, {"kind", a.Kind != b.Kind}, {"risk", a.Risk != b.Risk},
		{"claimant", a.Claimant != b.Claimant || a.ClaimantIs != b.ClaimantIs || a.ClaimedOn != b.ClaimedOn || a.AppearanceURL != b.AppearanceURL},
	} {
		if f.changed {
			names = append(names, f.name)
		}
	}
	return names
}

func (s *Store) claimConflict(c Claim, f ClaimForm) error {
	return &Conflict{What: message.New("claim %d", c.Number), Who: s.lastActor(ClaimEdited, 0, c.ID), Version: int64(c.Version), Fields: []ConflictField{
		proseField("wording", "Claim", f.Wording, c.Wording),
		choiceField("kind", "Kind", f.Kind, c.Kind),
		choiceField("risk", "Risk", f.Risk, c.Risk),
		valueField("claimant", "Claimant", f.Claimant, c.Claimant),
		choiceField("claimant_is", "Which is", f.ClaimantIs, c.ClaimantIs),
		valueField("claimed_on", "Date claimed", f.ClaimedOn, c.ClaimedOn),
		valueField("appearance_url", "Where it appeared", f.AppearanceURL, c.AppearanceURL),
	}}
}
