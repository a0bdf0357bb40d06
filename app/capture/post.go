package capture

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
)

// Post sends a few bytes to a public address, as safely as pages are fetched,
// and returns the body of the answer, which has at most room bytes. It follows
// no redirect: what is sent goes where it was addressed to and nowhere else. The
// error is an *Error; it has a cause where asking again may help.
func (f *Fetcher) Post(ctx context.Context, address, mediaType string, body []byte, room int64) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(f.Timeout, DefaultTimeout))
	defer cancel()
	u, err := f.address(address)
	if err != nil {
		return nil, err
	}
	bounded := *f
	bounded.MaxBytes = room
	hop, answer, err := bounded.send(ctx, u, &http.Request{Method: http.MethodPost, Header: http.Header{"Content-Type": {mediaType}},
		Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}, room)
	switch {
	case err != nil:
		return nil, err
	case int64(len(answer)) > room:
		return nil, tooMuch(room)
	case hop.Status == http.StatusTooManyRequests, hop.Status >= 500:
		return nil, because(fmt.Errorf("status %d", hop.Status), "The site cannot answer at the moment (%d). Try again later.", hop.Status)
	case hop.Status != http.StatusOK:
		return nil, refuse("The site does not take what it was sent (%d). Check the address.", hop.Status)
	}
	return answer, nil
}

// Tell posts a few bytes with header fields of the caller's, as safely as Post
// does, and returns the status of the answer, 0 where there was none. What was
// answered is not kept. The error is an *Error; where the answer is no success
// it says so.
func (f *Fetcher) Tell(ctx context.Context, address string, fields http.Header, body []byte) (status int, err error) {
	const room = 64 << 10
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(f.Timeout, DefaultTimeout))
	defer cancel()
	u, err := f.address(address)
	if err != nil {
		return 0, err
	}
	bounded := *f
	bounded.MaxBytes = room
	hop, _, err := bounded.send(ctx, u, &http.Request{Method: http.MethodPost, Header: fields, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body))}, room)
	switch {
	case hop.Status >= 200 && hop.Status < 300:
		return hop.Status, nil
	case hop.Status != 0:
		return hop.Status, because(fmt.Errorf("status %d", hop.Status), "The receiver answered with the status %d.", hop.Status)
	}
	return 0, err
}
