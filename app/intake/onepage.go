package intake

import (
	"bytes"
	"strings"
)

// PDFPage is the text of one page of a PDF.
type PDFPage struct {
	Paragraphs []string
	Page       int // from 1
	Pages      int // of the document
}

// ReadPDFPage reads the text layer of one page, counted from 1; where there is no
// such page, of the nearest. The error is an *Error.
func ReadPDFPage(data []byte, page int, o Options) (PDFPage, error) {
	if !bytes.Contains(data, []byte(" obj")) {
		return PDFPage{}, brokenPDF()
	}
	f, err := openPDF(data, o.Cache)
	if err != nil {
		return PDFPage{}, err
	}
	defer f.close()
	pages, err := f.count()
	if err != nil {
		return PDFPage{}, err
	}
	if pages == 0 {
		return PDFPage{}, brokenPDF()
	}
	p := PDFPage{Page: max(1, min(page, pages)), Pages: pages}
	glyphs, err := f.page(p.Page - 1)
	if err != nil {
		return p, err
	}
	lines := inOrder(linesOf(p.Page-1, glyphs))
	if len(lines) == 0 {
		return p, nil // a picture, as a scanner makes them
	}
	for _, part := range paragraphsOf(lines) {
		if s := strings.TrimSpace(part.Text); s != "" {
			p.Paragraphs = append(p.Paragraphs, s)
		}
	}
	return p, nil
}
