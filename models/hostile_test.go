package models_test

import (
	"errors"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// typed reports whether an error is one that a page can show: nothing typed
// into a form may end in another.
func typed(err error) bool {
	var wrong *models.Invalid
	var refused *models.Refused
	var conflict *models.Conflict
	return err == nil || errors.As(err, &wrong) || errors.As(err, &refused) || errors.As(err, &conflict) || errors.Is(err, models.ErrNotFound)
}

func TestNothingThatIsTypedBreaksAForm(t *testing.T) {
	t.Parallel()
	hostile := []string{"\x00", "a\x00b", "\xff\xfe", "\xed\xa0\x80", "'; DROP TABLE claims; --", "\u202e\u0301", strings.Repeat("ä", 30_000), "https://example.org/\xff", "2024-01-29\x00"}
	for i, one := range blns(t) { // some of them: every sign-in takes its time
		if i%50 == 0 {
			hostile = append(hostile, one)
		}
	}
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st, c := setScene(t, s)
		for _, x := range hostile {
			for name, err := range c.typeInto(st, x) {
				if !typed(err) {
					t.Errorf("%s %+.40q: %v", name, x, err)
				}
			}
		}
		wantHealthy(t, s)
	})
}

// typeInto puts one string into every field of every form.
func (c *scene) typeInto(st *modelstest.Story, x string) map[string]error {
	s, ctx, by := c.s, c.ctx, st.Editor
	all := map[string]error{}
	details := models.ArticleForm{Title: x, Byline: x, Section: x, Language: x, Scope: models.ScopePartial, ScopeNote: x}
	_, all["article in a language"] = s.CreateArticle(ctx, by, models.NewArticle{Details: details, Document: text.Parse("Words. " + x)})
	details.Language = "en"
	a, err := s.CreateArticle(ctx, by, models.NewArticle{Details: details, Document: text.Parse("Words. " + x)})
	if all["article"] = err; err != nil {
		a = c.article
	}
	all["hold"] = s.HoldArticle(ctx, by, a.ID, a.Version, x)
	_, all["claim"] = s.CreateClaim(ctx, by, c.article.ID, models.NewClaim{Selection: c.sel, Wording: x, Kind: models.Kind(x)})
	k, err := s.CreateClaim(ctx, by, c.article.ID, models.NewClaim{Selection: c.sel, Wording: x})
	all["wording"] = err
	if err == nil {
		_, all["edit"] = s.EditClaim(ctx, by, k.ID, models.ClaimForm{Version: 1, Wording: "w", Kind: models.KindOther, Risk: models.RiskNormal, Claimant: x, ClaimantIs: models.ClaimantPerson, ClaimedOn: x, AppearanceURL: x})
		_, all["split"] = s.SplitClaim(ctx, by, k.ID, st.Detail(k.ID).Claim.Version, []string{x, "and " + x})
		all["withdraw"] = s.WithdrawClaim(ctx, by, k.ID, st.Detail(k.ID).Claim.Version, x)
	}
	sel := c.sel
	sel.Quote = x
	_, all["quote"] = s.CreateClaim(ctx, by, c.article.ID, models.NewClaim{Selection: sel})
	_, all["skip"] = s.CreateSkip(ctx, by, c.article.ID, models.NewSkip{Selection: c.sel, Note: x})
	_, all["skip reason"] = s.CreateSkip(ctx, by, c.article.ID, models.NewSkip{Selection: c.sel, Reason: models.SkipReason(x)})
	_, all["comment"] = s.CreateComment(ctx, by, c.article.ID, models.CommentForm{Body: x})
	_, all["search"] = s.CreateEvidence(ctx, by, c.claim.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: x, SearchedHow: x, Note: x})
	for field, form := range map[string]models.SourceForm{"title": {Title: x}, "publisher": {Title: "t", Publisher: x, Author: x}, "url": {Title: "t", URL: x}, "date": {Title: "t", PublishedOn: x}, "type": {Title: "t", Type: models.SourceType(x)}} {
		_, all["source's "+field] = s.CreateEvidence(ctx, by, c.claim.ID, models.EvidenceForm{Relation: models.Supports, Source: form, Locator: x, Excerpt: x, Files: []models.Upload{{Name: x, Data: strings.NewReader(x + " ")}}})
	}
	_, all["relation"] = s.CreateEvidence(ctx, by, c.claim.ID, models.EvidenceForm{Relation: models.Relation(x)})
	now := st.Detail(c.claim.ID).Claim
	_, all["verdict"] = s.SaveVerdict(ctx, by, now.ID, models.VerdictForm{BasedOn: now.VerdictID, RatingID: c.detail.Rating.ID, Explanation: x, Correction: x})
	all["resolution"] = s.ResolveClaim(ctx, by, now.ID, now.Version, models.Resolution(x))
	_, all["decision"] = s.ReviewClaim(ctx, st.Reviewer, now.ID, models.ReviewForm{VerdictID: now.VerdictID, Fingerprint: x, Decision: models.Override, Reason: x})
	_, all["revision"] = s.SaveRevision(ctx, by, a.ID, models.NewRevision{BasedOn: 1, Document: text.Parse("Other. " + x), Note: x})
	_, all["sign in"] = s.SignIn(ctx, x, x, x)
	_, all["sign in by name"] = s.SignIn(ctx, x+"@example.org", x, "")
	_, all["person"] = s.AddUser(ctx, st.Admin, models.NewUser{Email: x, Name: x, Password: x, Role: models.Role(x)})
	_, all["invitation"] = s.Invite(ctx, st.Admin, models.InvitationForm{Email: "x@example.org", Name: x, Role: models.RoleEditor})
	all["settings"] = s.EditSettings(ctx, st.Admin, models.Settings{Newsroom: x, Zone: "UTC", URL: x, ReviewersNormal: 1, ReviewersHigh: 2})
	all["name"] = s.EditSettings(ctx, st.Admin, models.Settings{Newsroom: x, Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2})
	all["export"] = s.RecordExport(ctx, by, c.article.ID, "html", models.ForInternal)
	return all
}
