package capture

import (
	"bytes"
	"net/url"
	"strings"
	"time"

	"stet/models/message"

	"github.com/gabriel-vasile/mimetype"
)

// Saved is a page that somebody saved elsewhere: a file as it is, or one page
// out of an archive.
type Saved struct {
	URL      string    // as the archive has it, after redirects; "" where nothing says it
	At       time.Time // when it was saved; zero where nothing says it
	Declared string    // Content-Type as the archive has it; "" where nothing says it
	Type     string    // media type by the content
	Body     []byte    // the page
}

// Bounds of reading an archive, whatever its size is.
const (
	maxUnpacked = 500_000_000 // bytes that come out of it
	maxRecords  = 100_000     // records, entries or parts
)

const damagedArchive message.Key = "The file is damaged: it breaks off, or is not what it begins as. Save the page once more."

// ReadSaved finds the page with an address in what somebody saved: WACZ, WARC or
// MHTML, in which it may be one of many, or the page itself as PDF, HTML, text or
// picture. The content decides on the format. The error is an *Error.
func ReadSaved(data []byte, address string) (Saved, error) {
	var found Saved
	var err error
	switch {
	case len(data) == 0:
		return Saved{}, refuse("The file is empty. Choose another.")
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		found, err = readWACZ(data, address)
	case isWARC(data):
		found, err = pageIn([]opener{plain(data)}, address)
	case isMHTML(data):
		found, err = readMHTML(data, address)
	default:
		found = Saved{Body: data}
	}
	if err != nil {
		return Saved{}, err
	}
	if len(found.Body) == 0 {
		return Saved{}, refuse("The page in this file is empty. Save it once more.")
	}
	if int64(len(found.Body)) > DefaultMaxBytes && found.Declared != "" {
		return Saved{}, tooMuch(DefaultMaxBytes)
	}
	found.Type = mimetype.Detect(found.Body).String()
	if !takes(found.Type) {
		return Saved{}, refuse("This is no saved page that Stet knows. It takes WACZ, WARC, MHTML, PDF, HTML, PNG and JPEG; attach anything else to the evidence as a file.")
	}
	return found, nil
}

// takes reports whether a page may be of a media type.
func takes(mediaType string) bool {
	kind, _, _ := strings.Cut(mediaType, ";")
	switch kind {
	case "application/pdf", "image/png", "image/jpeg", "image/webp", "image/gif", "application/json", "application/xml":
		return true
	}
	return strings.HasPrefix(kind, "text/")
}

// sameAddress reports whether two addresses name one page: archives differ in
// the scheme, the case of the host, the last slash and the fragment.
func sameAddress(a, b string) bool {
	x, y := plainAddress(a), plainAddress(b)
	return x != "" && x == y
}

func plainAddress(s string) string {
	u, err := url.Parse(strings.Trim(strings.TrimSpace(s), "<>"))
	if err != nil || u.Host == "" {
		return ""
	}
	plain := strings.ToLower(u.Host) + strings.TrimSuffix(u.EscapedPath(), "/")
	if u.RawQuery != "" {
		plain += "?" + u.RawQuery
	}
	return plain
}
