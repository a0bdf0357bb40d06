package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findArticle is the element under body that holds the article of a page. What
// stands around and between its paragraphs is taken out of the tree, and so is
// the headline.
func findArticle(body *html.Node) *html.Node {
	showStreamed(body)
	weigh(body).clear(body, isForeign, 0.9)
	weigh(body).clear(body, isClutter, 0.5)
	weigh(body).clear(body, isTeaser, 0.5)
	m := weigh(body)
	article := m.dominant(body)
	m.clear(article, isLinkBox, 0.5)
	m.behead(article)
	dropLastHeadings(article)
	return article
}

// showStreamed shows the parts of a page that React sends behind the rest: they
// are hidden until a script has moved them.
func showStreamed(body *html.Node) {
	for n := range body.Descendants() {
		if n.DataAtom == atom.Div && hasAttribute(n, "hidden") && strings.HasPrefix(attribute(n, "id"), "S:") {
			n.Attr = nil
		}
	}
}

// dominant goes down from n for as long as one child holds nearly all the prose.
func (m masses) dominant(n *html.Node) *html.Node {
	for {
		next := m.heir(n)
		if next == nil {
			return n
		}
		n = next
	}
}

func (m masses) heir(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode && holdsBlocks(c.DataAtom) && m[c].prose > 0 && m[c].prose*6 >= m[n].prose*5 {
			return c
		}
	}
	return nil
}

// holdsBlocks tells the elements that an article may be the content of from
// those that are a block of it.
func holdsBlocks(name atom.Atom) bool {
	switch name {
	case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Li, atom.Pre, atom.Dl, atom.Dt, atom.Dd:
		return false
	}
	return true
}

// behead takes out the headline and what stands before it. A first heading that
// follows a good part of the prose is none.
func (m masses) behead(article *html.Node) {
	h := find(article, atom.H1)
	if h == nil {
		return
	}
	gone := []*html.Node{h}
	before := 0
	for n := h; n != article; n = n.Parent {
		for p := n.PrevSibling; p != nil; p = p.PrevSibling {
			gone = append(gone, p)
			before += m[p].prose
		}
	}
	if before*10 < m[article].prose {
		remove(gone)
	}
}

// dropLastHeadings takes out the headings at the end of n that nothing follows:
// what they announced was no part of the article. It reports whether n has
// anything else.
func dropLastHeadings(n *html.Node) bool {
	for c := n.LastChild; c != nil; {
		previous := c.PrevSibling
		switch {
		case c.Type == html.TextNode && solid(c.Data) > 0:
			return true
		case isHeadingElement(c):
			n.RemoveChild(c)
		case c.Type == html.ElementNode && !isUnread(c) && dropLastHeadings(c):
			return true
		}
		c = previous
	}
	return false
}

func isHeadingElement(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}
