package models_test

import (
	"fmt"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// The number of queries of a page depends on nothing, and stays below what
// BUDGETS allows it.
func TestThePagesTakeAConstantNumberOfQueries(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		small, large := crowd(t, st, 1), crowd(t, st, 40)
		queries := s.Watch()
		count := func(read func() error) int64 {
			must(t, read()) // what is kept at hand is at hand now
			before := queries.Load()
			must(t, read())
			return queries.Load() - before
		}
		for name, page := range map[string]struct {
			most int64
			read func(crowded) error
		}{
			"workspace": {11, func(c crowded) error { _, err := s.Workspace(t.Context(), st.Reviewer, c.article); return err }},
			"claim":     {20, func(c crowded) error { _, err := s.ClaimDetail(t.Context(), st.Reviewer, c.claim); return err }},
			"blockers":  {6, func(c crowded) error { _, err := s.Blockers(t.Context(), st.Reviewer, c.article); return err }},
			"checked": {29, func(c crowded) error {
				_, err := s.Checked(t.Context(), st.Reviewer, c.article, models.ForInternal)
				return err
			}},
			"history": {4, func(c crowded) error { _, err := s.History(t.Context(), st.Reviewer, c.article, 0, 0); return err }},
		} {
			few, many := count(func() error { return page.read(small) }), count(func() error { return page.read(large) })
			if few != many || many > page.most {
				t.Errorf("%s takes %d queries with 1 claim and %d with 40, and may take %d", name, few, many, page.most)
			}
		}
		desk := func(q models.DeskQuery) int64 {
			return count(func() error { _, err := s.Desk(t.Context(), st.Reviewer, q); return err })
		}
		queue := func() int64 {
			return count(func() error { _, err := s.Queue(t.Context(), st.Reviewer, ""); return err })
		}
		deskFew, searchFew, queueFew := desk(models.DeskQuery{}), desk(models.DeskQuery{Search: "tram"}), queue()
		for range 30 {
			crowd(t, st, 2)
		}
		if many := desk(models.DeskQuery{}); deskFew != many || many > 8 {
			t.Errorf("the desk takes %d queries with 2 articles and %d with 32", deskFew, many)
		}
		if many := desk(models.DeskQuery{Search: "tram"}); searchFew != many || many > 8 {
			t.Errorf("a search takes %d queries with 2 articles and %d with 32", searchFew, many)
		}
		if many := queue(); queueFew != many || many > 1 {
			t.Errorf("the queue takes %d queries with 41 claims and %d with 101", queueFew, many)
		}
	})
}

type crowded struct{ article, claim int64 }

// crowd is an article with n claims in review, and skips and comments.
func crowd(t *testing.T, st *modelstest.Story, n int) crowded {
	t.Helper()
	var words []string
	for i := range n {
		words = append(words, fmt.Sprintf("Tram %d carries people. It is nice.", i))
	}
	c := crowded{article: st.Article(strings.Join(words, "\n\n")).ID}
	for i := range n {
		claim := st.Claim(c.article, fmt.Sprintf("Tram %d", i))
		st.Evidence(claim.ID)
		st.Propose(claim, "correct")
		c.claim = claim.ID
		_, err := st.Store.CreateComment(t.Context(), st.Editor, c.article, models.CommentForm{ClaimID: claim.ID, Body: "Hm."})
		must(t, err)
	}
	must(t, st.Decide(st.Reviewer, c.claim, models.Return))
	return c
}

// Carrying a text of many claims over takes as many queries as one of few.
func TestARevisionTakesAConstantNumberOfQueries(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	small, large := crowd(t, st, 2), crowd(t, st, 40)
	queries := s.Watch()
	revise := func(c crowded) int64 {
		_, doc, err := s.Revision(t.Context(), st.Editor, c.article, 0)
		must(t, err)
		before := queries.Load()
		_, err = s.SaveRevision(t.Context(), st.Editor, c.article, models.NewRevision{BasedOn: 1, Document: text.Parse("A new start.\n\n" + doc.Markup())})
		must(t, err)
		return queries.Load() - before
	}
	if few, many := revise(small), revise(large); few != many {
		t.Errorf("a revision takes %d queries with 2 claims and %d with 40", few, many)
	}
}
