package capture

import (
	"bufio"
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
)

// outside is a web in which every connection is noted, and none is made.
type outside struct {
	names   map[string][]string // addresses by name; others are those of a public site
	answers map[string]int      // how often a name was asked for
	dialled []netip.Addr
}

var errNobodyThere = errors.New("nobody is there")

func (o *outside) fetcher() *Fetcher {
	return &Fetcher{
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			if o.answers == nil {
				o.answers = map[string]int{}
			}
			o.answers[host]++
			list, known := o.names[host]
			if !known {
				list = []string{"93.184.215.14"}
			}
			var all []netip.Addr
			for _, s := range list {
				all = append(all, netip.MustParseAddr(s))
			}
			return all, nil
		},
		Dial: func(_ context.Context, _, address string) (net.Conn, error) {
			o.dialled = append(o.dialled, netip.MustParseAddrPort(address).Addr())
			return nil, errNobodyThere
		},
	}
}

// fetch reports whether an address was refused before anybody was dialled.
func (o *outside) refuses(t *testing.T, address string) bool {
	t.Helper()
	before := len(o.dialled)
	_, err := o.fetcher().Fetch(t.Context(), address)
	var said *Error
	if !errors.As(err, &said) || !strings.HasSuffix(said.Error(), ".") {
		t.Errorf("%s: the error is %v, want a sentence", address, err)
	}
	for _, a := range o.dialled[before:] {
		if !public(a) {
			t.Errorf("%s: %s was dialled", address, a)
		}
	}
	return len(o.dialled) == before
}

// inner are names that lead inside, in the way clouds and resolvers do it.
var inner = map[string][]string{
	"metadata.google.internal": {"169.254.169.254"}, "instance-data": {"169.254.169.254"}, "metadata": {"169.254.169.254"},
	"169.254.169.254.nip.io": {"169.254.169.254"}, "127.0.0.1.nip.io": {"127.0.0.1"}, "localtest.me": {"127.0.0.1"},
	"mapped.example.org": {"::ffff:10.0.0.1"}, "six.example.org": {"::1"}, "ula.example.org": {"fd00:ec2::254"},
	"mixed.example.org": {"93.184.215.14", "192.168.0.1"}, "late.example.org": {"2606:2800:21f:cb07::1", "127.0.0.1"},
	"nat64.example.org": {"64:ff9b::7f00:1"}, "tunnel.example.org": {"2002:7f00:1::"}, "nobody.example.org": {},
}

func TestEveryListedAddressThatLeadsInsideIsRefused(t *testing.T) {
	t.Parallel()
	const list = "../../../shared/data/hostile/ssrf_urls_patt.txt"
	f, err := os.Open(list)
	if err != nil {
		t.Skipf("skipped: %s is not there", list)
	}
	defer f.Close()
	// The list was taken out of prose: links to these lead to public sites.
	harmless := []string{"www.tcpipguide.com", "developer.mozilla.org", "github.com", "www.blackhat.com", "www.googleapis.com", "1.1.1.1", "1u.ms"}
	o := &outside{names: inner}
	refused, reached := 0, 0
	for lines := bufio.NewScanner(f); lines.Scan(); {
		isHarmless := false
		if u, err := url.Parse(lines.Text()); err == nil {
			isHarmless = slices.Contains(harmless, u.Hostname())
		}
		switch {
		case o.refuses(t, lines.Text()):
			refused++
		case !isHarmless:
			t.Errorf("%s is not refused", lines.Text())
		default:
			reached++
		}
	}
	t.Logf("%d refused; %d lead to public sites and nowhere else", refused, reached)
	if refused < 80 || reached < 30 {
		t.Errorf("%d refused and %d reached: that is not the list", refused, reached)
	}
}

func TestEveryOtherWayInsideIsRefused(t *testing.T) {
	t.Parallel()
	o := &outside{names: inner}
	refused := 0
	for _, address := range waysInside() {
		if !o.refuses(t, address) {
			t.Errorf("%s is not refused", address)
			continue
		}
		refused++
	}
	t.Logf("%d more refused", refused)
}

