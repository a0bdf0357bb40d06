package models_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/modelstest"
	"stet/models/text"
)

// Whatever people do, in whatever order, the rule in Go, the status kept with
// the claim and the view in SQL say the same, and every count is right.
func TestEveryHistoryLeavesOneStatusWhoeverIsAsked(t *testing.T) {
	t.Parallel()
	s, _ := modelstest.Open(t)
	st := newsroom(t, s)
	sectionsOf(t, st)
	rapid.Check(t, func(rt *rapid.T) { runHistory(rt, st, 30) })
	wantHealthy(t, s)
}

func TestEveryHistoryLeavesOneStatusOnPostgreSQLToo(t *testing.T) {
	t.Parallel()
	s := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Database: modelstest.Postgres(t), Clock: modelstest.NewClock().Now})
	st := newsroom(t, s)
	sectionsOf(t, st)
	rapid.Check(t, func(rt *rapid.T) { runHistory(rt, st, 8) })
	wantHealthy(t, s)
}

// newsroom is a story whose people have no passwords, which takes no time.
func newsroom(t testing.TB, s *models.Store) *modelstest.Story {
	t.Helper()
	st := &modelstest.Story{T: t, Store: s}
	for _, p := range []struct {
		into *models.User
		name string
		role models.Role
	}{
		{&st.Admin, "Ada Admin", models.RoleViewer}, {&st.Editor, "Eva Editor", models.RoleEditor}, {&st.Second, "Sam Second", models.RoleEditor},
		{&st.Reviewer, "Rita Reviewer", models.RoleReviewer}, {&st.Other, "Olaf Other", models.RoleReviewer}, {&st.Viewer, "Vera Viewer", models.RoleViewer},
	} {
		u, err := s.Person(t.Context(), models.User{Email: strings.ToLower(p.name[:3]) + "@example.org", Name: p.name, Role: p.role, Admin: p.into == &st.Admin})
		if err != nil {
			t.Fatal(err)
		}
		*p.into = u
	}
	return st
}

func wantHealthy(t testing.TB, s *models.Store) {
	t.Helper()
	if found, err := s.Doctor(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("doctor found %v, %v", found, err)
	}
}

// history is one article on its random way.
type history struct {
	*rapid.T
	ctx     context.Context
	s       *models.Store
	st      *modelstest.Story
	article int64
	did     string
}

// phrasings are the ways each paragraph may read: revisions go back and forth
// between them.
var phrasings = [][]string{
	{"The tram carries 31,400 people a day. It opened in 2021.", "The tram carries 32,000 people a day. It opened in 2021.", "It opened in 2021.", ""},
	{"The mayor said it costs nothing.", "The mayor said that it costs nothing!", "“It costs nothing”, said the mayor.", "Nobody said a word."},
	{"Every ride costs 2 euros. Every ride costs 2 euros.", "Every ride costs 2 euros.", "No ride costs 3 euros. 😀 Every ride costs 2 euros."},
	{"It is the longest line of the country.", "It is not the longest line of the country."},
}

// sectionsOf makes two sections, which want more reviewers and fewer.
func sectionsOf(t *testing.T, st *modelstest.Story) {
	t.Helper()
	for name, n := range map[string]int{"Strict": 2, "Lax": 1} {
		x, err := st.Store.CreateSection(t.Context(), st.Admin, name)
		must(t, err)
		must(t, st.Store.EditSection(t.Context(), st.Admin, x.ID, models.SectionForm{Version: 1, Name: name, ReviewersNormal: n, ReviewersHigh: n}))
	}
}

func runHistory(rt *rapid.T, st *modelstest.Story, most int) {
	h := &history{T: rt, ctx: context.Background(), s: st.Store, st: st}
	if err := h.s.EditSettings(h.ctx, st.Admin, models.Settings{Newsroom: "N", Zone: "UTC", ReviewersNormal: 1, ReviewersHigh: 2, Second: models.SecondRule{Percent: 40}}); err != nil {
		rt.Fatal(err)
	}
	a, err := h.s.CreateArticle(h.ctx, st.Editor, models.NewArticle{Details: models.ArticleForm{Title: "The harbour tram"}, Document: h.document()})
	if err != nil {
		rt.Fatal(err)
	}
	h.article = a.ID
	acts := h.acts()
	names := slices.Sorted(maps.Keys(acts))
	h.begin(acts)
	for range rapid.IntRange(most/2, most).Draw(rt, "acts") {
		h.did = pick(h, "act", names)
		h.settle(acts[h.did]())
		h.check()
	}
}

// begin makes claims that are some way along, so that there is something to
// approve, to return and to make stale.
func (h *history) begin(acts map[string]func() error) {
	for _, h.did = range []string{"claim", "claim", "claim", "evidence again", "evidence again", "evidence again", "propose", "propose", "propose", "approve", "approve"} {
		h.settle(acts[h.did]())
	}
	h.check()
}

// pick draws one of a list, each about as often as the others; rapid by itself
// prefers the first ones.
func pick[T any](h *history, label string, from []T) T {
	n := rapid.Uint64().Draw(h.T, label)
	n = (n ^ n>>31) * 0x9e3779b97f4a7c15
	return from[(n^n>>29)%uint64(len(from))]
}

