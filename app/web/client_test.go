package web_test

import (
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"stet/app/capture"
	"stet/app/live"
	"stet/app/web"
	"stet/models"
	"stet/models/modelstest"
)

// newsroom is a story with its pages.
type newsroom struct {
	*modelstest.Story
	t     *testing.T
	pages http.Handler
	log   *bytes.Buffer
}

func open(t *testing.T) *newsroom {
	t.Helper()
	store := modelstest.OpenWith(t, models.Options{Data: t.TempDir(), Capture: true, Pictures: true})
	n := &newsroom{Story: modelstest.NewStory(t, store), t: t, log: new(bytes.Buffer)}
	hub := live.Start(store, slog.New(slog.DiscardHandler))
	t.Cleanup(hub.Close)
	n.pages = web.New(web.Options{Store: store, Log: n.logger(), Live: hub, Fetcher: &capture.Fetcher{AllowLoopback: true}})
	return n
}

func (n *newsroom) logger() *slog.Logger { return slog.New(slog.NewTextHandler(n.log, nil)) }

// visitor is nobody yet.
func (n *newsroom) visitor() *client { return newClient(n.t, n.pages) }

// as is a visitor who has signed in.
func (n *newsroom) as(u models.User) *client {
	n.t.Helper()
	c := n.visitor()
	c.post("/sign-in", "email", u.Email, "password", modelstest.Password).leads("/")
	return c
}

// client is a browser without a screen: it keeps cookies, and sends forms as a
// page of ours would.
type client struct {
	t       *testing.T
	pages   http.Handler
	cookies map[string]*http.Cookie
	header  http.Header // sent with every request
}

func newClient(t *testing.T, pages http.Handler) *client {
	return &client{t: t, pages: pages, cookies: map[string]*http.Cookie{}, header: http.Header{"Sec-Fetch-Site": {"same-origin"}}}
}

// answer is what came back.
type answer struct {
	t    *testing.T
	what string
	*httptest.ResponseRecorder
}

func (c *client) do(r *http.Request) *answer {
	c.t.Helper()
	for name, values := range c.header {
		r.Header[name] = values
	}
	for _, cookie := range c.cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	c.pages.ServeHTTP(w, r)
	for _, cookie := range w.Result().Cookies() {
		if cookie.MaxAge < 0 {
			delete(c.cookies, cookie.Name)
			continue
		}
		c.cookies[cookie.Name] = cookie
	}
	return &answer{c.t, r.Method + " " + r.URL.Path, w}
}

func (c *client) get(path string) *answer {
	c.t.Helper()
	return c.do(httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form of names and values.
func (c *client) post(path string, pairs ...string) *answer {
	c.t.Helper()
	return c.send(path, form(pairs...))
}

func (c *client) send(path string, fields url.Values) *answer {
	c.t.Helper()
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(fields.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.do(r)
}

// upload sends a form with a file.
func (c *client) upload(path, field, name string, data []byte, pairs ...string) *answer {
	c.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for k, values := range form(pairs...) {
		if err := w.WriteField(k, values[0]); err != nil {
			c.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile(field, name)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := io.Copy(part, bytes.NewReader(data)); err != nil {
		c.t.Fatal(err)
	}
	w.Close()
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return c.do(r)
}

func form(pairs ...string) url.Values {
	fields := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		fields.Set(pairs[i], pairs[i+1])
	}
	return fields
}

// status fails the test unless the answer has it.
func (a *answer) status(want int) *answer {
	a.t.Helper()
	if a.Code != want {
		a.t.Errorf("%s: status %d, want %d; location %q\n%s", a.what, a.Code, want, a.Header().Get("Location"), a.main())
	}
	return a
}

// leads fails the test unless the answer leads on to the path.
func (a *answer) leads(path string) *answer {
	a.t.Helper()
	a.status(http.StatusSeeOther)
	if got := a.Header().Get("Location"); got != path {
		a.t.Errorf("%s leads to %q, want %q", a.what, got, path)
	}
	return a
}

// holds fails the test unless every text is on the page.
func (a *answer) holds(texts ...string) *answer {
	a.t.Helper()
	for _, s := range texts {
		if !strings.Contains(a.Body.String(), s) {
			a.t.Errorf("%s does not hold %q:\n%s", a.what, s, a.main())
		}
	}
	return a
}

// lacks fails the test when one of the texts is on the page.
func (a *answer) lacks(texts ...string) *answer {
	a.t.Helper()
	for _, s := range texts {
		if strings.Contains(a.Body.String(), s) {
			a.t.Errorf("%s holds %q", a.what, s)
		}
	}
	return a
}

const tram = "The harbour tram carried 31,412 people in March. It opened in 1998. Nobody misses the ferry."

func path(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// main is the part of the page below its header, shortened.
func (a *answer) main() string {
	_, main, found := strings.Cut(a.Body.String(), "<main")
	if !found {
		main = a.Body.String()
	}
	return fmt.Sprintf("%.2500s", main)
}
