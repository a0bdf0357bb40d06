// Package typeset sets paragraphs of text in any script on the pages of a PDF:
// shaped and ordered as the script wants it, with a font for every character
// that one can be found for, links, an outline, and running heads and feet.
// HarfBuzz and the line breaking of Unicode come from go-text, pages and the
// file from folio.
package typeset

import (
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/carlos7ags/folio/document"
	"github.com/carlos7ags/folio/layout"
)

// The page, in points: A4 with margins.
const (
	marginSide   = 62
	marginTop    = 40
	marginBottom = 36
	// Measure is the width of the text.
	Measure = 595.28 - 2*marginSide
)

// Info is what a file says of itself.
type Info struct {
	Title, Author, Subject string
	Language               string // BCP 47
	Created                time.Time
}

// Document is a PDF in the making.
type Document struct {
	pdf      *document.Document
	set      *setter
	elements []layout.Element
}

// New begins a document. What fonts are installed is only looked for when a
// text needs more than those that Stet brings.
func New(info Info) (*Document, error) {
	fonts, err := newFonts(info.Language, systemFonts)
	if err != nil {
		return nil, err
	}
	d := &Document{pdf: document.NewDocument(document.PageSizeA4), set: &setter{fonts: fonts, lacking: map[string]int{}}}
	d.pdf.Info = document.Info{Title: info.Title, Author: info.Author, Subject: info.Subject, Creator: "Stet", Producer: "Stet",
		Language: info.Language, CreationDate: info.Created, ModDate: info.Created}
	d.pdf.SetMargins(layout.Margins{Top: marginTop, Bottom: marginBottom, Left: marginSide, Right: marginSide})
	d.pdf.SetAutoBookmarks(true)
	d.pdf.SetViewerPreferences(document.ViewerPreferences{DisplayDocTitle: true, PageMode: document.ModeOutlines, OpenPage: -1})
	return d, nil
}

// Add sets a paragraph below the others.
func (d *Document) Add(p Paragraph) {
	b := d.block(&p)
	if n := len(d.elements); n > 0 {
		if before, ok := d.elements[n-1].(*block); ok && before.Keep {
			before.following = b.least()
		}
	}
	d.elements = append(d.elements, b)
}

// Break begins a new page.
func (d *Document) Break() { d.elements = append(d.elements, layout.NewAreaBreak()) }

// First puts what add adds before all that was added until now.
func (d *Document) First(add func()) {
	until := d.elements
	d.elements = nil
	add()
	d.elements = append(d.elements, until...)
}

// Running sets the head and the foot of every page; both are told its number,
// from 1, and the number of all.
func (d *Document) Running(head, foot func(page, pages int) Paragraph) {
	set := func(content func(page, pages int) Paragraph) document.ElementDecorator {
		return func(at document.PageContext) layout.Element {
			p := content(at.PageIndex+1, at.TotalPages)
			return d.block(&p)
		}
	}
	d.pdf.SetHeaderElement(set(head))
	d.pdf.SetFooterElement(set(foot))
}

// Lacks lists what no font was found for until now, most first.
func (d *Document) Lacks() []Lack { return d.set.lacks() }

// Write writes the file. The same document makes the same bytes, as long as the
// same fonts are installed.
func (d *Document) Write(ctx context.Context, w io.Writer) error {
	for _, e := range d.elements {
		d.pdf.Add(e)
	}
	options := document.WriteOptions{UseXRefStream: true, UseObjectStreams: true, Deterministic: true, CompressionLevel: zlib.DefaultCompression}
	if _, err := d.pdf.WriteToWithContext(ctx, w, options); err != nil {
		return fmt.Errorf("write the PDF: %w", err)
	}
	return nil
}
