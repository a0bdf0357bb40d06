package export

import (
	"encoding/csv"
	"io"

	"stet/models"
)

// rowColumns are the columns of rows that wait: those of the tables that say
// what a row says, and two of their own.
var rowColumns = []string{"wording", "quotes", "kind", "risk", "rating", "explanation", "correction", "sources", "locators", "excerpts", "relations", "state", "note"}

// WriteRows writes the rows of a sheet that wait to be placed, as a CSV that can
// be read back.
func WriteRows(w io.Writer, rows []models.WaitingRow) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	lines := [][]string{rowColumns}
	for _, r := range rows {
		line := rowCells(r.Row)
		for i := range line {
			line[i] = neutral(line[i])
		}
		lines = append(lines, line)
	}
	return csv.NewWriter(w).WriteAll(lines)
}

func rowCells(r models.ImportedRow) []string {
	var sources, locators, excerpts, relations []string
	for _, e := range r.Evidence {
		sources = append(sources, stated(", ", e.Source, e.Address))
		locators, excerpts, relations = append(locators, e.Locator), append(excerpts, e.Excerpt), append(relations, words(e.Relation))
	}
	return []string{r.Fact, listed(r.Quotes), words(r.Kind), words(r.Risk), r.Verdict, r.Explanation, r.Correction,
		listed(sources), listed(locators), listed(excerpts), listed(relations), r.Status, r.Note}
}
