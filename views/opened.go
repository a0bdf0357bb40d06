package views

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"stet/models"
	"stet/models/locator"
	"stet/models/message"
	"stet/models/text"
)

// Showing says what a file is shown as.
type Showing string

// What files are shown as.
const (
	AsNothing Showing = ""
	AsPDF     Showing = "pdf"
	AsTable   Showing = "table"
	AsText    Showing = "text"
	AsAudio   Showing = "audio"
	AsVideo   Showing = "video"
	AsSealed  Showing = "sealed"
)

// Table is a sheet of a workbook, or a text with separators.
type Table struct {
	Name string
	Rows [][]string
}

// OpenedPage shows a file of an item of evidence at its place.
type OpenedPage struct {
	Chrome
	Evidence models.Evidence
	Claim    models.Claim
	File     models.File
	Place    locator.Place
	Shows    Showing
	Trouble  string // why it cannot be shown, a sentence
	Page     int    // of a PDF, from 1
	Pages    int
	Words    string // the text of the page or the file
	Tables   []Table
	Table    int            // index of the one that is shown
	Cells    *locator.Range // that are marked
	Excerpt  models.Excerpt
}

// Text takes the text that is shown, and finds the excerpt in it.
func (p *OpenedPage) Text(d text.Document) {
	p.Words, p.Excerpt = d.Text, models.FindExcerpt(&d, p.Evidence.Excerpt)
}

// FindCells finds the table and the cells that the locator names, or else the
// first cell that holds the excerpt, and looks for the excerpt in them.
func (p *OpenedPage) FindCells() {
	p.Cells = p.Place.Cells
	if p.Cells == nil {
		p.Cells = p.cellOf(text.Fold(p.Evidence.Excerpt))
	} else {
		for i, t := range p.Tables {
			if strings.EqualFold(t.Name, p.Cells.Sheet) {
				p.Table = i
			}
		}
	}
	if p.Cells == nil || p.Table >= len(p.Tables) {
		if p.Evidence.Excerpt != "" {
			p.Excerpt.Match = models.ExcerptMissing
		}
		return
	}
	var parts []text.Part
	for r, row := range p.Tables[p.Table].Rows {
		var here []string
		for c, cell := range row {
			if p.Cells.Holds(c+1, r+1) {
				here = append(here, cell)
			}
		}
		parts = append(parts, text.Part{Text: strings.Join(here, " ")})
	}
	d := text.Build(parts)
	p.Excerpt = models.FindExcerpt(&d, p.Evidence.Excerpt)
	if p.Excerpt.Match == models.ExcerptNone && p.Evidence.Excerpt != "" {
		p.Excerpt.Match = models.ExcerptMissing // the cells are empty
	}
}

// cellOf is the first cell that holds folded words, nil without one. It sets the
// table that the cell is in.
func (p *OpenedPage) cellOf(words string) *locator.Range {
	for i, t := range p.Tables {
		for r, row := range t.Rows {
			for c, cell := range row {
				if words != "" && strings.Contains(text.Fold(cell), words) {
					p.Table = i
					return &locator.Range{Sheet: t.Name, Column: c + 1, Row: r + 1, LastColumn: c + 1, LastRow: r + 1}
				}
			}
		}
	}
	return nil
}

// Body is the text with the excerpt marked.
func (p OpenedPage) Body() template.HTML { return markedText(p.Words, p.Excerpt) }

// ExcerptSays says how the excerpt stands there, "" without one.
func (p OpenedPage) ExcerptSays() string {
	if p.Trouble != "" {
		return ""
	}
	return p.Say(excerptStands[p.Shows][p.Excerpt.Match])
}

var excerptStands = map[Showing]map[models.ExcerptMatch]message.Key{
	AsPDF: {models.ExcerptExact: "The excerpt stands on this page word for word.", models.ExcerptRoughly: "It is said on this page in other words than in the excerpt.",
		models.ExcerptMissing: "The excerpt is not on this page."},
	AsTable: {models.ExcerptExact: "The excerpt stands in these cells word for word.", models.ExcerptRoughly: "It is said in these cells in other words than in the excerpt.",
		models.ExcerptMissing: "The excerpt is not in these cells."},
	AsText: {models.ExcerptExact: "The excerpt stands in this file word for word.", models.ExcerptRoughly: "It is said in this file in other words than in the excerpt.",
		models.ExcerptMissing: "The excerpt is not in this file."},
}

