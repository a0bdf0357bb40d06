// Package web answers HTTP: it binds a form, asks the Store once, and shows a
// page or leads on to one. What may be done the Store decides; which sentence
// and status an error becomes, errors.go decides.
package web

import (
	"cmp"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"

	"github.com/alexedwards/scs/v2"
	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"

	"stet/app/capture"
	"stet/app/intake"
	"stet/app/live"
	"stet/models"
)

// DefaultMaxUpload is how many bytes one request with evidence files may have.
const DefaultMaxUpload = 100 << 20

// Options says what the pages stand on. Only Store is needed.
type Options struct {
	Store      *models.Store
	SetupToken string           // asked for by /setup; "" where only this machine can reach it
	Secure     bool             // cookies travel by https only, as behind a proxy that ends TLS
	Limits     intake.Limits    // of an article's text and file
	MaxUpload  int64            // bytes of one request with evidence files; 0 is DefaultMaxUpload
	Log        *slog.Logger     // nil is slog.Default()
	Fetcher    *capture.Fetcher // nil fetches no page
	Live       *live.Hub        // nil tells nobody what others do
	Cache      string           // folder that intake keeps what it compiled in; "" for none
}

// site is what all visits share.
type site struct {
	Options
	sessions *scs.SessionManager
	ready    atomic.Bool // somebody has set it up
	zones    sync.Map    // *time.Location by IANA name; only names that exist
	buffers  sync.Pool   // of *bytes.Buffer, for pages
}

// New makes the handler of everything that Routes lists.
func New(o Options) http.Handler {
	limits := intake.DefaultLimits()
	o.Limits.MaxFile = cmp.Or(o.Limits.MaxFile, limits.MaxFile)
	o.Limits.MaxText = cmp.Or(o.Limits.MaxText, limits.MaxText)
	o.MaxUpload = cmp.Or(o.MaxUpload, DefaultMaxUpload)
	o.Log = cmp.Or(o.Log, slog.Default())
	s := &site{Options: o, sessions: newSessions(o.Store)}
	return compressed(s.protected(s.withSession(s.router())))
}

// router knows every route, and turns what goes wrong before a handler is
// reached into a page.
func (s *site) router() http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = func(err error, c echo.Context) { s.visit(c).fail(err) }
	e.IPExtractor = echo.ExtractIPFromXFFHeader(echo.TrustLoopback(true), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false))
	for _, r := range Routes() {
		e.Add(r.Method, r.Path, s.enter(r))
		if r.Method == http.MethodGet && r.Who == Open { // for watchdogs and caches
			e.Add(http.MethodHead, r.Path, s.enter(r))
		}
	}
	return e
}

// compressed sends answers gzipped at the fastest level: a page of 50,000 words
// shrinks to a fifth in a few milliseconds, and higher levels cost more than
// they save.
func compressed(next http.Handler) http.Handler {
	wrap, err := gzhttp.NewWrapper(gzhttp.MinSize(1024), gzhttp.CompressionLevel(1))
	if err != nil {
		panic(err) // the options above are constants
	}
	return wrap(next)
}
