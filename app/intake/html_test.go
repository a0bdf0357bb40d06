package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestAFragmentKeepsWhatABrowserShows(t *testing.T) {
	t.Parallel()
	r := read(t, "a.html", []byte(`<h1>The  title</h1><nav>Menu</nav><p>One <b>b</b>old
 word.<br>Next line.<script>alert(1)</script><style>p{}</style></p>loose<blockquote><p>Said.</p></blockquote>
<ul><li>One<ol><li>Deep</ol><li><p>Two</p></ul><figure><img src=x><figcaption>A picture</figcaption></figure>
<p hidden>Hidden</p><p style="display: none">Hidden</p><p>a<q>b</q>&amp;&lt;c&gt;</p><pre>x  y
z</pre><table><caption>C</caption><tr><td>1<td>2</table><textarea>t</textarea>`))
	wantOutline(t, r, "# The title", "p One bold word.\nNext line.", "p loose", "> Said.", "- One", "-- Deep", "- Two",
		"^ A picture", "p a“b”&<c>", "p x  y\nz", "^ C", "p 1", "p 2")
	want := []string{"1 picture was not taken over.", "Hidden text was not taken over.",
		"1 table was taken over as paragraphs, one for each cell.", "1 form field was not taken over."}
	if r.Title != "The title" || !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("title %q, left out %q", r.Title, inEnglish(r.LeftOut))
	}
}

func TestAPageKeepsItsLinksAndItsMarks(t *testing.T) {
	t.Parallel()
	const page = `<p>One <b>bold  word</b>, <a href="../b?c=d">a <i>link</i></a> and <a href="javascript:alert(1)">none</a>.<p>é<a href="https://example.org/x"> there</a><a>nowhere</a>`
	for address, want := range map[string]string{
		"https://example.com/news/a": "bold \"bold word\" , italic \"link\" , link \"a link\" https://example.com/b?c=d, link \"there\" https://example.org/x",
		"":                           "bold \"bold word\" , italic \"link\" , link \"there\" https://example.org/x",
	} {
		r, err := Read("a.html", []byte(page), Options{Address: address})
		if err != nil {
			t.Fatal(err)
		}
		var marks []string
		for _, m := range r.Document.Marks {
			marks = append(marks, fmt.Sprintf("%s %q %s", m.Kind, r.Document.Slice(m.Span), m.Value))
		}
		slices.Sort(marks)
		if got := strings.Join(marks, ", "); got != want {
			t.Errorf("from %q: %s\nwant %s", address, got, want)
		}
	}
	r := read(t, "a.html", []byte(`<html><head><base href="https://example.org/deep/"></head><body><p>See <a href="x">this</a>.</p></body></html>`))
	if got := marksOf(r); !slices.Equal(got, []string{`link "this" https://example.org/deep/x`}) {
		t.Errorf("with a base: %q", got)
	}
	long := strings.Repeat("A sentence of the article, with a comma, and some length. ", 8)
	whole := `<!DOCTYPE html><html><body><article><h1>The headline</h1><p>` + long + `<a href="/more">More</a> and <a href="#f">here</a>.</p><p>` + long + `</p></article></body></html>`
	for address, want := range map[string]int{"https://example.com/a": 2, "": 0} {
		r, err := Read("a.html", []byte(whole), Options{Address: address})
		if err != nil || len(r.Document.Marks) != want {
			t.Errorf("from %q: %v, %v", address, r.Document.Marks, err)
		}
	}
}

func TestMarkdownKeepsItsLinksAndItsMarks(t *testing.T) {
	t.Parallel()
	r := read(t, "a.md", []byte("# A *title*\n\nOne **bold _and slanted_** word, [a link](https://example.org/x) and [none](/y).\n"))
	want := []string{`italic "title"`, `bold "bold and slanted"`, `italic "and slanted"`, `link "a link" https://example.org/x`}
	if got := marksOf(r); !slices.Equal(got, want) {
		t.Errorf("marks are %q, want %q", got, want)
	}
}

func TestOfAWholePageTheArticleIsRead(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("A sentence of the article, with a comma, and some length. ", 8)
	r := read(t, "a.html", []byte(`<!DOCTYPE html><html lang="en-gb"><head><title>The headline of the piece</title></head><body>
<nav><a href=/>Home</a><a href=/b>Business</a></nav><article><h1>The headline of the piece</h1><p>`+long+`</p><h2>Between</h2><p>`+long+
		`</p><blockquote><p>`+long+`</p></blockquote></article><footer>Imprint</footer></body></html>`))
	long = strings.TrimSpace(long)
	wantOutline(t, r, "# The headline of the piece", "p "+long, "## Between", "p "+long, "> "+long)
	if r.Title != "The headline of the piece" || r.Language != "en-GB" {
		t.Errorf("title %q, language %q", r.Title, r.Language)
	}
}

