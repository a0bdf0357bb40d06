package capture

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// listen serves connections on this machine one after the other.
func listen(t *testing.T, serve func(net.Conn)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer c.Close(); serve(c) }()
		}
	}()
	return l.Addr().String()
}

// says is a site that hears the request and answers with these bytes.
func says(t *testing.T, answer string) (address string) {
	t.Helper()
	return "http://" + listen(t, func(c net.Conn) {
		hear4k(c)
		io.WriteString(c, answer)
	})
}

func hear4k(c net.Conn) { c.Read(make([]byte, 4096)) }

// servedBy is a dialler whose connections all end at a site that answers with
// what respond says for the address.
func servedBy(respond func(address string) string) func(context.Context, string, string) (net.Conn, error) {
	return func(_ context.Context, _, address string) (net.Conn, error) {
		here, there := net.Pipe()
		answer := respond(address)
		go func() {
			defer there.Close()
			hear4k(there)
			io.WriteString(there, answer)
		}()
		return here, nil
	}
}

func site(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func local() *Fetcher { return &Fetcher{AllowLoopback: true} }

func wantReason(t *testing.T, err error, words ...string) {
	t.Helper()
	var said *Error
	if !errors.As(err, &said) {
		t.Fatalf("error is %v, want an *Error", err)
	}
	if !strings.HasSuffix(said.Error(), ".") {
		t.Errorf("%q is no sentence", said.Error())
	}
	for _, word := range words {
		if !strings.Contains(said.Error(), word) {
			t.Errorf("%q does not say %q", said.Error(), word)
		}
	}
}

func TestAPageIsKeptAsItCame(t *testing.T) {
	t.Parallel()
	const body = "6\r\n<p>Tra\r\n7;x=y\r\nm</p>\r\n\r\n0\r\nTrailer: t\r\n\r\n"
	const early = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
	const header = "HTTP/1.1 200  Fine\r\nContent-Type: text/html; charset=utf-8\r\nX-Odd:  spaced \r\nTransfer-Encoding: chunked\r\n\r\n"
	address := says(t, early+header+body+"what comes after the end")
	f := local()
	when := time.Date(2026, 3, 1, 12, 0, 0, 0, time.FixedZone("", 3600))
	f.Now = func() time.Time { return when }
	got, err := f.Fetch(t.Context(), address+"/a?b=c#d")
	if err != nil {
		t.Fatal(err)
	}
	hop := got.Hops[0]
	if string(hop.Header) != header || string(hop.Body) != body || hop.Status != 200 || hop.Fields.Get("X-Odd") != "spaced" {
		t.Errorf("kept %q and %q", hop.Header, hop.Body)
	}
	if string(got.Body) != "<p>Tram</p>\r\n" || got.URL != address+"/a?b=c" || got.Declared != "text/html; charset=utf-8" || got.Name() != "page.html" {
		t.Errorf("got %+v", got)
	}
	if !hop.At.Equal(when) || hop.At.Location() != time.UTC || hop.Remote.String() != address[len("http://"):] || hop.Certificate != "" {
		t.Errorf("kept %v, %v", hop.At, hop.Remote)
	}
	sent := string(hop.Request)
	if !strings.HasPrefix(sent, "GET /a?b=c HTTP/1.1\r\nHost: "+address[len("http://"):]+"\r\nUser-Agent: Stet/") || !strings.HasSuffix(sent, "\r\n\r\n") {
		t.Errorf("sent %q", sent)
	}
}

func TestARequestTellsNothingOfWhoAsks(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	var seen []http.Header
	url := site(t, func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header)
		http.SetCookie(w, &http.Cookie{Name: "id", Value: "7"})
		if r.URL.Path == "/" {
			http.Redirect(w, r, "/next?secret=1", http.StatusFound)
		}
	})
	f := local()
	for range 2 {
		if _, err := f.Fetch(t.Context(), url); err != nil {
			t.Fatal(err)
		}
	}
	for _, h := range seen {
		for name := range h {
			switch name {
			case "User-Agent", "Accept", "Accept-Encoding", "Connection":
			default:
				t.Errorf("sent %s: %s", name, h[name])
			}
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d requests", len(seen))
	}
}

func TestTheWayToAPageIsKept(t *testing.T) {
	t.Parallel()
	url := site(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			http.Redirect(w, r, "/b", http.StatusMovedPermanently)
		case "/b":
			w.Header().Set("Location", "c/d")
			w.WriteHeader(http.StatusSeeOther)
		default:
			io.WriteString(w, "here")
		}
	})
	got, err := local().Fetch(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	var way []string
	for _, h := range got.Hops {
		way = append(way, fmt.Sprint(h.Status, " ", strings.TrimPrefix(h.URL, url)))
	}
	if s := strings.Join(way, ", "); s != "301 , 303 /b, 200 /c/d" || string(got.Body) != "here" || got.Type != "text/plain; charset=utf-8" || got.Name() != "d" {
		t.Errorf("went %s to %q, %q", s, got.Body, got.Type)
	}
}

