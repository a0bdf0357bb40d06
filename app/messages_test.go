package main_test

import (
	"fmt"
	"go/ast"
	"go/constant"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/tools/go/packages"

	"stet/models/message"
)

func TestEveryCatalogueSaysEveryMessage(t *testing.T) {
	t.Parallel()
	keys := keysOf(t)
	for _, l := range message.Languages {
		said := l.Catalogue()
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			e, has := said[key]
			if !has && l != message.English && hasWords(key) {
				t.Errorf("%s.json lacks %q, of %s", l, key, keys[key])
			}
			if has {
				fits(t, l, key, e)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(said)) {
			if _, used := keys[key]; !used {
				t.Errorf("%s.json has %q, which nothing says", l, key)
			}
		}
	}
}

// fits checks that an entry has every plural form of its language, the elements
// of its key, and a place for each value.
func fits(t *testing.T, l message.Language, key message.Key, e message.Entry) {
	t.Helper()
	texts := []string{e.Text}
	if e.Forms != nil {
		texts = slices.Collect(maps.Values(e.Forms))
		for _, form := range formsOf(l) {
			if e.Forms[form] == "" {
				t.Errorf("%s.json: %q lacks its form %q", l, key, form)
			}
		}
	}
	for _, text := range texts {
		if strings.TrimSpace(text) == "" || l != message.English && !slices.Equal(elementsIn(text), elementsIn(string(key))) {
			t.Errorf("%s.json: %q has not the elements of %q", l, text, key)
		}
	}
	found := verbs.FindAllString(string(key), -1)
	for _, n := range []int{0, 1, 2, 3, 5, 11, 21, 100, 101, 1234} {
		var args []any
		for i, v := range found {
			switch v {
			case "%d":
				args = append(args, n)
			case "%v", "%s":
				args = append(args, fmt.Sprintf("value%d", i))
			default:
				args = append(args, float64(n))
			}
		}
		is := l.Say(key, args...)
		for i, v := range found {
			if (v == "%s" || v == "%v") && !strings.Contains(is, fmt.Sprintf("value%d", i)) {
				t.Errorf("%s.json: %q leaves out the value %d of %q", l, is, i+1, key)
			}
		}
		if len(found) > 0 && strings.Contains(is, "%!") {
			t.Errorf("%s.json: %q comes out as %q", l, key, is)
			return
		}
	}
}

var element = regexp.MustCompile(`<[^>]+>`)

func elementsIn(s string) []string { return slices.Sorted(slices.Values(element.FindAllString(s, -1))) }

// formsOf are the plural forms that whole numbers take in a language (CLDR).
func formsOf(l message.Language) []string {
	names := map[plural.Form]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
	seen := map[string]bool{"other": true}
	for n := range 200 {
		seen[names[plural.Cardinal.MatchPlural(language.Make(l.Tag()), n, 0, 0, 0, 0)]] = true
	}
	return slices.Sorted(maps.Keys(seen))
}

// keysOf gathers every key of the program, and where it stands.
func keysOf(t *testing.T) map[message.Key]string {
	t.Helper()
	keys := map[message.Key]string{}
	keysInGo(t, keys)
	keysInTemplates(t, keys)
	keysInScripts(t, keys)
	return keys
}

// hasWords reports whether a catalogue must have the key: not "%s: %s", nor a
// mark that every language may write alike.
func hasWords(key message.Key) bool {
	return worded.MatchString(verbs.ReplaceAllString(string(key), ""))
}

var (
	worded = regexp.MustCompile(`\pL`)
	verbs  = regexp.MustCompile(`%(\[\d+\])?[.\d]*[a-z]`)
)

// keysInGo finds the constants of the type message.Key.
func keysInGo(t *testing.T, keys map[message.Key]string) {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo, Dir: ".."}, "./...")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range loaded {
		for _, f := range p.Syntax {
			ast.Inspect(f, func(n ast.Node) bool {
				e, is := n.(ast.Expr)
				if !is {
					return true
				}
				v := p.TypesInfo.Types[e]
				if v.Value == nil || v.Value.Kind() != constant.String || v.Type.String() != "stet/models/message.Key" {
					return true
				}
				keys[message.Key(constant.StringVal(v.Value))] = p.Fset.Position(e.Pos()).String()
				return false
			})
		}
	}
}

// sayers are the functions of templates that take keys, and at which arguments.
var sayers = map[string][]int{"t": {1}, "th": {1}, "field": {3}, "choice": {3}, "people": {1}, "peopleOf": {1}}

// options are what a key can be behind in an option of a field.
var options = []string{"hint=", "placeholder="}

func keysInTemplates(t *testing.T, keys map[message.Key]string) {
	t.Helper()
	files, err := filepath.Glob("../views/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		tree := parse.New(name)
		tree.Mode = parse.SkipFuncCheck
		all := map[string]*parse.Tree{}
		if _, err := tree.Parse(string(source), "", "", all); err != nil {
			t.Fatal(err)
		}
		for _, tree := range all {
			keysInNode(tree.Root, func(key string) { keys[message.Key(key)] = name })
		}
	}
}

// keysInNode walks a part of a template.
func keysInNode(n parse.Node, found func(key string)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, m := range n.Nodes {
			keysInNode(m, found)
		}
	case *parse.ActionNode:
		keysInNode(n.Pipe, found)
	case *parse.TemplateNode:
		keysInNode(n.Pipe, found)
	case *parse.IfNode:
		keysInBranch(&n.BranchNode, found)
	case *parse.RangeNode:
		keysInBranch(&n.BranchNode, found)
	case *parse.WithNode:
		keysInBranch(&n.BranchNode, found)
	case *parse.PipeNode:
		if n == nil {
			return
		}
		for _, c := range n.Cmds {
			keysInCall(c.Args, found)
		}
	}
}

func keysInBranch(n *parse.BranchNode, found func(key string)) {
	keysInNode(n.Pipe, found)
	keysInNode(n.List, found)
	keysInNode(n.ElseList, found)
}

func keysInCall(args []parse.Node, found func(key string)) {
	name, _ := args[0].(*parse.IdentifierNode)
	for i, a := range args {
		keysInNode(a, found)
		s, is := a.(*parse.StringNode)
		if !is {
			continue
		}
		if name != nil && slices.Contains(sayers[name.Ident], i) {
			found(s.Text)
		}
		for _, o := range options {
			if words, has := strings.CutPrefix(s.Text, o); has {
				found(words)
			}
		}
	}
}

var spoken = regexp.MustCompile(`\bt\('((?:[^'\\]|\\.)*)'`)

// keysInScripts finds what scripts say.
func keysInScripts(t *testing.T, keys map[message.Key]string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS("../views/static/js"), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".js" {
			return err
		}
		source, err := os.ReadFile("../views/static/js/" + path)
		for _, m := range spoken.FindAllStringSubmatch(string(source), -1) {
			keys[message.Key(m[1])] = path
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
