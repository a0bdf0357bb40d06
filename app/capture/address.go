package capture

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"stet/models/message"

	"golang.org/x/net/idna"
)

// maxAddress bounds an address in bytes. No longer one is a page's.
const maxAddress = 4096

// Names that stand for something inside, whoever asks: RFC 6761 and 6762, RFC
// 8375, RFC 7686, and the private top level that ICANN set aside in 2024.
var insideNames = regexp.MustCompile(`(^|\.)(localhost|local|internal|home\.arpa|onion)$`)

var (
	hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+$`)
	// A name whose last label is a number is an address to some programs and a
	// name to others (WHATWG URL, 3.5): 127.1, 0x7f.0.0.1, 2130706433.
	endsInNumber = regexp.MustCompile(`(^|\.)([0-9]+|0x[0-9a-f]*)\.?$`)
)

const noSite message.Key = "That is not the address of a public page. Give one that others can open, such as https://example.org/page."

// Check reports what is wrong with the text of an address, nil when it may be
// fetched as far as the text tells. The error is an *Error.
func (f *Fetcher) Check(address string) error {
	_, err := f.address(address)
	return err
}

// address reads what somebody typed.
func (f *Fetcher) address(s string) (*url.URL, error) {
	s = strings.TrimSpace(s)
	if len(s) > maxAddress {
		return nil, refuse("The address is longer than %d characters. Look for a shorter one of the same page.", maxAddress)
	}
	u, err := url.Parse(s)
	if err != nil {
		return nil, refuse("The address cannot be read. Copy it again from your browser.")
	}
	return f.soundURL(u)
}

// redirect reads where an answer leads on to. A query may hold a key or a name,
// which must not leave the encrypted way.
func (f *Fetcher) redirect(from *url.URL, location string) (*url.URL, error) {
	const bad message.Key = "The page leads on to an address that Stet does not open. Give the address where it ends."
	to, err := from.Parse(location)
	if err != nil || len(location) > maxAddress {
		return nil, refuse(bad)
	}
	if to, err = f.soundURL(to); err != nil {
		return nil, refuse(bad)
	}
	if from.Scheme == "https" && to.Scheme == "http" && to.RawQuery != "" {
		return nil, refuse("The page leads on from an encrypted address to one that is not. Give the address where it ends.")
	}
	return to, nil
}

// soundURL allows what a public page's address is made of. Whom the name
// belongs to is asked later, when it is dialled.
func (f *Fetcher) soundURL(u *url.URL) (*url.URL, error) {
	switch {
	case u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "":
		return nil, refuse("Give an address that begins with https:// or http://.")
	case u.User != nil:
		return nil, refuse("There is a name or a password in the address, before the @. Take it out.")
	case u.Port() != "" && u.Port() != defaultPort(u.Scheme) && !f.AllowLoopback && !f.AllowInside:
		return nil, refuse("There is a port in the address (:%s). Stet opens pages on the usual ones only, 80 and 443.", u.Port())
	}
	host, err := f.host(u)
	if err != nil {
		return nil, err
	}
	sound := *u
	sound.Host, sound.Fragment, sound.RawFragment = host, "", ""
	if port := u.Port(); port != "" && port != defaultPort(u.Scheme) {
		sound.Host += ":" + port
	}
	return &sound, nil
}

// host is the name or number of an address in its one plain form. Whoever
// writes a number in another form hides something.
func (f *Fetcher) host(u *url.URL) (string, error) {
	given := u.Hostname()
	if strings.HasPrefix(u.Host, "[") {
		a, err := netip.ParseAddr(given)
		if err != nil || !f.permits(a) {
			return "", refuse(noSite)
		}
		return "[" + a.String() + "]", nil
	}
	host, err := lookupProfile().ToASCII(given)
	host = strings.TrimSuffix(host, ".")
	switch {
	case err != nil || !utf8.ValidString(given):
		return "", refuse("The name of the site, “%s”, has characters that no name has. Copy the address again.", given)
	case endsInNumber.MatchString(host):
		a, err := netip.ParseAddr(host)
		if err != nil || host != given || !f.permits(a) {
			return "", refuse(noSite)
		}
	case host == "localhost" && f.AllowLoopback:
	case f.AllowInside && host != "" && len(host) <= 253:
	case insideNames.MatchString(host) || len(host) > 253 || !hostName.MatchString(host):
		return "", refuse(noSite)
	}
	return host, nil
}

// lookupProfile maps names as browsers do (UTS 46), and forgives underscores,
// which some sites have.
func lookupProfile() *idna.Profile {
	return idna.New(idna.MapForLookup(), idna.BidiRule(), idna.StrictDomainName(false))
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}
