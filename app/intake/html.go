package intake

import (
	"bytes"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"stet/models/text"
)

// Bounds of a page, checked before a tree is built of it. An article's page
// has up to some 20,000 elements; a tag is long only where a picture is inside.
const (
	maxPage  = 10_000_000 // bytes
	maxNodes = 150_000    // tags, attributes and texts together
	maxToken = 2_000_000  // bytes of one tag or one script
)

// readHTML reads a whole page by its article and a fragment by all it holds.
func readHTML(data []byte, o Options) (draft, error) {
	in, err := decodeHTML(data, o)
	if err != nil {
		return draft{}, err
	}
	d, err := readMarkup([]byte(in.text), o)
	return d.from(in), err
}

func readMarkup(page []byte, o Options) (draft, error) {
	whole, err := measure(page)
	if err != nil {
		return draft{}, err
	}
	if whole {
		return readPage(page, baseOf(o))
	}
	return readFragment(page, baseOf(o))
}

// nowhere is the host of a page that nobody knows the address of: a link that
// leads there is left out.
const nowhere = "page.invalid"

// baseOf is the address that the links of a page are relative to.
func baseOf(o Options) *url.URL {
	if u, err := url.Parse(o.Address); err == nil && u.Host != "" {
		return u
	}
	return &url.URL{Scheme: "https", Host: nowhere}
}

// rebased is that address where the page says another (HTML, section 4.2.3).
func rebased(root *html.Node, base *url.URL) *url.URL {
	n := find(root, atom.Base)
	if n == nil {
		return base
	}
	to, err := base.Parse(attribute(n, "href"))
	if err != nil {
		return base
	}
	return to
}

// measure refuses a page that is too big to be built, and reports whether it
// is a whole page.
func measure(page []byte) (whole bool, err error) {
	if len(page) > maxPage {
		return false, pageTooBig()
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(maxToken)
	for nodes := 0; nodes <= maxNodes; nodes++ {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() == html.ErrBufferExceeded {
				return false, pageTooBig()
			}
			return whole, nil
		case html.DoctypeToken:
			whole = true
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			whole = whole || isPageTag(atom.Lookup(name))
			for ; more; nodes++ {
				_, _, more = z.TagAttr()
			}
		}
	}
	return false, refuse("The page has more elements than any article. Paste the article instead.")
}

func pageTooBig() error {
	return refuse("The page has pictures or data inside its text. Save it as \u201CWeb page, HTML only\u201D, or paste the article.")
}

func isPageTag(tag atom.Atom) bool { return tag == atom.Html || tag == atom.Head || tag == atom.Body }

func parsePage(page []byte) (*html.Node, error) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return nil, refuse("The elements of the page are nested too deep to be an article. Paste the article instead.")
	}
	return root, nil
}

// readFragment takes over all the text there is. The page was measured.
func readFragment(page []byte, base *url.URL) (draft, error) {
	root, err := parsePage(page)
	if err != nil {
		return draft{}, err
	}
	return walkPage(root, base), nil
}

func walkPage(root *html.Node, base *url.URL) draft {
	w := walker{base: rebased(root, base), line: &line{}}
	w.walk(root)
	w.flush()
	return draft{parts: w.parts, left: w.left, title: textOf(find(root, atom.Title)), language: languageOf(root)}
}

// readPage takes over the article of the page, or the whole body when no
// article stands out.
func readPage(page []byte, base *url.URL) (draft, error) {
	root, err := parsePage(page)
	if err != nil {
		return draft{}, err
	}
	title, lang := pageTitle(root), languageOf(root)
	body := find(root, atom.Body)
	if body == nil {
		return readFragment(page, base)
	}
	w := walker{base: rebased(root, base), line: &line{}, inArticle: true}
	w.walk(findArticle(body))
	w.flush()
	if len(w.parts) == 0 {
		return readFragment(page, base)
	}
	return draft{parts: withTitle(w.parts, title), left: w.left, title: title, language: lang}, nil
}

// withTitle puts the title first, which was taken out of the article with the
// rest of the page's head, or was no part of it.
func withTitle(parts []text.Part, title string) []text.Part {
	if title == "" {
		return parts
	}
	folded := text.Fold(title)
	parts = slices.DeleteFunc(parts, func(p text.Part) bool { return p.Kind == text.Heading && text.Fold(p.Text) == folded })
	return append([]text.Part{{Kind: text.Heading, Level: 1, Text: title}}, parts...)
}

func languageOf(root *html.Node) string {
	if n := find(root, atom.Html); n != nil {
		return attribute(n, "lang")
	}
	return ""
}

// find is the first element called name, nil when there is none.
func find(root *html.Node, name atom.Atom) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.DataAtom == name && n.Namespace == "" {
			return n
		}
	}
	return nil
}

func textOf(n *html.Node) string {
	if n == nil {
		return ""
	}
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val
		}
	}
	return ""
}
