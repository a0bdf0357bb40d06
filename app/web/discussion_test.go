package web_test

import "stet/models"

// ofThread is a write on a query, which is settled or not.
func ofThread(below string, settled bool, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		m, err := s.Store.CreateComment(s.T.Context(), s.Editor, s.article(tram).ID, models.CommentForm{Body: "Which month?", Query: true})
		s.must(err)
		if settled {
			s.must(s.Store.ResolveComment(s.T.Context(), s.Editor, m.ID))
		}
		return path("/comments/%d/%s", m.ID, below), pairs
	}
}
