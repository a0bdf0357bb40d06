package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// fill puts what a row says into its claim, and makes the claim where there is none.
func (t *sheetTaker) fill(ctx context.Context, claim *draftClaim, row ImportedRow, at located) (*draftClaim, error) {
	before, known := t.report, claim != nil
	if known {
		t.report.Known++
	} else {
		wording, _ := row.wording()
		var err error
		if claim, err = t.make(Warned(ctx, OfName), Claim{Wording: wording, Kind: row.Kind, Risk: row.Risk}, at.spans...); err != nil {
			return nil, err
		}
		t.report.Claims++
	}
	if err := t.addEvidence(ctx, claim, row); err != nil {
		return nil, err
	}
	drafted, err := t.addVerdict(ctx, claim, row)
	if err != nil {
		return nil, err
	}
	if err := t.addRemark(ctx, claim, t.remark(claim, row, at, drafted)); err != nil {
		return nil, err
	}
	if known && t.report.Evidence+t.report.Verdicts+t.report.Remarks > before.Evidence+before.Verdicts+before.Remarks {
		t.report.Added++
	}
	return claim, nil
}

// addEvidence attaches the items that the claim does not have yet.
func (t *sheetTaker) addEvidence(ctx context.Context, claim *draftClaim, row ImportedRow) error {
	if len(row.Evidence) == 0 {
		return nil
	}
	var has []Evidence
	if err := t.db.Where("claim_id = ? AND withdrawn_at IS NULL", claim.ID).Order("id").Find(&has).Error; err != nil {
		return fmt.Errorf("load the evidence of claim %d: %w", claim.Number, err)
	}
	if err := t.complete(has); err != nil {
		return err
	}
	for _, e := range row.Evidence {
		if e.Source == ConfidentialName || slices.ContainsFunc(has, e.is) {
			continue
		}
		form := e.form()
		if len(form.Source.URL) > maxAddress || form.Source.URL != "" && !webAddress(form.Source.URL) {
			form.Note, form.Source.URL = form.Source.URL, ""
		}
		if err := t.attach(ctx, claim, form); err != nil {
			return err
		}
		t.report.Evidence++
	}
	return nil
}

// is reports whether an item says what the row says of it.
func (e ImportedEvidence) is(has Evidence) bool {
	f := e.form()
	if has.Relation != f.Relation || has.Locator != tidy(f.Locator) || has.Excerpt != tidy(f.Excerpt) || has.SearchedWhere != tidy(f.SearchedWhere) || has.SearchedHow != tidy(f.SearchedHow) {
		return false
	}
	o := has.Source
	return o == nil || o.Confidential() || f.Source.URL != "" && o.URL == f.Source.URL || strings.HasPrefix(f.Source.Title, o.Title)
}

// addVerdict saves the row's verdict as a draft where it is one of the article's
// scale and nobody has judged the claim. It reports whether there is no more to
// say about it.
func (t *sheetTaker) addVerdict(ctx context.Context, claim *draftClaim, row ImportedRow) (said bool, err error) {
	at := slices.IndexFunc(t.scale.Ratings, func(r Rating) bool {
		return strings.EqualFold(r.Label, row.Verdict) || strings.EqualFold(r.Code, row.Verdict)
	})
	if claim.VerdictID != 0 {
		var v Verdict
		if err := first(t.db.First(&v, claim.VerdictID).Error, "load verdict", claim.VerdictID); err != nil {
			return false, err
		}
		says := func(mine, theirs string) bool { return mine == "" || mine == theirs }
		return (row.Verdict == "" || at >= 0 && t.scale.Ratings[at].ID == v.RatingID) && says(row.Explanation, v.Explanation) && says(row.Correction, v.Correction), nil
	}
	if at < 0 || claim.WithdrawnAt != nil {
		return row.Verdict == "" && row.Explanation == "" && row.Correction == "", nil
	}
	v := Verdict{ClaimID: claim.ID, Number: 1, RatingID: t.scale.Ratings[at].ID, Explanation: row.Explanation, Correction: row.Correction, CreatedBy: t.actor.ID, CreatedAt: t.now()}
	if v.check(t.scale.Ratings[at]) != nil { // too long to be one
		return false, nil
	}
	if err := t.unnamed(Warned(ctx, OfName), t.actor, map[string]string{"explanation": v.Explanation, "correction": v.Correction}); err != nil {
		return false, err
	}
	if err := t.db.Create(&v).Error; err != nil {
		return false, fmt.Errorf("store verdict: %w", err)
	}
	claim.VerdictID, t.touched = v.ID, true
	t.report.Verdicts++
	return true, t.record(t.actor, &t.article.ID, &claim.ID, VerdictSaved, Detail{Number: claim.Number, Rating: t.scale.Ratings[at].Label, Wording: claim.Wording})
}

// remark is what a row says that has no field of its own, word for word.
func (t *sheetTaker) remark(claim *draftClaim, row ImportedRow, at located, drafted bool) string {
	parts := []string{row.Note}
	say := func(what, words string) {
		if words != "" {
			parts = append(parts, what+": "+words)
		}
	}
	if _, whole := row.wording(); claim.fresh {
		say("The whole fact, in the sheet", whole)
		for _, q := range at.lost {
			say("Words in the sheet that are not in the text", "“"+q+"”")
		}
		if slices.ContainsFunc(row.Evidence, func(e ImportedEvidence) bool { return e.Source == ConfidentialName }) {
			parts = append(parts, "The sheet has evidence from a confidential source that it does not name.")
		}
	}
	if !drafted {
		say("Verdict in the sheet", row.Verdict)
		say("Explanation in the sheet", row.Explanation)
		say("Correction in the sheet", row.Correction)
	}
	say("Status in the sheet", row.Status)
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n\n")
}

// addRemark adds a comment that the claim does not have yet.
func (t *sheetTaker) addRemark(ctx context.Context, claim *draftClaim, body string) error {
	if body == "" {
		return nil
	}
	var n int64
	if err := t.db.Model(&Comment{}).Where("claim_id = ? AND body = ? AND NOT legal", claim.ID, body).Count(&n).Error; err != nil {
		return fmt.Errorf("look for a comment on claim %d: %w", claim.Number, err)
	}
	if n > 0 {
		return nil
	}
	if err := t.unnamed(Warned(ctx, OfName), t.actor, map[string]string{"body": body}); err != nil {
		return err
	}
	c := Comment{ArticleID: t.article.ID, ClaimID: &claim.ID, Body: body, CreatedBy: t.actor.ID, CreatedAt: t.now()}
	if err := t.db.Create(&c).Error; err != nil {
		return fmt.Errorf("store a comment on claim %d: %w", claim.Number, err)
	}
	t.report.Remarks++
	return t.record(t.actor, &t.article.ID, &claim.ID, CommentCreated, Detail{})
}
