package picture_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image/color"
	"image/png"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"stet/app/capture"
	"stet/app/picture"
	"stet/models/modelstest"
)

// chromium finds the browser. Without one the test is skipped.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{os.Getenv("STET_TEST_CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv(modelstest.RequireVariable) != "" {
		t.Fatal("no Chromium")
	}
	t.Skip("no Chromium: install it, or set STET_TEST_CHROMIUM to where it is, to run this")
	return ""
}

// public is an address of a public site, which tests put on this machine.
const public = "93.184.215.14"

// outside is a web where page.example is a test's server, and other names lead
// inside. It notes what else is dialled.
type outside struct {
	*capture.Fetcher
	mu    sync.Mutex
	wrong []string
}

func web(server string) *outside {
	o := &outside{}
	o.Fetcher = &capture.Fetcher{
		Lookup: func(_ context.Context, host string) ([]netip.Addr, error) {
			switch host {
			case "page.example":
				return []netip.Addr{netip.MustParseAddr(public)}, nil
			case "inside.example":
				return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
			case "mixed.example":
				return []netip.Addr{netip.MustParseAddr(public), netip.MustParseAddr("10.0.0.1")}, nil
			}
			return nil, errors.New("no such name")
		},
		Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
			if address == public+":80" {
				return new(net.Dialer).DialContext(ctx, network, server)
			}
			o.mu.Lock()
			defer o.mu.Unlock()
			o.wrong = append(o.wrong, address)
			return nil, errors.New("not here")
		},
	}
	return o
}

func camera(t *testing.T, f *capture.Fetcher) *picture.Camera {
	t.Helper()
	return &picture.Camera{Chromium: chromium(t), Fetcher: f, NoSandbox: os.Geteuid() == 0, Time: 3 * time.Minute} // as root it has none
}

// site serves pages by their path.
func site(t *testing.T, h http.HandlerFunc) (address string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

// rooms are listeners inside that count who comes.
type rooms struct {
	tcp4, tcp6, udp string // addresses; tcp6 is "" where there is none
	came            atomic.Int64
}

func inside(t *testing.T) *rooms {
	t.Helper()
	r := &rooms{}
	hear := func(network string) string {
		l, err := net.Listen(network, map[string]string{"tcp4": "127.0.0.1:0", "tcp6": "[::1]:0"}[network])
		if err != nil {
			return ""
		}
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				r.came.Add(1)
				c.Close()
			}
		}()
		return l.Addr().String()
	}
	r.tcp4, r.tcp6 = hear("tcp4"), hear("tcp6")
	u, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { u.Close() })
	go func() {
		for p := make([]byte, 2048); ; {
			if _, _, err := u.ReadFrom(p); err != nil {
				return
			}
			r.came.Add(1)
		}
	}()
	r.udp = u.LocalAddr().String()
	return r
}

// spying is a page that tries every way inside that a page has.
func spying(r *rooms, redirect string) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><title>Spy</title><body style="background: #0a0">`)
	addresses := []string{"http://" + r.tcp4 + "/a", "https://" + r.tcp4 + "/a", "http://localhost:" + r.tcp4[len("127.0.0.1:"):], "http://127.0.0.1/a", "http://[::1]/a", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://192.168.0.1/",
		"http://inside.example/", "http://mixed.example/", "http://2130706433/", "http://0x7f.1/", "http://[::ffff:127.0.0.1]/", "https://inside.example/", "http://unknown.example/", "file:///etc/passwd", redirect}
	if r.tcp6 != "" {
		addresses = append(addresses, "http://"+r.tcp6+"/a")
	}
	for i, a := range addresses {
		fmt.Fprintf(&b, `<img src="%[1]s?img"><script src="%[1]s?script"></script><link rel="stylesheet" href="%[1]s?style"><link rel="dns-prefetch" href="%[1]s"><link rel="preconnect" href="%[1]s">
<style>@font-face { font-family: f%[2]d; src: url("%[1]s?font") } .f%[2]d { font-family: f%[2]d; background: url("%[1]s?css") }</style><p class="f%[2]d">a</p><video src="%[1]s?video" autoplay></video><object data="%[1]s?object"></object>
<script>fetch("%[1]s?fetch", {mode: "no-cors"}).catch(() => 0); navigator.sendBeacon?.("%[1]s?beacon"); new EventSource("%[1]s?events")</script>`, a, i)
	}
	for _, a := range []string{"http://" + r.tcp4 + "/frame", "http://inside.example/", "file:///etc/passwd", redirect} {
		fmt.Fprintf(&b, `<iframe src="%s"></iframe>`, a)
	}
	port := func(a string) string { _, p, _ := net.SplitHostPort(a); return p }
	fmt.Fprintf(&b, `<script>
