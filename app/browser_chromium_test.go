package main_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"stet/models/modelstest"
)

// chromiumVariable names the browser where it is not found by itself.
const chromiumVariable = "STET_TEST_CHROMIUM"

var errNoChromium = errors.New("no Chromium: install it, or set " + chromiumVariable + " to where it is, to run this")

// chromiumPath finds the browser. The one that only ever runs without a window
// does the same in half the time.
func chromiumPath() (string, error) {
	if named := os.Getenv(chromiumVariable); named != "" {
		return named, nil
	}
	for _, name := range []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "headless-shell",
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", errNoChromium
}

// startChromium starts the one browser of the package, with a profile of its own.
func (w *workshop) startChromium() (context.Context, error) {
	path, err := chromiumPath()
	if err != nil {
		return nil, err
	}
	if _, err := w.build(); err != nil { // also makes the folder
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.UserDataDir(filepath.Join(w.folder, "profile")),
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("lang", "en-GB"))
	processes, end := chromedp.NewExecAllocator(context.Background(), options...)
	browser, shut := chromedp.NewContext(processes)
	w.close = append(w.close, func() { shut(); end() })
	return browser, chromedp.Do(browser)
}

// journeys is how many tests may have the browser at the same time.
var journeys = make(chan struct{}, 2)

// browserFor gives the test the browser, when it is its turn. Without a browser
// the test is skipped.
func browserFor(t testing.TB) context.Context {
	t.Helper()
	browser, err := shared.chromium()
	if errors.Is(err, errNoChromium) {
		skipOrFail(t, err.Error())
	}
	if err != nil {
		t.Fatal(err)
	}
	journeys <- struct{}{}
	t.Cleanup(func() { <-journeys })
	return browser
}

// skipOrFail says what a test lacks: a reason to skip it, unless everything has
// to be tested.
func skipOrFail(t testing.TB, lack string) {
	t.Helper()
	if os.Getenv(modelstest.RequireVariable) != "" {
		t.Fatalf("%s (%s wants everything tested)", lack, modelstest.RequireVariable)
	}
	t.Skip(lack)
}
