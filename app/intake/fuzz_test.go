package intake

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// small keeps one round of a fuzzer short.
var small = Limits{MaxFile: 200_000, MaxText: 100_000}

// checkOutcome wants either a sentence or text that can be kept.
func checkOutcome(t *testing.T, r Result, err error) {
	t.Helper()
	if err != nil {
		var reason *Error
		if !errors.As(err, &reason) || !strings.HasSuffix(reason.Reason, ".") {
			t.Fatalf("error is %v, want a sentence", err)
		}
		return
	}
	s := r.Document.Text
	if s == "" || len(r.Document.Blocks) == 0 || !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		t.Fatalf("text is %q in %d blocks", s, len(r.Document.Blocks))
	}
	if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
		t.Fatalf("control characters in %q", s)
	}
	if int64(len(s)) > small.MaxText || r.Format == "" {
		t.Fatalf("%d bytes of text, format %q", len(s), r.Format)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"a.txt", "a.md", "a.html", "a.docx"} {
		f.Add(name, []byte("# A\n\n> b\n\n- c\n1. d\n2. e\n\nf [g](h) <b>i</b>"))
		f.Add(name, []byte("<!DOCTYPE html><html lang=en><title>a</title><article><p>b<br>c<ul><li>d</article>"))
		f.Add(name, []byte("\xFF\xFEa\x00b\x00"))
		f.Add(name, []byte("caf\xE9 <p>\xC3\xA9"))
		f.Add(name, docx(f, paragraphs("a", "b")))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := Read(name, data, Options{Limits: small})
		checkOutcome(t, r, err)
	})
}

func FuzzPaste(f *testing.F) {
	f.Add("A\n\n> b\n\n- c\n1. d\n2. e\n\nF g\n\nh i j.")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Paste(s, small)
		checkOutcome(t, r, err)
	})
}

// FuzzDOCX changes the body and the style sheet inside a sound archive.
func FuzzDOCX(f *testing.F) {
	f.Add(paragraphs("a", "b"), `<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>`)
	f.Add(styled("a", "b")+`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`)
	f.Add(paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("a")), ``)
	f.Add(`<w:p><w:r><mc:AlternateContent><mc:Choice><w:p/></mc:Choice></mc:AlternateContent><w:br/></w:r></w:p>`, ``)
	f.Add(`<w:pPr/><w:rPr><w:vanish/></w:rPr><w:t>a</w:t>`, ``)
	f.Fuzz(func(t *testing.T, body, sheet string) {
		r, err := Read("a.docx", docx(t, body, styleSheet(sheet)), Options{Limits: small})
		checkOutcome(t, r, err)
	})
}

const words = 50_000

func BenchmarkPlainText(b *testing.B) {
	data := []byte(strings.Repeat(strings.Repeat("The quick brown fox jumps over a lazy dog. ", 9)+"\n\n", words/81))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		read(b, "a.txt", data)
	}
}

func BenchmarkDOCX(b *testing.B) {
	sentence := runOf("The quick brown fox ") + runOf("jumps over a lazy dog. ")
	data := docx(b, strings.Repeat(paragraphOf("", strings.Repeat(sentence, 9)), words/81))
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		read(b, "a.docx", data)
	}
}
