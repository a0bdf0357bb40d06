package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stet/app/web"
	"stet/models"
)

// permission is one row of the table of README.
type permission struct {
	route string
	may   map[string]bool // by column
}

// columns are the people of the table, in its order.
var columns = []string{"viewer", "editor", "reviewer", "admin", "author of the article"}

var roleRow = regexp.MustCompile("(?m)^\\|[^|]*\\| `POST (/[^`]*)` \\| (yes|no) \\| (yes|no) \\| (yes|no) \\| (yes|no) \\| (yes|no) \\|$")

func permissions(t *testing.T) []permission {
	t.Helper()
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var all []permission
	for _, row := range roleRow.FindAllStringSubmatch(string(readme), -1) {
		p := permission{route: row[1], may: map[string]bool{}}
		for i, column := range columns {
			p.may[column] = row[2+i] == "yes"
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("README.md has no table of who may do what")
	}
	return all
}

func TestTheTableInReadmeNamesEveryRouteThatWrites(t *testing.T) {
	t.Parallel()
	named := map[string]bool{}
	for _, p := range permissions(t) {
		named[p.route] = true
	}
	for _, r := range web.Routes() {
		if r.Method != http.MethodPost || r.Who == web.Open {
			continue
		}
		if !named[r.Path] {
			t.Errorf("README does not say who may POST %s", r.Path)
		}
		delete(named, r.Path)
	}
	for route := range named {
		t.Errorf("README names POST %s, which is no route", route)
	}
}

func TestEveryWriteIsAllowedExactlyAsTheTableInReadmeSays(t *testing.T) {
	t.Parallel()
	n := open(t)
	people := map[string]models.User{"viewer": n.Viewer, "editor": n.Second, "reviewer": n.Reviewer, "admin": n.Admin, "author of the article": n.Other}
	browsers := map[string]*client{}
	for _, column := range columns {
		browsers[column] = n.as(people[column])
	}
	for _, p := range permissions(t) {
		for _, column := range columns {
			who := people[column]
			for _, maker := range makers(n, p.route, who) {
				s := &scene{Story: *n.Story, tried: who}
				s.Editor = maker
				if column == "author of the article" {
					s.author = &who.ID
				}
				p.try(t, browsers[column], s, column, maker.Name)
			}
			if strings.HasPrefix(p.route, "/sign-out") {
				browsers[column] = n.as(who)
			}
		}
	}
}

// makers are those whose work somebody writes on: a colleague, and themselves
// where they may write at all. One's own verdicts are tried below.
func makers(n *newsroom, route string, who models.User) []models.User {
	_, makes := scenes()[route]
	if makes && who.Role.MayWrite() && route != "/claims/:c/review" && !strings.HasPrefix(route, "/claims/:c/second") && route != "/articles/:a/approve-slight" {
		return []models.User{n.Editor, who}
	}
	return []models.User{n.Editor}
}

// try sends one write that nothing but the rules on people can refuse.
func (p permission) try(t *testing.T, c *client, s *scene, column, maker string) {
	t.Helper()
	prepare, ok := scenes()[p.route]
	if !ok {
		prepare = elsewhere(p.route)
	}
	at, fields := prepare(s)
	var a *answer
	if p.route == "/evidence/:e/captures" { // which wants a file
		a = c.upload(at, "saved", "page.html", []byte("<!doctype html><p>The count was 31,412."), fields...)
	} else {
		a = c.post(at, fields...)
	}
	done := a.Code == http.StatusSeeOther && !strings.HasPrefix(a.Header().Get("Location"), "/sign-in?") || a.Code == http.StatusCreated || a.Code == http.StatusNoContent ||
		a.Code == http.StatusOK && (p.route == "/articles/:a/published" || strings.HasSuffix(p.route, "/open")) // which answer with a page
	switch {
	case p.may[column] && !done:
		t.Errorf("%s may POST %s on what %s made, and got %d: %s", column, p.route, maker, a.Code, a.main())
	case !p.may[column] && a.Code != http.StatusForbidden:
		t.Errorf("%s may not POST %s on what %s made, and got %d", column, p.route, maker, a.Code)
	}
}

func TestNobodyDecidesOnTheirOwnWork(t *testing.T) {
	t.Parallel()
	n := open(t)
	own, other := n.as(n.Reviewer), n.as(n.Other)
	for _, c := range []struct {
		name               string
		author             *int64
		evidence, verdicts []models.User
	}{
		{"the author of the article", &n.Reviewer.ID, []models.User{n.Editor}, []models.User{n.Editor}},
		{"whoever proposed the verdict", nil, []models.User{n.Editor}, []models.User{n.Reviewer}},
		{"whoever proposed an earlier version", nil, []models.User{n.Editor}, []models.User{n.Reviewer, n.Editor}},
		{"whoever added evidence", nil, []models.User{n.Editor, n.Reviewer}, []models.User{n.Editor}},
	} {
		s := &scene{Story: *n.Story, author: c.author}
		claim := s.claim()
		for _, s.Editor = range c.evidence {
			s.Evidence(claim.ID)
		}
		for _, s.Editor = range c.verdicts {
			s.Propose(claim, "correct")
		}
		now := n.Detail(claim.ID).Claim
		at, seen := path("/claims/%d/review", claim.ID), []string{"verdict", path("%d", now.VerdictID), "fingerprint", now.Fingerprint, "reason", "Because.", "decision"}
		for _, decision := range models.Decisions {
			if a := own.post(at, append(seen, string(decision))...); a.Code != http.StatusForbidden {
				t.Errorf("%s could %s it: status %d", c.name, decision, a.Code)
			}
		}
		other.post(at, append(seen, "approve")...).status(http.StatusSeeOther)
	}
}
