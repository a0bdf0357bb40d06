package models_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// articles starts n articles with mixed titles, deadlines and sections.
func articles(t *testing.T, st *modelstest.Story, n int) []int64 {
	t.Helper()
	var ids []int64
	for i := range n {
		form := models.ArticleForm{Title: fmt.Sprintf("Title %d", i%7), Section: []string{"", "Politics", "Local"}[i%3]}
		if i%4 > 0 {
			due := time.Date(2026, 3, 1+i%5, 12, 0, 0, i%2*5000, time.FixedZone("", 3600))
			form.Deadline = &due
		}
		a, err := st.Store.CreateArticle(t.Context(), st.Editor, models.NewArticle{Details: form, Document: text.Parse("The tram carries 31,400 people.")})
		must(t, err)
		ids = append(ids, a.ID)
	}
	return ids
}

// pages walks the desk to its end and returns the articles in their order.
func pages(t *testing.T, s *models.Store, who models.User, q models.DeskQuery) []models.DeskRow {
	t.Helper()
	var all []models.DeskRow
	for range 100 {
		d, err := s.Desk(t.Context(), who, q)
		must(t, err)
		all = append(all, d.Rows...)
		if q.After = d.Next; d.Next == "" {
			return all
		}
	}
	t.Fatal("the desk does not end")
	return nil
}

func TestThePagesOfTheDeskShowEveryArticleOnceInTheAskedOrder(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ids := articles(t, st, 95)
		far := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
		due := func(r models.DeskRow) time.Time {
			if r.Article.Deadline == nil {
				return far
			}
			return *r.Article.Deadline
		}
		for sort, before := range map[models.DeskSort]func(a, b models.DeskRow) bool{
			models.SortDeadline: func(a, b models.DeskRow) bool { return !due(a).After(due(b)) },
			models.SortNewest:   func(a, b models.DeskRow) bool { return a.Article.ID > b.Article.ID },
			models.SortTitle:    func(a, b models.DeskRow) bool { return a.Article.Title <= b.Article.Title },
		} {
			var seen []int64
			rows := pages(t, s, st.Editor, models.DeskQuery{Sort: sort})
			for i, r := range rows {
				seen = append(seen, r.Article.ID)
				if i > 0 && !before(rows[i-1], r) {
					t.Errorf("by %s, article %d comes before %d", sort, rows[i-1].Article.ID, r.Article.ID)
				}
			}
			if slices.Sort(seen); !slices.Equal(seen, ids) {
				t.Errorf("by %s, %d articles of %d", sort, len(seen), len(ids))
			}
		}
		if rows := pages(t, s, st.Editor, models.DeskQuery{Section: "Local"}); len(rows) != 31 {
			t.Errorf("the section has %d articles", len(rows))
		}
		d, err := s.Desk(t.Context(), st.Editor, models.DeskQuery{})
		if must(t, err); !slices.Equal(d.Sections, []string{"Local", "Politics"}) {
			t.Errorf("sections %v", d.Sections)
		}
		for _, after := range []string{"nonsense", "~", "yesterday~4", "2026-01-01T00:00:00Z~x"} {
			if _, err := s.Desk(t.Context(), st.Editor, models.DeskQuery{After: after}); !errors.Is(err, models.ErrNotFound) {
				t.Errorf("a page after %q answers %v", after, err)
			}
		}
	})
}

func TestEachTabOfTheDeskShowsWhatItsNameSays(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		ids := articles(t, st, 6)
		ctx := t.Context()
		c := st.Claim(ids[0], "31,400 people")
		st.Evidence(c.ID)
		st.Propose(c, "correct") // in review, assigned to the editor
		must(t, s.AssignClaims(ctx, st.Editor, ids[1], models.AssignForm{Claims: []int64{st.Claim(ids[1], "31,400 people").ID}, PersonID: &st.Second.ID}))
		st.Approved(ids[2], "tram carries 31,400 people")
		must(t, signOff(t, st, ids[2]))
		must(t, s.HoldArticle(ctx, st.Editor, ids[3], 2, "Later."))
		must(t, s.KillArticle(ctx, st.Editor, ids[4], 2, "Never."))
		for tab, want := range map[models.DeskTab][]int64{
			models.DeskOpen: {ids[0], ids[1], ids[5]}, models.DeskMine: {ids[1]}, models.DeskInReview: {ids[0]}, models.DeskUnassigned: {ids[5]},
			models.DeskDone: {ids[2]}, models.DeskHeld: {ids[3], ids[4]},
		} {
			var got []int64
			for _, r := range pages(t, s, st.Second, models.DeskQuery{Tab: tab}) {
				got = append(got, r.Article.ID)
			}
			if slices.Sort(got); !slices.Equal(got, want) {
				t.Errorf("tab %s shows %v, want %v", tab, got, want)
			}
		}
	})
}

