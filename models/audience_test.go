package models_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// argued is an article whose first claim was returned, proposed anew and
// approved, whose second was overridden, and which is full of remarks.
func argued(t *testing.T, st *modelstest.Story) models.Article {
	t.Helper()
	s, ctx := st.Store, t.Context()
	a := st.Article("The tram carries 31,400 people a day.\n\nIt opened in 2021.\n\nIt is nice.")
	first, second := st.Claim(a.ID, "31,400 people"), st.Claim(a.ID, "opened in 2021")
	_, err := s.EditClaim(ctx, st.Editor, first.ID, models.ClaimForm{Version: first.Version, Wording: "31,400 people", Kind: models.KindLegal, Risk: models.RiskNormal})
	must(t, err)
	for _, c := range []models.Claim{first, second} {
		_, err := s.CreateEvidence(ctx, st.Editor, c.ID, models.EvidenceForm{Relation: models.Supports, Locator: "page 4", Excerpt: "31,412", Note: "INNERnote",
			Source: models.SourceForm{Title: "Counts", Author: "The port", Tier: models.TierSecondary, URL: "https://example.org"}, Files: []models.Upload{{Name: "INNERname.txt", Data: strings.NewReader("x")}}})
		must(t, err)
	}
	_, err = s.CreateEvidence(ctx, st.Editor, first.ID, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "INNERwhere", SearchedHow: "INNERhow"})
	must(t, err)
	st.Propose(first, "imprecise")
	must(t, st.Decide(st.Reviewer, first.ID, models.Return))
	st.Propose(first, "correct")
	must(t, st.Decide(st.Reviewer, first.ID, models.Approve))
	_, err = s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{ClaimID: first.ID, Body: "INNERremark"})
	must(t, err)
	q, err := s.CreateComment(ctx, st.Editor, a.ID, models.CommentForm{ClaimID: first.ID, Body: "INNERquery", Query: true, OwnerID: &st.Second.ID})
	must(t, err)
	must(t, s.ResolveComment(ctx, st.Second, q.ID))
	st.Propose(second, "incorrect")
	must(t, st.Decide(st.Reviewer, second.ID, models.Override))
	st.Skip(a.ID, "It is nice.")
	return a
}

func checkedFor(t *testing.T, st *modelstest.Story, articleID int64, audience models.Audience) (models.Checked, string) {
	t.Helper()
	c, err := st.Store.Checked(t.Context(), st.Reviewer, articleID, audience)
	must(t, err)
	out, err := json.Marshal(c)
	must(t, err)
	return c, string(out)
}

func TestThePublicSeesWhatIsSettledAndNobodysName(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := argued(t, st)
		c, out := checkedFor(t, st, a.ID, models.ForPublic)
		for _, leak := range []string{"INNER", "Eva", "Rita", "Sam", "Say which month", "risk", "normal", "secondary", "legal", "nothing to check", "connective", "overridden"} {
			if strings.Contains(out, leak) {
				t.Errorf("%q is in %s", leak, out)
			}
		}
		if len(c.Claims) != 1 || c.Claims[0].Number != 1 || !c.Draft || c.Claims[0].Evidence[0].Excerpt != "31,412" || c.Claims[0].Evidence[1].Relation != models.NothingFound {
			t.Errorf("the public sees %+v", c.Claims)
		}
		must(t, signOff(t, st, a.ID))
		if c, _ := checkedFor(t, st, a.ID, models.ForPublic); c.Draft || c.SignOff == nil || c.SignOff.By != "" || len(c.SignOff.Exceptions) != 0 {
			t.Errorf("the public sees the sign-off %+v", c.SignOff)
		}
	})
}

