package text

import (
	"net/url"
	"strings"

	"golang.org/x/net/idna"
)

// addressMax is how many bytes an address may have.
const addressMax = 4000

// Address is the address of a link in ASCII, as a browser would send it (WHATWG
// URL, sections 1.3 and 3). It is false for what is not an http, https or mailto
// address, holds a password or a user's name, or has more than 4,000 bytes.
func Address(s string) (string, bool) {
	u, err := url.Parse(percent(strings.TrimSpace(s)))
	if err != nil {
		return "", false
	}
	switch u.Scheme {
	case "mailto":
		if u.Opaque == "" {
			return "", false
		}
	case "http", "https":
		host, err := asciiHost(u)
		if err != nil || host == "" || u.User != nil {
			return "", false
		}
		u.Host = host
	default:
		return "", false
	}
	address := u.String()
	return address, len(address) <= addressMax
}

// asciiHost is the host of u with its port, a name of other letters in its
// ASCII form (RFC 5891).
func asciiHost(u *url.URL) (string, error) {
	if strings.IndexFunc(u.Host, func(r rune) bool { return r >= 0x80 }) < 0 {
		return u.Host, nil
	}
	host, err := idna.Lookup.ToASCII(u.Hostname())
	if port := u.Port(); port != "" {
		host += ":" + port
	}
	return host, err
}

// percent encodes every byte that may not stand in an address, and drops line
// breaks and tabs, which browsers drop.
func percent(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case strings.IndexByte("\t\n\r", c) >= 0:
		case c <= ' ' || c >= 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0, c == '%' && !encoded(s[i:]):
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// encoded reports whether s begins with an encoded byte.
func encoded(s string) bool {
	isHex := func(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }
	return len(s) > 2 && isHex(s[1]) && isHex(s[2])
}
