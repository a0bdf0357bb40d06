package export

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"stet/models"
)

// The sheets of a workbook; the last is for legal.
const (
	claimsSheet  = "Claims"
	articleSheet = "Article"
	historySheet = "History"
)

// What a spreadsheet can hold (Microsoft, "Excel specifications and limits").
const (
	maxCell = 32_767 // UTF-16 units
	maxLink = 2_079  // bytes of an address
)

// cutNote ends a cell that had to be cut.
const cutNote = " [cut here: the JSON export has all of it]"

// sheetStyles are the styles of cells. Every one but that of numbers marks its
// cells as text, so that words which look like a formula stay words when
// somebody edits them.
type sheetStyles struct{ head, text, link, number int }

// workbook writes one workbook. The first error sticks.
type workbook struct {
	*excelize.File
	styles sheetStyles
	err    error
}

// writeXLSX writes a sheet with a row for each claim, in the columns of the
// CSV, and a sheet with the particulars of the article.
func writeXLSX(b *bytes.Buffer, c *models.Checked) error {
	w := &workbook{File: excelize.NewFile()}
	defer w.Close()
	w.try(w.SetSheetName("Sheet1", claimsSheet))
	_, err := w.NewSheet(articleSheet)
	w.try(err)
	w.addStyles()
	w.claims(c)
	w.article(c)
	w.history(c)
	w.properties(c)
	w.try(w.Write(b))
	return w.err
}

func (w *workbook) try(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *workbook) addStyles() {
	plain := excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}} // 49 is "@": text
	head, link, number := plain, plain, plain
	head.Font = &excelize.Font{Bold: true}
	head.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8E8E8"}}
	link.Font = &excelize.Font{Color: "1A4F8B", Underline: "single"}
	number.NumFmt = 0
	w.styles = sheetStyles{head: w.style(head), text: w.style(plain), link: w.style(link), number: w.style(number)}
}

func (w *workbook) style(s excelize.Style) int {
	id, err := w.NewStyle(&s)
	w.try(err)
	return id
}

func (w *workbook) claims(c *models.Checked) {
	shown := columnsFor(c.Audience)
	for i, column := range shown {
		name, err := excelize.ColumnNumberToName(i + 1)
		w.try(err)
		w.try(w.SetColWidth(claimsSheet, name, name, column.width))
	}
	for i, row := range table(c) {
		w.row(c, shown, row, i)
	}
	w.try(w.AutoFilter(claimsSheet, fmt.Sprintf("A1:%s%d", last(shown), len(c.Claims)+1), nil))
	w.try(w.SetPanes(claimsSheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}))
	w.page(claimsSheet, c)
}

// row writes the head, or the n-th claim from 1. The number is a number, for
// sorting; everything else is text. The sources lead to the first address among
// them, for a cell holds one.
func (w *workbook) row(c *models.Checked, shown []column, cells []string, n int) {
	style := w.styles.text
	if n == 0 {
		style = w.styles.head
	}
	for i, cell := range cells {
		w.put(claimsSheet, i+1, n+1, cell, style)
		if n == 0 {
			continue
		}
		claim := &c.Claims[n-1]
		switch all := links(claim); {
		case shown[i].name == "number":
			w.number(claimsSheet, i+1, n+1, claim.Number)
		case shown[i].name == "sources" && len(all) > 0:
			w.lead(claimsSheet, i+1, n+1, all[0])
		}
	}
}

// history writes what happened to the article, a line each.
func (w *workbook) history(c *models.Checked) {
	if len(c.History) == 0 {
		return
	}
	_, err := w.NewSheet(historySheet)
	w.try(err)
	w.try(w.SetColWidth(historySheet, "A", "A", 150))
	w.put(historySheet, 1, 1, "History", w.styles.head)
	for i := range c.History {
		w.put(historySheet, 1, i+2, happened(&c.History[i]), w.styles.text)
	}
	w.page(historySheet, c)
}

// article writes what is known of the article as pairs.
func (w *workbook) article(c *models.Checked) {
	w.try(w.SetColWidth(articleSheet, "A", "A", 18))
	w.try(w.SetColWidth(articleSheet, "B", "B", 100))
	for i, p := range particularsOf(c) {
		w.put(articleSheet, 1, i+1, p.name, w.styles.head)
		w.put(articleSheet, 2, i+1, p.value, w.styles.text)
		if link := web(p.value); link != "" {
			w.lead(articleSheet, 2, i+1, link)
		}
	}
	w.page(articleSheet, c)
}

// put writes a cell that is text, whatever it looks like.
func (w *workbook) put(sheet string, column, line int, cell string, style int) {
	at, err := excelize.CoordinatesToCellName(column, line)
	w.try(err)
	w.try(w.SetCellStr(sheet, at, fitted(literal(cell))))
	w.try(w.SetCellStyle(sheet, at, at, style))
}

