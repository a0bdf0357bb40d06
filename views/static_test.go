package views

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
)

func get(path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	ServeStatic(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func TestAStaticFileIsServedForGoodUnderItsPresentName(t *testing.T) {
	t.Parallel()
	w := get(Static("style.css"))
	if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") {
		t.Errorf("style.css: %d %v", w.Code, w.Header())
	}
	if w := get("/static/old/js/app.js"); w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "" || !strings.Contains(w.Header().Get("Content-Type"), "javascript") {
		t.Errorf("an older name: %d %v", w.Code, w.Header())
	}
	for _, path := range []string{"/static/", "/static/x", "/static/x/nothing.js", "/static/x/../desk.html"} {
		if w := get(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

func TestModulesImportOnlyModulesThatAreThere(t *testing.T) {
	t.Parallel()
	imports := regexp.MustCompile(`(?:from|import)\s*\(?'\./([\w-]+\.js)'`)
	for name, data := range tree().files {
		for _, m := range imports.FindAllSubmatch(data, -1) {
			if _, ok := tree().files["js/"+string(m[1])]; !ok {
				t.Errorf("%s imports %s, which is not there", name, m[1])
			}
		}
	}
}

// The budget of script and style together: 40 kB, gzipped.
func TestScriptAndStyleStayWithinTheirBudget(t *testing.T) {
	t.Parallel()
	total := 0
	for name, data := range tree().files {
		if name == "style.css" || strings.HasPrefix(name, "js/") {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			if _, err := z.Write(data); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			total += b.Len()
		}
	}
	if total > 40_000 {
		t.Errorf("script and style are %d bytes gzipped, want at most 40,000", total)
	}
}

func TestEveryScriptAndStyleIsMadeSmall(t *testing.T) {
	t.Parallel()
	for name, sent := range tree().files {
		if ext := path.Ext(name); ext != ".js" && ext != ".css" || name == "style.css" {
			continue
		}
		source, err := staticFiles.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := newMinifier().Bytes(path.Ext(name), source); err != nil || len(sent) >= len(source) {
			t.Errorf("%s: %d bytes of %d, %v", name, len(sent), len(source), err)
		}
	}
}
