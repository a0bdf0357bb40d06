// Package picture takes pictures of public pages with a browser that is started
// for one picture and reaches public sites only, through a proxy of ours.
package picture

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"stet/app/capture"
	"stet/models/message"
)

// Bounds of a picture. Chromium repeats itself in pictures that are higher.
const (
	Width     = 1280             // pixels
	MaxHeight = 16_000           // pixels; what is below is left out
	MaxBytes  = 30_000_000       // of the PNG
	MaxTime   = 60 * time.Second // from the start of the browser to the picture
	loading   = 20 * time.Second // for a page to have all it asks for; then it is shown as it is
	glance    = 200 * time.Millisecond
	settling  = time.Second // for what comes in when the page is shown as a whole
	firstView = 1024        // pixels, the height of the window while the page loads
)

// Error says to people, as a sentence, why there is no picture.
type Error struct {
	Reason message.Message
	Err    error // what broke; nil where the page itself cannot be shown
}

// Error returns the reason, and what broke.
func (e *Error) Error() string {
	if e.Err == nil {
		return e.Reason.String()
	}
	return e.Reason.String() + " " + e.Err.Error()
}

// Unwrap returns what broke.
func (e *Error) Unwrap() error { return e.Err }

// Camera takes pictures.
type Camera struct {
	Chromium  string           // the program
	NoSandbox bool             // pages are drawn without Chromium's sandbox, which it needs as root
	Fetcher   *capture.Fetcher // says what may be reached
	Time      time.Duration    // for one picture; 0 is MaxTime
	Folder    string           // where the browser has what it needs for one picture; "" is that of the system for such
}

// Picture is a PNG file.
type Picture struct {
	PNG           []byte
	Width, Height int // pixels
}

// Check reports what is wrong with the camera on this machine, as a sentence.
func (c *Camera) Check() error {
	if _, err := exec.LookPath(c.Chromium); err != nil {
		return &Error{Reason: message.Plain(fmt.Sprintf("There is no Chromium at %s. Correct --chromium, or leave it out to take no pictures of pages.", c.Chromium)), Err: err}
	}
	if os.Geteuid() == 0 && !c.NoSandbox {
		return &Error{Reason: message.Plain("Chromium has no sandbox when it runs as root. Run Stet as another user; or, where a container is the sandbox, add --chromium-no-sandbox.")}
	}
	return nil
}

// Take starts a browser, takes a picture of a page from its top to its end, and
// ends the browser. The error is an *Error.
func (c *Camera) Take(ctx context.Context, address string) (Picture, error) {
	if err := c.Fetcher.Check(address); err != nil {
		return Picture{}, because(ctx, err)
	}
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(c.Time, MaxTime))
	defer cancel()
	proxy, err := c.Fetcher.Proxy()
	if err != nil {
		return Picture{}, because(ctx, err)
	}
	defer proxy.Close()
	home, err := os.MkdirTemp(c.Folder, "stet-picture-")
	if err != nil {
		return Picture{}, because(ctx, err)
	}
	defer os.RemoveAll(home)
	browser, end := chromedp.NewExecAllocator(ctx, c.options(home, proxy.Address())...)
	defer end()
	tab, shut := chromedp.NewContext(browser)
	defer shut()
	taken, err := take(tab, address)
	if err != nil {
		return Picture{}, because(ctx, err)
	}
	return read(taken)
}

// options start a browser that has nothing of ours: no environment, no profile,
// and no way out but the proxy.
func (c *Camera) options(home, proxy string) []chromedp.ExecAllocatorOption {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(c.Chromium), chromedp.NoInheritEnv,
		chromedp.Env("PATH="+os.Getenv("PATH"), "HOME="+home, "TMPDIR="+home, "LANG=C.UTF-8"))
	for name, value := range map[string]any{
		"no-sandbox":                      c.NoSandbox, // said either way: the default as root is none
		"proxy-server":                    "http://" + proxy,
		"proxy-bypass-list":               "<-loopback>", // this machine is reached through the proxy too, which means not at all
		"host-resolver-rules":             "MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
		"dns-prefetch-disable":            true,
		"disable-quic":                    true,
		"enable-features":                 "",
		"disable-features":                "Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,WebRtcHideLocalIpsWithMdns,DnsOverHttps,AsyncDns",
		"disable-component-update":        true,
		"disable-domain-reliability":      true,
		"disable-popup-blocking":          false,
		"disable-gpu":                     true,
		"disable-dev-shm-usage":           true,
		"deny-permission-prompts":         true,
		"incognito":                       true,
		"force-webrtc-ip-handling-policy": "disable_non_proxied_udp",
		"webrtc-ip-handling-policy":       "disable_non_proxied_udp",
		"disable-ipc-flooding-protection": false,
	} {
		options = append(options, chromedp.Flag(name, value))
	}
	return options
}

