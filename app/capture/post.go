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
		return nil, because(fmt.Errorf("status %d", hop.Status), fmt.Sprintf("The site cannot answer at the moment (%d). Try again later.", hop.Status))
	case hop.Status != http.StatusOK:
		return nil, refuse("The site does not take what it was sent (%d). Check the address.", hop.Status)
	}
	return answer, nil
}
