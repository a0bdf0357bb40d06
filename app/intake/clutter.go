package intake

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// isForeign knows what is longer than many an article and not written by its
// author: the comments of readers, and what the law wants a page to say.
func isForeign(n *html.Node, _ mass) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ol, atom.Ul, atom.Aside:
		return isNamed(n, foreignNames)
	}
	return false
}

var foreignNames = wordSet("comment comments disqus respond kommentare commentaires comentarios cookie cookies consent gdpr")

// isClutter knows what is no part of an article by the element, by its role
// (WAI-ARIA 1.2), by its property (schema.org) and by what the page calls it.
func isClutter(n *html.Node, _ mass) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Button, atom.Dialog:
		return true
	}
	switch attribute(n, "role") {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar":
		return true
	}
	switch attribute(n, "itemprop") {
	case "author", "datePublished", "dateModified", "publisher", "keywords", "articleSection":
		return true
	}
	switch attribute(n, "rel") {
	case "author", "tag":
		return true
	}
	return isNamed(n, clutterNames)
}

// isNamed reports whether the class or the id of an element has one of the
// words. Classes that make something depend on the screen say nothing of what
// is in it; the id of a heading or a link is often made of the article's words.
func isNamed(n *html.Node, list map[string]bool) bool {
	for class := range strings.FieldsSeq(attribute(n, "class")) {
		if !strings.ContainsAny(class, ":[") && hasWord(class, list) {
			return true
		}
	}
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ul, atom.Ol, atom.Header:
		return hasWord(attribute(n, "id"), list)
	}
	return false
}

// hasWord reports whether one of the words of a name is in the list. What is
// embedded belongs to the article: a post of a social network, say.
func hasWord(name string, list map[string]bool) bool {
	found := false
	for _, word := range nameWords(name) {
		if word == "embed" || word == "embedded" {
			return false
		}
		found = found || list[word]
	}
	return found
}

// nameWords cuts "share-bar", "share_bar" and "shareBar" into "share" and "bar".
func nameWords(name string) []string {
	var b strings.Builder
	small := false
	for _, r := range name {
		if small && unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		small = unicode.IsLower(r)
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.FieldsFunc(b.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var clutterNames = wordSet(`
	ad ads advert adverts advertisement advertising sponsor sponsored promo promos promotion
	share shares sharing sharebar social socials rating ratings
	related recommended recommendations recirc trending popular teaser teasers outbrain taboola
	newsletter newsletters subscribe subscription signup optin login donate cta
	nav navigation navbar menu breadcrumb breadcrumbs sidebar masthead footer toolbar pagination pager toc popup modal overlay
	byline bylines author authors bio dateline timestamp date pubdate published tags meta gallery slideshow carousel
	anzeige werbung teilen autor publicite partage auteur publicidad compartir relacionados relacionadas publicidade
	`)

// captionNames are the words for what stands below a picture.
var captionNames = wordSet("caption captions credit credits")

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(s) {
		set[word] = true
	}
	return set
}

// isCaption knows the words below a picture. They go where the picture goes.
func isCaption(n *html.Node) bool { return n.DataAtom == atom.Figcaption || isNamed(n, captionNames) }

// isTeaser knows the short piece that announces another article: its heading
// is a link.
func isTeaser(n *html.Node, m mass) bool {
	switch n.DataAtom {
	case atom.Div, atom.Li, atom.Article, atom.Section:
		return m.text <= teaserMass && m.heading > 0 && m.headingLinks*10 > m.heading*9
	}
	return false
}

// isLinkBox knows lists and boxes of links, and paragraphs that are one link to
// another article. A short one may be a reference.
func isLinkBox(n *html.Node, m mass) bool {
	if !isBlock(n.DataAtom) || n.DataAtom == atom.P && m.text <= 25 {
		return false
	}
	return m.links*10 > m.text*6 && m.prose*4 < m.text
}