for (const u of ["ws://%[1]s/", "wss://%[1]s/", "ws://127.0.0.1:80/", "ws://inside.example/"]) try { new WebSocket(u) } catch {}
try { new WebTransport("https://127.0.0.1:%[2]s/") } catch {}
try {
  const pc = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:%[2]s"}, {urls: "turn:127.0.0.1:%[2]s?transport=udp", username: "a", credential: "b"}, {urls: "turn:%[1]s?transport=tcp", username: "a", credential: "b"}]});
  pc.createDataChannel("a"); pc.createOffer().then(o => pc.setLocalDescription(o));
} catch {}
new Worker(URL.createObjectURL(new Blob(['fetch("http://%[1]s/worker", {mode: "no-cors"})'])));
open("http://%[1]s/popup"); alert("Is anybody there?");
const f = document.createElement("form"); f.action = "http://%[1]s/form"; f.target = "x"; f.method = "post"; document.body.append(f);
document.body.insertAdjacentHTML("beforeend", '<iframe name="x"></iframe>'); f.submit();
fetch("/ran");
</script>`, r.tcp4, port(r.udp))
	return b.String()
}

// enough is how often a browser that nobody holds back comes inside before the
// test believes its counting.
const enough = 5

// TestAPageThatIsPicturedReachesNothingInside lets a page try, and counts: what
// listens inside, what the proxy dials, and, so that the counting is known to
// count, what the same page reaches in a browser that nobody holds back.
func TestAPageThatIsPicturedReachesNothingInside(t *testing.T) {
	t.Parallel()
	r := inside(t)
	var ran atomic.Int64
	server := site(t, func(w http.ResponseWriter, q *http.Request) {
		switch q.URL.Path {
		case "/ran":
			ran.Add(1)
		case "/redirect":
			http.Redirect(w, q, "http://"+r.tcp4+"/redirected", http.StatusFound)
		default:
			w.Header().Set("Content-Type", "text/html")
			fmt.Fprint(w, spying(r, "/redirect"))
		}
	})
	o := web(server)
	c := camera(t, o.Fetcher)
	p, err := c.Take(t.Context(), "http://page.example/")
	if err != nil {
		t.Fatal(err)
	}
	if n := r.came.Load(); n != 0 || ran.Load() != 1 {
		t.Errorf("the page came inside %d times, and ran %d times", n, ran.Load())
	}
	if len(o.wrong) > 0 {
		t.Errorf("the proxy dialled %v", o.wrong)
	}
	if p.Width != picture.Width || p.Height < 1024 {
		t.Errorf("the picture is %d by %d", p.Width, p.Height)
	}
	free, end := chromedp.NewExecAllocator(t.Context(), append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(c.Chromium), chromedp.NoSandbox, chromedp.Flag("disable-component-update", true))...)
	defer end()
	tab, shut := chromedp.NewContext(free)
	defer shut()
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(tab, 30*time.Second)
	defer cancel()
	go func() {
		for r.came.Load() < enough && short.Err() == nil {
			time.Sleep(50 * time.Millisecond)
		}
		cancel()
	}()
	_ = chromedp.Do(short, chromedp.Navigate("http://"+server+"/")) // it waits at its alert until there was enough
	if n := r.came.Load(); n < enough {
		t.Errorf("a browser that nobody holds back came inside only %d times: the test counts nothing", n)
	} else {
		t.Logf("pictured, the page came inside 0 times; in a browser that nobody holds back %d times", n)
	}
}

func TestAPictureShowsThePageFromItsTopToItsEndAndIsBounded(t *testing.T) {
	t.Parallel()
	server := site(t, func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><style>body { margin: 0 } div { background: #f00; height: %spx } p { background: #00f; margin: 0; height: 100px }</style><div></div><p></p>`, strings.TrimPrefix(q.URL.Path, "/"))
	})
	c := camera(t, web(server).Fetcher)
	p, err := c.Take(t.Context(), "http://page.example/3000")
	if err != nil {
		t.Fatal(err)
	}
	is, err := png.Decode(bytes.NewReader(p.PNG))
	if err != nil || p.Height != 3100 {
		t.Fatalf("it is %d high, %v", p.Height, err)
	}
	if top, end := is.At(640, 5), is.At(640, 3050); top != (color.RGBA{255, 0, 0, 255}) && top != (color.NRGBA{255, 0, 0, 255}) || end == top {
		t.Errorf("it shows %v at the top and %v at the end", top, end)
	}
	if p, err = c.Take(t.Context(), "http://page.example/90000"); err != nil || p.Height != picture.MaxHeight {
		t.Errorf("a high page is %d high, %v", p.Height, err)
	}
}

func TestAPageThatCannotBePicturedSaysSoAndTheBrowserIsGone(t *testing.T) {
	t.Parallel()
	hold := make(chan bool)
	t.Cleanup(func() { close(hold) })
	server := site(t, func(w http.ResponseWriter, q *http.Request) {
		switch q.URL.Path {
		case "/inside":
			http.Redirect(w, q, "http://127.0.0.1/", http.StatusFound)
		case "/never":
			<-hold
		case "/gone":
			w.WriteHeader(http.StatusGone)
		}
	})
	c := camera(t, web(server).Fetcher)
	var err error
	if c.Folder, err = os.MkdirTemp("", "p"); err != nil { // its name is short enough for the browser's sockets
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(c.Folder) })
	for _, address := range []string{"http://page.example/inside", "http://page.example/gone", "http://inside.example/", "http://127.0.0.1/", "file:///etc/passwd", "chrome://version", "http://page.example:81/"} {
		var said *picture.Error
		if p, err := c.Take(t.Context(), address); !errors.As(err, &said) || !strings.HasSuffix(said.Reason.String(), ".") || len(p.PNG) > 0 {
			t.Errorf("%s answers %v", address, err)
		}
	}
	short, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	var said *picture.Error
	if _, err := c.Take(short, "http://page.example/never"); !errors.As(err, &said) || !strings.Contains(said.Reason.String(), "too long") {
		t.Errorf("a page that never comes answers %v", err)
	}
	if left, err := os.ReadDir(c.Folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestACameraThatCannotWorkSaysSo(t *testing.T) {
	t.Parallel()
	var said *picture.Error
	c := picture.Camera{Chromium: "/nowhere/chromium", NoSandbox: true}
	if err := c.Check(); !errors.As(err, &said) || !strings.Contains(said.Reason.String(), "/nowhere/chromium") {
		t.Errorf("a wrong path answers %v", err)
	}
	c = picture.Camera{Chromium: chromium(t)}
	if err := c.Check(); (err != nil) != (os.Geteuid() == 0) {
		t.Errorf("as user %d it answers %v", os.Geteuid(), err)
	}
}
