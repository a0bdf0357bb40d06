package models

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"stet/models/message"
	"stet/models/text"
)

// staleness says what changed since the last approval of a stale claim.
func (s *Store) staleness(d ClaimDetail, f claimFacts) ([]Staleness, error) {
	if f.Claim.Status != ClaimStale {
		return nil, nil
	}
	for _, r := range d.Reviews { // the newest first
		if r.Decision == Approve && r.Fingerprint != f.Claim.Fingerprint {
			return s.changes(d, f, r)
		}
	}
	return nil, nil
}

// lastLook is what the actor saw when they last decided on the claim, with what
// changed since.
func (s *Store) lastLook(d ClaimDetail, f claimFacts, actor User) (*LastLook, error) {
	at := slices.IndexFunc(d.Reviews, func(r Review) bool { return r.CreatedBy == actor.ID })
	if at < 0 {
		return nil, nil
	}
	look := LastLook{Review: d.Reviews[at], Evidence: map[int64]bool{}}
	for _, v := range f.Verdicts {
		if v.ID == look.Review.VerdictID {
			look.Verdict = v
		}
	}
	var err error
	if look.Rating, err = s.rating(look.Verdict.RatingID); err != nil {
		return nil, err
	}
	then, err := look.Review.ingredients()
	if err != nil {
		return nil, err
	}
	for _, e := range then.Evidence {
		look.Evidence[e.ID] = slices.Contains(f.ingredients().Evidence, e)
	}
	look.Changes, err = s.changes(d, f, look.Review)
	return &look, err
}

func (r Review) ingredients() (Ingredients, error) {
	var in Ingredients
	if err := json.Unmarshal([]byte(r.Ingredients), &in); err != nil {
		return in, fmt.Errorf("read the ingredients of review %d: %w", r.ID, err)
	}
	return in, nil
}

// changes compares what a review was made on with what stands now.
func (s *Store) changes(d ClaimDetail, f claimFacts, r Review) ([]Staleness, error) {
	then, err := r.ingredients()
	if err != nil {
		return nil, err
	}
	now := f.ingredients()
	all := append(claimChanges(then, now), textChange(d, f, then, now)...)
	ratings, err := s.ratingLabels(then, now)
	if err != nil {
		return nil, err
	}
	all = append(all, s.calculationChange(d, then, now)...)
	all = append(all, verdictChanges(d, ratings, then, now)...)
	return append(all, evidenceChanges(d, f, then, now)...), nil
}

// claimChanges says what people changed of the claim itself.
func claimChanges(then, now Ingredients) []Staleness {
	var all []Staleness
	for _, c := range []struct {
		what    message.Key
		was, is string
	}{
		{"The wording of the claim", then.Claim.Wording, now.Claim.Wording},
		{"The risk of the claim", string(then.Claim.Risk), string(now.Claim.Risk)},
		{"The claimant", then.Claim.said(), now.Claim.said()},
	} {
		if c.was != c.is {
			all = append(all, Staleness{Ingredient: "claim", What: message.New(c.what), Was: c.was, Is: c.is})
		}
	}
	return all
}

// said is who said it, when and where, on one line.
func (c ClaimWords) said() string {
	return strings.TrimSpace(c.Claimant + " " + c.ClaimedOn + " " + c.AppearanceURL)
}

// textChange says how the words of the claim changed, and who changed them.
func textChange(d ClaimDetail, f claimFacts, then, now Ingredients) []Staleness {
	if slices.Equal(then.Quotes, now.Quotes) {
		return nil
	}
	c := Staleness{Ingredient: "text", What: message.New("The words in the text"), Was: strings.Join(then.Quotes, " … "), Is: strings.Join(now.Quotes, " … ")}
	for _, p := range f.Places {
		if p.CreatedAt.After(c.At) && !slices.Contains(then.Quotes, text.Fold(p.Quote)) || !p.Method.Attached() {
			c.Who, c.At = d.People[p.CreatedBy].Name, p.CreatedAt
		}
	}
	if c.Who == "" {
		c.Who, c.At = d.People[d.Revision.CreatedBy].Name, d.Revision.CreatedAt
	}
	return []Staleness{c}
}

// calculationChange says how the calculation changed, and who changed it.
func (s *Store) calculationChange(d ClaimDetail, then, now Ingredients) []Staleness {
	if then.Calculation == now.Calculation {
		return nil
	}
	action := CalculationSaved
	if now.Calculation == "" {
		action = CalculationRemoved
	}
	said := func(k string) string { return calculationWords(Claim{Calculation: k}.Calculated(), d.Evidence) }
	return []Staleness{{Ingredient: "claim", What: message.New("The calculation"), Was: said(then.Calculation), Is: said(now.Calculation), Who: s.lastActor(action, 0, d.Claim.ID).String()}}
}

func verdictChanges(d ClaimDetail, ratings map[int64]string, then, now Ingredients) []Staleness {
	if now.Verdict == nil || then.Verdict == nil || *now.Verdict == *then.Verdict {
		return nil
	}
	var all []Staleness
	who, at := d.People[d.Verdict.CreatedBy].Name, d.Verdict.CreatedAt
	for _, c := range []struct {
		what    message.Key
		was, is string
	}{
		{"Rating", ratings[then.Verdict.RatingID], ratings[now.Verdict.RatingID]},
		{"Explanation", then.Verdict.Explanation, now.Verdict.Explanation},
		{"Correction", then.Verdict.Correction, now.Verdict.Correction},
	} {
		if c.was != c.is {
			all = append(all, Staleness{Ingredient: "verdict", What: message.New(c.what), Was: c.was, Is: c.is, Who: who, At: at})
		}
	}
	return all
}

func evidenceChanges(d ClaimDetail, f claimFacts, then, now Ingredients) []Staleness {
	var all []Staleness
	for _, e := range f.Evidence {
		was := slices.IndexFunc(then.Evidence, func(h EvidenceHash) bool { return h.ID == e.ID })
		is := slices.IndexFunc(now.Evidence, func(h EvidenceHash) bool { return h.ID == e.ID })
		var bare, named message.Key
		switch {
		case was < 0 && is >= 0:
			bare, named = "Evidence added", "Evidence added: %s"
		case was >= 0 && is < 0:
			bare, named = "Evidence withdrawn", "Evidence withdrawn: %s"
		case was >= 0 && then.Evidence[was].Hash != now.Evidence[is].Hash:
			bare, named = "Evidence changed", "Evidence changed: %s"
		default:
			continue
		}
		what := message.New(bare)
		if at := slices.IndexFunc(d.Evidence, func(o Evidence) bool { return o.ID == e.ID }); at >= 0 && d.Evidence[at].Source != nil {
			what = message.New(named, d.Evidence[at].Source.Title)
		}
		all = append(all, Staleness{Ingredient: "evidence", What: what, Who: d.People[e.ChangedBy].Name, At: e.ChangedAt})
	}
	return all
}

// ratingLabels are the labels of the ratings in two sets of ingredients.
func (s *Store) ratingLabels(sets ...Ingredients) (map[int64]string, error) {
	labels := map[int64]string{}
	for _, in := range sets {
		if in.Verdict == nil {
			continue
		}
		r, err := s.rating(in.Verdict.RatingID)
		if err != nil {
			return nil, err
		}
		labels[r.ID] = r.Label
	}
	return labels, nil
}
