package intake

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
)

// separators that spreadsheets write, the likeliest first.
var separators = []rune{',', ';', '\t', '|'}

// maxRow bounds one row of a text with separators, in bytes.
const maxRow = 1_000_000

// splitRows reads a text with separators: with the one that its first line
// names, as Excel has it, or else the one that makes most of its first rows.
func splitRows(s string) ([][]string, error) {
	s = unmarked(s)
	const most = maxRows + headRows + 1
	if first, rest, _ := strings.Cut(s, "\n"); strings.HasPrefix(first, "sep=") && len(strings.TrimSpace(first)) == len("sep=")+1 {
		rows, err := readSeparated(rest, rune(first[len("sep=")]), most)
		return append([][]string{nil}, rows...), err // the lines keep their numbers
	}
	best := slices.MaxFunc(separators, func(a, b rune) int { return orderliness(s, a) - orderliness(s, b) })
	return readSeparated(s, best, most)
}

// orderliness says how well a separator makes a table of a text: names of
// columns count most, then rows of as many cells.
func orderliness(s string, separator rune) int {
	rows, _ := readSeparated(s[:min(len(s), 64_000)], separator, headRows) // what is wrong with it is said when it is read
	at := findHead(rows)
	if at < 0 {
		return 0
	}
	points := 100 * readHead(rows[at]).known()
	for _, row := range rows[at:] {
		if len(row) == len(rows[at]) && len(row) > 1 {
			points++
		}
	}
	return points
}

// readSeparated reads at most so many rows. What is left of a last one that does
// not end is kept.
func readSeparated(s string, separator rune, most int) ([][]string, error) {
	g := &rowGauge{source: strings.NewReader(s)}
	r := csv.NewReader(g)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = separator, true, -1
	var rows [][]string
	for len(rows) < most {
		g.taken = 0
		row, err := r.Read()
		switch {
		case errors.Is(err, errTooBig):
			return rows, refuse("Row %d is longer than %s. Perhaps a quotation mark is missing: save the sheet as .xlsx, and choose that file.", len(rows)+1, size(maxRow))
		case err == nil || hasRow(row):
			rows = append(rows, slices.Clone(row[:min(len(row), maxColumns)]))
		}
		if err != nil {
			return rows, nil
		}
	}
	return rows, nil
}

// rowGauge counts the bytes that are taken for one row.
type rowGauge struct {
	source io.Reader
	taken  int
}

func (g *rowGauge) Read(p []byte) (int, error) {
	n, err := g.source.Read(p)
	if g.taken += n; g.taken > maxRow {
		return 0, errTooBig
	}
	return n, err
}
