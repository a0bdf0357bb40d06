package capture

import (
	"cmp"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"time"
)

// DefaultProxyBytes bounds what comes through a proxy in its life.
const DefaultProxyBytes = 100_000_000

var errProxyFull = errors.New("the page brings in too much")

// Proxy takes a browser on this machine to public sites and nowhere else: it
// reaches what a Fetcher reaches, with the same looks at every name, address
// and port. It listens on this machine alone, without a password, for it opens
// nothing that others here could not open anyway; and it is for one use.
type Proxy struct {
	fetcher  *Fetcher
	listener net.Listener
	server   *http.Server
	ctx      context.Context // ends with the proxy
	end      context.CancelFunc
	room     atomic.Int64 // bytes that may still come through
}

// Proxy starts one. Whoever starts it closes it.
func (f *Fetcher) Proxy() (*Proxy, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &Proxy{fetcher: f, listener: listener}
	p.ctx, p.end = context.WithCancel(context.Background())
	p.room.Store(DefaultProxyBytes)
	plain := &httputil.ReverseProxy{
		Rewrite:      func(*httputil.ProxyRequest) {}, // it goes on as it came
		Transport:    &http.Transport{DialContext: p.dial, DisableCompression: true, ResponseHeaderTimeout: DefaultTimeout, IdleConnTimeout: DefaultTimeout},
		ErrorLog:     log.New(io.Discard, "", 0),
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	p.server = &http.Server{ReadHeaderTimeout: DefaultTimeout, ErrorLog: plain.ErrorLog, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodConnect:
			p.tunnel(w, r)
		case r.URL.Scheme == "http":
			plain.ServeHTTP(w, r)
		default:
			w.WriteHeader(http.StatusForbidden)
		}
	})}
	go func() { _ = p.server.Serve(listener) }() // ends when it is closed
	return p, nil
}

// Address is where the proxy listens, as host:port.
func (p *Proxy) Address() string { return p.listener.Addr().String() }

// Close ends the proxy and every connection through it.
func (p *Proxy) Close() error {
	p.end()
	return p.server.Close()
}

// dial reaches a site as the Fetcher does, whichever network is named.
func (p *Proxy) dial(ctx context.Context, _, address string) (net.Conn, error) {
	scheme := "https"
	if _, port, err := net.SplitHostPort(address); err == nil && port == "80" {
		scheme = "http"
	}
	u, err := p.fetcher.soundURL(&url.URL{Scheme: scheme, Host: address})
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, DefaultTimeout)
	defer cancel()
	conn, _, err := p.fetcher.connect(ctx, u.Hostname(), cmp.Or(u.Port(), defaultPort(scheme)))
	if err != nil {
		return nil, err
	}
	context.AfterFunc(p.ctx, func() { conn.Close() })
	return &metered{conn, &p.room}, nil
}

// tunnel joins the browser and a site, who then speak with each other in secret.
func (p *Proxy) tunnel(w http.ResponseWriter, r *http.Request) {
	there, err := p.dial(r.Context(), "tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	defer there.Close()
	here, sent, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer here.Close()
	defer context.AfterFunc(p.ctx, func() { here.Close() })()
	if _, err := io.WriteString(here, "HTTP/1.1 200 OK\r\n\r\n"); err != nil {
		return
	}
	go func() {
		defer there.Close()
		_, _ = io.Copy(there, sent) // whichever end breaks off, both are closed
	}()
	_, _ = io.Copy(here, there)
}

// metered is a connection that breaks off when too much came through it and
// its like.
type metered struct {
	net.Conn
	room *atomic.Int64
}

func (m *metered) Read(p []byte) (int, error) {
	if err := m.SetReadDeadline(time.Now().Add(DefaultTimeout)); err != nil {
		return 0, err
	}
	n, err := m.Conn.Read(p)
	if m.room.Add(-int64(n)) < 0 {
		return 0, errProxyFull
	}
	return n, err
}
