package intake

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// frontMatterBlock is the settings that site generators keep above the text.
var frontMatterBlock = regexp.MustCompile(`(?s)\A---[ \t]*\r?\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|\z)`)

// frontMatterTitle is the title among them, in YAML.
var frontMatterTitle = regexp.MustCompile(`(?m)^title:[ \t]*["']?(.*?)["']?[ \t]*\r?$`)

// readMarkdown goes through HTML, which Markdown is defined by and may hold:
// so there is one reader of elements, and what a page may not do, a Markdown
// file may not do either. Raw HTML is rendered here only to be read there.
func readMarkdown(data []byte, o Options) (draft, error) {
	in, err := decodeWithin(data, o)
	if err != nil {
		return draft{}, err
	}
	s := in.text
	if err := checkTangle(s); err != nil {
		return draft{}, err
	}
	settings := frontMatterBlock.FindString(s)
	page, err := renderMarkdown(strings.TrimPrefix(s, settings))
	if err != nil {
		return draft{}, err
	}
	if _, err := measure(page); err != nil {
		return draft{}, err
	}
	d, err := readFragment(page, baseOf(o))
	if settings != "" {
		d.left[frontMatter]++
	}
	if m := frontMatterTitle.FindStringSubmatch(settings); m != nil {
		d.title = m[1]
	}
	return d.from(in), err
}

func renderMarkdown(s string) ([]byte, error) {
	md := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote, extension.TaskList),
		goldmark.WithRendererOptions(html.WithUnsafe(), html.WithXHTML()),
	)
	var page bytes.Buffer
	if err := md.Convert([]byte(s), &page); err != nil {
		return nil, refuse("The Markdown could not be read. Paste the text instead.")
	}
	return page.Bytes(), nil
}

// maxSigns bounds the punctuation marks of a Markdown text: each may become a
// node of some 500 bytes. A text of 2 MB has some 60,000.
const maxSigns = 150_000

// maxTangle bounds the sum, over the blocks of a Markdown text, of the square
// of the number of punctuation marks in it. The work on the signs of a block
// grows with that square; 5e8 is about half a second, and an article of 2 MB
// stays under a tenth of it.
const maxTangle = 500_000_000

var blockStart = regexp.MustCompile(`^(\s*$|\s*[-*+#|]|\s*\d+[.)] )`)

// checkTangle refuses what would take the Markdown parser minutes.
func checkTangle(s string) error {
	all, tangle, signs := 0, 0, 0
	for line := range strings.SplitSeq(s, "\n") {
		if blockStart.MatchString(line) {
			all, tangle, signs = all+signs, tangle+signs*signs, 0
		}
		for i := range len(line) {
			if c := rune(line[i]); c < unicode.MaxASCII && (unicode.IsPunct(c) || unicode.IsSymbol(c)) {
				signs++
			}
		}
	}
	if all+signs > maxSigns || tangle+signs*signs > maxTangle {
		return refuse("The Markdown has too many signs for its text, or in one paragraph. Put blank lines between the paragraphs, or paste the text.")
	}
	return nil
}
