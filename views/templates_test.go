package views

import (
	"html/template"
	"io"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stet/models/message"

	"github.com/jba/templatecheck"
	"golang.org/x/net/html"
)

func TestEveryTemplateFitsItsStruct(t *testing.T) {
	t.Parallel()
	checked := map[string]bool{}
	for _, p := range pages() {
		if checked[p.template()] {
			continue
		}
		checked[p.template()] = true
		if err := templatecheck.CheckHTML(templates(message.English).Lookup(p.template()), p); err != nil {
			t.Errorf("%s: %v", p.template(), err)
		}
	}
}

func TestEveryTemplateIsRenderedByATest(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	watched := watchedTemplates(t, seen)
	for name, p := range pages() {
		if err := watched.ExecuteTemplate(io.Discard, p.template(), p); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, tmpl := range templates(message.English).Templates() {
		if name := tmpl.Name(); name != "" && !strings.HasSuffix(name, ".html") && !seen[name] {
			t.Errorf("template %s was never rendered", name)
		}
	}
}

// watchedTemplates are the templates with a note at the start of each that it
// was reached.
func watchedTemplates(t *testing.T, seen map[string]bool) *template.Template {
	t.Helper()
	watched := template.New("").Funcs(functionsIn(message.English)).Funcs(template.FuncMap{"seen": func(name string) string { seen[name] = true; return "" }})
	files, err := templateFiles.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	define := regexp.MustCompile(`\{\{define "(\w+)"\}\}`)
	for _, f := range files {
		source, err := templateFiles.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		template.Must(watched.Parse(define.ReplaceAllString(string(source), `$0{{seen "$1"}}`)))
	}
	return watched
}

func TestPagesAreWellFormedAndNameOnlyWhatIsThere(t *testing.T) {
	t.Parallel()
	all := pages()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := all[name]
			whole := reflect.TypeOf(p).Name() != "PartPage" && !strings.HasSuffix(reflect.TypeOf(p).Name(), "Part")
			inspect(t, rendered(t, p), whole)
		})
	}
}

// inspect reports tags that are not closed, ids that are used twice or are not
// there, and everything that the content security policy would refuse.
func inspect(t *testing.T, page string, whole bool) {
	t.Helper()
	ids, wanted, open := map[string]bool{}, map[string]string{}, []string{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			for id, by := range wanted {
				if whole && !ids[id] {
					t.Errorf("%s names #%s, which is not there", by, id)
				}
			}
			return
		case html.StartTagToken:
			tok := z.Token()
			attributes(t, tok, ids, wanted)
			if !slices.Contains(void, tok.Data) {
				open = append(open, tok.Data)
			}
		case html.SelfClosingTagToken:
			attributes(t, z.Token(), ids, wanted)
		case html.EndTagToken:
			tok := z.Token()
			if n := len(open); n == 0 || open[n-1] != tok.Data {
				t.Fatalf("</%s> closes %v", tok.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
}

var void = []string{"meta", "link", "input", "br", "img", "hr"}

func attributes(t *testing.T, tok html.Token, ids map[string]bool, wanted map[string]string) {
	t.Helper()
	has := map[string]string{}
	for _, a := range tok.Attr {
		if _, twice := has[a.Key]; twice {
			t.Errorf("<%s> has %s twice", tok.Data, a.Key)
		}
		has[a.Key] = a.Val
		switch {
		case a.Key == "id" && ids[a.Val]:
			t.Errorf("id %q is used twice", a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("<%s %s=%q> is inline", tok.Data, a.Key, a.Val)
		case slices.Contains([]string{"for", "form", "list", "popovertarget", "aria-labelledby", "aria-describedby", "aria-controls"}, a.Key):
			for _, id := range strings.Fields(a.Val) {
				wanted[id] = "<" + tok.Data + " " + a.Key + ">"
			}
		case tok.Data == "use" && !strings.Contains(sprite, `id="`+strings.TrimPrefix(a.Val, "#")+`"`):
			t.Errorf("icon %s is not drawn", a.Val)
		case a.Key == "href" && strings.HasPrefix(a.Val, "javascript:"):
			t.Errorf("a link runs a script: %s", a.Val)
		}
	}
	if _, ok := has["src"]; tok.Data == "script" && !ok {
		t.Error("a script is inline")
	}
}