// Source is the address of the file with the place in it, as browsers and
// readers of PDF understand it.
func (p OpenedPage) Source() string {
	address := "/files/" + id(p.File.ID)
	switch p.Shows {
	case AsAudio, AsVideo:
		return address + p.Place.Fragment()
	case AsPDF:
		return address + "#page=" + strconv.Itoa(p.Page)
	}
	return address
}

// Time is where a recording is played from, "" for its start.
func (p OpenedPage) Time() string {
	if !p.Place.Timed {
		return ""
	}
	s := int(p.Place.From.Seconds())
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// How much of a table is shown around the place.
const (
	aroundRows    = 20
	aroundColumns = 12
)

// TableCell is a cell as it is shown.
type TableCell struct {
	Words       string
	Here, First bool // marked; the first of those
}

// TableRow is a row as it is shown, with its number.
type TableRow struct {
	N     int
	Cells []TableCell
}

// Window is the part of the table that is shown.
func (p OpenedPage) Window() (w locator.Range) {
	w = locator.Range{Column: 1, Row: 1, LastColumn: 1, LastRow: 1}
	if p.Cells != nil {
		w = locator.Range{Column: max(1, p.Cells.Column-aroundColumns), Row: max(1, p.Cells.Row-aroundRows), LastColumn: p.Cells.Column, LastRow: p.Cells.Row}
	}
	w.LastColumn, w.LastRow = w.LastColumn+aroundColumns, w.LastRow+aroundRows
	if p.Table < len(p.Tables) {
		w.LastRow = min(w.LastRow, max(len(p.Tables[p.Table].Rows), 1))
	}
	return w
}

// Heads are the letters of the columns that are shown.
func (p OpenedPage) Heads() []string {
	var all []string
	w := p.Window()
	for c := w.Column; c <= min(w.LastColumn, p.widest()); c++ {
		all = append(all, locator.Letters(c))
	}
	return all
}

// widest is the number of columns of the rows that are shown.
func (p OpenedPage) widest() int {
	n, w := 1, p.Window()
	for r := w.Row; r <= w.LastRow && p.Table < len(p.Tables) && r <= len(p.Tables[p.Table].Rows); r++ {
		n = max(n, len(p.Tables[p.Table].Rows[r-1]))
	}
	return n
}

// TableRows are the rows around the place.
func (p OpenedPage) TableRows() []TableRow {
	var rows []TableRow
	w := p.Window()
	last, first := min(w.LastColumn, p.widest()), true
	for r := w.Row; r <= w.LastRow && p.Table < len(p.Tables) && r <= len(p.Tables[p.Table].Rows); r++ {
		row := TableRow{N: r}
		for c := w.Column; c <= last; c++ {
			cell := TableCell{Here: p.Cells.Holds(c, r)}
			if all := p.Tables[p.Table].Rows[r-1]; c <= len(all) {
				cell.Words = all[c-1]
			}
			if cell.Here && first {
				cell.First, first = true, false
			}
			row.Cells = append(row.Cells, cell)
		}
		rows = append(rows, row)
	}
	return rows
}

// TableName is the name of the table that is shown.
func (p OpenedPage) TableName() string {
	if p.Table < len(p.Tables) {
		return p.Tables[p.Table].Name
	}
	return ""
}

// NoCell reports whether the locator names a cell that the table has not.
func (p OpenedPage) NoCell() bool {
	return p.Cells != nil && p.Table < len(p.Tables) && (p.Cells.Row > len(p.Tables[p.Table].Rows) || p.Cells.Column > p.widest())
}

// opensAt says in a few words where a file opens.
func opensAt(l message.Language, e models.Evidence, f models.File) string {
	place := locator.Read(e.Locator)
	kind, _, _ := strings.Cut(f.MediaType, ";")
	switch {
	case f.Sealed:
		return ""
	case kind == "application/pdf" && place.Page > 0:
		return l.Say("Open at page %s", strconv.Itoa(place.Page))
	case (strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/")) && place.Timed:
		return l.Say("Play from %s", OpenedPage{Place: place}.Time())
	case place.Cells != nil && (strings.Contains(kind, "sheet") || strings.HasPrefix(kind, "text/")):
		return l.Say("Open at %s", locator.Letters(place.Cells.Column)+strconv.Itoa(place.Cells.Row))
	}
	return l.Say("act: Open")
}

// Before is the page before this one.
func (p OpenedPage) Before() int { return p.Page - 1 }

// After is the page after this one.
func (p OpenedPage) After() int { return p.Page + 1 }
