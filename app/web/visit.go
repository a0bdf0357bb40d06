package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// visit is one request: who makes it, and all that its handler needs.
type visit struct {
	echo.Context
	*site
	user  models.User      // zero when signed out
	set   *models.Settings // nil until they are read
	fault error            // what went wrong while the page was put together; show returns it
}

func (s *site) visit(c echo.Context) *visit { return &visit{Context: c, site: s} }

// enter lets those in whom the route is for.
func (s *site) enter(r Route) echo.HandlerFunc {
	return func(c echo.Context) error {
		v := s.visit(c)
		if err := v.answer(r); err != nil {
			v.fail(err)
		}
		return nil
	}
}

// answer runs the route's handler. A panic in it ends this request only.
func (v *visit) answer(r Route) (err error) {
	defer func() {
		if p := recover(); p != nil && p != http.ErrAbortHandler {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	switch needed, err := v.needsSetup(r); {
	case err != nil:
		return err
	case needed:
		return v.lead("/setup")
	}
	if err := v.recognise(); err != nil {
		return err
	}
	if r.Who != Open && v.user.ID == 0 {
		return v.lead(v.signInPath())
	}
	if reason := r.refusal(v.user); reason != "" {
		return &models.Refused{Reason: message.New(reason)}
	}
	defer v.forgetUploads()
	if err := v.readForm(); err != nil {
		return err
	}
	return r.Handler(v)
}

// refusal says why the user may not enter, "" when they may.
func (r Route) refusal(u models.User) message.Key {
	switch {
	case r.Who == Editor && !u.Role.MayWrite():
		return "Your role lets you read and export. Ask an admin for the editor role."
	case r.Who == Reviewer && !u.Role.MayReview():
		return "Only a reviewer can do this. Ask an admin for the reviewer role."
	case r.Who == Admin && !u.Admin:
		return "Only an admin can manage people and settings."
	}
	return ""
}

// needsSetup reports whether the visitor has to be led to /setup first.
func (v *visit) needsSetup(r Route) (bool, error) {
	if v.ready.Load() || r.Path == "/setup" || r.Path == staticPath || r.Path == "/healthz" {
		return false, nil
	}
	needed, err := v.Store.NeedsSetup(v.ctx())
	if err == nil && !needed {
		v.ready.Store(true)
	}
	return needed, err
}

// ctx is the request's, and knows of the warnings that were read.
func (v *visit) ctx() context.Context {
	ctx, read := v.Request().Context(), strings.Fields(v.typed(models.Anyway))
	for _, w := range models.Warnings {
		if slices.Contains(read, string(w)) {
			ctx = models.Warned(ctx, w)
		}
	}
	return ctx
}

// id is a number in the path; 0, which nothing has, when it is none.
func (v *visit) id(name string) int64 { return idOf(v.Param(name)) }

func idOf(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func numberOf(s string) int { return int(idOf(s)) }

// readForm reads the body of a POST. Files beyond a megabyte wait on the disk.
func (v *visit) readForm() error {
	r := v.Request()
	if r.Method != http.MethodPost {
		return nil
	}
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(1 << 20)
	}
	if errors.Is(err, http.ErrNotMultipart) {
		return nil // ParseForm has read it
	}
	if tooLong := (*http.MaxBytesError)(nil); err != nil && !errors.As(err, &tooLong) {
		return errors.Join(errUnreadable, err)
	}
	return err
}

func (v *visit) forgetUploads() {
	if form := v.Request().MultipartForm; form != nil {
		_ = form.RemoveAll() // what is left of a temporary folder is the system's to clean
	}
}

// typed is a form field as it was typed, with the line ends of this side.
func (v *visit) typed(name string) string { return clean(v.Request().PostForm.Get(name)) }

// asked is a field of the address's query.
func (v *visit) asked(name string) string { return clean(v.QueryParam(name)) }

// ticked reports whether a box was ticked.
func (v *visit) ticked(name string) bool { return v.typed(name) != "" }

// number is a field with a number, or otherwise where it is missing or none.
func (v *visit) number(name string, otherwise int) int {
	n, err := strconv.Atoi(v.typed(name))
	if err != nil {
		return otherwise
	}
	return n
}

// person is a field that names a user by id; nil when it is empty. What is not
// an id becomes 0, which no user has, so that the Store says what is wrong.
func (v *visit) person(name string) *int64 {
	s := v.typed(name)
	if s == "" {
		return nil
	}
	id := idOf(s)
	return &id
}

// moment is a field with a local time in the reader's zone; nil when it is empty.
func (v *visit) moment(name string) (*time.Time, error) {
	s := v.typed(name)
	if s == "" {
		return nil, nil
	}
	for _, layout := range []string{views.InputTime, views.InputTime + ":05", models.FormMinute} {
		if t, err := time.ParseInLocation(layout, s, v.zone()); err == nil {
			return &t, nil
		}
	}
	return nil, invalid(name, "Write the date and time as 2024-01-29T15:30, or leave it empty.")
}

// clean makes what a browser sent fit to be kept and found again: valid UTF-8,
// no NUL, which PostgreSQL refuses, and line feeds alone as line ends.
func clean(s string) string {
	return strings.NewReplacer("\x00", "", "\r\n", "\n").Replace(strings.ToValidUTF8(s, "\uFFFD"))
}

func invalid(field string, sentence message.Key, args ...any) error {
	return wrong(field, message.New(sentence, args...))
}

func wrong(field string, why message.Message) error {
	return &models.Invalid{Fields: map[string]message.Message{field: why}}
}

// lead sends the browser on to another address.
func (v *visit) lead(path string) error { return v.Redirect(http.StatusSeeOther, path) }

// signInPath leads back to this page after the sign-in.
func (v *visit) signInPath() string {
	r := v.Request()
	if r.Method != http.MethodGet || r.URL.Path == "/" {
		return "/sign-in"
	}
	return "/sign-in?next=" + url.QueryEscape(r.URL.RequestURI())
}
