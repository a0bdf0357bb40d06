package intake

import (
	"slices"
	"strings"
	"testing"
)

// prose is a paragraph that says what it is, of some length.
func prose(what string) string {
	return "<p>" + what + strings.Repeat(" The council met in the town hall, and the vote was close.", 3) + "</p>"
}

// readArticle is the first words of each block of a whole page, without the title.
func readArticle(t *testing.T, body string) []string {
	t.Helper()
	r := read(t, "a.html", []byte("<!DOCTYPE html><html><head><title>Council votes on the bridge</title></head><body>"+body+"</body></html>"))
	var firsts []string
	for _, b := range r.Document.Blocks[1:] {
		first, _, _ := strings.Cut(r.Document.Slice(b.Span), " ")
		firsts = append(firsts, first)
	}
	return firsts
}

func TestWhatStandsAroundAnArticleIsLeftOut(t *testing.T) {
	t.Parallel()
	body := prose("One") + prose("Two")
	for name, page := range map[string]string{
		"a menu":                        `<ul class="main-nav"><li>Home page of the paper and of its weekend edition</ul>` + body,
		"a foot":                        body + `<footer>` + prose("Imprint") + `</footer>`,
		"a sidebar by its role":         `<div role=complementary>` + prose("Beside") + `</div>` + body,
		"a sidebar by its name":         `<div><div>` + body + `</div><div id=rightSidebar>` + prose("Beside") + `</div></div>`,
		"the author":                    `<div class="article__byline">By a reporter with a long name and a longer title</div>` + body + `<p itemprop=author>Reporter</p>`,
		"buttons to share":              body + `<div class="share-bar">Share this article with everybody you know</div>`,
		"a newsletter":                  prose("One") + `<div class=newsletterBox>` + prose("Subscribe") + `</div>` + prose("Two"),
		"a box of links":                prose("One") + `<ul><li><a href=/a>Another article</a><li><a href=/b>One more</a></ul>` + prose("Two"),
		"a paragraph that is a link":    prose("One") + `<p>Read more: <a href=/a>The bridge that nobody wants to pay for</a></p>` + prose("Two"),
		"a heading of nothing":          body + `<h2>More from the region</h2><ul><li><a href=/a>Another article</a></ul>`,
		"a teaser":                      body + `<div><h3><a href=/a>What the other bridge did cost</a></h3><p>It was built by the people of the village, in four years.</p></div>`,
		"what stands above the heading": `<main><p>Region</p><h1>Council votes on the bridge</h1>` + body + `</main>`,
		"comments longer than it":       body + `<section id=comments>` + strings.Repeat(prose("Reader"), 6) + `</section>`,
		"a cookie notice longer":        `<div class="cookie-banner">` + strings.Repeat(prose("We"), 6) + `</div>` + body,
	} {
		if got := readArticle(t, page); !slices.Equal(got, []string{"One", "Two"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAnArticleIsKeptWhateverItStandsIn(t *testing.T) {
	t.Parallel()
	body := prose("One") + prose("Two")
	for name, page := range map[string]string{
		"a form around the page":       `<form class=page>` + body + `</form>`,
		"a bad name":                   `<div class="sidebar share">` + body + `</div>`,
		"a piece for each paragraph":   `<div><div class=piece>` + prose("One") + `</div><div class=piece>` + prose("Two") + `</div></div>`,
		"a table":                      `<table><tr><td>` + prose("One") + `<td>` + prose("Two") + `</table>`,
		"names for screens":            `<div class="md:share [&_p]:comment">` + prose("One") + `</div>` + prose("Two"),
		"names with other words in it": `<div class="shadow headline-podcast" id=ad1269af0d>` + prose("One") + `</div>` + prose("Two"),
		"breaks of line":               `<div>` + strings.NewReplacer("<p>", "", "</p>", "<br><br>").Replace(body) + `</div>`,
		"parts that come later":        `<div hidden></div><template id="B:0"></template><div hidden id="S:0">` + body + `</div>`,
	} {
		if got := readArticle(t, page); !slices.Equal(got, []string{"One", "Two"}) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestAnArticleKeepsItsParts(t *testing.T) {
	t.Parallel()
	got := readArticle(t, prose("One")+`<div class="social-media-embed"><blockquote>`+prose("Post")+`</blockquote></div><h2>Heading</h2>`+
		`<ul><li>Item with a <a href=/a>link</a> in it that goes on</ul><p><a href=/b>Reuters</a></p><table><tr><th>Head<td>Cell</table><pre>Code</pre>`+
		`<dl><dt>Term<dd>Meaning</dl><details><summary>Question</summary>Answer</details><p hidden>Hidden</p>`+prose("Two"))
	want := []string{"One", "Post", "Heading", "Item", "Reuters", "Head", "Cell", "Code", "Term", "Meaning", "Question", "Answer", "Two"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestCaptionsGoWithThePicturesOfAPage(t *testing.T) {
	t.Parallel()
	page := `<html><body>` + prose("One") + `<figure><img src=a><figcaption>The bridge in May.</figcaption></figure><div class=photo-credit>A photographer</div>` + prose("Two")
	r := read(t, "a.html", []byte(page))
	if want := []string{"1 picture was not taken over.", "2 captions were not taken over."}; !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("left out %q", inEnglish(r.LeftOut))
	}
}

func TestThePageIsCalledByItsHeadline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ head, body, want string }{
		{`<title>Council votes on the bridge | The Paper</title>`, ``, "Council votes on the bridge"},
		{`<title>The Paper</title>`, ``, "The Paper"},
		{`<title>Bridge vote | The Paper</title><meta property="og:title" content="A council votes on a bridge">`, ``, "A council votes on a bridge"},
		{`<title>Council votes on bridge - The Paper</title>`, `<h1>The Paper</h1><h1>Council votes on <em>the</em> bridge</h1>`, "Council votes on the bridge"},
		{`<title>Council votes on the bridge</title>`, `<h1>A word from our sponsor</h1>`, "Council votes on the bridge"},
		{``, `<h1>Council votes</h1>`, "Council votes"},
	} {
		r := read(t, "a.html", []byte(`<html><head>`+c.head+`</head><body>`+c.body+prose("One")))
		if r.Title != c.want {
			t.Errorf("%s%s: title %q, want %q", c.head, c.body, r.Title, c.want)
		}
		if first := r.Document.Slice(r.Document.Blocks[0].Span); first != c.want || strings.Count(r.Document.Text, c.want) != 1 {
			t.Errorf("%s%s: the text is %q", c.head, c.body, r.Document.Text)
		}
	}
}
