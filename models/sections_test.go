package models_test

import (
	"errors"
	"slices"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

func TestASectionSaysWhichScaleAndHowManyReviewersItsNewWorkHas(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		scales, err := s.Scales(t.Context())
		must(t, err)
		own := scales[len(scales)-1]
		x, err := s.CreateSection(t.Context(), st.Admin, " Courts ")
		must(t, err)
		must(t, s.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 1, Name: "Courts", ScaleID: &own.ID, ReviewersNormal: 3}))
		start := func(section string, scale int64) models.Article {
			a, err := s.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "A", Section: section, ScaleID: scale}, Document: text.Parse(twoSentences)})
			must(t, err)
			return a
		}
		a, elsewhere, chosen := start("Courts", 0), start("A column nobody made", 0), start("Courts", scales[0].ID)
		if a.ScaleID != own.ID || elsewhere.ScaleID == own.ID || chosen.ScaleID != scales[0].ID {
			t.Errorf("the scales are %d, %d, %d", a.ScaleID, elsewhere.ScaleID, chosen.ScaleID)
		}
		for id, want := range map[int64]int{a.ID: 3, elsewhere.ID: 1} {
			if got := st.Claim(id, "2021").ReviewersNeeded; got != want {
				t.Errorf("a claim of article %d needs %d reviewers, want %d", id, got, want)
			}
		}
		grave, err := s.CreateClaim(t.Context(), st.Editor, a.ID, models.NewClaim{Selection: st.Select(a.ID, "31,400"), Risk: models.RiskHigh})
		if must(t, err); grave.ReviewersNeeded != 3 {
			t.Errorf("a grave claim needs %d, fewer than another", grave.ReviewersNeeded)
		}
	})
}

func TestMovingAnArticleToAStricterSectionAsksForMoreReviewersAndToALaxerOneForNoFewer(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		x, err := s.CreateSection(t.Context(), st.Admin, "Courts")
		must(t, err)
		must(t, s.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 1, Name: "Courts", ReviewersNormal: 2}))
		a := st.Article(twoSentences)
		c := st.Approved(a.ID, "2021")
		move := func(section string) models.Claim {
			now, err := s.Article(t.Context(), st.Editor, a.ID)
			must(t, err)
			_, err = s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: now.Version, Title: now.Title, Section: section})
			must(t, err)
			return st.Detail(c.ID).Claim
		}
		if got := move("Courts"); got.ReviewersNeeded != 2 || got.Status != models.ClaimInReview {
			t.Errorf("in the stricter section it is %s and needs %d", got.Status, got.ReviewersNeeded)
		}
		if got := move(""); got.ReviewersNeeded != 2 || got.Status != models.ClaimInReview {
			t.Errorf("back again it is %s and needs %d", got.Status, got.ReviewersNeeded)
		}
		wantHealthy(t, s)
	})
}

func TestArticlesGoWithANewNameOfTheirSection(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	x, a := sectioned(t, st, false)
	must(t, s.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 2, Name: "Transit", Closed: true}))
	now, err := s.Article(t.Context(), st.Editor, a.ID)
	if must(t, err); now.Section != "Transit" {
		t.Errorf("the article says %q", now.Section)
	}
	var conflict *models.Conflict
	if _, err := s.EditArticle(t.Context(), st.Editor, a.ID, models.ArticleForm{Version: a.Version, Title: a.Title, Section: "Transport"}); !errors.As(err, &conflict) {
		t.Errorf("a form with the old name is answered %v", err)
	}
	got, err := s.Section(t.Context(), x.ID)
	if must(t, err); got.ClosedAt == nil || len(got.Members) != 0 || got.Version != 3 {
		t.Errorf("the section is %+v", got)
	}
	var wrong *models.Invalid
	for _, name := range []string{"", "*", "Transit"} {
		if _, err := s.CreateSection(t.Context(), st.Admin, name); !errors.As(err, &wrong) {
			t.Errorf("a section called %q answers %v", name, err)
		}
	}
	for _, f := range []models.SectionForm{{Version: 3, Name: "T", ReviewersNormal: 9}, {Version: 3, Name: "T", ReviewersNormal: 3, ReviewersHigh: 2}, {Version: 3, Name: "T", Members: []int64{999}}, {Version: 3, Name: "T", ScaleID: ref(int64(999))}} {
		if err := s.EditSection(t.Context(), st.Admin, x.ID, f); !errors.As(err, &wrong) {
			t.Errorf("%+v answers %v", f, err)
		}
	}
	if err := s.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 1, Name: "T"}); !errors.As(err, &conflict) {
		t.Errorf("an overtaken form is answered %v", err)
	}
	var refused *models.Refused
	if err := s.EditSection(t.Context(), st.Reviewer, x.ID, models.SectionForm{Version: 3, Name: "T"}); !errors.As(err, &refused) {
		t.Errorf("a reviewer is answered %v", err)
	}
	if _, err := s.CreateSection(t.Context(), st.Reviewer, "T"); !errors.As(err, &refused) {
		t.Errorf("a reviewer is answered %v", err)
	}
}

func TestMembersSeeTheDeskOfTheirSectionsUnlessTheyAskForAll(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		_, a := sectioned(t, st, false)
		other := st.Article(twoSentences)
		must(t, s.TakeClaim(t.Context(), st.Second, st.Claim(other.ID, "2021").ID, 0))
		see := func(who models.User, q models.DeskQuery) []int64 {
			d, err := s.Desk(t.Context(), who, q)
			must(t, err)
			var ids []int64
			for _, r := range d.Rows {
				ids = append(ids, r.Article.ID)
			}
			slices.Sort(ids)
			return ids
		}
		both, own := []int64{a.ID, other.ID}, []int64{a.ID}
		for what, c := range map[string]struct {
			who  models.User
			q    models.DeskQuery
			want []int64
		}{
			"a member": {st.Second, models.DeskQuery{}, own}, "a member who asks for all": {st.Second, models.DeskQuery{Section: models.AllSections}, both},
			"a member who asks for their own work": {st.Second, models.DeskQuery{Tab: models.DeskMine}, []int64{other.ID}}, "somebody else": {st.Reviewer, models.DeskQuery{}, both},
			"somebody who asks for the section": {st.Reviewer, models.DeskQuery{Section: "Transport"}, own}, "a member who searches": {st.Second, models.DeskQuery{Search: "tram"}, both},
		} {
			if got := see(c.who, c.q); !slices.Equal(got, c.want) {
				t.Errorf("%s sees %v, want %v", what, got, c.want)
			}
		}
		d, err := s.Desk(t.Context(), st.Second, models.DeskQuery{})
		if must(t, err); !slices.Equal(d.Own, []string{"Transport"}) || !slices.Equal(d.Sections, []string{"Transport"}) {
			t.Errorf("the desk offers %v, of which %v are the member's", d.Sections, d.Own)
		}
	})
}
