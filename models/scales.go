package models

import (
	"context"
	"fmt"
)

// number makes an ordinal.
func number(n int) *int { return &n }

// shipped are the scales that come with Stet. The first is the default for work
// before publication; its ratings follow the practice of newsrooms that check
// their own copy line by line. The second is for published fact-checks.
func shipped() []Scale {
	return []Scale{
		{Code: "copy", Version: 1, Language: "en", Name: "Before publication", Purpose: BeforePublication, Ratings: []Rating{
			{Code: "correct", Label: "Correct", Definition: "The evidence supports exactly these words.", Ordinal: number(4), Look: LookTrue},
			{Code: "correct_needs_context", Label: "Correct, needs context", Definition: "True, but misleading when it stands alone.", Ordinal: number(3), Look: LookMostly, NeedsExplanation: true, NeedsResolution: true},
			{Code: "imprecise", Label: "Imprecise", Definition: "The direction is right, the words are too strong or too weak.", Ordinal: number(2), Look: LookMixed, NeedsExplanation: true, NeedsResolution: true},
			{Code: "incorrect", Label: "Incorrect", Definition: "The evidence contradicts it.", Ordinal: number(1), Look: LookFalse, NeedsExplanation: true, NeedsResolution: true},
			{Code: "unverifiable", Label: "Unverifiable", Definition: "We searched, and what we found is not enough.", Look: LookOpen, NeedsExplanation: true, NeedsResolution: true},
			{Code: "disputed", Label: "Disputed", Definition: "Credible sources disagree.", Look: LookMislead, NeedsExplanation: true},
			{Code: "on_author", Label: "On author", Definition: "Only the author can know it, and vouches for it.", Look: LookAuthor, NeedsExplanation: true},
			{Code: "not_checkable", Label: "Not checkable", Definition: "An opinion or a prediction.", Look: LookNone, NeedsExplanation: true},
		}},
		{Code: "published", Version: 1, Language: "en", Name: "Published fact-check", Purpose: Published, Ratings: []Rating{
			{Code: "true", Label: "True", Definition: "Accurate, and nothing important is missing.", Ordinal: number(5), Look: LookTrue},
			{Code: "mostly_true", Label: "Mostly true", Definition: "Accurate, but something has to be added.", Ordinal: number(4), Look: LookMostly, NeedsExplanation: true},
			{Code: "half_true", Label: "Half true", Definition: "Partly accurate; what is missing changes the picture.", Ordinal: number(3), Look: LookMixed, NeedsExplanation: true},
			{Code: "mostly_false", Label: "Mostly false", Definition: "A grain of truth, and a wrong impression.", Ordinal: number(2), Look: LookMislead, NeedsExplanation: true},
			{Code: "false", Label: "False", Definition: "Not accurate.", Ordinal: number(1), Look: LookFalse, NeedsExplanation: true},
			{Code: "unproven", Label: "Unproven", Definition: "There is no sufficient evidence either way.", Look: LookOpen, NeedsExplanation: true},
		}},
	}
}

// seedScales adds the shipped scales that the database does not have yet.
func (s *Store) seedScales() error {
	return s.Tx(context.Background(), func(tx *Store) error {
		for _, scale := range shipped() {
			var n int64
			if err := tx.db.Model(&Scale{}).Where("code = ? AND version = ? AND language = ?", scale.Code, scale.Version, scale.Language).Count(&n).Error; err != nil {
				return fmt.Errorf("look for scale %s: %w", scale.Code, err)
			}
			if n > 0 {
				continue
			}
			if err := tx.db.Create(&scale).Error; err != nil {
				return fmt.Errorf("store scale %s: %w", scale.Code, err)
			}
			for i := range scale.Ratings {
				scale.Ratings[i].ScaleID, scale.Ratings[i].Position = scale.ID, i+1
			}
			if err := tx.db.Create(&scale.Ratings).Error; err != nil {
				return fmt.Errorf("store the ratings of scale %s: %w", scale.Code, err)
			}
		}
		return nil
	})
}

// Scales lists the newest version of every scale with its ratings, the one for
// work before publication first.
func (s *Store) Scales(ctx context.Context) ([]Scale, error) {
	var all []Scale
	err := s.read.WithContext(ctx).Where("version = (SELECT MAX(version) FROM scales n WHERE n.code = scales.code AND n.language = scales.language)").Order("purpose, id").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list scales: %w", err)
	}
	for i := range all {
		if all[i], err = s.scale(all[i].ID); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// scale is one scale with its ratings, from those at hand where it can.
func (s *Store) scale(id int64) (Scale, error) {
	if known, ok := s.scales.Load(id); ok {
		return known.(Scale), nil
	}
	var one Scale
	if err := first(s.read.First(&one, id).Error, "load scale", id); err != nil {
		return one, err
	}
	if err := s.read.Where("scale_id = ?", id).Order("position").Find(&one.Ratings).Error; err != nil {
		return one, fmt.Errorf("load the ratings of scale %d: %w", id, err)
	}
	s.keep(one)
	return one, nil
}

// keep has a scale at hand from now on: scales and ratings never change. What a
// transaction may yet take back is not kept.
func (s *Store) keep(one Scale) {
	if s.inTx() {
		return
	}
	s.scales.Store(one.ID, one)
	for _, r := range one.Ratings {
		s.ratings.Store(r.ID, r)
	}
}

// rating is one rating, from those at hand where it can.
func (s *Store) rating(id int64) (Rating, error) {
	if known, ok := s.ratings.Load(id); ok {
		return known.(Rating), nil
	}
	var one Rating
	err := first(s.read.First(&one, id).Error, "load rating", id)
	return one, err
}

// scaleOrDefault is the chosen scale, or the newest for work before publication.
func (s *Store) scaleOrDefault(id int64) (Scale, error) {
	var one Scale
	if id != 0 {
		err := s.db.First(&one, id).Error
		return one, first(err, "load scale", id)
	}
	err := s.db.Where("purpose = ?", BeforePublication).Order("version DESC, id").First(&one).Error
	return one, first(err, "load the default scale", "")
}
