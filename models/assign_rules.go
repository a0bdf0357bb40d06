package models

import (
	"context"
	"fmt"
	"slices"

	"stet/models/message"

	"gorm.io/gorm/clause"
)

const maxRules = 100

// byRule is how the history says that the rules gave a claim to somebody.
const byRule = "by rule"

// AssignRulesForm is the rules as they are to be.
type AssignRulesForm struct {
	Was   string       // the Stamp of the rules it began with
	Rules []AssignRule // in order; positions are given anew
	Made  bool         // claims are assigned when they are made
}

// StampOfRules tells one list of rules from another.
func StampOfRules(rules []AssignRule, made bool) string {
	stamp := fmt.Sprint(made)
	for _, r := range rules {
		stamp += fmt.Sprintf(" %s/%s/%d/%d", r.Kind, r.Risk, value(r.SectionID), value(r.UserID))
	}
	return stamp
}

// AssignRules lists the rules in their order.
func (s *Store) AssignRules(ctx context.Context) ([]AssignRule, error) {
	var all []AssignRule
	if err := s.read.WithContext(ctx).Order("position").Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the rules: %w", err)
	}
	return all, nil
}

// SetAssignRules puts other rules in the place of those that there are. Only an
// admin may.
func (s *Store) SetAssignRules(ctx context.Context, actor User, f AssignRulesForm) error {
	if err := mayManage(actor); err != nil {
		return err
	}
	err := s.Tx(ctx, func(tx *Store) error {
		if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&setting{keyAssignMade, ""}).Error; err != nil {
			return err
		}
		if err := tx.locking("").Where("key = ?", keyAssignMade).First(&setting{}).Error; err != nil {
			return err
		}
		was, err := tx.AssignRules(ctx)
		if err != nil {
			return err
		}
		set, err := tx.Settings(ctx)
		if err != nil {
			return err
		}
		stamp := StampOfRules(was, set.AssignMade)
		if f.Was != stamp {
			return &Conflict{What: message.New("the list of rules"), Who: message.New(anotherAdmin)}
		}
		if err := tx.checkRules(ctx, f); err != nil || StampOfRules(f.Rules, f.Made) == stamp {
			return err
		}
		return tx.saveRules(actor, f)
	})
	if err != nil {
		return fmt.Errorf("set the rules: %w", err)
	}
	return nil
}

// checkRules names what is wrong with a rule under its place, counted from 1.
func (s *Store) checkRules(ctx context.Context, f AssignRulesForm) error {
	sections, err := s.membersOf(ctx)
	if err != nil {
		return err
	}
	people, err := s.people(ctx)
	if err != nil {
		return err
	}
	var known []int64
	if err := s.db.Model(&Section{}).Pluck("id", &known).Error; err != nil {
		return err
	}
	c := checks{}
	c.need(len(f.Rules) <= maxRules, "", "Keep it to %d rules.", maxRules)
	for i, r := range f.Rules {
		name := fmt.Sprintf("rule_%d", i+1)
		c.need(r.Kind == "" || slices.Contains(Kinds, r.Kind), name, "Choose one of the kinds.")
		c.need(r.Risk == "" || slices.Contains(Risks, r.Risk), name, "Choose normal or high.")
		c.need(r.SectionID == nil || slices.Contains(known, *r.SectionID), name, "Choose one of the sections.")
		c.need(r.SectionID == nil || r.UserID != nil || len(sections[*r.SectionID]) > 0, name, "This section has no members yet, so nobody could get the claims.")
		if r.UserID != nil {
			u := people[*r.UserID]
			c.need(u.Active && u.Role.MayWrite(), name, "Choose somebody who may write.")
		}
	}
	return c.err()
}

func (s *Store) saveRules(actor User, f AssignRulesForm) error {
	if err := s.db.Exec("DELETE FROM assign_rules").Error; err != nil {
		return err
	}
	for i := range f.Rules {
		f.Rules[i].Position = i + 1
	}
	if len(f.Rules) > 0 {
		if err := s.db.Create(f.Rules).Error; err != nil {
			return err
		}
	}
	made := ""
	if f.Made {
		made = "1"
	}
	if err := s.db.Model(&setting{}).Where("key = ?", keyAssignMade).Update("value", made).Error; err != nil {
		return err
	}
	return s.record(actor, nil, nil, RulesEdited, Detail{})
}

// AssignByRule gives what nobody has to those whom the rules name, if that still
// is what was seen: the person of each claim, by the claim's id. Each person's
// claims are one line of the history.
func (s *Store) AssignByRule(ctx context.Context, actor User, articleID int64, seen map[int64]int64) error {
	err := s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowAssigning(actor, articleID)
		if err != nil {
			return err
		}
		board, err := tx.Assigning(ctx, actor, articleID)
		if err != nil {
			return err
		}
		byPerson := map[int64][]Claim{}
		var order []int64
		given := 0
		for _, share := range board.Shares {
			if share.UserID != seen[share.Claim.ID] {
				return &Conflict{What: message.New("what the rules say"), Who: message.New(somebody)}
			}
			if share.UserID == 0 {
				continue
			}
			if byPerson[share.UserID] == nil {
				order = append(order, share.UserID)
			}
			byPerson[share.UserID] = append(byPerson[share.UserID], share.Claim)
			given++
		}
		if given != len(seen) {
			return &Conflict{What: message.New("what the rules say"), Who: message.New(somebody)}
		}
		for _, to := range order {
			if err := tx.give(actor, a, byPerson[to], &to, nil, "", byRule); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("assign by rule in article %d: %w", articleID, err)
	}
	return nil
}

// assignMade gives a claim that was just made to whom the rules name, where the
// newsroom has it so.
func (s *Store) assignMade(ctx context.Context, actor User, a Article, c *Claim) error {
	set, err := s.Settings(ctx)
	if err != nil || !set.AssignMade || c.AssigneeID != nil {
		return err
	}
	board := Assigning{Article: a}
	if err := s.addAssignables(ctx, actor, &board); err != nil {
		return err
	}
	claims := []Claim{*c}
	shares := ShareOut(board.Rules, claims, a, board.Section.ID, board.Assignables, s.now())
	if shares[0].UserID == 0 {
		return nil
	}
	if err := s.give(actor, a, claims, &shares[0].UserID, nil, "", byRule); err != nil {
		return err
	}
	*c = claims[0]
	return nil
}
