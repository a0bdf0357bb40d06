package models

import (
	"context"
	"errors"
	"fmt"

	"stet/models/message"
)

// SaveVerdict saves a new version of a claim's verdict, as a draft or for
// review. A draft may be unfinished; what is submitted must stand on evidence.
func (s *Store) SaveVerdict(ctx context.Context, actor User, claimID int64, form VerdictForm) (Verdict, error) {
	action := VerdictSaved
	if form.Submit {
		action = VerdictSubmitted
	}
	var v Verdict
	err := s.change(ctx, actor, claimID, action, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		if newest := f.Newest(); newest != nil && newest.ID != form.BasedOn {
			return Detail{}, tx.verdictConflict(f.Facts, form)
		}
		rating, err := tx.ratingFor(a, f.Facts, form.RatingID)
		if err != nil {
			return Detail{}, err
		}
		v = Verdict{ClaimID: claimID, Number: len(f.Verdicts) + 1, RatingID: rating.ID, Explanation: tidy(form.Explanation), Correction: tidy(form.Correction),
			Submitted: form.Submit, CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := v.check(rating); err != nil {
			return Detail{}, err
		}
		if form.Submit {
			if err := tx.checklistDone(ctx, *f); err != nil {
				return Detail{}, err
			}
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"explanation": v.Explanation, "correction": v.Correction}); err != nil {
			return Detail{}, err
		}
		if err := tx.db.Create(&v).Error; err != nil {
			return Detail{}, fmt.Errorf("store verdict: %w", err)
		}
		if form.Submit {
			if err := tx.drawSecond(ctx, f.Facts); err != nil {
				return Detail{}, err
			}
			if err := tx.settleSecond(ctx, actor, f.Facts, false); err != nil {
				return Detail{}, err
			}
		}
		if f.Claim.AssigneeID == nil { // whoever works on a claim has taken it
			f.Claim.AssigneeID = &actor.ID
			if err := tx.saveClaim(&f.Claim); err != nil {
				return Detail{}, err
			}
		}
		return Detail{Rating: rating.Label, Wording: f.Claim.Wording}, nil
	})
	return v, err
}

// checklistDone refuses a verdict while its checklist has to be done and is not,
// as what is wrong with the form: so what was typed into it stays.
func (s *Store) checklistDone(ctx context.Context, f claimFacts) error {
	list, err := s.checklistOf(ctx, f)
	if err != nil {
		return err
	}
	if list.Undone() != "" {
		return invalid("checklist", "Answer every item of the checklist before you submit. Still open: %s.", list.missingWords())
	}
	return nil
}

// check says what is wrong with a verdict.
func (v Verdict) check(r Rating) error {
	c := checks{}
	c.need(!v.Submitted || !r.NeedsExplanation || v.Explanation != "", "explanation", "A rating of “%s” needs an explanation: say what the evidence shows.", r.Label)
	c.need(len(v.Explanation) <= maxField, "explanation", "The explanation is too long. Keep it under 20,000 characters.")
	c.need(len(v.Correction) <= maxField, "correction", "The correction is too long. Keep it under 20,000 characters.")
	return c.err()
}

// ratingFor finds the chosen rating among those of the article's scale; a
// rating that the claim already has stays, whatever the scale is now.
func (s *Store) ratingFor(a Article, f Facts, id int64) (Rating, error) {
	r, err := s.rating(id)
	if errors.Is(err, ErrNotFound) {
		return r, invalid("rating", "Choose a rating.")
	}
	if err != nil {
		return r, err
	}
	kept := f.Newest() != nil && f.Newest().RatingID == id
	if r.ScaleID != a.ScaleID && !kept {
		return r, invalid("rating", "Choose a rating of this article's scale.")
	}
	return r, nil
}

// verdictConflict brings what was typed together with the newest version, both
// made from the version that the form began with.
func (s *Store) verdictConflict(f Facts, form VerdictForm) error {
	newest, was := f.Newest(), Verdict{}
	for _, v := range f.Verdicts {
		if v.ID == form.BasedOn {
			was = v
		}
	}
	yours, err := s.rating(form.RatingID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return err
	}
	theirs, err := s.rating(newest.RatingID)
	if err != nil {
		return err
	}
	c := &Conflict{What: message.New("the verdict on claim %d", f.Claim.Number), Who: s.who(newest.CreatedBy), Version: newest.ID, Fields: []ConflictField{
		{Name: "rating", Label: "Rating", Yours: rowValue(&form.RatingID), Theirs: rowValue(&newest.RatingID), YoursRead: yours.Label, TheirsRead: theirs.Label, Sort: FieldChoice},
		proseField("explanation", "Explanation", form.Explanation, newest.Explanation),
		proseField("correction", "Correction", form.Correction, newest.Correction),
	}}
	c.Rebase(map[string]string{"rating": rowValue(&was.RatingID), "explanation": was.Explanation, "correction": was.Correction})
	return c
}

// ReviewClaim records a decision on exactly what the reviewer saw: a verdict or
// evidence that moved on in between is a Conflict, and nothing is approved.
func (s *Store) ReviewClaim(ctx context.Context, actor User, claimID int64, form ReviewForm) (Review, error) {
	action, ok := map[Decision]Action{Approve: ReviewApproved, Return: ReviewReturned, Override: ReviewOverridden}[form.Decision]
	if !ok || form.Void && form.Decision != Return {
		return Review{}, invalid("decision", "Choose to approve, to return or to override.")
	}
	if form.Void {
		action = ReviewVoided
	}
	var r Review
	err := s.change(ctx, actor, claimID, action, func(tx *Store, a Article, f *claimFacts) (Detail, error) {
		newest := f.Newest()
		if newest == nil {
			return Detail{}, refuse("There is no verdict to decide on.")
		}
		if newest.ID != form.VerdictID || f.Claim.Fingerprint != form.Fingerprint {
			return Detail{}, &Conflict{What: message.New("claim %d", f.Claim.Number), Who: tx.lastActor("", 0, claimID), Version: newest.ID,
				Fields: []ConflictField{proseField("reason", "Your note", form.Reason, "")}}
		}
		form.Reason = tidy(form.Reason)
		if form.Reason == "" && form.Decision != Approve {
			return Detail{}, invalid("reason", "Say why, so that the others can act on it and the file explains itself later.")
		}
		if err := tx.unnamed(ctx, actor, map[string]string{"reason": form.Reason}); err != nil {
			return Detail{}, err
		}
		r = Review{ClaimID: claimID, VerdictID: newest.ID, RevisionID: a.RevisionID, Decision: form.Decision, Void: form.Void, Reason: form.Reason,
			Fingerprint: f.Claim.Fingerprint, Ingredients: f.ingredients().JSON(), CreatedBy: actor.ID, CreatedAt: tx.now()}
		if err := tx.db.Create(&r).Error; err != nil {
			return Detail{}, fmt.Errorf("store review: %w", err)
		}
		if err := tx.settleSecond(ctx, actor, f.Facts, true); err != nil {
			return Detail{}, err
		}
		if form.Void {
			if err := tx.reopenCleared(actor, &a, fmt.Sprintf("The verdict on claim %d was declared void.", f.Claim.Number)); err != nil {
				return Detail{}, err
			}
		}
		if form.Decision == Override {
			f.Claim.Resolution = ResolutionOverridden
			if err := tx.saveClaim(&f.Claim); err != nil {
				return Detail{}, err
			}
		}
		return Detail{Reason: form.Reason, Wording: f.Claim.Wording}, nil
	})
	return r, err
}
