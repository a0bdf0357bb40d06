package intake

import (
	"errors"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"stet/models/text"
)

// small keeps one round of a fuzzer short.
var small = Limits{MaxFile: 200_000, MaxText: 100_000}

// checkOutcome wants either a sentence or text that can be kept.
func checkOutcome(t *testing.T, r Result, err error) {
	t.Helper()
	if err != nil {
		var reason *Error
		if !errors.As(err, &reason) || !strings.HasSuffix(reason.Error(), ".") {
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
	f.Add("a.odt", odt(f, openParagraphs("a")))
	f.Add("a.fodt", flat(openParagraphs("a")))
	for _, name := range []string{"a.txt", "a.md", "a.html", "a.docx"} {
		f.Add(name, []byte("# A\n\n> b\n\n- c\n1. d\n2. e\n\nf [g](h) <b>i</b>"))
		f.Add(name, []byte("<!DOCTYPE html><html lang=en><title>a</title><article><p>b<br>c<ul><li>d</article>"))
		f.Add(name, []byte("\xFF\xFEa\x00b\x00"))
		f.Add(name, []byte("caf\xE9 <p>\xC3\xA9"))
		f.Add(name, docx(f, paragraphs("a", "b")))
	}
	cache := pdfCache(f)
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		r, err := Read(name, data, Options{Limits: small, Cache: cache})
		checkOutcome(t, r, err)
	})
}

// FuzzHTML reads markup as a piece of a page, as a page, and inside an article.
func FuzzHTML(f *testing.F) {
	for line := range strings.Lines(string(load(f, "testdata/payloads.txt"))) {
		f.Add(line)
	}
	f.Add(`<form class=nav><div hidden id="S:0"><h1>A</h1><p>` + strings.Repeat("Words. ", 9) + `<a href=/b>c</a><h2>D</h2></div></form>`)
	f.Add(`<ul class=related><li><h3><a href=/b>Another article of ours</a></h3></ul><table><td>a<td>b</table><pre>c` + "\u00AD" + `</pre>`)
	f.Fuzz(func(t *testing.T, markup string) {
		for _, page := range []string{markup, "<html><body>" + markup, "<html><body><article>" + strings.Repeat("<p>Words of an article that goes on and on.</p>", 5) + markup} {
			r, err := Read("a.html", []byte(page), Options{Limits: small, Address: "https://example.org/a"})
			checkOutcome(t, r, err)
			for _, m := range r.Document.Marks {
				if _, ok := text.Address(m.Value); m.Kind == text.Link && !ok {
					t.Fatalf("a link to %q", m.Value)
				}
			}
		}
	})
}

func FuzzPaste(f *testing.F) {
	f.Add("A\n\n> b\n\n- c\n1. d\n2. e\n\nF g\n\nh i j.")
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Paste(s, small)
		checkOutcome(t, r, err)
	})
}

// checkNotes wants every note on words of the text, in order, with a key of its own.
func checkNotes(t *testing.T, r Result) {
	t.Helper()
	keys, start := map[string]bool{}, 0
	for _, n := range r.Notes {
		if n.Quote == "" || n.Quote != r.Document.Slice(n.Span) || n.Text == "" || keys[n.Key] || n.Span.Start < start {
			t.Fatalf("notes are %+v in %q", r.Notes, r.Document.Text)
		}
		if (n.Kind == Reply) != keys[n.Parent] {
			t.Fatalf("the parent of %+v is not before it", n)
		}
		keys[n.Key], start = true, n.Span.Start
	}
}

// FuzzDOCX changes the body, the style sheet, the footnotes and the comments
// inside a sound archive.
func FuzzDOCX(f *testing.F) {
	f.Add(paragraphs("a", "b"), `<w:style w:styleId="a"><w:name w:val="heading 1"/></w:style>`, "", "", false)
	f.Add(styled("a", "b")+`<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`, `<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>`, "", "", true)
	f.Add(paragraphOf(`<w:rPr><w:del/></w:rPr>`, runOf("a"))+`<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc>`+paragraphs("b")+`</w:tc></w:tr></w:tbl>`, ``, "", "", true)
	f.Add(`<w:p><w:r><mc:AlternateContent><mc:Choice><w:p/></mc:Choice></mc:AlternateContent><w:br/></w:r></w:p>`, ``, "", "", false)
	f.Add(`<w:pPr/><w:rPr><w:vanish/></w:rPr><w:t>a</w:t>`, ``, "", "", false)
	f.Add(`<w:p>`+commentFrom("1")+runOf("a ")+footnoteMark("2")+`</w:p><w:p>`+runOf("b")+commentTo("1")+commentMark("3")+`</w:p>`, ``,
		footnoteOf("2", "http://a.example/"), commentOf("1", "A", "2024-05-02T10:00:00Z", "c")+commentOf("3", "A", "", "d"), false)
	f.Add(`<w:p>`+fieldOf(codeOf(`HYPERLINK "http://a.example"`), set(`<w:b/>`, "a"))+deleted("b")+inserted("c")+`<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>`, ``, "", "", true)
	f.Fuzz(func(t *testing.T, body, sheet, footnotes, comments string, original bool) {
		data := docx(t, body, styleSheet(sheet), notesPart("footnotes", footnotes), notesPart("comments", comments))
		r, err := Read("a.docx", data, Options{Limits: small, Original: original})
		checkOutcome(t, r, err)
		checkNotes(t, r)
	})
}

