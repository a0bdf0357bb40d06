package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stet/app/web"
	"stet/models"
)

// The words that are planted in the lane of legal, and all that others read of
// what stands there.
const (
	plantedInLane = "QUILLFEATHER"
	openInLane    = "A question of legal is open."
)

// plantInLane writes of a claim, of words and of the article in the lane, asks
// somebody who answers, and lets a query block.
func plantInLane(s *scene, ids map[string]int64, by, asked models.User) (threads []int64) {
	s.T.Helper()
	ctx := s.T.Context()
	on := s.Select(ids[":a"], "opened")
	for _, f := range []models.CommentForm{{ClaimID: ids[":c"], Body: " of the claim", Query: true, OwnerID: &asked.ID}, {On: &on, Body: " of words", Query: true, Blocking: true, OwnerID: &asked.ID}, {Body: " of the article"}} {
		f.Body, f.Legal = plantedInLane+f.Body, true
		m, err := s.Store.CreateComment(ctx, by, ids[":a"], f)
		s.must(err)
		_, err = s.Store.AnswerComment(ctx, asked, m.ID, plantedInLane+" answers")
		s.must(err)
		threads = append(threads, m.ID)
	}
	s.must(s.Store.HandQuery(ctx, by, threads[0], models.QueryForm{OwnerID: &s.Editor.ID}))
	s.must(s.Store.ResolveComment(ctx, asked, threads[2]))
	return threads
}

// everyAddress are those of all routes that are read, but for what has no end.
func everyAddress(t *testing.T, ids map[string]int64) []string {
	t.Helper()
	var all []string
	for _, r := range web.Routes() {
		if r.Method != http.MethodGet || r.Who == web.Open || r.Who == web.Admin && strings.Contains(r.Path, ":") {
			continue
		}
		filled := addresses(t, strings.Replace(r.Path, "/numbers/:format", "/numbers/csv", 1), ids)
		if strings.HasSuffix(r.Path, "/export/:format") {
			for _, at := range slices.Clone(filled) {
				filled = append(filled, at+"?for=legal", at+"?for=public")
			}
		}
		all = append(all, slices.DeleteFunc(filled, func(at string) bool { return strings.HasSuffix(at, "/live") })...)
	}
	in := func(query string) string { return path("/articles/%d?%s", ids[":a"], query) }
	return append(all, in("thread=0"), in("show=open"), in("sentences=1"), in(path("claim=%d", ids[":c"])), "/?tab=mine", "/?tab=review", "/?tab=done", "/?q="+plantedInLane, "/?q=words", "/sources?q="+plantedInLane)
}

// blocker is the line of what is in the way of a sign-off that everybody reads.
var blocker = regexp.MustCompile(`<li><svg[^>]*><use[^>]*/></svg><span>` + openInLane + `</span></li>`)

// untold is what came back, without the numbers in it, without the line above
// and, in the history, without the exports that the test itself made.
func untold(a *answer) string {
	parts := strings.SplitAfter(blocker.ReplaceAllString(a.Body.String(), ""), "<li>")
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.Contains(p, " exported the article as ") })
	return digits.ReplaceAllString(fmt.Sprint(a.Code, " ", a.Header().Get("Location"), "\n", strings.Join(parts, "")), "#")
}

// apart is where two texts begin to differ.
func apart(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return fmt.Sprintf("%.400s\nand without the lane\n%.400s", a[max(0, i-100):], b[max(0, i-100):])
}

func TestForSomebodyOutsideNoRouteShowsATraceOfTheLaneOfLegal(t *testing.T) {
	t.Parallel()
	n := open(t)
	s := &scene{Story: *n.Story}
	lawyer, err := n.Store.EditUser(t.Context(), n.Admin, n.Reviewer.ID, models.UserForm{Version: n.Reviewer.Version, Name: n.Reviewer.Name, Role: models.RoleReviewer, Legal: true, Active: true})
	s.must(err)
	outside := map[string]*client{"a reviewer who is an admin": n.as(n.outsider()), "a viewer": n.as(n.Viewer)}
	inside := n.as(n.Second)
	ids := fullArticle(s)
	at, before := everyAddress(t, ids), map[string]string{}
	for who, c := range outside {
		for _, a := range at {
			if !strings.Contains(a, "/export/") { // files are looked into below
				before[who+a] = untold(c.get(a))
			}
		}
	}
	threads := plantInLane(s, ids, n.Second, lawyer)
	seen, told := 0, 0
	for _, a := range at {
		for who, c := range outside {
			got := c.get(a)
			if is, was := untold(got), before[who+a]; is != was && was != "" {
				t.Errorf("to %s GET %s shows\n%s", who, a, apart(is, was))
			}
			if strings.Contains(got.Body.String(), plantedInLane+" ") {
				t.Errorf("to %s GET %s shows the words", who, a)
			}
			told += strings.Count(got.Body.String(), openInLane)
		}
		if strings.Contains(inside.get(a).Body.String(), plantedInLane+" ") {
			seen++
		}
	}
	for _, m := range threads {
		a := path("/articles/%d?thread=", ids[":a"])
		for who, c := range outside {
			if is, was := untold(c.get(a+fmt.Sprint(m))), untold(c.get(a+fmt.Sprint(m+1000))); is != was {
				t.Errorf("to %s a thread of the lane shows\n%s", who, apart(is, was))
			}
		}
	}
	if told != len(outside) {
		t.Errorf("%d pages say that a question of legal is open", told)
	}
	if seen < 7 {
		t.Errorf("somebody inside is shown the words by %d addresses only", seen)
	}
}
