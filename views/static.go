package views

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
)

//go:embed static
var staticFiles embed.FS

// staticTree is every file a browser may load, by its path below /static/, with
// one name for the whole of it. The name is part of every address, so that
// modules find each other and a browser may keep what it has for good.
type staticTree struct {
	name  string
	files map[string][]byte
}

// tree reads the files once. The style sheets become one, in the order of their names.
var tree = sync.OnceValue(func() staticTree {
	t := staticTree{files: map[string][]byte{}}
	sum := sha256.New()
	var style bytes.Buffer
	small := newMinifier()
	_ = fs.WalkDir(staticFiles, "static", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := staticFiles.ReadFile(p)
		data = small.of(p, data)
		t.files[strings.TrimPrefix(p, "static/")] = data
		if path.Dir(p) == "static/css" {
			style.Write(data)
		}
		sum.Write([]byte(p))
		sum.Write(data)
		return err
	})
	t.files["style.css"] = style.Bytes()
	t.name = hex.EncodeToString(sum.Sum(nil)[:6])
	return t
})

// minifier takes out of scripts and style what only we read.
type minifier struct{ *minify.M }

func newMinifier() minifier {
	m := minify.New()
	m.Add(".css", &css.Minifier{})
	m.Add(".js", &js.Minifier{})
	return minifier{m}
}

// of is a file made small; one that cannot be stays as it is.
func (m minifier) of(name string, data []byte) []byte {
	made, err := m.Bytes(path.Ext(name), data)
	if err != nil {
		return data
	}
	return made
}

// Static is the address of a static file, such as "style.css" or "js/app.js".
func Static(name string) string { return "/static/" + tree().name + "/" + name }

// ServeStatic answers GET /static/*. A file asked for under the present name of
// the tree may be kept for a year; under an older name it is sent all the same.
func ServeStatic(w http.ResponseWriter, r *http.Request) {
	name, file, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/static/"), "/")
	data, ok := tree().files[file]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if name == tree().name {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeContent(w, r, file, time.Time{}, bytes.NewReader(data))
}
