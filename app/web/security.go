package web

import (
	"context"
	"net/http"
	"strings"
	"time"
)

const (
	// pagePolicy lets a page load what we serve and nothing else; no script or
	// style inside the page runs.
	pagePolicy = "default-src 'none'; script-src 'self'; require-trusted-types-for 'script'; trusted-types stet-fragment; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	// filePolicy keeps whatever an evidence file holds from running.
	filePolicy = "sandbox; default-src 'none'; frame-ancestors 'none'"
)

const (
	maxForm      = 1 << 20          // bytes of an ordinary form
	formTime     = 30 * time.Second // for an ordinary request, from its first byte to the last of its answer
	transferTime = 15 * time.Minute // for one that carries files
)

// protected sets the headers of every answer, refuses what another site sends,
// and bounds how long and how large a request may be.
func (s *site) protected(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(refuseForeign))
	origin.AddInsecureBypassPattern("POST /answer/{token}") // who has the link may answer from anywhere: no cookie speaks for them
	guarded := origin.Handler(s.bounded(next))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", pagePolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		h.Set("Cache-Control", "private, no-cache")
		guarded.ServeHTTP(w, r)
	})
}

// refuseForeign answers a form that another site sent. Nothing of it is read.
func refuseForeign(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "This request came from another site, so nothing was done. Open Stet and try again from there.", http.StatusForbidden)
}

// bounded limits the body and the time of a request.
func (s *site) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bytes, limit := s.bounds(r)
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		conn := http.NewResponseController(w)
		_ = conn.SetReadDeadline(time.Now().Add(limit)) // a recorder in a test has no deadlines
		_ = conn.SetWriteDeadline(time.Now().Add(limit))
		r = r.WithContext(ctx)
		r.Body = http.MaxBytesReader(w, r.Body, bytes)
		next.ServeHTTP(w, r)
	})
}

// bounds says how many bytes a request may have, and how long it may take. A
// form's letters outside ASCII come as three bytes each.
func (s *site) bounds(r *http.Request) (bytes int64, limit time.Duration) {
	path := r.URL.Path
	switch {
	case r.Method == http.MethodPost && path == "/articles":
		return 3*s.Limits.MaxText + s.Limits.MaxFile + maxForm, transferTime
	case r.Method == http.MethodPost && strings.HasPrefix(path, "/articles/") && strings.HasSuffix(path, "/text"):
		return 3*s.Limits.MaxText + maxForm, transferTime
	case r.Method == http.MethodPost && strings.HasPrefix(path, "/articles/") && strings.HasSuffix(path, "/published"):
		return 3*s.Limits.MaxText + s.Limits.MaxFile + maxForm, transferTime
	case r.Method == http.MethodPost && (strings.HasPrefix(path, "/evidence/") || strings.HasSuffix(path, "/evidence")):
		return s.MaxUpload + maxForm, transferTime
	case strings.HasPrefix(path, "/articles/") && strings.HasSuffix(path, "/live"):
		return 0, liveFor
	case strings.HasPrefix(path, "/files/"):
		return maxForm, transferTime
	}
	return maxForm, formTime
}
