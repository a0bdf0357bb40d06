package capture

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestARedirectThatNeverArrivesIsGivenUp(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	url := site(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, fmt.Sprint("/", asked.Add(1)), http.StatusFound)
	})
	got, err := local().Fetch(t.Context(), url)
	wantReason(t, err, "more than 5 times")
	if asked.Load() != maxRedirects+1 || len(got.Hops) != maxRedirects+1 {
		t.Errorf("%d requests", asked.Load())
	}
}

func TestTooMuchIsStopped(t *testing.T) {
	t.Parallel()
	bomb := gzipped(strings.Repeat("\x00", 50_000_000))
	endless := func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
	}
	for name, h := range map[string]http.HandlerFunc{
		"endless": endless,
		"announced": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "99999999999")
			endless(w, r)
		},
		"bomb": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, bomb)
		},
		"on the way": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "/")
			w.WriteHeader(http.StatusFound)
			w.Write(make([]byte, 400_000))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := local()
			f.MaxBytes = 1_000_000
			got, err := f.Fetch(t.Context(), site(t, h))
			wantReason(t, err, "more than 1 MB")
			if len(got.Body) > 0 {
				t.Errorf("%d bytes are kept", len(got.Body))
			}
		})
	}
	f := local()
	f.MaxBytes = 1000
	url := site(t, func(w http.ResponseWriter, _ *http.Request) { w.Write(make([]byte, 1000)) })
	if _, err := f.Fetch(t.Context(), url); err != nil {
		t.Errorf("as much as is allowed: %v", err)
	}
}

func TestWhatIsSlowIsStopped(t *testing.T) {
	t.Parallel()
	drip := func(first string, pause time.Duration) func(net.Conn) {
		return func(c net.Conn) {
			hear4k(c)
			io.WriteString(c, first)
			for range 100 {
				time.Sleep(pause)
				if _, err := io.WriteString(c, "a"); err != nil {
					return
				}
			}
		}
	}
	const header = "HTTP/1.1 200 OK\r\n\r\n"
	for name, serve := range map[string]func(net.Conn){
		"silent":          drip("", time.Second),
		"slow header":     drip("HTTP/1.1 200 OK\r\nX: ", 20*time.Millisecond),
		"silent body":     drip(header, time.Second),
		"slow body":       drip(header, 20*time.Millisecond),
		"never hears":     func(c net.Conn) { time.Sleep(time.Second) },
		"slow to the end": drip(header+strings.Repeat("a", 10000), 20*time.Millisecond),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := &Fetcher{AllowLoopback: true, Timeout: 300 * time.Millisecond, Idle: 100 * time.Millisecond}
			_, err := f.Fetch(t.Context(), "http://"+listen(t, serve))
			wantReason(t, err, "too long")
			_, err = f.Fetch(t.Context(), "https://"+listen(t, serve))
			wantReason(t, err)
		})
	}
}
