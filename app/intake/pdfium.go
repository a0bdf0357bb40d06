package intake

import (
	"context"
	"errors"
	"io"
	"math"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Bounds of a PDF. PDFium runs as WebAssembly: it has this memory and no other,
// no files, no network and no clock, and is stopped when its time is over. The
// time grows with what was read, so that a long document may take long and one
// that yields nothing may not.
const (
	pdfMemory   = 64 << 20 / 65_536 // pages of 64 KiB
	pdfTime     = 1500 * time.Millisecond
	pdfPageTime = 300 * time.Millisecond // more for each page with text
	maxPDFPages = 2000
	maxGlyphs   = 3_000_000 // of all pages
)

// glyph is a piece of text on a page and where it stands, in points (1/72 inch)
// from the left, and its base line from the bottom.
type glyph struct {
	text              string
	left, right, base float64
	size              float64 // of its font
}

// pdfFile is an open document.
type pdfFile struct {
	pdfium.Pdfium
	pool     pdfium.Pool
	document references.FPDF_DOCUMENT
	timer    *time.Timer
	stop     context.CancelFunc
	glyphs   int
}

// openPDF starts PDFium on a document. Its machine code is made of the
// WebAssembly anew, which takes seconds, unless there is a folder to keep it in.
func openPDF(data []byte, folder string) (*pdfFile, error) {
	ctx, stop := context.WithCancel(context.Background())
	f := &pdfFile{stop: stop}
	if err := f.start(ctx, folder); err != nil {
		f.close()
		return nil, brokenPDF()
	}
	f.timer = time.AfterFunc(pdfTime, stop)
	opened, err := f.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case err == nil:
		f.document = opened.Document
		return f, nil
	case errors.Is(err, pdfiumerrors.ErrPassword), errors.Is(err, pdfiumerrors.ErrSecurity):
		err = refuse("The PDF is locked with a password. Open it, print it into a new PDF without one, and choose that file.")
	default:
		err = brokenPDF()
	}
	f.close()
	return nil, err
}

func (f *pdfFile) start(ctx context.Context, folder string) error {
	config := wazero.NewRuntimeConfig().WithMemoryLimitPages(pdfMemory).WithCloseOnContextDone(true).
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling)
	if cache, err := wazero.NewCompilationCacheWithDir(folder); folder != "" && err == nil {
		config = config.WithCompilationCache(cache)
	}
	var err error
	f.pool, err = webassembly.Init(webassembly.Config{
		Context: ctx, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return err
	}
	f.Pdfium, err = f.pool.GetInstanceWithContext(ctx)
	return err
}

// close frees all that PDFium had.
func (f *pdfFile) close() {
	if f.timer != nil {
		f.timer.Stop()
	}
	if f.pool != nil {
		_ = f.pool.Close() // of what was stopped, little is left to close
	}
	f.stop()
}

func brokenPDF() error {
	return refuse("The PDF cannot be read: it is damaged, or too tangled. Open it, print it into a new PDF, and choose that file; or paste the text.")
}

// count is the number of pages.
func (f *pdfFile) count() (int, error) {
	counted, err := f.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.document})
	switch {
	case err != nil:
		return 0, brokenPDF()
	case counted.PageCount > maxPDFPages:
		return 0, refuse("The PDF has more than 2,000 pages. Take the article out of it, and choose that file.")
	}
	return counted.PageCount, nil
}

// pages reads every page.
func (f *pdfFile) pages() ([][]glyph, error) {
	count, err := f.count()
	if err != nil {
		return nil, err
	}
	pages := make([][]glyph, 0, count)
	for i := range count {
		page, err := f.page(i)
		if err != nil {
			return nil, err
		}
		pages = append(pages, page)
		if len(page) > 0 {
			f.timer.Reset(pdfTime + pdfPageTime*time.Duration(len(pages)))
		}
	}
	return pages, nil
}

func (f *pdfFile) page(i int) ([]glyph, error) {
	page, err := f.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.document, Index: i})
	if err != nil {
		return nil, brokenPDF()
	}
	defer f.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
	text, err := f.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return nil, brokenPDF()
	}
	defer f.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	counted, err := f.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		return nil, brokenPDF()
	}
	if f.glyphs += counted.Count; f.glyphs > maxGlyphs {
		return nil, refuse("The PDF has more letters than any article. Take the article out of it, and choose that file.")
	}
	glyphs := make([]glyph, 0, counted.Count)
	var before glyph
	for n := range counted.Count {
		g, err := f.glyph(text.TextPage, n, &before)
		if err != nil {
			return nil, err
		}
		if g.text != "" {
			glyphs = append(glyphs, g)
		}
	}
	return glyphs, nil
}

// glyph reads one character; its text is empty where it shows nothing. The size
// is asked for again only where the one before it stood on another line.
func (f *pdfFile) glyph(page references.FPDF_TEXTPAGE, n int, before *glyph) (glyph, error) {
	char, err := f.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: page, Index: n})
	if err != nil {
		return glyph{}, brokenPDF()
	}
	r := shown(rune(char.Unicode))
	if r == 0 {
		return glyph{}, nil
	}
	box, err := f.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: page, Index: n})
	if err != nil {
		return glyph{}, nil // made up by PDFium, and so nowhere
	}
	origin, err := f.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: page, Index: n})
	if err != nil {
		return glyph{}, nil
	}
	g := glyph{text: string(r), left: float64(box.Rect.Left), right: float64(box.Rect.Right), base: origin.Y}
	if g.size = before.size; before.base != g.base {
		g.size = f.size(page, n)
	}
	*before = g
	return g, nil
}

// size is that of the font as it is drawn, 0 where it cannot be told.
func (f *pdfFile) size(page references.FPDF_TEXTPAGE, n int) float64 {
	size, err := f.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: page, Index: n})
	if err != nil {
		return 0
	}
	matrix, err := f.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: page, Index: n})
	if err != nil {
		return size.FontSize
	}
	return size.FontSize * math.Hypot(float64(matrix.Matrix.C), float64(matrix.Matrix.D))
}

// shown is the character for one that PDFium gives, 0 for none. It writes U+0002
// for a hyphen at the end of a line.
func shown(r rune) rune {
	switch {
	case r == 0x02 || r == 0xFFFE:
		return softHyphen
	case r < ' ' || r == 0x7F:
		return 0
	}
	return r
}

// softHyphen stands for every hyphen that a program put at the end of a line.
const softHyphen = '\u00AD'
