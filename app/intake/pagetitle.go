package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/models/text"
)

// pageTitle is the headline of the article on a page: the heading that says
// what the page is called, else the page's name without the site's.
func pageTitle(root *html.Node) string {
	name, headings := pageName(root), topHeadings(root)
	if name == "" && len(headings) > 0 {
		return headings[0]
	}
	if h := likest(headings, name); h != "" {
		return h
	}
	return withoutSite(name)
}

// likest is the heading that has the most words in common with the page's name:
// at least two, and half of either's unless there is no other heading.
func likest(headings []string, name string) string {
	named := wordsOf(name)
	best, most := "", min(1, len(named)-1)
	for _, h := range headings {
		words := wordsOf(h)
		common := 0
		for word := range words {
			if named[word] {
				common++
			}
		}
		if common > most && (common*2 >= min(len(words), len(named)) || len(headings) == 1) {
			best, most = h, common
		}
	}
	return best
}

// Bounds of the headings of level 1 that are looked at: how many, for a page
// with more has no single headline, and the bytes of each.
const (
	mostHeadings  = 20
	longestOnPage = 1_000
)

func topHeadings(root *html.Node) []string {
	var all []string
	looked := 0
	for n := range root.Descendants() {
		if n.DataAtom != atom.H1 {
			continue
		}
		looked++
		if s := textOf(n); len(s) <= longestOnPage && strings.TrimSpace(s) != "" {
			all = append(all, oneLine(s))
		}
		if looked == mostHeadings {
			break
		}
	}
	return all
}

func wordsOf(s string) map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq(strings.ToLower(text.Fold(s))) {
		words[word] = true
	}
	return words
}

// pageName is what the page is called where it is shared, by the Open Graph
// protocol or that of Twitter cards, else in the browser's bar.
func pageName(root *html.Node) string {
	for n := range root.Descendants() {
		if n.DataAtom != atom.Meta {
			continue
		}
		switch attribute(n, "property") + attribute(n, "name") {
		case "og:title", "twitter:title":
			if name := oneLine(attribute(n, "content")); name != "" {
				return name
			}
		}
	}
	return oneLine(textOf(find(root, atom.Title)))
}

// withoutSite cuts off what follows the last separator, unless little is left.
func withoutSite(name string) string {
	for _, separator := range []string{" | ", " - ", " \u2013 ", " \u2014 ", " \u00B7 ", " \u00BB ", " :: "} {
		if i := strings.LastIndex(name, separator); i > 0 && len(strings.Fields(name[:i])) >= 3 {
			return name[:i]
		}
	}
	return name
}
