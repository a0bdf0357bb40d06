package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"unicode"

	"stet/models"
)

// byteOrderMark begins the CSV: without it Excel reads UTF-8 as the code page
// of the machine, and every name with an accent is spoilt. Readers that know
// UTF-8 skip it.
const byteOrderMark = "\uFEFF"

// writeCSV writes one row per claim (RFC 4180, except that lines end in LF, so
// that a line break in a cell stays the one it was).
func writeCSV(b *bytes.Buffer, c *models.Checked) error {
	b.WriteString(byteOrderMark)
	rows := table(c)
	for _, row := range rows {
		for i := range row {
			row[i] = neutral(row[i]) // even a constant may one day begin with a sign
		}
	}
	return csv.NewWriter(b).WriteAll(rows)
}

// formulaSigns make a spreadsheet calculate (OWASP, "CSV Injection"), together
// with the dashes and full-width signs that some programs take for them and the
// separators that split a cell where lists have a semicolon or a bar.
const formulaSigns = "=+-@%;|\t\r\n" + "–—−＝＋－＠﹢﹣﹦﹫"

// neutral puts an apostrophe before a cell that a spreadsheet could take for a
// formula: one with such a sign before its first letter or digit, or with white
// space or an invisible character in front. A cell that begins with an
// apostrophe gets another, so that taking one off always gives the cell back.
func neutral(cell string) string {
	for i, r := range cell {
		invisible := unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
		if i == 0 && (invisible || r == '\'') || strings.ContainsRune(formulaSigns, r) {
			return "'" + cell
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
	}
	return cell
}
