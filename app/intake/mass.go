package intake

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mass is the text inside an element, in bytes without white space, so that a
// Chinese character counts as much as three letters.
type mass struct {
	text  int // all of it
	links int // what is inside links
	prose int // what is outside links, in blocks that can hold a sentence

	heading, headingLinks int // text and links of the first heading
}

const (
	sentenceMass = 40  // the least text of a block that counts as prose
	teaserMass   = 600 // the most text of a teaser
	headingMass  = 15  // the most text of a heading that is a mere label
)

// masses is what the elements of a page weigh.
type masses map[*html.Node]mass

func weigh(root *html.Node) masses {
	m := masses{}
	m.block(root, false)
	return m
}

// block weighs an element that stands on lines of its own.
func (m masses) block(n *html.Node, link bool) mass {
	own := 0
	k := m.inside(n, &own, link)
	if own >= sentenceMass {
		k.prose += own
	}
	m[n] = k
	return k
}

// inside weighs what is in n, and adds to own what stands in n's block itself
// and in no link.
func (m masses) inside(n *html.Node, own *int, link bool) mass {
	var sum mass
	for c := range n.ChildNodes() {
		if c.Type == html.TextNode {
			sum.addText(solid(c.Data), own, link)
		} else if c.Type == html.ElementNode && !isUnread(c) {
			sum.add(m.element(c, own, link || c.DataAtom == atom.A), isHeadingElement(c))
		}
	}
	return sum
}

func (m masses) element(n *html.Node, own *int, link bool) mass {
	if isBlock(n.DataAtom) {
		return m.block(n, link)
	}
	k := m.inside(n, own, link)
	m[n] = k
	return k
}

func (k *mass) addText(bytes int, own *int, link bool) {
	k.text += bytes
	if link {
		k.links += bytes
	} else {
		*own += bytes
	}
}

func (k *mass) add(c mass, heading bool) {
	k.text += c.text
	k.links += c.links
	k.prose += c.prose
	switch {
	case k.heading > 0:
	case heading && c.text > headingMass:
		k.heading, k.headingLinks = c.text, c.links
	default:
		k.heading, k.headingLinks = c.heading, c.headingLinks
	}
}

// solid counts the bytes of s that are not white space.
func solid(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// isUnread reports whether the text of an element is never taken over.
func isUnread(n *html.Node) bool {
	_, skip := (&walker{inArticle: true}).skips(n)
	return skip
}

// clear takes the elements out of root that are junk, save one that holds as
// much as that share of all prose: it is the article, whatever it is called.
func (m masses) clear(root *html.Node, junk func(*html.Node, mass) bool, share float64) {
	bound := share * float64(m[root].prose)
	var gone []*html.Node
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		for c := range n.ChildNodes() {
			if c.Type == html.ElementNode && float64(m[c].prose) < bound && junk(c, m[c]) {
				gone = append(gone, c)
			} else {
				visit(c)
			}
		}
	}
	visit(root)
	remove(gone)
}

func remove(nodes []*html.Node) {
	for _, n := range nodes {
		n.Parent.RemoveChild(n)
	}
}
