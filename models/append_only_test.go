package models_test

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/modelstest"
)

func TestTheDatabaseItselfRefusesToChangeWhatIsAppendOnly(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day.")
		c := st.Approved(a.ID, "31,400 people a day")
		must(t, s.WaiveReply(t.Context(), st.Editor, c.ID, 0, "It says nothing of anybody."))
		_, err := s.SignOffArticle(t.Context(), st.Reviewer, a.ID, a.RevisionID, "")
		must(t, err)
		for table, column := range map[string]string{"revisions": "note", "anchors": "quote", "verdicts": "explanation", "reviews": "reason",
			"sign_offs": "note", "contacts": "said", "events": "data", "ratings": "label"} {
			if n, err := s.Strings("SELECT " + column + " FROM " + table); err != nil || len(n) == 0 {
				t.Errorf("%s holds %d rows, %v", table, len(n), err)
			}
			for _, sql := range []string{"UPDATE " + table + " SET " + column + " = 'other'", "DELETE FROM " + table} {
				if err := s.Exec(sql); err == nil || !strings.Contains(err.Error(), "append-only") {
					t.Errorf("%s: %v", sql, err)
				}
			}
		}
	})
}

func TestTwoRowsOfOneThingCannotHaveTheSameNumber(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article("The tram carries 31,400 people a day.")
		st.Approved(a.ID, "31,400 people a day")
		for _, sql := range []string{
			"INSERT INTO revisions (article_id, number, text, blocks, sentences, sha256, words, created_by, created_at) SELECT article_id, number, text, blocks, sentences, sha256, words, created_by, created_at FROM revisions",
			"INSERT INTO verdicts (claim_id, number, rating_id, submitted, created_by, created_at) SELECT claim_id, number, rating_id, submitted, created_by, created_at FROM verdicts",
			"INSERT INTO claims (article_id, number, wording, kind, risk, reviewers_needed, status, created_by, created_at) SELECT article_id, number, wording, kind, risk, reviewers_needed, status, created_by, created_at FROM claims",
		} {
			if err := s.Exec(sql); err == nil {
				t.Errorf("taken: %s", sql)
			}
		}
	})
}
