package capture

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"stet/models/message"
)

const noAnswer message.Key = "The site did not answer as sites do. Try again later, or save the page in your browser and choose the file."

// exchange asks one site once, over a connection of its own, and keeps what
// went over it. The second result is the body without its chunks, still packed;
// room bounds it in bytes.
func (f *Fetcher) exchange(ctx context.Context, u *url.URL, room int64) (Hop, []byte, error) {
	return f.send(ctx, u, &http.Request{Method: http.MethodGet, Header: http.Header{
		"Accept":          {"text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"},
		"Accept-Encoding": {"gzip"},
	}}, room)
}

// send sends one request to a site and hears the answer.
func (f *Fetcher) send(ctx context.Context, u *url.URL, r *http.Request, room int64) (Hop, []byte, error) {
	hop := Hop{URL: u.String(), At: f.now().UTC()}
	conn, err := f.open(ctx, u, &hop)
	if err != nil {
		return hop, nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	request, err := ask(ctx, conn, u, r)
	if err != nil {
		return hop, nil, broke(ctx, err, noAnswer)
	}
	hop.Request = request
	body, err := hear(&hop, &wire{Conn: conn, ctx: ctx, idle: cmp.Or(f.Idle, DefaultIdle), room: room + maxHeader, most: f.maxBytes()})
	if err != nil {
		return hop, nil, broke(ctx, err, noAnswer)
	}
	return hop, body, nil
}

// open connects to a site and notes who is there.
func (f *Fetcher) open(ctx context.Context, u *url.URL, hop *Hop) (net.Conn, error) {
	conn, remote, err := f.connect(ctx, u.Hostname(), cmp.Or(u.Port(), defaultPort(u.Scheme)))
	if err != nil {
		return nil, err
	}
	hop.Remote = remote
	if u.Scheme != "https" {
		return conn, nil
	}
	secure := tls.Client(conn, &tls.Config{ServerName: u.Hostname(), RootCAs: f.Roots, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}, Time: f.Now})
	if err := secure.HandshakeContext(ctx); err != nil {
		conn.Close()
		return nil, broke(ctx, err, "The site “%s” cannot prove that it is itself: its certificate does not hold. Open it in your browser to see why.", u.Hostname())
	}
	sum := sha256.Sum256(secure.ConnectionState().PeerCertificates[0].Raw)
	hop.Certificate = hex.EncodeToString(sum[:])
	return secure, nil
}

// ask sends the request, which says nothing of who reads the page or came from where.
func ask(ctx context.Context, conn net.Conn, u *url.URL, r *http.Request) ([]byte, error) {
	r.URL, r.Host, r.Close = u, u.Host, true
	r.Header.Set("User-Agent", userAgent)
	var sent bytes.Buffer
	if err := r.WithContext(ctx).Write(&sent); err != nil {
		return nil, err
	}
	_, err := conn.Write(sent.Bytes())
	return sent.Bytes(), err
}

// hear reads the answer. Interim ones (RFC 9110, 15.2) are passed over.
func hear(hop *Hop, w *wire) ([]byte, error) {
	in := bufio.NewReader(w)
	taken := func() int { return w.heard.Len() - in.Buffered() }
	for begin, interim := 0, 0; ; begin, interim = taken(), interim+1 {
		w.headerEnd = begin + maxHeader
		response, err := http.ReadResponse(in, nil)
		if err != nil {
			return nil, err
		}
		if response.StatusCode < 200 && interim < maxRedirects {
			continue
		}
		w.headerEnd = 0
		hop.Status, hop.Fields = response.StatusCode, response.Header
		end := taken()
		body, err := io.ReadAll(response.Body)
		hop.Header, hop.Body = w.heard.Bytes()[begin:end:end], w.heard.Bytes()[end:taken()]
		if err == io.ErrUnexpectedEOF {
			return nil, because(err, "The page broke off before its end. Try again.")
		}
		return body, err
	}
}

// wire keeps what is heard on a connection, and stops listening when it is too
// much or too slow.
type wire struct {
	net.Conn
	ctx       context.Context
	idle      time.Duration
	room      int64 // bytes that may be heard
	most      int64 // as people are told
	headerEnd int   // bytes that may be heard while a header is read, 0 after it
	heard     bytes.Buffer
}

func (w *wire) Read(p []byte) (int, error) {
	switch {
	case int64(w.heard.Len()) > w.room:
		return 0, tooMuch(w.most)
	case w.headerEnd > 0 && w.heard.Len() >= w.headerEnd:
		return 0, refuse(noAnswer)
	}
	if err := w.SetReadDeadline(time.Now().Add(w.idle)); err != nil {
		return 0, err
	}
	n, err := w.Conn.Read(p)
	w.heard.Write(p[:n])
	if err != nil && w.ctx.Err() != nil {
		err = w.ctx.Err()
	}
	return n, err
}
