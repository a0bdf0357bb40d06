package main_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// leaks lists what of a page could run or load what is not ours, whichever way
// it is parsed: as a browser with scripts does, as one without, and as a piece
// of another page. The style sheets and the data of the page itself are given.
func leaks(t testing.TB, page string, styles ...string) []string {
	t.Helper()
	var found []string
	for _, scripting := range []bool{true, false} {
		root, err := html.ParseWithOptions(strings.NewReader(page), html.ParseOptionEnableScripting(scripting))
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, leaksBelow(root, styles)...)
	}
	pieces, err := html.ParseFragment(strings.NewReader(page), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range pieces {
		found = append(found, leaksBelow(&html.Node{FirstChild: n, LastChild: n}, styles)...)
	}
	return found
}

func leaksBelow(root *html.Node, styles []string) []string {
	var found []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			found = append(found, leaksOf(n, styles)...)
		}
	}
	return found
}

// known lists the elements that our pages are made of.
var known = set("html head title meta link body header footer main nav section article aside div p span a b i em strong code pre bdi mark sup sub del ins " +
	"blockquote ul ol li dl dt dd table caption thead tbody tr th td h1 h2 h3 h4 h5 h6 br hr time details summary abbr small kbd q cite figure figcaption output " +
	"form fieldset legend label input textarea select optgroup option button datalist dialog progress meter svg defs pattern symbol use path circle rect line text g template noscript search s u")

// leading lists the attributes that hold addresses.
var leading = set("href src action formaction poster data cite background ping manifest xlink:href srcset longdesc")

// standIns lists what a script of ours might look up and find an element instead.
var standIns = set("document body cookie getElementById defaultView currentScript __proto__ constructor prototype hit")

func set(s string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		all[word] = true
	}
	return all
}

func leaksOf(n *html.Node, styles []string) []string {
	var found []string
	leak := func(format string, args ...any) {
		found = append(found, fmt.Sprintf("<%s>: ", n.Data)+fmt.Sprintf(format, args...))
	}
	switch {
	case n.Data == "script" && isData(n): // which no browser runs
		if data := n.FirstChild.Data; !contains(styles, data) || strings.ContainsAny(data, "<>&") || !json.Valid([]byte(data)) {
			leak("data that is not ours, or that a page could read as markup")
		}
	case n.Data == "script" && (!strings.HasPrefix(attributeOf(n, "src"), "/static/") || n.FirstChild != nil):
		leak("a script that is not ours")
	case n.Data == "style" && (n.FirstChild == nil || !contains(styles, n.FirstChild.Data)):
		leak("a style sheet that is not ours")
	case n.Data != "script" && n.Data != "style" && !known[n.Data]:
		leak("no element of ours")
	}
	for _, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		switch {
		case strings.HasPrefix(name, "on"), name == "style", name == "srcdoc", strings.ContainsAny(name, "<>\"'=`"):
			leak("attribute %s=%q", name, a.Val)
		case leading[name] && !harmless(a.Val):
			leak("address %s=%q", name, a.Val)
		case (name == "id" || name == "name" && n.Data == "form") && standIns[a.Val]:
			leak("name %q", a.Val)
		case name == "http-equiv" && a.Val != "Content-Security-Policy":
			leak("http-equiv %q", a.Val)
		}
	}
	return found
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// isData reports whether a script element is a block of JSON-LD (HTML 4.12.1).
func isData(n *html.Node) bool {
	return attributeOf(n, "type") == "application/ld+json" && attributeOf(n, "src") == "" && n.FirstChild != nil
}

func contains(all []string, s string) bool {
	for _, one := range all {
		if one == s {
			return true
		}
	}
	return false
}

// harmless reports whether a browser that follows an address stays on the site,
// or leaves it for a page or a letter.
func harmless(address string) bool {
	u, err := url.Parse(strings.Map(func(r rune) rune {
		if r <= ' ' { // as browsers do
			return -1
		}
		return r
	}, address))
	if err != nil {
		return false
	}
	switch strings.ToLower(u.Scheme) {
	case "", "http", "https", "mailto":
		return true
	}
	return false
}

func TestTheSearchForLeaksFindsThem(t *testing.T) {
	t.Parallel()
	const style = "p{color:red}"
	if found := leaks(t, `<!DOCTYPE html><style>`+style+`</style><p id=a class=b>w <a href="/x?y=javascript:">x</a></p>`, style); len(found) > 0 {
		t.Errorf("in a page of ours: %q", found)
	}
	for _, page := range []string{
		`<script>1</script>`, `<script src=//a.example></script>`, `<p onclick=1>`, `<p style=a>`, `<a href="java&Tab;script:1">`, `<img src=x>`,
		`<noscript><img src=x></noscript>`, `<svg><a xlink:href=" JavaScript:1">`, `<style>p{}</style>`, `<form action="data:,x">`, `<base href=/>`,
		`<meta http-equiv=refresh content=0>`, `<p id=getElementById>`, `<template><iframe></template>`, `<math><mtext>`, `<iframe srcdoc=x>`,
	} {
		if len(leaks(t, page, style)) == 0 {
			t.Errorf("nothing was found in %s", page)
		}
	}
}
