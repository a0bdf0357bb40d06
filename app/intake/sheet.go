package intake

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"stet/models/message"

	"github.com/gabriel-vasile/mimetype"
)

// Sheet is a table of claims: a row for each, as a checker keeps them in a
// spreadsheet, or as Stet exports them.
type Sheet struct {
	Rows     []Row
	Own      bool              // written by Stet
	Encoding string            // of a text file; "" for a workbook
	LeftOut  []message.Message // sentences that name what was not taken over
}

// Row is what one row of a sheet says of a claim. Cells are kept word for word.
type Row struct {
	Line        int      // of the sheet, from 1
	Fact        string   // what is claimed
	Quotes      []string // the words of the article, at each of its places
	Kind, Risk  string   // as Stet names them; "" where the sheet does not say
	Verdict     string   // a rating, as it is written
	Explanation string
	Correction  string
	Status      string // of the work, as whoever kept the sheet calls it
	Note        string
	Grounds     []Ground
}

// Ground is what a row says of one item of evidence.
type Ground struct {
	Relation string // as Stet names it; "" where the sheet does not say
	Source   string // its title
	Address  string // on the web
	Locator  string
	Excerpt  string
}

// Limits of a sheet.
const (
	maxSheet   = 8_000_000 // bytes of the file
	maxRows    = 10_000
	maxColumns = 100
	maxCell    = 40_000 // bytes; a cell of Excel has at most 32,767 characters
	headRows   = 20     // among which the names of the columns are looked for
)

// IsSheet reports whether a file is a sheet of claims rather than an article: a
// workbook, or a text that begins with the names of columns.
func IsSheet(name string, data []byte) bool {
	if isArchive(data) {
		a, err := openArchive(data)
		return err == nil && a.has("xl/workbook.xml")
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv":
		return true
	case ".txt", "":
		head := data[:min(len(data), 64_000)]
		d, err := decodeText(head[:bytes.LastIndexByte(head, '\n')+1], Options{})
		return err == nil && namesColumns(d.text)
	}
	return false
}

// namesColumns reports whether a text begins with the names of columns, two of
// them at least: an article may begin with the word "fact" and a comma.
func namesColumns(s string) bool {
	first, _, _ := strings.Cut(strings.TrimLeft(unmarked(s), "\r\n"), "\n")
	rows, err := splitRows(first)
	at := findHead(rows)
	return err == nil && at >= 0 && readHead(rows[at]).known() > 1
}

// ReadSheet reads a sheet of claims, a workbook or a text with separators. The
// error is an *Error.
func ReadSheet(name string, data []byte, o Options) (Sheet, error) {
	if len(data) == 0 {
		return Sheet{}, refuse("The file is empty. Choose another file.")
	}
	if len(data) > maxSheet {
		return Sheet{}, refuse("The file has %s and a sheet of claims at most %s. Take out pictures and other sheets, or split it.", size(int64(len(data))), size(maxSheet))
	}
	var sheet Sheet
	var tables [][][]string
	var err error
	switch kind := mimetype.Detect(data); {
	case isArchive(data):
		tables, err = readWorkbook(data)
	case descends(kind, "application/x-ole-storage"):
		err = refuse("This is a workbook of an old Excel (.xls), or one that is locked with a password. Open it, save it as .xlsx without a password, and choose that file.")
	case !isText(kind) && !descends(kind, "text/plain") && !isWide(data) && o.Encoding == "":
		err = refuse("This is not a sheet." + mendSheet)
	default:
		var d decoded
		if d, err = decodeText(data, o); err == nil {
			var rows [][]string
			rows, err = splitRows(d.text)
			sheet.Encoding, tables = d.encoding, [][][]string{rows}
		}
	}
	if err == nil {
		err = sheet.fill(tables)
	}
	return sheet, err
}

const mendSheet = " Choose a file that a spreadsheet wrote, as .xlsx or .csv."

// fill reads the first of the tables that names its columns.
func (s *Sheet) fill(tables [][][]string) error {
	at := -1
	i := slices.IndexFunc(tables, func(table [][]string) bool { at = findHead(table); return at >= 0 })
	if i < 0 {
		return refuse("No column is called fact or quote. Name the columns in the first row, such as fact, quote, source, status and note.")
	}
	table := tables[i]
	h := readHead(table[at])
	s.Own, h.written = h.own, s.Encoding != ""
	bare := 0
	for n, cells := range table[at+1:] {
		row, said := h.row(cells)
		if row.Line = at + 2 + n; row.Fact == "" && len(row.Quotes) == 0 {
			if said {
				bare++
			}
			continue
		}
		s.Rows = append(s.Rows, row)
	}
	if len(s.Rows) > maxRows {
		return refuse("The sheet has more than 10,000 rows. Split it.")
	}
	if len(s.Rows) == 0 {
		return refuse("No row has a fact or a quote. Fill one of these columns, and choose the file again.")
	}
	s.LeftOut = h.leftOut(bare)
	return nil
}

// cut splits a text into lines that say something.
func cut(s string) []string {
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// tidyCell is a cell without white space around it and without what no database
// keeps, cut where no spreadsheet could have written it.
func tidyCell(s string) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s)
	if len(s) > maxCell {
		s = strings.ToValidUTF8(s[:maxCell], "") + " […]"
	}
	return strings.TrimSpace(s)
}

// hasRow reports whether a row says anything.
func hasRow(cells []string) bool {
	return slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" })
}

// unmarked is text without a byte order mark.
func unmarked(s string) string { return strings.TrimPrefix(s, "\ufeff") }