// waysInside are spellings of addresses that no public page has.
func waysInside() []string {
	hosts := []string{
		// one address in many forms
		"127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "0", "0.0.0.0", "00.0.0.0", "0x7f.0.0.1", "0x7f000001", "0X7F.1", "2130706433",
		"017700000001", "0177.0.0.1", "0177.0.0.01", "00000177.1", "127.0.0.1.", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "１２７.0.0.1", "١٢٧.0.0.1",
		"127.0.0.0x1", "127.0.0.256", "4294967295", "127.000.000.001", "%31%32%37.0.0.1", "127%2e0%2e0%2e1", "0x", "1.1.1.1.1", "1.0x1",
		// IPv6
		"[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::127.0.0.1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]",
		"[64:ff9b::a00:1]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[fe80::1]", "[fe80::1%25eth0]", "[2606:2800::1%25lo]",
		"[fc00::1]", "[fd00::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]", "[fec0::1]", "[5f00::1]", "[2001:2::1]", "[2001:10::1]", "[1::]", "[::1", "[::1]x", "[127.0.0.1]",
		// other networks
		"10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.255", "192.0.0.192", "192.0.2.1", "198.18.0.1", "198.19.255.255",
		"198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.88.99.1", "168.63.129.16", "0.1.2.3",
		// names
		"localhost", "LOCALHOST", "localhost.", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "a.localhost", "printer.local", "wiki.internal", "box.home.arpa", "x.onion", "intranet", "metadata", "a..b", ".example.org", "-", "",
		"localtest.me", "127.0.0.1.nip.io", "mapped.example.org", "six.example.org", "ula.example.org", "mixed.example.org", "late.example.org", "nat64.example.org", "tunnel.example.org", "nobody.example.org",
		// who is asked, and where
		"user@example.org", "user:word@127.0.0.1", "example.org@127.0.0.1", "example.org%40127.0.0.1", "example.org\\@127.0.0.1", "127.0.0.1#@example.org", "127.0.0.1?@example.org",
		"example.org:22", "example.org:8080", "example.org:0", "example.org:65536", "example.org:-1", "example.org:80:80", "127.0.0.1:11211", "[::1]:6379", "example.org:443@127.0.0.1",
		"exa mple.org", "example.org\t", "exam\nple.org", "exam\x00ple.org", "exam%00ple.org", "exa\u200Bmple.internal", "0.\xff", "%80.A",
	}
	var all []string
	for _, host := range hosts {
		all = append(all, "http://"+host+"/")
	}
	return append(all, "https://[::ffff:127.0.0.1]/", "https://127.0.0.1/", "https://example.org:80/", "http://example.org:443/",
		"http:127.0.0.1/", "http:/127.0.0.1/", "http:///127.0.0.1/", "http:\\\\127.0.0.1\\", "//127.0.0.1/", "127.0.0.1", "localhost:80", "", " ", "http://", "https://?", "/etc/passwd",
		"file:///etc/passwd", "FILE://localhost/etc/passwd", "ftp://example.org/", "gopher://127.0.0.1:25/_", "dict://127.0.0.1:11211/stat", "jar:http://127.0.0.1!/", "data:text/html,a", "javascript:alert(1)",
		"ws://127.0.0.1/", "unix:/var/run/docker.sock", "netdoc:///etc/passwd", "ldap://127.0.0.1/", "view-source:http://127.0.0.1/", "about:blank", "https://example.org/"+strings.Repeat("a", maxAddress))
}

func TestPublicAddressesAreReached(t *testing.T) {
	t.Parallel()
	o := &outside{}
	for _, address := range []string{"http://example.org", "HTTPS://EXAMPLE.ORG/", "https://example.org.:443/a?b=c#d", " https://example.org/ ", "http://1.1.1.1/", "https://[2606:4700:4700::1111]/",
		"https://münchen.example/straße", "https://пример.рф/", "https://例え.テスト。com/", "https://a_b.example.org/", "https://xn--bcher-kva.example/", "http://[64:ff9b::101:101]/", "http://[::ffff:8.8.8.8]/"} {
		if o.refuses(t, address) {
			t.Errorf("%s is refused: %v", address, o.fetcher().Check(address))
		}
	}
}