// settle accepts what a rule may answer, and nothing else.
func (h *history) settle(err error) {
	var refused *models.Refused
	var wrong *models.Invalid
	var blocked *models.Blocked
	var conflict *models.Conflict
	if err != nil && !errors.As(err, &refused) && !errors.As(err, &wrong) && !errors.As(err, &blocked) && !errors.As(err, &conflict) {
		h.Fatalf("%s: %v", h.did, err)
	}
}

func (h *history) document() text.Document {
	var parts []string
	for i, p := range phrasings {
		parts = append(parts, pick(h, fmt.Sprint("paragraph ", i), p))
	}
	if pick(h, "swapped", []bool{false, false, true}) {
		parts[0], parts[3] = parts[3], parts[0]
	}
	return text.Parse(strings.Join(parts, "\n\n"))
}

func (h *history) person() models.User {
	return pick(h, "person", []models.User{h.st.Editor, h.st.Editor, h.st.Editor, h.st.Second, h.st.Second, h.st.Reviewer})
}

func (h *history) reviewer() models.User {
	return pick(h, "reviewer", []models.User{h.st.Reviewer, h.st.Other})
}

func (h *history) workspace() models.Workspace {
	w, err := h.s.Workspace(h.ctx, h.st.Editor, h.article)
	if err != nil {
		h.Fatalf("after %s: %v", h.did, err)
	}
	return w
}

// claim is some claim with everything about it.
func (h *history) claim() (models.ClaimDetail, bool) {
	w := h.workspace()
	if len(w.Claims) == 0 {
		return models.ClaimDetail{}, false
	}
	d, err := h.s.ClaimDetail(h.ctx, h.st.Reviewer, pick(h, "claim", w.Claims).ID)
	if err != nil {
		h.Fatalf("after %s: %v", h.did, err)
	}
	return d, true
}

// onClaim is an act on some claim, done by nobody where there is none.
func (h *history) onClaim(do func(models.ClaimDetail) error) func() error {
	return func() error {
		d, ok := h.claim()
		if !ok {
			return nil
		}
		return do(d)
	}
}

func (h *history) selection() models.Selection {
	w := h.workspace()
	n := w.Document.Len()
	start := pick(h, "start", numbers(n))
	return models.Selection{RevisionID: w.Revision.ID, Span: text.Span{Start: start, End: min(n, start+rapid.IntRange(1, 40).Draw(h.T, "length"))}}
}

// numbers are those below n.
func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// check compares everybody who knows the status, and counts again.
func (h *history) check() {
	w := h.workspace()
	facts, err := h.s.AllFacts(w.Article)
	if err != nil {
		h.Fatal(err)
	}
	view, err := h.s.ViewStatuses(h.article)
	if err != nil {
		h.Fatal(err)
	}
	h.checkBlind()
	waiting := 0
	for _, f := range facts {
		if rule, kept, seen := f.Status(), f.Claim.Status, view[f.Claim.ID]; rule != kept || rule != seen {
			h.Fatalf("after %s claim %d: the rule says %s, the row %s, the view %s", h.did, f.Claim.Number, rule, kept, seen)
		}
		if f.Claim.Status.Waiting() {
			waiting++
		}
	}
	if w.Article.Waiting != waiting {
		h.Fatalf("after %s: the article says %d wait, %d do", h.did, w.Article.Waiting, waiting)
	}
	h.checkCoverage(w)
	blockers, err := h.s.Blockers(h.ctx, h.st.Reviewer, h.article)
	if err != nil || len(blockers) != w.Blockers {
		h.Fatalf("after %s: the page counts %d blockers, the list has %d: %v, %v", h.did, w.Blockers, len(blockers), blockers, err)
	}
}

// checkBlind compares what the rule and the SQL say is hidden from whom.
func (h *history) checkBlind() {
	for _, who := range []models.User{h.st.Editor, h.st.Second, h.st.Reviewer, h.st.Other, h.st.Viewer} {
		rule, seen, err := h.s.Blind(who, h.article)
		if err != nil || !slices.Equal(rule, seen) {
			h.Fatalf("after %s what is hidden from %s is %v by the rule, %v by the view: %v", h.did, who.Name, rule, seen, err)
		}
	}
}

// checkCoverage counts the sentences anew from the places that are shown.
func (h *history) checkCoverage(w models.Workspace) {
	claimed, skipped := map[int]bool{}, map[int]bool{}
	mark := func(a models.Anchor, in map[int]bool) {
		if a.Method.Attached() {
			from, to := w.Document.SentencesIn(a.Span())
			for n := from; n < to; n++ {
				in[n] = true
			}
		}
	}
	for _, c := range w.Claims {
		for _, p := range c.Places {
			if c.Status != models.ClaimWithdrawn {
				mark(p, claimed)
			}
		}
	}
	for _, k := range w.Skips {
		mark(k.Anchor, skipped)
	}
	for n := range claimed {
		delete(skipped, n)
	}
	want := models.Coverage{Sentences: len(w.Document.Sentences), Claimed: len(claimed), Skipped: len(skipped)}
	if w.Coverage != want {
		h.Fatalf("after %s: coverage is %+v, counted %+v", h.did, w.Coverage, want)
	}
}
