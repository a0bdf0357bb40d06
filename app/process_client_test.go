package main_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// password is the password of everybody in these tests.
const password = "stand by every word"

// account is somebody who can sign in.
type account struct{ email, name, role, password string }

var (
	eva  = account{"eva@example.org", "Eva Editor", "editor", password}
	rita = account{"rita@example.org", "Rita Reviewer", "reviewer", password}
	olaf = account{"olaf@example.org", "Olaf Other", "reviewer", password}
	ada  = account{"ada@example.org", "Ada Admin", "admin", password}
)

// hire adds accounts to a newsroom from the command line.
func hire(t testing.TB, data string, people ...account) {
	t.Helper()
	for _, p := range people {
		stetWith(t, p.password+"\n", data, "user", "add", p.email, "--name", p.name, "--role", p.role).works()
	}
}

// visitor sends forms to a server as a browser does, without drawing pages.
type visitor struct {
	t    testing.TB
	site string
	http *http.Client
}

// visiting is a visitor of a server whom nobody knows yet.
func visiting(t testing.TB, s *server) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, s.address, &http.Client{Jar: jar, Timeout: patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// signedIn is a visitor who has signed in.
func signedIn(t testing.TB, s *server, a account) *visitor {
	t.Helper()
	v := visiting(t, s)
	v.post("/sign-in", "email", a.email, "password", a.password).leads("/")
	return v
}

// reply is what a server answered.
type reply struct {
	t      testing.TB
	what   string
	status int
	to     string // where it leads
	body   string
	header http.Header
}

// try sends a form; an error says that no answer came.
func (v *visitor) try(path string, pairs ...string) (reply, error) {
	fields := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		fields.Add(pairs[i], pairs[i+1])
	}
	return v.read(v.http.PostForm(v.site+path, fields))
}

func (v *visitor) post(path string, pairs ...string) reply {
	v.t.Helper()
	return v.answered(v.try(path, pairs...))
}

func (v *visitor) get(path string) reply {
	v.t.Helper()
	return v.answered(v.read(v.http.Get(v.site + path)))
}

func (v *visitor) answered(r reply, err error) reply {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	return r
}

func (v *visitor) read(response *http.Response, err error) (reply, error) {
	if err != nil {
		return reply{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return reply{v.t, response.Request.Method + " " + response.Request.URL.Path, response.StatusCode, response.Header.Get("Location"), string(body), response.Header}, err
}

// leads fails the test unless the answer leads on to the path.
func (r reply) leads(path string) reply {
	r.t.Helper()
	if r.status != http.StatusSeeOther || r.to != path {
		r.t.Fatalf("%s answers %d and leads to %q, want %q\n%.2000s", r.what, r.status, r.to, path, r.body)
	}
	return r
}

// taken fails the test unless the write was taken.
func (r reply) taken() reply {
	r.t.Helper()
	return r.leads(r.to)
}

// ok fails the test unless the answer is a page.
func (r reply) ok() reply {
	r.t.Helper()
	if r.status != http.StatusOK {
		r.t.Fatalf("%s answers %d\n%.2000s", r.what, r.status, r.body)
	}
	return r
}

var (
	claimInAddress = regexp.MustCompile(`claim=(\d+)`)
	ratingOnPage   = regexp.MustCompile(`name="rating" value="(\d+)"`)
	revisionOnPage = regexp.MustCompile(`data-revision="(\d+)"`)
)

// first is what the pattern catches on the page.
func (r reply) first(pattern *regexp.Regexp) string {
	r.t.Helper()
	caught := pattern.FindStringSubmatch(r.body)
	if caught == nil {
		r.t.Fatalf("%s has nothing like %s\n%.2000s", r.what, pattern, r.body)
	}
	return caught[1]
}

// start begins an article and returns its number.
func (v *visitor) start(title, words string) string {
	v.t.Helper()
	r := v.post("/articles", "title", title, "text", words, "scope", "full", "language", "en")
	number, found := strings.CutPrefix(r.to, "/articles/")
	if !found {
		v.t.Fatalf("starting an article answers %d\n%.2000s", r.status, r.body)
	}
	return number
}

// claim claims a sentence of an article and returns the claim's id.
func (v *visitor) claim(article, revision string, sentence int) string {
	v.t.Helper()
	r := v.post("/articles/"+article+"/claims", "revision", revision, "sentence", fmt.Sprint(sentence))
	caught := claimInAddress.FindStringSubmatch(r.to)
	if caught == nil {
		v.t.Fatalf("claiming a sentence answers %d\n%.2000s", r.status, r.body)
	}
	return caught[1]
}