func TestANameIsLookedUpOnceForEachHop(t *testing.T) {
	t.Parallel()
	o := &outside{}
	o.refuses(t, "https://example.org/")
	if o.answers["example.org"] != 1 || len(o.dialled) != 1 {
		t.Errorf("looked up %d times, dialled %d times", o.answers["example.org"], len(o.dialled))
	}
}

// TestTheLastLookIsWhenAnAddressIsDialled goes around all the looks before it.
func TestTheLastLookIsWhenAnAddressIsDialled(t *testing.T) {
	t.Parallel()
	server := listen(t, func(net.Conn) { t.Error("somebody was let in") })
	_, err := new(Fetcher).dial(t.Context(), server)
	if err == nil || !strings.Contains(err.Error(), string(noSite)) {
		t.Errorf("the error is %v", err)
	}
}

func TestARebindingNameIsNotFollowedInside(t *testing.T) {
	t.Parallel()
	o := &outside{}
	f := o.fetcher()
	answers := []string{"93.184.215.14", "127.0.0.1"}
	asked := 0
	f.Lookup = func(context.Context, string) ([]netip.Addr, error) {
		a := netip.MustParseAddr(answers[min(asked, len(answers)-1)])
		asked++
		return []netip.Addr{a}, nil
	}
	f.Dial = servedBy(func(address string) string {
		o.dialled = append(o.dialled, netip.MustParseAddrPort(address).Addr())
		return "HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
	})
	_, err := f.Fetch(t.Context(), "http://rebind.example.org/")
	wantReason(t, err, "No public site has the name")
	if asked != 2 || len(o.dialled) != 1 || !public(o.dialled[0]) {
		t.Errorf("asked %d times, dialled %v", asked, o.dialled)
	}
}

func TestARedirectInsideIsNotFollowed(t *testing.T) {
	t.Parallel()
	refused := 0
	for _, to := range append(waysInside(), "//127.0.0.1/", "//localhost/", "//metadata/") {
		if strings.ContainsAny(to, "\n\x00") || refersToItself(to) {
			continue // no header can hold it, or it leads back to the public site
		}
		o := &outside{names: inner}
		f := o.fetcher()
		f.Dial = servedBy(func(address string) string {
			o.dialled = append(o.dialled, netip.MustParseAddrPort(address).Addr())
			return "HTTP/1.1 301 Moved\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n"
		})
		_, err := f.Fetch(t.Context(), "http://example.org/start")
		if len(o.dialled) != 1 || err == nil {
			t.Errorf("%q: dialled %v, %v", to, o.dialled, err)
		}
		refused++
	}
	t.Logf("%d redirects refused", refused)
}

// refersToItself reports whether a reference names a page of the site it is on.
func refersToItself(to string) bool {
	u, err := url.Parse(strings.TrimSpace(to))
	return err == nil && u.Host == "" && u.Opaque == ""
}

func FuzzAddress(f *testing.F) {
	for _, address := range append(waysInside(), "https://example.org/a?b#c", "https://[2606:4700:4700::1111]:443/") {
		f.Add(address)
	}
	f.Fuzz(func(t *testing.T, address string) {
		o := &outside{}
		fetcher := o.fetcher()
		u, err := fetcher.address(address)
		if err != nil {
			wantReason(t, err, "")
			return
		}
		if u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.Fragment != "" || u.Port() != "" {
			t.Fatalf("%q became %q", address, u)
		}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && !public(a) {
			t.Fatalf("%q leads to %s", address, a)
		}
		again, err := fetcher.address(u.String())
		if err != nil || again.String() != u.String() {
			t.Fatalf("%q became %q and then %q, %v", address, u, again, err)
		}
		if _, err := http.NewRequest(http.MethodGet, u.String(), nil); err != nil {
			t.Fatal(err)
		}
	})
}