// take shows a page and takes the picture. A page that asks something goes on
// without an answer, for nobody is there.
func take(tab context.Context, address string) ([]byte, error) {
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		if _, err := cdp.Call(ctx, t, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: "alert = confirm = prompt = print = () => null"})
		return err
	}), chromedp.EmulateViewport(Width, firstView))
	if err != nil {
		return nil, fmt.Errorf("start the browser: %w", err)
	}
	if err := chromedp.Do(tab, open(address)); err != nil {
		return nil, fmt.Errorf("open the page: %w", err)
	}
	height, err := chromedp.Run(tab, chromedp.Evaluate[int64]("Math.ceil(Math.max(document.documentElement.scrollHeight, document.body?.scrollHeight ?? 0))"))
	if err != nil {
		return nil, fmt.Errorf("measure the page: %w", err)
	}
	if err := chromedp.Do(tab, chromedp.EmulateViewport(Width, max(1, min(height, MaxHeight))), chromedp.Sleep(settling)); err != nil {
		return nil, fmt.Errorf("show the page: %w", err)
	}
	at, err := chromedp.Run(tab, chromedp.Location())
	if err != nil {
		return nil, fmt.Errorf("look where the page is: %w", err)
	}
	if u, err := url.Parse(at); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return nil, &Error{Reason: message.New("The page led the browser to what is no page.")}
	}
	return chromedp.Run(tab, chromedp.CaptureScreenshot())
}

// open opens a page and waits until it has all it asked for, or for long enough.
func open(address string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		went, err := cdp.Call(ctx, t, page.Navigate, page.NavigateParams{URL: address})
		if err != nil {
			return err
		}
		if went.ErrorText != "" {
			return &Error{Reason: message.New("The page cannot be opened in the browser.")}
		}
		status, err := chromedp.Evaluate[int]("performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0")(ctx, t)
		if err == nil && status >= http.StatusBadRequest {
			return &Error{Reason: message.New("The page cannot be opened in the browser.")}
		}
		for end := time.Now().Add(loading); err == nil && time.Now().Before(end); {
			ready := ""
			if ready, err = chromedp.Evaluate[string]("document.readyState")(ctx, t); ready == "complete" {
				break
			}
			_, err = chromedp.Sleep(glance)(ctx, t)
		}
		return err
	})
}

// read makes sure that the browser gave what it was asked for.
func read(taken []byte) (Picture, error) {
	if len(taken) > MaxBytes {
		return Picture{}, &Error{Reason: message.New("The picture is larger than %d MB.", MaxBytes/1_000_000)}
	}
	is, err := png.DecodeConfig(bytes.NewReader(taken))
	if err != nil || is.Width != Width || is.Height > MaxHeight {
		return Picture{}, &Error{Reason: message.New("The browser made no picture."), Err: errors.Join(err, fmt.Errorf("it is %d by %d", is.Width, is.Height))}
	}
	return Picture{taken, is.Width, is.Height}, nil
}

// because says what went wrong, unless that is said already.
func because(ctx context.Context, err error) error {
	var said *Error
	var refused *capture.Error
	switch {
	case errors.As(err, &said):
		return said
	case errors.As(err, &refused):
		return &Error{Reason: refused.Reason}
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &Error{Reason: message.New("The page took too long to be shown in the browser."), Err: err}
	}
	return &Error{Reason: message.New("The browser failed."), Err: err}
}
