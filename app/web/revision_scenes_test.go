package web_test

import (
	"fmt"
	"slices"

	"stet/models"
)

// revised is a claim whose article has a second revision.
func (s *scene) revised(pairs ...string) models.Claim {
	s.T.Helper()
	c := s.claim()
	s.Revise(c.ArticleID, pairs...)
	return s.Detail(c.ID).Claim
}

// confirm is a look at what somebody saved who is in no column of the table.
func confirm(s *scene) (string, []string) {
	people, err := s.Store.Users(s.T.Context())
	s.must(err)
	c := s.claim()
	s.Editor = people[slices.IndexFunc(people, func(u models.User) bool { return u.Email == "eva@example.org" })]
	s.Revise(c.ArticleID, "The harbour tram", "They say the harbour tram")
	return path("/claims/%d/confirm", c.ID), nil
}

func cut(s *scene) (string, []string) {
	return path("/claims/%d/cut", s.revised("The harbour tram carried 31,412 people in March. ", "").ID), nil
}

func restoreText(s *scene) (string, []string) {
	c := s.revised("March", "May")
	return path("/articles/%d/revisions/1/restore", c.ArticleID), []string{"based_on", "2"}
}

// corrected is a claim whose approved verdict proposes other words.
func (s *scene) corrected() models.Claim {
	s.T.Helper()
	c := s.claim()
	s.Evidence(c.ID)
	_, err := s.Store.SaveVerdict(s.T.Context(), s.Editor, c.ID, models.VerdictForm{RatingID: s.Rating(c.ArticleID, "imprecise").ID, Explanation: "The table says 31,400.", Correction: "31,400", Submit: true})
	s.must(err)
	s.must(s.Decide(s.free(), c.ID, models.Approve))
	return s.Detail(c.ID).Claim
}

// free is a reviewer who had no hand in the scene.
func (s *scene) free() models.User {
	for _, u := range []models.User{s.Reviewer, s.Other} {
		if u.ID != s.Editor.ID && (s.author == nil || u.ID != *s.author) {
			return u
		}
	}
	return models.User{}
}

func correct(s *scene) (string, []string) {
	return path("/claims/%d/correction", s.corrected().ID), []string{"based_on", "1"}
}

func correctAll(s *scene) (string, []string) {
	return path("/articles/%d/corrections", s.corrected().ArticleID), []string{"based_on", "1"}
}

func approveSlight(s *scene) (string, []string) {
	c := s.Claim(s.article(tram).ID, "opened in 1998")
	s.Evidence(c.ID)
	s.Propose(c, "correct")
	s.must(s.Decide(s.free(), c.ID, models.Approve))
	s.Revise(c.ArticleID, "opened in", "opened, in")
	now, id := s.Detail(c.ID).Claim, fmt.Sprint(c.ID)
	return path("/articles/%d/approve-slight", c.ArticleID), []string{"claim", id, "verdict_" + id, fmt.Sprint(now.VerdictID), "fingerprint_" + id, now.Fingerprint}
}
