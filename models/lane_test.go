package models_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

// ofLegal gives somebody the flag.
func ofLegal(t *testing.T, st *modelstest.Story, u models.User) models.User {
	t.Helper()
	u, err := st.Store.EditUser(t.Context(), st.Admin, u.ID, models.UserForm{Version: u.Version, Name: u.Name, Role: u.Role, Admin: u.Admin, Legal: true, Active: true})
	must(t, err)
	return u
}

// lane is an article with threads of legal on a claim, on words and on itself.
func lane(t *testing.T, st *modelstest.Story) (models.Claim, []models.Comment) {
	t.Helper()
	ctx, s := t.Context(), st.Store
	c := st.Claim(st.Article("The tram opened in 2021. It is long.").ID, "2021")
	on := st.Select(c.ArticleID, "long")
	var threads []models.Comment
	for _, f := range []models.CommentForm{{ClaimID: c.ID, Body: "LANE of the claim", Query: true, Blocking: true, OwnerID: &st.Second.ID, Legal: true}, {On: &on, Body: "LANE of words", Legal: true}, {Body: "LANE of the article", Legal: true, Query: true}} {
		m, err := s.CreateComment(ctx, st.Editor, c.ArticleID, f)
		must(t, err)
		threads = append(threads, m)
	}
	return c, threads
}

func TestTheLaneOfLegalExistsForLegalAndForWhoeverWroteOrIsAsked(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		lawyer := ofLegal(t, st, st.Viewer)
		c, threads := lane(t, st)
		sees := func(who models.User) string {
			d, err := s.ClaimDetail(ctx, who, c.ID)
			must(t, err)
			return saidIn(append(d.Comments, discussed(t, st, who, c.ArticleID).Comments...))
		}
		all := "LANE of the claim|LANE of words|LANE of the article"
		for who, want := range map[*models.User]string{&lawyer: all, &st.Editor: all, &st.Second: "LANE of the claim", &st.Reviewer: "", &st.Admin: ""} {
			if got := sees(*who); got != want {
				t.Errorf("%s sees %q", who.Name, got)
			}
		}
		_, err := s.AnswerComment(ctx, lawyer, threads[0].ID, "Not by me.") // the flag adds no right to write
		wantRefused(t, err)
		_, err = s.AnswerComment(ctx, st.Second, threads[0].ID, "LANE answer")
		must(t, err)
		must(t, s.HandQuery(ctx, st.Editor, threads[0].ID, models.QueryForm{OwnerID: &st.Other.ID}))
		if got := sees(st.Second); got != "LANE of the claim|LANE answer" { // whoever wrote in it
			t.Errorf("who wrote sees %q", got)
		}
		if got := sees(st.Other); got != "LANE of the claim|LANE answer" { // whom it asks now
			t.Errorf("who is asked sees %q", got)
		}
		must(t, s.HandQuery(ctx, st.Editor, threads[0].ID, models.QueryForm{Version: 1, OwnerID: &st.Second.ID}))
		if got := sees(st.Other); got != "" { // who was asked and said nothing
			t.Errorf("who was asked sees %q", got)
		}
		_, err = s.CreateComment(ctx, st.Editor, c.ArticleID, models.CommentForm{Body: "x", Query: true, Legal: true, ForAuthor: true})
		wantInvalid(t, err, "owner")
	})
}

func TestOfAQuestionOfLegalOthersLearnThatItIsOpen(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	c, threads := lane(t, st)
	way := func(who models.User) string { return queriesInTheWay(t, s, who, c.ArticleID) }
	if got := way(st.Reviewer); got != "A question of legal is open. (0, 0)" {
		t.Errorf("others learn %q", got)
	}
	if got := way(st.Editor); !strings.Contains(got, "LANE of the claim") {
		t.Errorf("who wrote it learns %q", got)
	}
	for who, remarks := range map[*models.User]int{&st.Reviewer: 0, &st.Editor: 1} {
		w, err := s.Workspace(t.Context(), *who, c.ArticleID)
		must(t, err)
		if len(w.Remarks) != remarks || w.Threads != 2*remarks || w.Claims[0].Comments != remarks {
			t.Errorf("%s sees %+v, %d threads, %d comments", who.Name, w.Remarks, w.Threads, w.Claims[0].Comments)
		}
	}
	must(t, s.ResolveComment(t.Context(), st.Editor, threads[0].ID))
	if got := way(st.Reviewer); got != "" {
		t.Errorf("others still learn %q", got)
	}
}

func queriesInTheWay(t *testing.T, s *models.Store, who models.User, article int64) string {
	t.Helper()
	all, err := s.Blockers(t.Context(), who, article)
	must(t, err)
	var said []string
	for _, b := range all {
		if b.Sort == models.BlockQuery {
			said = append(said, fmt.Sprintf("%s (%d, %d)", b.What, b.ClaimID, b.CommentID))
		}
	}
	return strings.Join(said, "|")
}

// Of all that is done in the lane, the history and what is heard live tell those
// outside nothing, and the numbers do not move.
func TestOutsideTheLaneNothingIsHeardOfIt(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ctx := t.Context()
		c, threads := lane(t, st)
		_, err := s.AnswerComment(ctx, st.Second, threads[0].ID, "LANE answer")
		must(t, err)
		must(t, s.ResolveComment(ctx, st.Editor, threads[0].ID))
		heard, err := s.EventsAfter(ctx, c.ArticleID, 0, 100)
		must(t, err)
		inside := 0
		for _, l := range heard {
			out, err := s.Hears(ctx, st.Reviewer, l)
			must(t, err)
			in, err := s.Hears(ctx, st.Editor, l)
			must(t, err)
			if !in || out && strings.HasPrefix(string(l.Action), "comment.") {
				t.Errorf("%s is heard inside %v, outside %v", l.Action, in, out)
			}
			if l.InLane() {
				inside++
				if *l.CommentID == threads[0].ID && (l.ClaimID == nil || *l.ClaimID != c.ID) {
					t.Errorf("inside it is of claim %v", l.ClaimID)
				}
			}
		}
		if inside != 5 {
			t.Errorf("%d events of the lane", inside)
		}
		for _, claim := range []int64{0, c.ID} {
			for who, want := range map[*models.User]bool{&st.Reviewer: false, &st.Editor: true} {
				lines, err := s.History(ctx, *who, c.ArticleID, claim, 0)
				must(t, err)
				said := fmt.Sprint(lines)
				if strings.Contains(said, "comment.created") != want {
					t.Errorf("%s reads %s", who.Name, said)
				}
			}
		}
		for _, call := range []error{s.ResolveComment(ctx, st.Reviewer, threads[1].ID), s.ReopenComment(ctx, st.Reviewer, threads[0].ID), s.HandQuery(ctx, st.Reviewer, threads[0].ID, models.QueryForm{})} {
			if !errors.Is(call, models.ErrNotFound) {
				t.Errorf("outside it is answered with %v", call)
			}
		}
		if _, err := s.AnswerComment(ctx, st.Reviewer, threads[0].ID, "Hm."); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("outside it is answered with %v", err)
		}
		n, err := s.Numbers(ctx, st.Reviewer, models.NumbersQuery{})
		must(t, err)
		for _, table := range n.Tables {
			for _, row := range table.Rows {
				if strings.Contains(strings.ToLower(string(row.Label)), "quer") {
					for _, v := range row.Values {
						if v != nil && *v != 0 {
							t.Errorf("%s counts %s: %v", table.Name, row.Label, *v)
						}
					}
				}
			}
		}
	})
}
