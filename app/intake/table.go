package intake

import (
	"slices"

	"github.com/gabriel-vasile/mimetype"
)

// Table is a sheet of a workbook, or a text with separators.
type Table struct {
	Name string // of the sheet; "" of a text
	Rows [][]string
}

// ReadTables reads a file as the tables that are in it, whatever they are about.
// The error is an *Error.
func ReadTables(data []byte, o Options) ([]Table, error) {
	if len(data) > maxSheet {
		return nil, refuse("The file has %s, and tables are shown up to %s. Save it and open it in a spreadsheet.", size(int64(len(data))), size(maxSheet))
	}
	if isArchive(data) {
		return readTables(data)
	}
	if kind := mimetype.Detect(data); !isText(kind) && !descends(kind, "text/plain") && !isWide(data) {
		return nil, refuse("This is not a table." + mendSheet)
	}
	d, err := decodeText(data, o)
	if err != nil {
		return nil, err
	}
	const most = maxRows + headRows + 1
	best := slices.MaxFunc(separators, func(a, b rune) int { return evenness(d.text, a) - evenness(d.text, b) })
	rows, err := readSeparated(unmarked(d.text), best, most)
	return []Table{{Rows: rows}}, err
}

// evenness counts the first rows that have as many cells as the very first.
func evenness(s string, separator rune) int {
	rows, _ := readSeparated(s[:min(len(s), 64_000)], separator, headRows) // what is wrong with it is said when it is read
	n := 0
	for _, row := range rows {
		if len(row) > 1 && len(row) == len(rows[0]) {
			n++
		}
	}
	return n
}

// readTables reads the sheets of a workbook.
func readTables(data []byte) ([]Table, error) {
	var tables []Table
	err := eachTable(data, func(t Table) (more bool) {
		tables = append(tables, t)
		return true
	})
	if err != nil {
		return nil, err
	}
	return tables, nil
}
