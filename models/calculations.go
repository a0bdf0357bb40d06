package models

import (
	"context"
	"fmt"

	"stet/models/figure"
	"stet/models/message"
)

// SaveCalculation says how the figure of a claim comes about. It is worked out
// at once, and again whenever the calculation or the words change; the history
// keeps what it was before. Who saves one had a hand in the evidence.
func (s *Store) SaveCalculation(ctx context.Context, actor User, claimID int64, form CalculationForm) (Claim, error) {
	return s.changed(ctx, actor, claimID, CalculationSaved, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		items := f.Evidence
		if err := tx.complete(items); err != nil {
			return Detail{}, err
		}
		k := form.tidied()
		if form.Version != f.Claim.Version {
			return Detail{}, tx.calculationConflict(f.Claim, k)
		}
		k, err := readCalculation(k, items, a.Language)
		if err != nil {
			return Detail{}, err
		}
		typed := k.Formula
		for _, in := range k.Inputs {
			typed += "\n" + in.Name + "\n" + in.Unit
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"formula": typed}); err != nil {
			return Detail{}, err
		}
		was := f.Claim.Calculated()
		f.Claim.Calculation = calculationJSON(k)
		return Detail{Was: calculationWords(was, items), Is: calculationWords(&k, items)}, tx.saveClaim(&f.Claim)
	})
}

// RemoveCalculation takes the calculation off a claim; the history keeps it.
func (s *Store) RemoveCalculation(ctx context.Context, actor User, claimID int64, version int) (Claim, error) {
	return s.changed(ctx, actor, claimID, CalculationRemoved, func(tx *Store, _ Article, f *claimFacts) (Detail, error) {
		if err := tx.checkVersion(f.Claim, version); err != nil {
			return Detail{}, err
		}
		was := f.Claim.Calculated()
		if was == nil {
			return Detail{}, refuse("This claim has no calculation.")
		}
		if err := tx.complete(f.Evidence); err != nil {
			return Detail{}, err
		}
		f.Claim.Calculation = ""
		return Detail{Was: calculationWords(was, f.Evidence)}, tx.saveClaim(&f.Claim)
	})
}

// calculationConflict shows what was typed beside what is saved now.
func (s *Store) calculationConflict(c Claim, yours figure.Calculation) error {
	var theirs figure.Calculation
	if k := c.Calculated(); k != nil {
		theirs = *k
	}
	inputs := func(k figure.Calculation) string {
		said := ""
		for _, in := range k.Inputs {
			said += fmt.Sprintf("%s = %s %s\n", in.Name, in.Value, in.Unit)
		}
		return said
	}
	return &Conflict{What: message.New("claim %d", c.Number), Who: s.lastActor("", 0, c.ID), Version: int64(c.Version), Fields: []ConflictField{
		valueField("formula", "Formula", yours.Formula, theirs.Formula),
		valueField("inputs", "Inputs", inputs(yours), inputs(theirs)),
	}}
}
