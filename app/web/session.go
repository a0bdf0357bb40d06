package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"stet/models"
	"stet/models/message"
)

// sessionLasts is how long somebody stays signed in.
const sessionLasts = 14 * 24 * time.Hour

// What a session keeps.
const (
	keyUser  = "user"
	keyEpoch = "epoch"
	keyFlash = "flash"
)

func newSessions(store *models.Store) *scs.SessionManager {
	m := scs.New()
	m.Store = store.Sessions()
	m.Lifetime = sessionLasts
	m.Cookie.Name = "stet_session"
	m.Cookie.HttpOnly = true
	m.Cookie.SameSite = http.SameSiteLaxMode
	return m
}

// withSession loads the session and sends its cookie. The cookie is for https
// only where the request came by https, or the operator says that all do.
func (s *site) withSession(next http.Handler) http.Handler {
	s.sessions.ErrorFunc = s.sessionFailed
	secure := *s.sessions // shares the key of the context, so that either reads the other's
	secure.Cookie.Secure = true
	plainly, securely := s.sessions.LoadAndSave(next), secure.LoadAndSave(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case isStatic(r):
			next.ServeHTTP(w, r) // the same for everybody
		case s.Secure || r.TLS != nil:
			securely.ServeHTTP(w, r)
		default:
			plainly.ServeHTTP(w, r)
		}
	})
}

func isStatic(r *http.Request) bool { return strings.HasPrefix(r.URL.Path, "/static/") }

// sessionFailed answers when the sessions themselves cannot be read or kept:
// too early, or too late, for a page.
func (s *site) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() == nil {
		s.Log.Error("session failed", slog.Any("error", err))
	}
	http.Error(w, string(broken), http.StatusInternalServerError)
}

// recognise finds out who the visitor is. A deactivated account, or a session
// from before "sign out everywhere", is nobody.
func (v *visit) recognise() error {
	if isStatic(v.Request()) {
		return nil
	}
	id := v.sessions.GetInt64(v.ctx(), keyUser)
	if id == 0 {
		return nil
	}
	u, err := v.Store.User(v.ctx(), id)
	if errors.Is(err, models.ErrNotFound) {
		return nil
	}
	if err == nil && u.Active && u.Epoch == v.sessions.GetInt(v.ctx(), keyEpoch) {
		v.user = u
	}
	return err
}

// welcome signs a person in, under a new session token, so that nobody who
// planted the old one comes in with them.
func (v *visit) welcome(u models.User) error {
	if err := v.sessions.RenewToken(v.ctx()); err != nil {
		return err
	}
	v.sessions.Put(v.ctx(), keyUser, u.ID)
	v.sessions.Put(v.ctx(), keyEpoch, u.Epoch)
	v.user = u
	return nil
}

// flash keeps a sentence for the next page.
func (v *visit) flash(sentence message.Key, args ...any) {
	v.sessions.Put(v.ctx(), keyFlash, v.say(sentence, args...))
}

// flashAll keeps several sentences for the next page, if there are any.
func (v *visit) flashAll(sentences ...[]message.Message) {
	if all := v.tellAll(slices.Concat(sentences...)); len(all) > 0 {
		v.sessions.Put(v.ctx(), keyFlash, strings.Join(all, "\n"))
	}
}

func (v *visit) takeFlash(ctx context.Context) string {
	if !v.sessions.Exists(ctx, keyFlash) {
		return "" // asking for it would write the session
	}
	return v.sessions.PopString(ctx, keyFlash)
}
