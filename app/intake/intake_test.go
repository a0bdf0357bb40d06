package intake

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"stet/models/message"
	"stet/models/text"
)

// shared is the path of a file or folder of the material that is not part of
// the program. The test is skipped where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	folder, err := os.Getwd()
	for ; err == nil; folder = filepath.Dir(folder) {
		if _, e := os.Stat(filepath.Join(folder, "go.mod")); e == nil {
			break
		}
		if folder == filepath.Dir(folder) {
			t.Fatal("no go.mod above the test")
		}
	}
	p := filepath.Join(folder, "..", "shared", name)
	if _, err := os.Stat(p); err != nil {
		t.Skipf("skipped: %s is not there", p)
	}
	return p
}

func load(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func read(t testing.TB, name string, data []byte) Result {
	t.Helper()
	r, err := Read(name, data, Options{})
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
	return r
}

// outline writes the blocks one a line: kind, level and text.
func outline(d text.Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		b.WriteString(strings.TrimSuffix(sign(block), " ") + " " + d.Slice(block.Span) + "\n")
	}
	return b.String()
}

func sign(b text.Block) string {
	switch b.Kind {
	case text.Heading:
		return strings.Repeat("#", b.Level)
	case text.ListItem:
		return strings.Repeat("-", b.Level)
	case text.Quotation:
		return ">"
	case text.Caption:
		return "^"
	default:
		return "p"
	}
}

func wantOutline(t *testing.T, r Result, want ...string) {
	t.Helper()
	if got := outline(r.Document); got != strings.Join(want, "\n")+"\n" {
		t.Errorf("blocks are\n%swant\n%s", got, strings.Join(want, "\n"))
	}
}

// wantRefusal wants an *Error with each of the words in a whole sentence.
func wantRefusal(t *testing.T, err error, words ...string) {
	t.Helper()
	var reason *Error
	if !errors.As(err, &reason) {
		t.Fatalf("error is %v, want an *Error", err)
	}
	if !strings.HasSuffix(reason.Error(), ".") || strings.ToUpper(reason.Error()[:1]) != reason.Error()[:1] {
		t.Errorf("%q is no sentence", reason.Error())
	}
	for _, word := range words {
		if !strings.Contains(reason.Error(), word) {
			t.Errorf("%q does not say %q", reason.Error(), word)
		}
	}
}

func TestWhatIsNoArticleIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	ole := "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600)
	for name, c := range map[string]struct{ file, data, says string }{
		"empty":               {"a.txt", "", "empty"},
		"white space":         {"a.txt", " \n\t\n", "No text"},
		"PDF":                 {"a.pdf", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "damaged"},
		"picture":             {"a.txt", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture"},
		"drawing":             {"a.svg", `<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>`, "picture"},
		"recording":           {"a.mp3", "ID3\x03\x00\x00\x00\x00\x00\x21TSS", "recording"},
		"old Word":            {"a.doc", ole, "save it as .docx"},
		"locked Word":         {"a.docx", ole + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00", "password"},
		"RTF":                 {"a.rtf", `{\rtf1\ansi Hello}`, "RTF"},
		"XML data":            {"a.xml", `<?xml version="1.0"?><rows><row>1</row></rows>`, "XML"},
		"web archive":         {"a.mhtml", "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "web archive"},
		"binary":              {"a.txt", "text\x00\x01\x02\x03", "not text"},
		"program":             {"a", "\x7fELF\x02\x01\x01\x00\x00\x00", "not a text file"},
		"controls":            {"a.txt", strings.Repeat("a\x01", 500), "not"},
		"broken UTF-8":        {"a.txt", "Caf\xC3\xA9 und Stra\xC3\x9Fe, dann \xFF Ende", "UTF-8"},
		"odd UTF-16":          {"a.txt", "\xFF\xFEa\x00\x00\xD8", "UTF-8"},
		"text as docx":        {"a.docx", "just text", ".docx"},
		"half an archive":     {"a.docx", "PK\x03\x04 and then nothing", "damaged"},
		"page of pictures":    {"a.html", "<html><body><img src=a.png></body></html>", "No text"},
		"page nested deep":    {"a.html", strings.Repeat("<div>", 100_000), "nested"},
		"page of tags":        {"a.html", "<p>" + strings.Repeat("<br>", 400_000), "elements"},
		"page of attributes":  {"a.html", "<p" + manyAttributes(200_000) + ">", "elements"},
		"tangled Markdown":    {"a.md", strings.Repeat("[a](", 100_000), "signs"},
		"Markdown of arrows":  {"a.md", strings.Repeat(">", 100_000), "signs"},
		"Markdown of numbers": {"a.md", strings.Repeat("1. ", 100_000), "signs"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(c.file, []byte(c.data), Options{Cache: pdfCache(t)})
			wantRefusal(t, err, c.says)
		})
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, " a%d", i)
	}
	return b.String()
}