// The fields that the public may see are these and no others: a new field of the
// projection is not shown before it stands here.
func TestThePublicSeesTheseFieldsAndNoOthers(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := argued(t, st)
	must(t, signOff(t, st, a.ID))
	_, out := checkedFor(t, st, a.ID, models.ForPublic)
	var all map[string]any
	must(t, json.Unmarshal([]byte(out), &all))
	want := strings.Fields(`article article.id article.language article.revision article.savedAt article.scope article.sha256 article.status article.title article.words
		blocks blocks.end blocks.kind blocks.start claims claims.evidence claims.evidence.excerpt claims.evidence.locator claims.evidence.relation claims.evidence.source
		claims.evidence.source.author claims.evidence.source.title claims.evidence.source.type claims.evidence.source.url claims.number claims.origins claims.places claims.places.end
		claims.places.prefix claims.places.quote claims.places.start claims.places.suffix claims.reviews claims.status claims.verdict claims.verdict.at claims.verdict.explanation
		claims.verdict.rating claims.verdict.rating.code claims.verdict.rating.definition claims.verdict.rating.label claims.verdict.rating.look claims.verdict.rating.ordinal claims.wording
		coverage coverage.claimed coverage.sentences coverage.skipped draft exportedAt for format marks newsroom newsroom.name
		scale scale.code scale.language scale.name scale.ratings scale.ratings.code scale.ratings.definition scale.ratings.label scale.ratings.look scale.ratings.ordinal scale.version
		sentences sentences.block sentences.end sentences.start signOff signOff.at signOff.exceptions signOff.revision skips text version`)
	if got := slices.Sorted(maps.Keys(fieldsOf(all, "", map[string]bool{}))); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
		t.Errorf("the public sees\n%s\nand may see\n%s", strings.Join(got, " "), strings.Join(want, " "))
	}
}

// fieldsOf lists the paths of all fields inside a value of JSON.
func fieldsOf(v any, path string, into map[string]bool) map[string]bool {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			fieldsOf(one, path, into)
		}
	case map[string]any:
		for name, one := range v {
			below := strings.TrimPrefix(path+"."+name, ".")
			into[below] = true
			fieldsOf(one, below, into)
		}
	}
	return into
}

func TestTheNewsroomSeesWhatIsOpenAndLegalHowItCameAbout(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := argued(t, st)
		inside, out := checkedFor(t, st, a.ID, models.ForInternal)
		if c := inside.Claims[0]; len(c.Comments) != 1 || c.Comments[0].Body != "INNERremark" || c.Earlier != nil || c.Decisions != nil || inside.History != nil {
			t.Errorf("the newsroom sees %+v", c)
		}
		if inside.Claims[1].Override == nil || strings.Contains(out, "INNERnote") || !strings.Contains(out, "INNERname.txt") {
			t.Errorf("the newsroom sees %s", out)
		}
		legal, out := checkedFor(t, st, a.ID, models.ForLegal)
		c := legal.Claims[0]
		if len(c.Earlier) != 1 || c.Earlier[0].Rating.Code != "imprecise" || len(c.Decisions) != 2 || c.Decisions[0].Decision != models.Return || c.Decisions[0].Verdict != 1 || c.Decisions[1].Verdict != 2 {
			t.Errorf("legal sees the versions %+v and the decisions %+v", c.Earlier, c.Decisions)
		}
		if len(c.Comments) != 2 || c.Comments[1].SettledBy != "Sam Second" || c.Comments[1].Owner != "Sam Second" {
			t.Errorf("legal sees the comments %+v", c.Comments)
		}
		if h := legal.History; len(h) < 12 || h[0].Action != models.ArticleCreated || h[2].Claim != 1 || strings.Contains(out, "INNERnote") {
			t.Errorf("legal sees the history %+v", h)
		}
	})
}

func TestOnlyAReviewerTakesTheExportForLegal(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	a := st.Article("The tram carries 31,400 people a day.")
	closed, both := st.Reviewer, st.Reviewer
	closed.Active, both.Admin = false, true
	operator, err := s.Operator(t.Context())
	must(t, err)
	for name, c := range map[string]struct {
		who models.User
		may bool
	}{
		"a viewer": {st.Viewer, false}, "an editor": {st.Editor, false}, "an admin who reads": {st.Admin, false}, "the operator of the machine": {operator, false},
		"a reviewer": {st.Reviewer, true}, "an admin who reviews": {both, true}, "a reviewer whose account is closed": {closed, false},
	} {
		_, err := s.Checked(t.Context(), c.who, a.ID, models.ForLegal)
		var refused *models.Refused
		if c.may != (err == nil) || !c.may && !errors.As(err, &refused) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var wrong *models.Invalid
	if _, err := s.Checked(t.Context(), st.Viewer, a.ID, "everybody"); !errors.As(err, &wrong) {
		t.Errorf("an audience that there is not: %v", err)
	}
}
