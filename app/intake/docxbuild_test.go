package intake

import (
	"archive/zip"
	"bytes"
	"strings"
)

const documentHead = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="` + wordNamespace +
	`" xmlns:mc="` + compatNamespace + `" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"` +
	` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><w:body>`

// part is one file of an archive under construction.
type part struct{ name, content string }

// failer is a test, also one of rapid.
type failer interface {
	Helper()
	Fatal(...any)
}

// pack makes an archive.
func pack(t failer, parts ...part) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p.name)
		if err == nil {
			_, err = w.Write([]byte(p.content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docx makes a document with that body and, beside it, those parts.
func docx(t failer, body string, more ...part) []byte {
	t.Helper()
	return pack(t, append([]part{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`},
		{"word/document.xml", documentHead + body + `</w:body></w:document>`},
	}, more...)...)
}

func paragraphs(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString(paragraphOf("", runOf(line)))
	}
	return b.String()
}

func paragraphOf(properties, content string) string {
	return "<w:p><w:pPr>" + properties + "</w:pPr>" + content + "</w:p>"
}

func runOf(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

func styled(id, s string) string { return paragraphOf(`<w:pStyle w:val="`+id+`"/>`, runOf(s)) }

// styleSheet makes the part of that name of style elements.
func styleSheet(elements string) part {
	return part{"word/styles.xml", `<w:styles xmlns:w="` + wordNamespace + `">` + elements + `</w:styles>`}
}
