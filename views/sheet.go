package views

import (
	"cmp"
	"fmt"
	"strings"

	"stet/models"
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
		return plural(n, "more row is", "more rows are") + " listed when these are settled."
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
	all := []Said{{"Quote", strings.Join(i.Row.Quotes, "\n")}, {"Verdict", i.Row.Verdict}, {"Explanation", i.Row.Explanation}, {"Correction", i.Row.Correction}}
	if i.Row.Fact == "" {
		all = all[1:]
	}
	for _, e := range i.Row.Evidence {
		all = append(all, Said{"Source", joined(e.Source, e.Address, e.Locator, e.Excerpt)})
	}
	all = append(all, Said{"Status", i.Row.Status}, Said{"Note", i.Row.Note})
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
func SheetWords(r models.SheetReport) []string {
	var all []string
	say := counting(&all)
	say(r.Claims, "row became a claim.", "rows became claims.")
	say(r.Known, "row was here from before.", "rows were here from before.")
	say(r.Added, "of them brought something new to its claim.", "of them brought something new to their claims.")
	say(r.Verdicts, "verdict came in as a draft.", "verdicts came in as drafts.")
	say(r.Evidence, "item of evidence was attached.", "items of evidence were attached.")
	say(r.Remarks, "claim has a comment with what has no field of its own.", "claims have comments with what has no field of its own.")
	say(r.Ambiguous, "row fits several places and waits to be placed.", "rows fit several places and wait to be placed.")
	say(r.Unmatched, "row fits no place and waits to be placed.", "rows fit no place and wait to be placed.")
	return all
}
