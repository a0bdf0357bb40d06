// Package inbox hands what was found in a file to the Store, for the page and for
// the command.
package inbox

import (
	"bytes"
	"cmp"
	"context"
	"strings"

	"stet/app/capture"
	"stet/app/export"
	"stet/app/intake"
	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// Found is what was found in a file.
type Found struct {
	intake.Result
	Own  *models.Checked // the article with its claims, of a file that Stet wrote; nil for any other
	Note string          // on the first revision

	Sheet *intake.Sheet // of claims, for a file that is one and no article
}

// Read reads a file. One that Stet wrote has its claims in it, and they are not
// taken for comments as well: its notes are those that others added. The error is
// an *intake.Error.
func Read(name string, data []byte, o intake.Options) (Found, error) {
	w, ours, err := own(data)
	switch {
	case err != nil:
		return Found{}, &intake.Error{Reason: message.Plain(sentence(err))}
	case ours && int64(len(w.Checked.Text)) > cmp.Or(max(o.Limits.MaxText, 0), intake.DefaultLimits().MaxText):
		return Found{}, &intake.Error{Reason: message.New("The text is longer than this newsroom takes. Split the article and check its parts one by one.")}
	case ours:
		return written(w), nil
	}
	if intake.IsSheet(name, data) {
		return Found{}, &intake.Error{Reason: message.New("This is a sheet of claims, not an article. Start the article first; then take the sheet in from its menu.")}
	}
	read, err := intake.Read(name, data, o)
	return Found{Result: read}, err
}

// ReadSheet reads a sheet of claims. The error is an *intake.Error.
func ReadSheet(name string, data []byte, o intake.Options) (Found, error) {
	sheet, err := intake.ReadSheet(name, data, o)
	return Found{Result: intake.Result{LeftOut: sheet.LeftOut}, Sheet: &sheet}, err
}

// ReadPage reads the article of a page, and notes where it is from. The error is
// an *intake.Error.
func ReadPage(page capture.Fetched, o intake.Options) (Found, error) {
	o.Declared, o.Address = page.Declared, page.URL
	found, err := intake.Read(page.Name(), page.Body, o)
	return Found{Result: found, Note: "Taken from " + page.URL}, err
}

// Readable is what can be read of a page that is kept, whatever it is; nothing
// where Stet can read none of it.
func Readable(body []byte, declared, address string, o intake.Options) intake.Result {
	o.Declared, o.Address = declared, address
	r, err := intake.Read(address, body, o)
	if err != nil {
		return intake.Result{}
	}
	return r
}

// own reads a file that Stet wrote, and is false for any other.
func own(data []byte) (export.Word, bool, error) {
	if head := data[:min(len(data), 4096)]; bytes.HasPrefix(bytes.TrimSpace(head), []byte("{")) && bytes.Contains(head, []byte(models.CheckedFormat)) {
		c, err := export.ReadJSON(bytes.NewReader(data))
		return export.Word{Checked: c}, true, err
	}
	return export.ReadDOCX(data)
}

// sentence makes one of an error that begins small.
func sentence(err error) string {
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func written(w export.Word) Found {
	c := w.Checked
	f := Found{Own: &c, Result: intake.Result{Document: text.Restore(c.Text, c.Blocks, c.Sentences, c.Marks), Title: c.Article.Title, Language: c.Article.Language, LeftOut: w.Lost}}
	for _, n := range w.Notes {
		f.Notes = append(f.Notes, intake.Note{Kind: intake.NoteKind(n.Kind), Key: n.Key, Span: n.Span, Text: n.Text, Author: n.Author, At: n.At, Addresses: n.Addresses, Resolved: n.Resolved})
	}
	return f
}

// Start starts an article of what was found, with the claims of a file that Stet
// wrote.
func Start(ctx context.Context, s *models.Store, actor models.User, details models.ArticleForm, found Found, name string) (models.Article, models.NotesReport, error) {
	if found.Own == nil {
		n := Article(details, found.Result, name)
		n.Note = found.Note
		return s.ImportArticle(ctx, actor, n)
	}
	c := *found.Own
	c.Article.Title = cmp.Or(strings.TrimSpace(details.Title), c.Article.Title)
	a, err := s.ImportChecked(ctx, actor, c, Notes(found.Notes)...)
	return a, models.NotesReport{}, err
}

// Article is a new article of what was found. What the details leave empty is
// filled from the file, and a title that it does not have from its name.
func Article(details models.ArticleForm, found intake.Result, name string) models.NewArticle {
	details.Title = cmp.Or(strings.TrimSpace(details.Title), found.Title, name)
	details.Language = cmp.Or(details.Language, found.Language)
	return models.NewArticle{Details: details, Document: found.Document, Notes: Notes(found.Notes)}
}

// Notes are the notes of a file as the Store takes them.
func Notes(found []intake.Note) []models.ImportedNote {
	all := make([]models.ImportedNote, len(found))
	for i, n := range found {
		all[i] = models.ImportedNote{Kind: models.NoteKind(n.Kind), Key: n.Key, Span: n.Span, Text: n.Text, Author: n.Author, At: n.At, Addresses: n.Addresses, Resolved: n.Resolved}
	}
	return all
}

// Rows are the rows of a sheet as the Store takes them.
func Rows(found []intake.Row) []models.ImportedRow {
	all := make([]models.ImportedRow, len(found))
	for i, r := range found {
		all[i] = models.ImportedRow{Line: r.Line, Fact: r.Fact, Quotes: r.Quotes, Kind: models.Kind(r.Kind), Risk: models.Risk(r.Risk), Verdict: r.Verdict,
			Explanation: r.Explanation, Correction: r.Correction, Status: r.Status, Note: r.Note}
		for _, g := range r.Grounds {
			all[i].Evidence = append(all[i].Evidence, models.ImportedEvidence{Relation: models.Relation(g.Relation), Source: g.Source, Address: g.Address, Locator: g.Locator, Excerpt: g.Excerpt})
		}
	}
	return all
}
