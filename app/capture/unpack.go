package capture

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// unpack undoes the content coding (RFC 9110, 8.4), and stops when more than
// room bytes come out.
func unpack(packed []byte, fields http.Header, room int64) ([]byte, error) {
	r, err := unpacker(packed, strings.ToLower(strings.TrimSpace(strings.Join(fields.Values("Content-Encoding"), ","))))
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(io.LimitReader(r, room+1))
	switch {
	case int64(len(body)) > room:
		return nil, tooMuch(room)
	case err != nil:
		return nil, because(err, "The page arrived damaged. Try again.")
	}
	return body, nil
}

func unpacker(packed []byte, coding string) (io.Reader, error) {
	in := bytes.NewReader(packed)
	var r io.Reader = in
	var err error
	switch {
	case len(packed) == 0, coding == "", coding == "identity":
	case coding == "gzip", coding == "x-gzip":
		r, err = gzip.NewReader(in)
	case coding == "deflate" && isZlib(packed):
		r, err = zlib.NewReader(in)
	case coding == "deflate": // as some servers understood the word
		r = flate.NewReader(in)
	default:
		return nil, refuse("The site sent the page packed in a way that Stet did not ask for. Save it in your browser and choose the file.")
	}
	if err != nil {
		return nil, because(err, "The page arrived damaged. Try again.")
	}
	return r, nil
}

// isZlib knows the two bytes that RFC 1950 puts first.
func isZlib(b []byte) bool {
	return len(b) > 1 && b[0]&0x0F == 8 && (int(b[0])<<8|int(b[1]))%31 == 0
}

func tooMuch(room int64) *Error {
	return refuse("The page has more than %s, which is the most that Stet takes.", megabytes(room))
}

func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}