func (w *workbook) number(sheet string, column, line, n int) {
	at, err := excelize.CoordinatesToCellName(column, line)
	w.try(err)
	w.try(w.SetCellInt(sheet, at, int64(n)))
	w.try(w.SetCellStyle(sheet, at, at, w.styles.number))
}

// lead makes a cell a link, if the address is not too long for one.
func (w *workbook) lead(sheet string, column, line int, link string) {
	if len(link) > maxLink {
		return
	}
	at, err := excelize.CoordinatesToCellName(column, line)
	w.try(err)
	w.try(w.SetCellHyperLink(sheet, at, link, "External"))
	w.try(w.SetCellStyle(sheet, at, at, w.styles.link))
}

// page sets up the sheet for the screen and for paper.
func (w *workbook) page(sheet string, c *models.Checked) {
	rtl, landscape, wide, high := direction(c.Article.Language) == "rtl", "landscape", 1, 0 // 0: as many sheets high as it takes
	w.try(w.SetSheetView(sheet, 0, &excelize.ViewOptions{RightToLeft: &rtl}))
	w.try(w.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	w.try(w.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddHeader: "&L" + clearance(c), OddFooter: "&C&P / &N"}))
}

// properties replaces what the library says of itself.
func (w *workbook) properties(c *models.Checked) {
	made := c.ExportedAt.UTC().Format(time.RFC3339)
	w.try(w.SetDocProps(&excelize.DocProperties{Title: c.Article.Title, Creator: c.Newsroom.Name, LastModifiedBy: c.Newsroom.Name,
		Created: made, Modified: made, Language: tag(c.Article.Language)}))
	w.try(w.SetAppProps(&excelize.AppProperties{Application: "Stet"}))
}

var characterCode = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// literal keeps words such as _x0041_ from being read as the character with
// that number (ECMA-376 part 1, 22.9.2.19).
func literal(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] == '_' && characterCode.MatchString(s[i:min(i+7, len(s))]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// fitted cuts a text that a cell cannot hold, between characters, and says so.
func fitted(s string) string {
	units := 0
	fits := len(s) // bytes that leave room for the note
	for i, r := range s {
		if units += utf16.RuneLen(r); units > maxCell {
			return s[:fits] + cutNote
		}
		if units > maxCell-len(cutNote) && fits == len(s) {
			fits = i
		}
	}
	return s
}

func last(shown []column) string {
	name, _ := excelize.ColumnNumberToName(len(shown)) // fails from column 16,385
	return name
}

// pair is one line of the article's particulars.
type pair struct{ name, value string }

// particularsOf lists what is known of the article, without what is not.
func particularsOf(c *models.Checked) []pair {
	a := c.Article
	all := []pair{{"Standing", standing(c)}, {"Made for", meant(c)}, {"Withheld", withheld(c)}, {"Title", a.Title}, {"Byline", a.Byline}, {"Section", a.Section}, {"Language", a.Language}, {"Published at", a.URL},
		{"Checked by", c.Newsroom.Name}, {"Newsroom", c.Newsroom.URL}, {"Scope", scope(a)}, {"Coverage", coverage(c)}, {"Status", words(a.Status)},
		{"Revision", strconv.Itoa(a.Revision)}, {"Saved", moment(a.SavedAt)}, {"Words", strconv.Itoa(a.Words)}, {"SHA-256 of text", a.SHA256},
		{"Scale", stated(", version ", c.Scale.Name, strconv.Itoa(c.Scale.Version))}}
	for _, r := range c.Scale.Ratings {
		all = append(all, pair{"Rating", stated(": ", r.Label, r.Definition)})
	}
	if c.SignOff != nil && !c.Draft {
		all = append(all, pair{"Signed off by", c.SignOff.By}, pair{"Signed off", moment(c.SignOff.At)}, pair{"Note", c.SignOff.Note})
		for _, e := range c.SignOff.Exceptions {
			all = append(all, pair{"Exception", exception(e)})
		}
	}
	for _, line := range toldReaders(c) {
		all = append(all, pair{"Told after publication", line})
	}
	for _, line := range amended(c) {
		all = append(all, pair{"After publication", line})
	}
	for _, line := range remarks(c.Comments) {
		all = append(all, pair{"Comment", line})
	}
	all = append(all, pair{"Exported", moment(c.ExportedAt)})
	return filled(all)
}

func filled(all []pair) []pair {
	var some []pair
	for _, p := range all {
		if p.value != "" {
			some = append(some, p)
		}
	}
	return some
}