func TestAPageIsReadInItsOwnEncoding(t *testing.T) {
	t.Parallel()
	const head = `<html><head><meta charset="windows-1251"></head><body><p>`
	if got := read(t, "a.html", []byte(head+"\xCF\xF0\xE8\xE2\xE5\xF2")).Document.Text; got != "Привет" {
		t.Errorf("declared encoding: %q", got)
	}
	if got := read(t, "a.html", []byte(head+"Привет")).Document.Text; got != "Привет" {
		t.Errorf("valid UTF-8 whatever is declared: %q", got)
	}
	r := read(t, "a.html", []byte("<html><body><p>Привет, добрый день, \xFFмир"))
	if r.Document.Text != "Привет, добрый день, \uFFFDмир" || len(inEnglish(r.LeftOut)) != 1 {
		t.Errorf("one bad byte: %q, %q", r.Document.Text, inEnglish(r.LeftOut))
	}
}

func TestMarkdownKeepsItsBlocks(t *testing.T) {
	t.Parallel()
	r := read(t, "a.md", []byte("---\ntitle: 'From the settings'\n---\n# Title\n\nA [link](http://a.example) and *more*\nhere.\\\nNext[^1]\n\n> Said\n> so.\n\n"+
		"- One\n- Two\n  1. Deep\n\n```\ncode  x\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n<b>Raw</b> <script>alert(1)</script>&copy;\n\n![alt](a.png)\n\n[^1]: The note.\n"))
	wantOutline(t, r, "# Title", "p A link and more here.\nNext", "> Said so.", "- One", "- Two", "-- Deep", "p code  x",
		"p a", "p b", "p 1", "p 2", "p Raw ©")
	want := []string{"1 picture was not taken over.", "1 footnote was not taken over.",
		"1 table was taken over as paragraphs, one for each cell.", "The block of settings at the top was not taken over."}
	if r.Title != "From the settings" || !slices.Equal(inEnglish(r.LeftOut), want) {
		t.Errorf("title %q, left out %q", r.Title, inEnglish(r.LeftOut))
	}
}

func TestNoScriptOfAHostilePageBecomesText(t *testing.T) {
	t.Parallel()
	f, err := os.Open(shared(t, "data/hostile/xss_dompurify_expect.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	lines := bufio.NewScanner(f)
	for lines.Buffer(nil, 1<<20); lines.Scan(); n++ {
		var c struct{ Title, Payload string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{c.Payload, "<!DOCTYPE html><html><body>" + c.Payload} {
			checkNoScript(t, c.Title, page)
		}
	}
	t.Logf("%d payloads", n)
}

func checkNoScript(t *testing.T, title, page string) {
	t.Helper()
	r, err := Read("a.html", []byte(page), Options{})
	if err != nil {
		wantRefusal(t, err)
		return
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "script" && n.Data != "style" || n.Namespace != "" {
			continue
		}
		if code := strings.TrimSpace(textOf(n)); code != "" && strings.Contains(r.Document.Text, code) {
			t.Errorf("%s: the text is %q", title, r.Document.Text)
		}
	}
}

func unzipped(t testing.TB, path string) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(load(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestNoWordOfAPageSticksToItsNeighbour(t *testing.T) {
	t.Parallel()
	for fragment, want := range map[string]string{
		`<table><tr><td>one</td><td>two</td></tr><tr><th>three</th></tr></table>`: "one|two|three",
		`<p>one<br>two<br/>three</p>`:                                                                  "one|two|three",
		`<ul><li>one</li><li>two</li></ul>three`:                                                       "one|two|three",
		`<dl><dt>one</dt><dd>two</dd></dl>`:                                                            "one|two",
		`<div>one<div>two</div>three</div>`:                                                            "one|two|three",
		`<span>one<div>two</div></span><a>three<p>four</p></a>`:                                        "one|two|three|four",
		`<h1>one</h1>two<hr>three`:                                                                     "one|two|three",
		`<details><summary>one</summary>two</details>`:                                                 "one|two",
		`<fieldset><legend>one</legend>two</fieldset>`:                                                 "one|two",
		`<figure>one<figcaption>two</figcaption></figure>three`:                                        "one|two|three",
		`<blockquote>one<footer>two</footer></blockquote>`:                                             "one|two",
		`one<button>no</button> two<!-- --><script>no()</script> <b>thr</b>ee`:                         "one two three",
		`one&nbsp;two&#32;three&Tab;four&NewLine;five`:                                                 "one\u00A0two three four five",
		`cr&egrave;me &amp; br&#251;l&#xe9;e &notin; &lt;b&gt;`:                                        "crème & brûlée ∉ <b>",
		`Ver&shy;fassungs&#173;gericht, and/<wbr>or, and/&#8203;or, a&#8288;b`:                         "Verfassungsgericht, and/or, and/or, ab",
		"می\u200cخواهم 👩\u200d🚀":                                                                       "می\u200cخواهم 👩\u200d🚀",
		`<p>one</p><p>&#8203;</p><p>&nbsp;</p><p>two</p>`:                                              "one|two",
		`<span style="display:none">no</span>one<i hidden>no</i><b style="VISIBILITY : hidden">no</b>`: "one",
		`<pre>one
  two	three</pre>`: "one|  two\tthree",
		`<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字</ruby>`:                                                         "漢字",
		`<select><option>no</select><textarea>no</textarea><svg><text>no</text></svg><math><mi>no</mi></math>one`: "one",
	} {
		if got := strings.NewReplacer("\n\n", "|", "\n", "|").Replace(read(t, "a.html", []byte(fragment)).Document.Text); got != want {
			t.Errorf("%s\ngot  %q\nwant %q", fragment, got, want)
		}
	}
}
