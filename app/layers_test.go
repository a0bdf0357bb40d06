package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layers says which packages of ours each package may import. A new package
// gets its line here, or it has no place in the house.
var layers = map[string][]string{
	"app":                {"app/*", "views", "models", "models/text", "models/figure", "models/stamp", "migrations", "models/message"},
	"app/web":            {"views", "models", "models/text", "models/figure", "models/locator", "models/stamp", "app/intake", "app/inbox", "app/export", "app/packet", "app/capture", "app/live", "models/message"},
	"app/export":         {"models", "models/text", "models/figure", "app/export/typeset", "models/message"},
	"app/export/typeset": {},
	"app/packet":         {"models", "models/stamp", "app/export", "models/message"},
	"app/intake":         {"models/text", "models/message"},
	"app/inbox":          {"app/capture", "app/intake", "app/export", "models", "models/text", "models/message"},
	"app/capture":        {"models/message"},
	"app/picture":        {"app/capture", "models/message"},
	"app/work":           {"models"},
	"app/mail":           {"models", "models/message"},
	"app/webhook":        {"models"},
	"app/live":           {"models", "models/message"},
	"views":              {"models", "models/text", "models/suggest", "models/quote", "models/figure", "models/locator", "models/message"},
	"models":             {"models/text", "models/anchor", "models/quote", "models/figure", "models/suggest", "models/stamp", "models/blob", "models/vault", "migrations", "models/message"},
	"models/modelstest":  {"models", "models/text"},
	"models/anchor":      {"models/text"},
	"models/suggest":     {"models/text", "models/message"},
	"models/figure":      {"models/message"},
	"models/locator":     {},
	"models/message":     {},
	"models/quote":       {"models/text"},
	"models/text":        {},
	"models/stamp":       {"models/message"},
	"models/blob":        {},
	"models/vault":       {},
	"migrations":         {},
}

// testsToo may be imported by the tests of every package above the Store.
var testsToo = []string{"models/modelstest", "models/text", "models/message"}

// homes says which packages alone may import a module.
var homes = map[string][]string{
	"gorm.io/":                    {"models", "models/modelstest"},
	"modernc.org/sqlite":          {"models", "models/modelstest"},
	"github.com/jackc/pgx/":       {"models", "models/modelstest"},
	"github.com/labstack/echo/":   {"app/web"},
	"github.com/labstack/gommon/": {"app/web"},
	"github.com/digitorus/":       {"models/stamp", "models/modelstest"},
	"github.com/wneessen/":        {"app/mail"},
}

const (
	maxLines     = 300
	maxTestLines = 400
)

// gormTraps are methods and types of gorm that change rows or load them behind
// the back of whoever reads the code.
var gormTraps = []string{"AutoMigrate", "DeletedAt", "Unscoped", "Associations",
	"BeforeSave", "BeforeCreate", "BeforeUpdate", "BeforeDelete", "AfterSave", "AfterCreate", "AfterUpdate", "AfterDelete", "AfterFind"}

// source is one parsed Go file of the module.
type source struct {
	path   string // from the root, with slashes
	folder string
	test   bool
	lines  int
	file   *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	root := ".."
	var all []source
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && path != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "testdata" || e.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if e.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		all = append(all, source{
			path: name, folder: name[:max(strings.LastIndex(name, "/"), 0)], test: strings.HasSuffix(name, "_test.go"),
			lines: strings.Count(string(text), "\n"), file: file,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s source) imports() []string {
	var all []string
	for _, i := range s.file.Imports {
		path, _ := strconv.Unquote(i.Path.Value)
		all = append(all, path)
	}
	return all
}

// mayImport reports whether the file may import a package of ours.
func (s source) mayImport(target string) bool {
	allowed := layers[s.folder]
	if s.test {
		allowed = append(append([]string{s.folder}, testsToo...), allowed...)
	}
	return slices.ContainsFunc(allowed, func(a string) bool {
		folder, below := strings.CutSuffix(a, "/*")
		return target == a || below && strings.HasPrefix(target, folder+"/")
	})
}

func TestImportsRunOneWay(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if _, known := layers[s.folder]; !known {
			t.Errorf("%s: the package %q has no line in the table of layers", s.path, s.folder)
			continue
		}
		for _, path := range s.imports() {
			if target, ours := strings.CutPrefix(path, "stet/"); ours && !s.mayImport(target) {
				t.Errorf("%s may not import %s", s.path, target)
			}
		}
	}
}

func TestTheDatabaseAndTheWebFrameworkEachHaveOneHome(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			for module, folders := range homes {
				if strings.HasPrefix(path+"/", module) && !slices.Contains(folders, s.folder) {
					t.Errorf("%s imports %s, which belongs in %s", s.path, path, strings.Join(folders, " and "))
				}
			}
		}
	}
}

func TestTheTopLevelShowsTheHouse(t *testing.T) {
	t.Parallel()
	rooms := []string{"app", "models", "views", "migrations", "go.mod", "go.sum", "README.md"}
	ignored, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		local := strings.HasPrefix(e.Name(), ".") || strings.Contains(string(ignored), "/"+e.Name()+"/\n")
		if !local && !slices.Contains(rooms, e.Name()) {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}

func TestFilesOfGoAreShort(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		limit := maxLines
		if s.test {
			limit = maxTestLines
		}
		if s.lines > limit {
			t.Errorf("%s has %d lines; %d is the most", s.path, s.lines, limit)
		}
	}
}

func TestNoPackageIsADrawerForEverything(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		for _, name := range []string{filepath.Base(s.folder), strings.TrimSuffix(s.file.Name.Name, "_test")} {
			if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "types"}, name) {
				t.Errorf("%s: name the package after what it is about, not %s", s.path, name)
			}
		}
	}
}

func TestGormDoesNothingBehindTheReadersBack(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test || !slices.Contains(homes["gorm.io/"], s.folder) {
			continue
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			if trap := gormTrap(n); trap != "" {
				t.Errorf("%s uses %s", s.path, trap)
			}
			return true
		})
	}
}

// gormTrap names the trap that a node of the syntax tree is, "" for none.
func gormTrap(n ast.Node) string {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if x, ok := n.X.(*ast.Ident); ok && x.Name == "gorm" && n.Sel.Name == "Model" {
			return "gorm.Model, which deletes softly"
		}
		if slices.Contains(gormTraps, n.Sel.Name) {
			return n.Sel.Name
		}
	case *ast.FuncDecl:
		if n.Recv != nil && slices.Contains(gormTraps, n.Name.Name) {
			return "the hook " + n.Name.Name
		}
	case *ast.CallExpr:
		f, ok := n.Fun.(*ast.SelectorExpr)
		if ok && f.Sel.Name == "Preload" && len(n.Args) < 2 {
			return "Preload without a bound"
		}
	}
	return ""
}
