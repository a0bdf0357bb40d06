package capture

import (
	"net/url"
	"regexp"
	"strings"
)

// mementoLink is how an archive names its copy of a page (RFC 7089, 2.2).
var mementoLink = regexp.MustCompile(`<([^<>]+)>[^,<]*;\s*rel="?(?:[^",;]+ )?memento\b`)

// CopyAt is where an archive that was asked to save a page says that its copy
// is: what it names as the place of what it made or sent, or else where it led
// on to. It is an https address, or "".
func (f *Fetched) CopyAt() string {
	last := f.Hops[len(f.Hops)-1].Fields
	for _, field := range []string{"Location", "Content-Location"} {
		if named := last.Get(field); named != "" {
			return f.secure(named)
		}
	}
	if len(f.Hops) > 1 {
		return f.secure(f.URL)
	}
	if named := mementoLink.FindStringSubmatch(strings.Join(last.Values("Link"), ", ")); named != nil {
		return f.secure(named[1])
	}
	return ""
}

// secure is an https address that was named by a page, "" for any other.
func (f *Fetched) secure(named string) string {
	from, err := url.Parse(f.URL)
	if err != nil {
		return ""
	}
	at, err := from.Parse(named)
	if err != nil || at.Scheme != "https" || at.User != nil || len(named) > maxAddress {
		return ""
	}
	return at.String()
}
