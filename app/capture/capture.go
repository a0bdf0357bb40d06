// Package capture fetches what is on the web, and keeps it as it was seen: the
// bytes, the way there, the time, and who answered. It reaches public sites
// only, whatever an address, a name or a redirect says, and it is bounded in
// bytes and seconds.
package capture

import (
	"cmp"
	"context"
	"crypto/x509"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"time"

	"github.com/gabriel-vasile/mimetype"
)

// Bounds of one fetch. Those of size hold for what comes over the wire and for
// what is unpacked from it.
const (
	DefaultMaxBytes = 20_000_000
	DefaultTimeout  = 20 * time.Second // for everything, redirects included
	DefaultIdle     = 5 * time.Second  // between two arrivals of bytes
	maxRedirects    = 5
	maxHeader       = 64 << 10 // bytes of one answer's header
)

// userAgent says who asks: no browser, and on whose behalf.
const userAgent = "Stet/1 (newsroom fact-check desk; fetches a page when a person asks for it)"

// Fetcher fetches public pages. Its zero value is ready; it may be used by many
// at once. It keeps nothing between two fetches: no cookies and no connections,
// and it knows of no proxy.
type Fetcher struct {
	// AllowLoopback opens this machine itself, on any port. It is for tests,
	// whose servers are there.
	AllowLoopback bool

	// AllowInside opens the networks that have no public page, and every port: for
	// what an operator runs there.
	AllowInside bool

	MaxBytes int64         // 0 is DefaultMaxBytes
	Timeout  time.Duration // 0 is DefaultTimeout
	Idle     time.Duration // 0 is DefaultIdle

	Now    func() time.Time                                                     // nil is time.Now; it dates what is kept
	Roots  *x509.CertPool                                                       // who vouches for certificates; nil is the system's
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)         // nil is the system's resolver
	Dial   func(ctx context.Context, network, address string) (net.Conn, error) // nil is a net.Dialer that looks at the address once more
}

// Hop is one question and its answer, as they went over the wire. Body is
// what followed the header there: still packed, and in chunks where the server
// sent it so.
type Hop struct {
	URL         string
	At          time.Time      // when it was asked
	Remote      netip.AddrPort // who answered
	Certificate string         // SHA-256 of the server's own certificate (DER) in hexadecimal; "" without TLS
	Request     []byte
	Header      []byte // status line and fields, with the empty line at their end
	Body        []byte
	Status      int
	Fields      http.Header
}

// Fetched is a page and the way to it.
type Fetched struct {
	URL      string // after the last redirect
	Hops     []Hop  // in order; the last one brought the page
	Declared string // Content-Type as the server says, "" when it does not
	Type     string // media type by the content, with its charset where it is text
	Body     []byte // unpacked
}

// Fetch gets a page. The error is an *Error whose reason is for whoever asked;
// Fetched then has what was seen before it, which is the whole page where the
// server answered with a status that is no success.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Fetched, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(f.Timeout, DefaultTimeout))
	defer cancel()
	var found Fetched
	u, err := f.address(address)
	for err == nil {
		found.URL = u.String()
		var next *url.URL
		if next, err = f.step(ctx, u, &found); next == nil {
			break
		}
		u = next
	}
	if err != nil {
		return found, err
	}
	return found, found.judge()
}

// step makes one hop and says where it leads on to, nil when it brought the page.
func (f *Fetcher) step(ctx context.Context, u *url.URL, found *Fetched) (*url.URL, error) {
	room := f.maxBytes()
	for _, h := range found.Hops {
		room -= int64(len(h.Body))
	}
	hop, packed, err := f.exchange(ctx, u, room)
	if hop.Status != 0 {
		found.Hops = append(found.Hops, hop)
	}
	if err != nil {
		return nil, err
	}
	if location := hop.Fields.Get("Location"); redirects(hop.Status) && location != "" {
		if len(found.Hops) > maxRedirects {
			return nil, refuse("The page leads on more than %d times without arriving. Give the address where it ends.", maxRedirects)
		}
		return f.redirect(u, location)
	}
	found.Body, err = unpack(packed, hop.Fields, f.maxBytes())
	found.Declared = hop.Fields.Get("Content-Type")
	found.Type = mimetype.Detect(found.Body).String()
	return nil, err
}

func (f *Fetcher) maxBytes() int64 { return cmp.Or(f.MaxBytes, DefaultMaxBytes) }

func (f *Fetcher) now() time.Time {
	if f.Now == nil {
		return time.Now()
	}
	return f.Now()
}

func redirects(status int) bool {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

// judge says what a status means that is no success.
func (f *Fetched) judge() error {
	status := f.Hops[len(f.Hops)-1].Status
	switch {
	case status >= 200 && status < 300:
		return nil
	case status == http.StatusNotFound, status == http.StatusGone:
		return refuse("The site says that there is no such page (%d). Check the address, or look for a copy in a web archive.", status)
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusPaymentRequired, status == http.StatusUnavailableForLegalReasons:
		return refuse("The site does not show this page to Stet (%d). Open it in your browser and save or copy it from there.", status)
	case status == http.StatusTooManyRequests, status >= 500:
		return refuse("The site cannot show the page at the moment (%d). Try again later.", status)
	}
	return refuse("The site answered with the status %d instead of a page.", status)
}

// Name is a file name for the page, for programs that go by names.
func (f *Fetched) Name() string {
	if declared, _, _ := mime.ParseMediaType(f.Declared); declared == "text/html" || declared == "application/xhtml+xml" {
		return "page.html"
	}
	u, err := url.Parse(f.URL)
	if err != nil {
		return ""
	}
	return path.Base(u.Path)
}