func TestARowOfTheDeskCountsWhatWaits(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		st.Approved(a.ID, "31,400 people")
		for _, code := range []string{"correct", "unverifiable"} {
			c := st.Claim(a.ID, "opened in 2021")
			st.Evidence(c.ID)
			st.Propose(c, code)
			if code == "unverifiable" {
				must(t, st.Decide(st.Reviewer, c.ID, models.Return))
			}
		}
		row := func(who models.User) models.DeskRow {
			d, err := s.Desk(t.Context(), who, models.DeskQuery{})
			must(t, err)
			return d.Rows[0]
		}
		r := row(st.Reviewer)
		if r.Claims != 3 || r.Decided != 1 || r.Returned != 1 || r.ForMe != 1 || r.Coverage != (models.Coverage{Sentences: 2, Claimed: 2}) || r.Looks[models.LookTrue] != 2 {
			t.Errorf("row %+v", r)
		}
		if got := row(st.Editor).ForMe; got != 1 {
			t.Errorf("%d claims wait for the editor", got)
		}
		if got := row(st.Viewer).ForMe; got != 0 {
			t.Errorf("%d claims wait for the viewer", got)
		}
		st.Evidence(st.Claim(a.ID, "tram").ID)
		_, err := s.CreateEvidence(t.Context(), st.Reviewer, 2, models.EvidenceForm{Relation: models.NothingFound, SearchedWhere: "archive", SearchedHow: "by name"})
		must(t, err)
		if got := row(st.Reviewer).ForMe; got != 0 {
			t.Errorf("%d claims wait for a reviewer with a hand in it", got)
		}
	})
}

func TestASearchFindsTitlesAndClaimsByTheirWordsTheLastOfWhichMayBeBegun(t *testing.T) {
	t.Parallel()
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		a := st.Article(twoSentences)
		c := st.Claim(a.ID, "31,400 people")
		st.Claim(a.ID, "opened in 2021")
		for search, found := range map[string][2]int{"harb": {1, 0}, "HARBOUR tra": {1, 0}, "peop": {0, 1}, "peop 31": {0, 0}, "31,400": {0, 1}, "people 31": {0, 1}, "people 32": {0, 0}, "arbour": {0, 0}, "%": {0, 0}, "*": {0, 0}} {
			d, err := s.Desk(t.Context(), st.Viewer, models.DeskQuery{Search: search})
			if must(t, err); len(d.Rows) != found[0] || len(d.Claims) != found[1] {
				t.Errorf("%q finds %d articles and %d claims", search, len(d.Rows), len(d.Claims))
			}
		}
		must(t, s.WithdrawClaim(t.Context(), st.Editor, c.ID, c.Version, "No."))
		if d, err := s.Desk(t.Context(), st.Viewer, models.DeskQuery{Search: "people"}); err != nil || len(d.Claims) != 0 {
			t.Errorf("a withdrawn claim is found: %+v, %v", d.Claims, err)
		}
	})
}

func TestNoSearchBreaksTheDesk(t *testing.T) {
	t.Parallel()
	hostile := []string{"\x00", "a\x00b", "\xff\xfe", `" OR 1=1`, "NEAR(a b)", "a:* & !b | (", "'; DROP TABLE claims; --", "\u0301", "a\u0301\u0301", "٣", "AND", "NOT", "title:x", "{a b}", "^a", "-a"}
	hostile = append(hostile, blns(t)...)
	modelstest.Each(t, func(t *testing.T, s *models.Store, _ *modelstest.Clock) {
		st := newsroom(t, s)
		st.Claim(st.Article(twoSentences).ID, "2021")
		for _, words := range hostile {
			for _, q := range []models.DeskQuery{{Search: words}, {Section: words}, {Tab: models.DeskTab(words), Sort: models.DeskSort(words)}} {
				if _, err := s.Desk(t.Context(), st.Editor, q); err != nil {
					t.Errorf("%+q: %v", words, err)
				}
			}
			if _, err := s.FindSources(t.Context(), st.Editor, words); err != nil {
				t.Errorf("sources by %+q: %v", words, err)
			}
			_, err := s.Desk(t.Context(), st.Editor, models.DeskQuery{Sort: models.SortTitle, After: words + "~1"})
			if err != nil && !errors.Is(err, models.ErrNotFound) {
				t.Errorf("after %+q: %v", words, err)
			}
		}
	})
}

// blns are strings that have broken programs before.
func blns(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "..", "shared", "data", "hostile", "blns.json"))
	if err != nil {
		t.Log("without the hostile strings of ../shared/data/hostile, which are not there")
		return nil
	}
	var all []string
	must(t, json.Unmarshal(b, &all))
	return all
}