func TestALimitIsNamedToWhomItStops(t *testing.T) {
	t.Parallel()
	_, err := Read("a.txt", []byte("0123456789 0123456789"), Options{Limits: Limits{MaxFile: 20}})
	wantRefusal(t, err, "21 bytes", "20 bytes")
	_, err = Read("a.txt", []byte("0123456789 0123456789"), Options{Limits: Limits{MaxText: 20}})
	wantRefusal(t, err, "longer than 20 bytes")
	_, err = Paste("0123456789 0123456789", Limits{MaxText: 20})
	wantRefusal(t, err, "longer than 20 bytes")
	_, err = Paste(strings.Repeat("word ", 400_001), Limits{})
	wantRefusal(t, err, "2.0 MB")
	_, err = Read("a.md", []byte(strings.Repeat("word ", 400_001)), Options{})
	wantRefusal(t, err, "2.0 MB")
}

func TestAnEmptyPasteIsRefusedWithAReason(t *testing.T) {
	t.Parallel()
	for _, s := range []string{"", " \r\n\t ", "\u200B\uFEFF"} {
		_, err := Paste(s, Limits{})
		wantRefusal(t, err, "text")
	}
	_, err := Paste("a\x00b", Limits{})
	wantRefusal(t, err, "not text")
	_, err = Paste("a\xFFb", Limits{})
	wantRefusal(t, err, "UTF-8")
}

func TestTheContentDecidesAndTheNameBreaksTies(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ file, data, format string }{
		"text":                  {"a.txt", "A line.", "text"},
		"no name":               {"", "A line.", "text"},
		"Markdown":              {"A.MD", "A *line*.", "markdown"},
		"page called text":      {"a.txt", "<!DOCTYPE html><p>A line.", "html"},
		"page after a comment":  {"a.txt", "<!-- c -->\n<html><p>A line.", "html"},
		"XHTML":                 {"a.txt", `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>A line.</p></body></html>`, "html"},
		"fragment":              {"a.html", "<section>A line.</section>", "html"},
		"commas are no reason":  {"a.txt", "One line, two.\nThree, four.", "text"},
		"document called text":  {"a.txt", string(docx(t, paragraphs("A line."))), "docx"},
		"program text is text":  {"a.txt", "#!/bin/sh\nA line.", "text"},
		"settings are no block": {"a.md", "---\ntitle: \"T\"\n---\nA line.", "markdown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := read(t, c.file, []byte(c.data))
			if r.Format != c.format || !strings.Contains(r.Document.Text, "line") {
				t.Errorf("format %q with %q, want %q", r.Format, r.Document.Text, c.format)
			}
		})
	}
}

func TestEveryUsualEncodingIsRead(t *testing.T) {
	t.Parallel()
	const want = "Das „Café“ – 1 €"
	wide := func(mark string, high, low int) string {
		out := []byte(mark)
		for _, u := range utf16.Encode([]rune(want)) {
			pair := [2]byte{}
			pair[high], pair[low] = byte(u>>8), byte(u)
			out = append(out, pair[:]...)
		}
		return string(out)
	}
	for name, data := range map[string]string{
		"UTF-8":        want,
		"UTF-8 marked": "\xEF\xBB\xBF" + want,
		"UTF-16 LE":    wide("\xFF\xFE", 1, 0),
		"UTF-16 BE":    wide("\xFE\xFF", 0, 1),
		"Windows-1252": "Das \x84Caf\xE9\x93 \x96 1 \x80",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := read(t, "a.txt", []byte(data)).Document.Text; got != want {
				t.Errorf("text is %q, want %q", got, want)
			}
		})
	}
}

func inEnglish(all []message.Message) []string {
	var said []string
	for _, m := range all {
		said = append(said, m.String())
	}
	return said
}