func TestAnEncryptedSiteProvesWhoItIs(t *testing.T) {
	t.Parallel()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		io.WriteString(w, r.Proto)
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	plain := site(t, func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "plain") })
	f := local()
	_, err := f.Fetch(t.Context(), s.URL)
	wantReason(t, err, "certificate")

	f.Roots = x509.NewCertPool()
	f.Roots.AddCert(s.Certificate())
	got, err := f.Fetch(t.Context(), s.URL)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(s.Certificate().Raw)
	if string(got.Body) != "HTTP/1.1" || got.Hops[0].Certificate != hex.EncodeToString(sum[:]) {
		t.Errorf("got %q from %s", got.Body, got.Hops[0].Certificate)
	}
	if got, err := f.Fetch(t.Context(), s.URL+"/?to="+plain+"/page"); err != nil || string(got.Body) != "plain" {
		t.Errorf("a plain redirect: %q, %v", got.Body, err)
	}
	_, err = f.Fetch(t.Context(), s.URL+"/?to="+plain+"/page%3Fkey%3D1")
	wantReason(t, err, "encrypted")
	_, err = f.Fetch(t.Context(), strings.Replace(s.URL, "https", "http", 1))
	wantReason(t, err, "status 400")
}

func TestPackedPagesAreUnpacked(t *testing.T) {
	t.Parallel()
	for coding, packed := range map[string]string{
		"gzip": gzipped("hello"), "X-GZIP": gzipped("hello"), "identity": "hello", "": "hello",
		"deflate": "x\x9c\xcbH\xcd\xc9\xc9\x07\x00\x06,\x02\x15", " deflate": "\xcbH\xcd\xc9\xc9\x07\x00",
	} {
		url := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			io.WriteString(w, packed)
		})
		got, err := local().Fetch(t.Context(), url)
		if err != nil || string(got.Body) != "hello" || string(got.Hops[0].Body) != packed {
			t.Errorf("%q: %q, %v", coding, got.Body, err)
		}
	}
	for coding, packed := range map[string]string{"br": "hello", "gzip, gzip": "hello", "gzip": "hello", "deflate": "hello"} {
		url := site(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", coding)
			io.WriteString(w, packed)
		})
		_, err := local().Fetch(t.Context(), url)
		wantReason(t, err)
	}
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestWhatIsNoPageIsToldInASentence(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ answer, says string }{
		"not there":      {"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nsecret", "no such page (404)"},
		"locked":         {"HTTP/1.1 403 Forbidden\r\n\r\nsecret", "(403)"},
		"broken":         {"HTTP/1.1 502 Bad\r\n\r\nsecret", "Try again later"},
		"odd":            {"HTTP/1.1 300 Choose\r\nContent-Length: 6\r\n\r\nsecret", "status 300"},
		"nowhere":        {"HTTP/1.1 302 Found\r\n\r\nsecret", "status 302"},
		"no HTTP":        {"SSH-2.0-secret\r\n", "did not answer"},
		"nothing":        {"", "did not answer"},
		"old":            {"<p>secret", "did not answer"},
		"cut off":        {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nsecret", "broke off"},
		"cut chunk":      {"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nsecret", "broke off"},
		"two lengths":    {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nsecret", "did not answer"},
		"only interim":   {strings.Repeat("HTTP/1.1 100 Continue\r\n\r\n", 20), "status 100"},
		"elsewhere":      {"HTTP/1.1 302 Found\r\nLocation: gopher://secret/\r\n\r\n", "leads on to an address"},
		"inside":         {"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/secret\r\n\r\n", "leads on to an address"},
		"names a user":   {"HTTP/1.1 302 Found\r\nLocation: http://secret@example.org/\r\n\r\n", "leads on to an address"},
		"long header":    {"HTTP/1.1 200 OK\r\nX: " + strings.Repeat("secret", maxHeader) + "\r\n\r\n", "did not answer"},
		"many fields":    {"HTTP/1.1 200 OK\r\n" + strings.Repeat("X: secret\r\n", maxHeader) + "\r\n", "did not answer"},
		"long way":       {"HTTP/1.1 302 Found\r\nLocation: /" + strings.Repeat("secret", maxAddress) + "\r\n\r\n", "leads on to an address"},
		"endless status": {"HTTP/1.1 200 " + strings.Repeat("secret", maxHeader), "did not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := local().Fetch(t.Context(), says(t, c.answer))
			wantReason(t, err, c.says)
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%q repeats the site", err)
			}
			if strings.HasPrefix(c.answer, "HTTP/1.1 404") && string(got.Body) != "secret" {
				t.Errorf("the page with the status was not kept")
			}
		})
	}
}

func TestAFetchEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	address := listen(t, func(c net.Conn) {
		hear4k(c)
		cancel()
		hear4k(c)
	})
	_, err := local().Fetch(ctx, "http://"+address)
	wantReason(t, err, "stopped")
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestTheNextAddressOfASiteIsTried(t *testing.T) {
	t.Parallel()
	f := &Fetcher{Lookup: func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("2606:4700:4700::1111"), netip.MustParseAddr("1.1.1.1")}, nil
	}}
	served := servedBy(func(string) string { return "HTTP/1.1 200 OK\r\n\r\nhere" })
	f.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "[") {
			return nil, errNobodyThere
		}
		return served(ctx, network, address)
	}
	got, err := f.Fetch(t.Context(), "http://example.org/")
	if err != nil || string(got.Body) != "here" || got.Hops[0].Remote.String() != "1.1.1.1:80" {
		t.Errorf("got %q from %v, %v", got.Body, got.Hops, err)
	}
	f.Dial = func(context.Context, string, string) (net.Conn, error) { return nil, errNobodyThere }
	_, err = f.Fetch(t.Context(), "http://example.org/")
	wantReason(t, err, "cannot be reached")
}
