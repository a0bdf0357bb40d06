package models

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"stet/models/text"
)

// slight reports whether nothing changed since the last approval but
// punctuation and capitals of the quotes.
func (f claimFacts) slight() (bool, error) {
	for i := len(f.Reviews) - 1; i >= 0; i-- {
		if f.Reviews[i].Decision != Approve {
			continue
		}
		then, err := f.Reviews[i].ingredients()
		if err != nil {
			return false, err
		}
		now := f.ingredients()
		alike := slices.EqualFunc(then.Quotes, now.Quotes, slight)
		then.Quotes = now.Quotes
		return alike && then.Fingerprint() == now.Fingerprint(), nil
	}
	return false, nil
}

// slight reports whether two wordings differ in punctuation and capitals only.
// No change of meaning that was judged by people was so slight but for 2 in a
// thousand, which is why a reviewer still has to say so.
func slight(a, b string) bool {
	return strings.Join(strings.Fields(bare(a)), " ") == strings.Join(strings.Fields(bare(b)), " ")
}

// bare takes punctuation and capitals off, but not what stands inside a number:
// 1.5 is not 15, and -3 is not 3.
func bare(s string) string {
	all := []rune(text.Fold(s))
	digit := func(i int) bool { return i >= 0 && i < len(all) && unicode.IsDigit(all[i]) }
	var b strings.Builder
	for i, r := range all {
		if !unicode.IsPunct(r) || digit(i+1) && (digit(i-1) || r == '-') {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// Slight reports whether a claim is stale and changed nowhere but in
// punctuation or capitals.
func (r Arrival) Slight(claimID int64) bool {
	slight := false
	for _, list := range [][]Arrived{r.Changed, r.Lost} {
		for i := range list {
			switch c := &list[i]; {
			case c.Line.ID != claimID:
			case !c.Slight || c.Line.Status != ClaimStale:
				return false
			default:
				slight = true
			}
		}
	}
	return slight
}

// ApproveSlight approves again the stale claims whose words changed in
// punctuation or capitals only; any other among them is refused, and then none
// is approved. Each approval is an event of its own.
func (s *Store) ApproveSlight(ctx context.Context, actor User, articleID int64, forms map[int64]ReviewForm) error {
	return s.Tx(ctx, func(tx *Store) error {
		arrival, err := tx.Arrival(ctx, actor, articleID)
		if err != nil {
			return err
		}
		for id, form := range forms {
			if !arrival.Slight(id) {
				return refuse("Only claims that changed in punctuation or capitals can be approved together. Look at the others one by one.")
			}
			form.Decision = Approve
			if _, err := tx.ReviewClaim(ctx, actor, id, form); err != nil {
				return err
			}
		}
		return nil
	})
}