// FuzzODT changes the text and the styles inside a sound archive.
func FuzzODT(f *testing.F) {
	f.Add(`<text:h text:outline-level="2">a</text:h><text:list><text:list-item><text:p>b<text:s text:c="3"/></text:p></text:list-item></text:list>`, `<office:styles/>`, false)
	f.Add(`<text:p>a`+annotationOf("n", "A", "2024-05-02T10:00:00", "b", ` loext:parent-name="n"`)+`c</text:p><text:p>d`+annotationTo("n")+`<text:note><text:note-body><text:p>e</text:p></text:note-body></text:note></text:p>`, ``, false)
	f.Add(`<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>b</text:p><text:p>c</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>a<text:change text:change-id="d"/>d</text:p>`, ``, true)
	f.Add(`<text:tracked-changes><text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes><text:p>a<text:change-start text:change-id="i"/></text:p><text:p>b<text:change-end text:change-id="i"/>c</text:p>`, ``, true)
	f.Add(`<table:table><table:table-row><table:table-cell><text:p>a<draw:frame><draw:text-box><text:p><text:span text:style-name="B">b</text:span></text:p></draw:text-box><draw:image/><svg:desc>c</svg:desc></draw:frame></text:p></table:table-cell></table:table-row></table:table>`,
		`<office:styles><style:style style:name="a" style:family="paragraph" style:parent-style-name="a"/></office:styles>`, false)
	f.Fuzz(func(t *testing.T, body, sheet string, original bool) {
		r, err := Read("a.odt", odt(t, body, openStyleSheet(sheet)), Options{Limits: small, Original: original})
		checkOutcome(t, r, err)
		checkNotes(t, r)
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

// BenchmarkDOCXWithComments reads 50,000 words with 1,000 comments.
func BenchmarkDOCXWithComments(b *testing.B) {
	var body, comments strings.Builder
	for i := range 1000 {
		id := strconv.Itoa(i)
		body.WriteString(paragraphOf("", commentFrom(id)+strings.Repeat(runOf("The quick brown fox ")+set("<w:b/>", "jumps over a lazy dog. "), 5)+commentTo(id)+runOf("Five more words stand here.")))
		comments.WriteString(commentOf(id, "Ada", "2024-05-02T10:00:00Z", "See https://a.example/"+id))
	}
	data := docx(b, body.String(), notesPart("comments", comments.String()))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if n := len(read(b, "a.docx", data).Notes); n != 1000 {
			b.Fatalf("%d notes", n)
		}
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

func FuzzReadSheet(f *testing.F) {
	f.Add("a.csv", []byte("fact,quote,source,status,note\n\"a, b\",'=c,d https://e.example/f,true,\"g\nh\"\n"))
	f.Add("a.csv", []byte("sep=;\nwording;quotes;rating;sources;locators;excerpts;relations\na;\"1. b\n2. c\";;\"1. d\n2. e\";;;\"1. Supports\n2. Context\"\n"))
	f.Add("a", []byte("\xFF\xFEf\x00a\x00c\x00t\x00\t\x00n\x00o\x00t\x00e\x00\n\x00a\x00"))
	f.Add("a.xlsx", workbook(f, [][]string{{"fact", "quote"}, {"a", "b"}}))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		IsSheet(name, data)
		s, err := ReadSheet(name, data, Options{})
		var reason *Error
		if err != nil && (!errors.As(err, &reason) || !strings.HasSuffix(reason.Error(), ".")) {
			t.Fatalf("error is %v, want a sentence", err)
		}
		for _, row := range s.Rows {
			if row.Line < 2 || row.Fact == "" && len(row.Quotes) == 0 {
				t.Fatalf("a row without words: %+v", row)
			}
		}
	})
}
