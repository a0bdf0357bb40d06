package web

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// broken is all that a page says of an error of ours.
const broken message.Key = "Something went wrong on our side. It has been noted. Try again in a moment."

// errUnreadable is a form that is not one: cut off, or wrongly encoded.
var errUnreadable = errors.New("unreadable form")

// judge is the one place that says which status and which sentence an error becomes.
func judge(err error) (status int, sentence message.Message) {
	var (
		refused  *models.Refused
		invalid  *models.Invalid
		conflict *models.Conflict
		blocked  *models.Blocked
		tooLong  *http.MaxBytesError
		routing  *echo.HTTPError
	)
	switch {
	case errors.As(err, &refused):
		return http.StatusForbidden, refused.Reason
	case errors.As(err, &invalid):
		return http.StatusUnprocessableEntity, message.Plain(invalid.Error())
	case errors.As(err, &conflict):
		return http.StatusConflict, conflict.Sentence()
	case errors.As(err, &blocked):
		return http.StatusConflict, blocked.Sentence()
	case errors.As(err, &tooLong):
		return http.StatusRequestEntityTooLarge, message.New("That is more than Stet takes at once. Send less, or smaller files.")
	case errors.Is(err, errUnreadable):
		return http.StatusBadRequest, message.New("The form did not arrive whole. Go back and send it again.")
	case errors.Is(err, models.ErrNotFound), errors.As(err, &routing) && routing.Code == http.StatusNotFound:
		return http.StatusNotFound, message.New("There is nothing at this address. It may be mistyped, or what was here is gone.")
	case errors.As(err, &routing) && routing.Code == http.StatusMethodNotAllowed:
		return http.StatusMethodNotAllowed, message.New("This address does not take that. Go back and try again.")
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, message.New("That took too long, so it was stopped. Try again in a moment.")
	}
	return http.StatusInternalServerError, message.New(broken)
}

// judge is what judge says, in the reader's language.
func (v *visit) judge(err error) (status int, sentence string) {
	status, why := judge(err)
	var wrong *models.Invalid
	if errors.As(err, &wrong) {
		return status, strings.Join(slices.Sorted(maps.Values(v.told(wrong))), " ")
	}
	return status, v.language().Tell(why)
}

// headline names a status as people would.
func headline(status int) message.Key {
	switch status {
	case http.StatusNotFound:
		return "Nothing here"
	case http.StatusForbidden:
		return "Not allowed"
	case http.StatusConflict:
		return "Changed meanwhile"
	case http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusMethodNotAllowed:
		return "That did not work"
	case http.StatusRequestEntityTooLarge:
		return "Too much at once"
	}
	return "Something went wrong"
}

// fail answers with what went wrong, and logs it once where it is our fault.
// The log has the route, not the address, which may hold a secret.
func (v *visit) fail(err error) {
	if errors.Is(err, context.Canceled) && v.ctx().Err() != nil {
		return // nobody is there to read an answer
	}
	status, sentence := v.judge(err)
	if status >= http.StatusInternalServerError {
		v.Log.Error("request failed", slog.String("method", v.Request().Method), slog.String("route", v.Path()),
			slog.Int64("user", v.user.ID), slog.Any("error", err))
	}
	if v.Response().Committed {
		return
	}
	page, fault := v.failPage(err, status, sentence)
	if fault == nil {
		fault = v.show(status, page)
	}
	if fault == nil || v.Response().Committed {
		return
	}
	if status < http.StatusInternalServerError {
		v.Log.Error("error page failed", slog.String("route", v.Path()), slog.Any("error", fault))
	}
	_ = v.String(status, sentence) // whatever breaks pages, words still arrive
}

// failPage is the page that an error is shown on: the place where both texts or
// the blockers are seen, the workspace when only a part of it was asked for, or
// a page of its own.
func (v *visit) failPage(err error, status int, sentence string) (views.Page, error) {
	if v.user.ID == 0 && v.Path() == "" {
		if err := v.recognise(); err != nil { // no route was found, so nobody has asked yet
			return nil, err
		}
	}
	var conflict *models.Conflict
	var blocked *models.Blocked
	isConflict := errors.As(err, &conflict)
	switch {
	case v.inPart() && v.cameFromWorkspace():
		return v.failPart(sentence, conflict)
	case isConflict:
		return v.conflictPage(*conflict), nil
	case errors.As(err, &blocked):
		return v.signOffPage(v.id("a"), nil)
	}
	v.fault = nil
	return views.ErrorPage{Chrome: v.frame(headline(status)), Status: status, Sentence: sentence, Back: v.back(status)}, v.fault
}

// back is where a person goes on from an error.
func (v *visit) back(status int) string {
	from, _ := url.Parse(v.Request().Referer())
	switch {
	case status == http.StatusNotFound:
		return ""
	case v.typed("next") == toTheArrival && from != nil && strings.HasPrefix(from.Path, "/articles/"):
		return from.Path
	case v.id("c") != 0:
		return "/claims/" + v.Param("c")
	case v.id("a") != 0:
		return "/articles/" + v.Param("a")
	}
	return ""
}

// versionFields are the names under which forms say what they are based on.
var versionFields = []string{"based_on", "version"}

// conflictPage brings what was sent together with what was saved before. The form
// it holds takes the newer version as its base, so that sending it again is a
// decision and no accident.
func (v *visit) conflictPage(conflict models.Conflict) views.ConflictPage {
	page := views.ConflictPage{Chrome: v.chrome("Changed meanwhile"), Conflict: conflict, Action: v.Request().URL.Path, Back: v.newerPath()}
	if page.Text() && v.Path() != textPath { // nothing was typed: a correction, or an old revision
		page.Conflict.Fields = nil
		return page
	}
	page.Conflict.Rebase(views.BeganWith(v.typed("was")))
	shown := page.Shown()
	for name, values := range v.Request().PostForm {
		switch {
		case slices.Contains(versionFields, name):
			page.VersionField = name
		case name != "was" && !slices.ContainsFunc(shown, func(f models.ConflictField) bool { return f.Name == name }):
			for _, value := range values {
				page.Kept = append(page.Kept, views.Input{Name: name, Value: clean(value)})
			}
		}
	}
	slices.SortStableFunc(page.Kept, func(a, b views.Input) int { return strings.Compare(a.Name, b.Name) })
	return page
}

// newerPath is the page that shows the newer version.
func (v *visit) newerPath() string {
	for _, r := range Routes() {
		if r.Method == http.MethodGet && r.Path == v.Path() {
			return v.Request().URL.Path
		}
	}
	if v.id("u") != 0 {
		return "/people"
	}
	return v.back(http.StatusConflict)
}

// mend answers invalid input with the page it came from and all that was typed.
// Any other error goes on.
func (v *visit) mend(err error, page func(views.Errors) (views.Page, error)) error {
	var wrong *models.Invalid
	if !errors.As(err, &wrong) {
		return err
	}
	p, fault := page(v.told(wrong))
	if fault != nil {
		return fault
	}
	return v.show(http.StatusUnprocessableEntity, p)
}

// told is what is wrong with a form, in the reader's language.
func (v *visit) told(wrong *models.Invalid) views.Errors {
	all := views.Errors{}
	for field, sentence := range wrong.Fields {
		all[field] = v.language().Tell(sentence)
	}
	return all
}
