package capture

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// Networks without a public page: the IANA special-purpose registries (RFC
// 6890 and its successors), multicast, what is reserved, and where one big
// cloud tells its machines their secrets (168.63.129.16).
var (
	closed = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12",
		"192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
		"198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
		"2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
	globalIPv6 = netip.MustParsePrefix("2000::/3")     // all that is given out to the public
	nat64      = netip.MustParsePrefix("64:ff9b::/96") // RFC 6052: an IPv4 address behind a translator
)

func networks(list ...string) []netip.Prefix {
	var all []netip.Prefix
	for _, s := range list {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// public reports whether an address is one of a public site. An IPv4 address
// inside one of IPv6 is judged as itself; older ways to put it there (6to4,
// Teredo, IPv4-compatible) are closed altogether.
func public(a netip.Addr) bool {
	if a.Zone() != "" {
		return false
	}
	a = a.Unmap()
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if a.Is6() && !globalIPv6.Contains(a) {
		return false
	}
	return a.IsValid() && !slices.ContainsFunc(closed, func(p netip.Prefix) bool { return p.Contains(a) })
}

// permits reports whether an address may be dialled.
func (f *Fetcher) permits(a netip.Addr) bool {
	if f.AllowLoopback && a.Zone() == "" && a.Unmap().IsLoopback() {
		return true
	}
	if f.AllowInside {
		return a.IsValid() && !a.IsMulticast() && !a.IsUnspecified()
	}
	return public(a) && !ofThisMachine(a)
}

// ofThisMachine reports whether a public address is that of this machine or,
// under IPv6, of its own network: what listens there may trust its neighbours.
func ofThisMachine(a netip.Addr) bool {
	a = a.Unmap()
	own, err := net.InterfaceAddrs()
	if err != nil {
		return false
	}
	return slices.ContainsFunc(own, func(o net.Addr) bool {
		p, err := netip.ParsePrefix(o.String())
		return err == nil && (p.Addr() == a || a.Is6() && p.Contains(a))
	})
}

// Bounds of reaching a site that has several addresses.
const (
	maxTries = 4
	tryFor   = 5 * time.Second
)

// connect dials a site. Its name is looked up once, all its addresses must be
// permitted, and they are dialled as numbers: so nobody can answer twice.
func (f *Fetcher) connect(ctx context.Context, host, port string) (net.Conn, netip.AddrPort, error) {
	addresses, err := f.lookup(ctx, host)
	if err != nil || len(addresses) == 0 || !allOf(addresses, f.permits) {
		// One sentence for both: which names exist inside is nobody's business.
		return nil, netip.AddrPort{}, broke(ctx, err, "No public site has the name “%s”. Check the address.", host)
	}
	for _, a := range addresses[:min(len(addresses), maxTries)] {
		var conn net.Conn
		address := net.JoinHostPort(a.Unmap().String(), port)
		if conn, err = f.dial(ctx, address); err == nil {
			return conn, netip.MustParseAddrPort(address), nil
		}
	}
	return nil, netip.AddrPort{}, broke(ctx, err, "The site “%s” cannot be reached. Try again later.", host)
}

func allOf(addresses []netip.Addr, permits func(netip.Addr) bool) bool {
	return !slices.ContainsFunc(addresses, func(a netip.Addr) bool { return !permits(a) })
}

// lookup finds the addresses of a host. The dot at the end of the name keeps
// the resolver from trying the domains of the own house.
func (f *Fetcher) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	find := f.Lookup
	if find == nil {
		find = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host+".")
		}
	}
	return find(ctx, host)
}

func (f *Fetcher) dial(ctx context.Context, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, tryFor)
	defer cancel()
	if f.Dial != nil {
		return f.Dial(ctx, "tcp", address)
	}
	d := net.Dialer{Control: f.control}
	return d.DialContext(ctx, "tcp", address)
}

// control is the last look at an address, when it is dialled.
func (f *Fetcher) control(_, address string, _ syscall.RawConn) error {
	a, err := netip.ParseAddrPort(address)
	if err != nil || !f.permits(a.Addr()) {
		return refuse(noSite)
	}
	return nil
}
