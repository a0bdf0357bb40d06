package models_test

import (
	"math"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// numbersOf reads a table of numbers by the labels of its rows.
func numbersOf(t *testing.T, n models.Numbers, table string) map[string][]float64 {
	t.Helper()
	for _, each := range n.Tables {
		if each.Name != table {
			continue
		}
		rows := map[string][]float64{}
		for _, r := range each.Rows {
			for _, v := range r.Values {
				if v == nil {
					rows[string(r.Label)] = append(rows[string(r.Label)], -1)
					continue
				}
				rows[string(r.Label)] = append(rows[string(r.Label)], math.Round(*v*10)/10)
			}
		}
		return rows
	}
	t.Fatalf("there is no table %s", table)
	return nil
}

func wantNumbers(t *testing.T, got map[string][]float64, label string, want ...float64) {
	t.Helper()
	row := got[label]
	for i, w := range want {
		if i >= len(row) || row[i] != w {
			t.Errorf("%s: %v, want %v", label, row, want)
			return
		}
	}
}

func TestTheNumbersCountWhatTheWorkCameTo(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, clock *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		a := st.Article("It opened in 1998 and was red. It is long. It cost nine million. Nobody came.") // 16 words, 4 sentences
		one, two, three := st.Claim(a.ID, "opened in 1998"), st.Claim(a.ID, "long"), st.Claim(a.ID, "nine million")
		st.Skip(a.ID, "Nobody came")
		st.Evidence(one.ID)
		clock.Forward(2 * time.Hour)
		st.Propose(one, "correct")
		clock.Forward(4 * time.Hour)
		must(t, st.Decide(st.Reviewer, one.ID, models.Approve))
		st.Evidence(two.ID)
		st.Propose(two, "incorrect")
		must(t, st.Decide(st.Reviewer, two.ID, models.Return))
		st.Evidence(three.ID)
		st.Propose(three, "imprecise")
		must(t, st.Decide(st.Reviewer, three.ID, models.Approve))
		must(t, s.ResolveClaim(t.Context(), st.Second, three.ID, st.Detail(three.ID).Claim.Version, models.ResolutionSoftened))

		n, err := s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{})
		must(t, err)
		wantNumbers(t, numbersOf(t, n, "coverage"), "All articles", 75, 25, 0, 4, 16, 1)
		wantNumbers(t, numbersOf(t, n, "caught"), string(three.Kind), 62.5, 0, 1, 0, 0)
		spans := numbersOf(t, n, "turnaround")
		wantNumbers(t, spans, "Claim made to verdict sent", 6, 6, 3)
		wantNumbers(t, spans, "Verdict sent to first approval", 0, 4, 2)
		wantNumbers(t, spans, "Query asked to settled", -1, -1, 0)
		approvals := numbersOf(t, n, "approvals")
		wantNumbers(t, approvals, "Approved, and as it was", 100, 2, 2)
		wantNumbers(t, approvals, "Sent back at least once", 33.3, 1, 3)
		waiting := numbersOf(t, n, "waiting")
		wantNumbers(t, waiting, "Checkers", 1)
		wantNumbers(t, waiting, "Somebody who takes the claim", 0, -1)

		st.Revise(a.ID, "1998", "1999")
		n, err = s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{})
		must(t, err)
		wantNumbers(t, numbersOf(t, n, "approvals"), "Approved, then changed", 50, 1, 2)
		wantNumbers(t, numbersOf(t, n, "waiting"), "Reviewers, again", 1)

		tomorrow := clock.Now().Add(24 * time.Hour)
		n, err = s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{From: tomorrow})
		must(t, err)
		wantNumbers(t, numbersOf(t, n, "coverage"), "All articles", -1, -1, -1, 0, 0, 0)
		n, err = s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{To: tomorrow, Section: "Sport"})
		must(t, err)
		wantNumbers(t, numbersOf(t, n, "coverage"), "All articles", -1, -1, -1, 0, 0, 0)
	})
}

func TestSectionsThatFewPeopleWorkedOnAreCountedTogether(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := modelstest.NewStory(t, s)
		begin := func(section string, who models.User) {
			_, err := s.CreateArticle(t.Context(), who, models.NewArticle{Details: models.ArticleForm{Title: "An article of " + section, Section: section, Scope: models.ScopeFull, Language: "en"}, Document: text.Parse("It is red. It is long.")})
			must(t, err)
		}
		for i := range 5 {
			u, err := s.AddUser(t.Context(), st.Admin, models.NewUser{Email: string(rune('p'+i)) + "@example.org", Name: "P", Role: models.RoleEditor, Password: modelstest.Password})
			must(t, err)
			begin("Politics", u)
		}
		begin("Sport", st.Editor)
		begin("Culture", st.Editor)
		n, err := s.Numbers(t.Context(), st.Viewer, models.NumbersQuery{})
		must(t, err)
		rows := numbersOf(t, n, "coverage")
		wantNumbers(t, rows, "Politics", 0, 0, 100, 10, 30, 5)
		wantNumbers(t, rows, "Smaller sections together", 0, 0, 100, 4, 12, 2)
		wantNumbers(t, rows, "All articles", 0, 0, 100, 14, 42, 7)
		if rows["Sport"] != nil || rows["Culture"] != nil {
			t.Error("a section of one person is told apart")
		}
	})
}
