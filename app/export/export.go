// Package export turns a checked article into bytes: one file per format. It
// is pure. What may leave is decided before, by the allow list that
// models.Checked is; nothing here can reach more than that.
package export

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"stet/models"
	"stet/models/message"
)

// Format is a way for a checked article to leave.
type Format struct {
	Name      string      // as commands and addresses have it
	Label     message.Key // as people read it
	Extension string      // of its files, without the first dot; no two formats share one
	MediaType string
	About     message.Key     // a sentence that says what it is for
	For       models.Audience // the one that it is made for; "" for any
	Slow      bool            // takes a second and more for a long article
	write     writer
}

// Progress is told how much of an export is done, in steps of no fixed size.
// It is called from the goroutine that writes, and total may grow.
type Progress func(done, total int)

// writer writes an article into the buffer. One that takes long tells how far
// it is, and gives up with the error of ctx when nobody waits any more.
type writer func(ctx context.Context, b *bytes.Buffer, c *models.Checked, progress Progress) error

// quick is a writer that is done before anybody could ask how far it is.
func quick(write func(*bytes.Buffer, *models.Checked) error) writer {
	return func(_ context.Context, b *bytes.Buffer, c *models.Checked, _ Progress) error { return write(b, c) }
}

// Formats lists every format, in the order of the page.
var Formats = []Format{
	{Name: "html", Label: "HTML", Extension: "html", MediaType: "text/html; charset=utf-8", write: quick(writeHTML),
		About: "One page to read, print or send: the text with numbered claims, their verdicts and their evidence."},
	{Name: "markdown", Label: "Markdown", Extension: "md", MediaType: "text/markdown; charset=utf-8", write: quick(writeMarkdown),
		About: "The text with a footnote for every claim, for a content system or a repository."},
	{Name: "csv", Label: "CSV", Extension: "csv", MediaType: "text/csv; charset=utf-8", write: quick(writeCSV),
		About: "One row for every claim, for a spreadsheet."},
	{Name: "json", Label: "JSON", Extension: "json", MediaType: "application/json", write: quick(writeJSON),
		About: "Everything that may leave, complete, to be kept or read by another program."},
	{Name: "claimreview", Label: "ClaimReview", Extension: "jsonld", MediaType: "application/ld+json", write: quick(writeClaimReview), For: models.ForPublic,
		About: "Approved verdicts on what others claimed, as search engines and fact-check indexes read them."},
	{Name: "datafeed", Label: "ClaimReview feed", Extension: "feed.jsonld", MediaType: "application/ld+json", write: quick(writeDataFeed), For: models.ForPublic,
		About: "The same reviews as one feed of data, for those who collect them."},
	{Name: "xlsx", Label: "Excel", Extension: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write: quick(writeXLSX),
		About: "A workbook with a row for every claim, to filter and sort, and the article's particulars."},
	{Name: "docx", Label: "Word", Extension: "docx", MediaType: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write: quick(writeDOCX),
		About: "The article with a comment on every claim, corrections as tracked changes, and a table of the claims."},
	{Name: "pdf", Label: "PDF", Extension: "pdf", MediaType: "application/pdf", write: writePDF, Slow: true,
		About: "A report for the file or for a lawyer: who cleared what, the numbered text, and every claim with its proof."},
	{Name: "sources", Label: "Sources box", Extension: "sources.html", MediaType: "text/html; charset=utf-8", write: quick(writeSources), For: models.ForPublic,
		About: "A box for the article's own page, to be pasted into a content system: what was checked, what was found, and the public evidence."},
	{Name: "newsarticle", Label: "NewsArticle", Extension: "newsarticle.jsonld", MediaType: "application/ld+json", write: quick(writeNewsArticle), For: models.ForPublic,
		About: "The article itself as search engines read it: who published it, its corrections, its public sources and how it was checked."},
	{Name: "annotation", Label: "Web Annotation", Extension: "annotations.jsonld", MediaType: annotationType, write: quick(writeAnnotations),
		About: "Every claim as a W3C Web Annotation on its words, for annotation tools and archives; can be read back."},
	{Name: "csl", Label: "CSL-JSON", Extension: "csl.json", MediaType: "application/vnd.citationstyles.csl+json", write: quick(writeCSL),
		About: "The public sources, for reference managers such as Zotero and for citation styles."},
	{Name: "bibtex", Label: "BibTeX", Extension: "bib", MediaType: "application/x-bibtex; charset=utf-8", write: quick(writeBibTeX),
		About: "The public sources, for LaTeX."},
	{Name: "ris", Label: "RIS", Extension: "ris", MediaType: "application/x-research-info-systems; charset=utf-8", write: quick(writeRIS),
		About: "The public sources, for reference managers such as EndNote."},
}

// Audience is for whom the format is written when it is asked for by one
// audience: what machines of everybody read is never made of more than everybody
// may see.
func (f Format) Audience(asked models.Audience) models.Audience { return cmp.Or(f.For, asked) }

// Refused says why a format cannot be made of an article. Nothing was written.
type Refused struct {
	Reasons []message.Message // sentences, each about one claim or about the article
}

// Message is all reasons, one after the other.
func (r Refused) Message() message.Message { return message.Join(" ", r.Reasons) }

// Error gives all reasons in one line, in English.
func (r Refused) Error() string { return r.Message().String() }

// Write writes c to w in the named format, in one piece: nothing is written
// when the format is unknown, refuses the article (Refused), or ctx ends
// before all is made. The progress may be nil.
func Write(ctx context.Context, w io.Writer, format string, c models.Checked, progress Progress) error {
	f, err := Find(format)
	if err != nil {
		return err
	}
	if f.For != "" && c.Audience != f.For {
		return fmt.Errorf("export article %d as %s: the format is for %s, and the projection for %s", c.Article.ID, f.Name, f.For, c.Audience)
	}
	if progress == nil {
		progress = func(int, int) {}
	}
	var b bytes.Buffer
	if err := errors.Join(ctx.Err(), f.write(ctx, &b, &c, progress)); err != nil {
		return fmt.Errorf("export article %d as %s: %w", c.Article.ID, f.Name, err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("write the export of article %d: %w", c.Article.ID, err)
	}
	return nil
}

// Find is the format of that name; the error lists those there are.
func Find(name string) (Format, error) {
	known := make([]string, len(Formats))
	for i, f := range Formats {
		if f.Name == name {
			return f, nil
		}
		known[i] = f.Name
	}
	return Format{}, fmt.Errorf("there is no export format %q: choose one of %s", name, strings.Join(known, ", "))
}
