package web_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"stet/app/web"
	"stet/models"
)

// shaSum matches a hash, which depends on when something was.
var shaSum = regexp.MustCompile(`[0-9a-f]{64}`)

// firstVerdict is an article with a claim that wants a second verdict, whose
// first has this rating, and the addresses of all that can be asked of it.
func firstVerdict(n *newsroom, rating string) (int64, []string) {
	n.t.Helper()
	s := &scene{Story: *n.Story}
	set, err := s.Store.Settings(n.t.Context())
	s.must(err)
	set.Second = models.SecondRule{Percent: 100}
	s.must(s.Store.EditSettings(n.t.Context(), s.Admin, set))
	ids := fullArticle(s)
	c := s.Detail(ids[":c"]).Claim
	_, err = s.Store.SaveVerdict(n.t.Context(), s.Editor, c.ID, models.VerdictForm{BasedOn: newestVerdict(s, c.ID), RatingID: s.Rating(c.ArticleID, rating).ID, Explanation: "TRACE of " + rating, Correction: "TRACE words of " + rating, Submit: true})
	s.must(err)
	_, err = s.Store.CreateComment(n.t.Context(), s.Editor, c.ArticleID, models.CommentForm{ClaimID: c.ID, Body: "TRACE: it is " + rating, Query: true, Blocking: true})
	s.must(err)
	ids[":u"], ids[":x"], ids[":w"] = s.Editor.ID, 1, 1
	var all []string
	for _, r := range web.Routes() {
		if r.Method == http.MethodGet && r.Who != web.Open && !strings.HasSuffix(r.Path, "/live") {
			if strings.Contains(r.Path, ":") && r.Path != "/numbers/:format" {
				all = append(all, addresses(n.t, r.Path, ids)...)
			} else {
				all = append(all, strings.Replace(r.Path, ":format", "csv", 1))
			}
		}
	}
	claim, article := fmt.Sprint(ids[":c"]), fmt.Sprintf("/articles/%d", ids[":a"])
	return ids[":c"], append(all, "/?q=31%2C412", "/?tab=review", "/?tab=mine", article+"?claim="+claim, article+"?show=review", article+"/export/json?for=legal", article+"/export/html?for=legal", article+"/export/markdown?for=internal", article+"/export?for=legal")
}

// newestVerdict is the id of the newest verdict on a claim, as who gave it sees it.
func newestVerdict(s *scene, claimID int64) int64 {
	d, err := s.Store.ClaimDetail(s.T.Context(), s.Editor, claimID)
	s.must(err)
	return d.Claim.VerdictID
}

// Whatever the first verdict is, whoever may give the second is shown the same.
func TestNoRouteTellsWhoGivesTheSecondVerdictWhatTheFirstIs(t *testing.T) {
	t.Parallel()
	one, other := open(t), open(t)
	claimID, routes := firstVerdict(one, "incorrect")
	firstVerdict(other, "correct_needs_context")
	blind, seeing := [2]*client{one.as(one.Reviewer), other.as(other.Reviewer)}, one.as(one.Editor)
	traces := 0
	said := func(a *answer) string {
		return fmt.Sprint(a.Code, digits.ReplaceAllString(shaSum.ReplaceAllString(a.Body.String(), "hash"), "#"))
	}
	for _, at := range routes {
		for _, part := range []string{"", "1"} {
			for _, c := range blind {
				c.header.Set("X-Stet-Part", part)
			}
			a, b := blind[0].get(at), blind[1].get(at)
			if strings.Contains(a.Body.String(), "TRACE") {
				t.Errorf("GET %s shows the first verdict: %.3000s", at, a.main())
			}
			if kind := a.Header().Get("Content-Type"); !strings.Contains(kind, "officedocument") && !strings.Contains(kind, "zip") && !strings.Contains(kind, "pdf") && said(a) != said(b) {
				t.Errorf("GET %s differs with the first verdict:\n%s", at, firstDifference(said(a), said(b)))
			}
		}
	}
	for _, at := range routes {
		if strings.Contains(seeing.get(at).Body.String(), "TRACE") {
			traces++
		}
	}
	if traces < 6 {
		t.Errorf("who gave the first verdict sees it at %d addresses only", traces)
	}
	lines, err := one.Store.EventsAfter(t.Context(), 1, 0, 100)
	if err != nil || strings.Contains(fmt.Sprintf("%+v", lines), "Incorrect") {
		t.Errorf("those who follow the article hear %+v, %v", lines, err)
	}
	at := path("/claims/%d", claimID)
	blind[0].header.Del("X-Stet-Part")
	blind[0].post(at + "/second/look").status(http.StatusSeeOther)
	blind[0].get(path("/review/%d", claimID)).status(http.StatusOK).holds("TRACE of incorrect")
	blind[0].post(at+"/second", "rating", "1", "explanation", "So.").status(http.StatusForbidden)
}

// firstDifference is where two texts part.
func firstDifference(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	from := max(0, i-300)
	return a[from:min(len(a), i+300)] + "\n--- and\n" + b[from:min(len(b), i+300)]
}

// blindly has claims of images want a second verdict.
func (s *scene) blindly() {
	s.T.Helper()
	set, err := s.Store.Settings(s.T.Context())
	s.must(err)
	set.Second.Kinds = string(models.KindImage)
	s.must(s.Store.EditSettings(s.T.Context(), s.Admin, set))
}

// second is a write on a claim that waits for a second verdict.
func second(below string, pairs ...string) prepared {
	return func(s *scene) (string, []string) {
		s.blindly()
		c := s.claim()
		_, err := s.Store.EditClaim(s.T.Context(), s.Editor, c.ID, models.ClaimForm{Version: c.Version, Wording: c.Wording, Kind: models.KindImage, Risk: c.Risk})
		s.must(err)
		s.Evidence(c.ID)
		s.Propose(c, "correct")
		return path("/claims/%d/%s", c.ID, below), append([]string{"rating", fmt.Sprint(s.Rating(c.ArticleID, "correct").ID)}, pairs...)
	}
}
