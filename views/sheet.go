package views

import (
	"cmp"
	"fmt"
	"strings"

	"stet/models"
	"stet/models/message"
	"stet/models/text"
)

// SheetPage takes a sheet of claims in, and lists the rows that wait for
// somebody to say which words they are about.
type SheetPage struct {
	Chrome
	Article  models.Article // with the revision that the places are in
	Document *text.Document
	Rows     []models.WaitingRow // the first of those that wait
	Waiting  int                 // how many wait
	Wrong    int64               // id of the row that the errors belong to; 0 is the upload
	Words    string              // typed, for that row
	Pasted   string              // rows with the names of their columns
	Errors   Errors
}

// SheetItem is one waiting row.
type SheetItem struct {
	models.WaitingRow
	page *SheetPage
}

// Items are the waiting rows on the page.
func (p SheetPage) Items() []SheetItem {
	var all []SheetItem
	for _, r := range p.Rows {
		all = append(all, SheetItem{r, &p})
	}
	return all
}

// Hidden says how many rows wait that are not listed.
func (p SheetPage) Hidden() string {
	if n := p.Waiting - len(p.Rows); n > 0 {
		return p.Say("%d more rows are listed when these are settled.", n)
	}
	return ""
}

// RowHeading is what a row claims, on one line.
func RowHeading(r models.ImportedRow) string {
	return strings.Join(strings.Fields(cmp.Or(r.Fact, strings.Join(r.Quotes, " … "))), " ")
}

// Heading is what the row claims.
func (i SheetItem) Heading() string { return RowHeading(i.Row) }

// Said is one cell of a row.
type Said struct{ Name, Value string }

// Says are the other cells of the row, word for word.
func (i SheetItem) Says() []Said {
	all := []Said{{i.page.Say("Quote"), strings.Join(i.Row.Quotes, "\n")}, {i.page.Say("Verdict"), i.Row.Verdict}, {i.page.Say("Explanation"), i.Row.Explanation}, {i.page.Say("Correction"), i.Row.Correction}}
	if i.Row.Fact == "" {
		all = all[1:]
	}
	for _, e := range i.Row.Evidence {
		all = append(all, Said{i.page.Say("Source"), joined(e.Source, e.Address, e.Locator, e.Excerpt)})
	}
	all = append(all, Said{i.page.Say("Status"), i.Row.Status}, Said{i.page.Say("Note"), i.Row.Note})
	var some []Said
	for _, s := range all {
		if s.Value != "" {
			some = append(some, s)
		}
	}
	return some
}

// Offers are the places that the row may be about, the likeliest first.
func (i SheetItem) Offers() []Place { return candidatePlaces(i.page.Document, i.Places) }

// MayWrite reports whether the reader may place the row.
func (i SheetItem) MayWrite() bool { return i.page.MayWrite() }

// Path is the address that the row's forms begin with.
func (i SheetItem) Path() string { return fmt.Sprintf("/articles/%d/sheet/rows/%d", i.ArticleID, i.ID) }

// Revision is the id of the revision that the places are in.
func (i SheetItem) Revision() int64 { return i.page.Article.RevisionID }

// FieldID is the option that keeps the ids of the page apart.
func (i SheetItem) FieldID() string { return fmt.Sprintf("id=f-words-%d", i.ID) }

// Errors are those of the row's form.
func (i SheetItem) Errors() Errors {
	if i.page.Wrong == i.ID {
		return i.page.Errors
	}
	return nil
}

// Words are what was typed into the row's form.
func (i SheetItem) Words() string {
	if i.page.Wrong == i.ID {
		return i.page.Words
	}
	return ""
}

// SheetWords says what became of the rows of a sheet, a sentence each.
func SheetWords(r models.SheetReport) []message.Message {
	var all []message.Message
	say := counting(&all)
	say(r.Claims, "%d rows became claims.")
	say(r.Known, "%d rows were here from before.")
	say(r.Added, "%d of them brought something new to their claims.")
	say(r.Verdicts, "%d verdicts came in as drafts.")
	say(r.Evidence, "%d items of evidence were attached.")
	say(r.Remarks, "%d claims have comments with what has no field of its own.")
	say(r.Ambiguous, "%d rows fit several places and wait to be placed.")
	say(r.Unmatched, "%d rows fit no place and wait to be placed.")
	return all
}
