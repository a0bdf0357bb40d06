package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"unicode"

	"stet/models"
)

// byteOrderMark begins the CSV: without it Excel reads UTF-8 as the code page
// of the machine, and every name with an accent is spoilt. Readers that know
// UTF-8 skip it.
const byteOrderMark = "\uFEFF"

// columns is the first row of the tables.
var columns = []string{"article", "number", "status", "wording", "quotes", "kind", "risk", "rating", "explanation", "correction",
	"resolution", "sources", "locators", "excerpts", "relations", "approved by", "override reason"}

// writeCSV writes one row per claim (RFC 4180, except that lines end in LF, so
// that a line break in a cell stays the one it was).
func writeCSV(b *bytes.Buffer, c *models.Checked) error {
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(b)
	rows := [][]string{columns}
	for i := range c.Claims {
		cells := row(c, &c.Claims[i])
		for at := range cells {
			cells[at] = neutral(cells[at]) // even a constant may one day begin with a sign
		}
		rows = append(rows, cells)
	}
	return w.WriteAll(rows)
}

// row is one claim, a cell for each of the columns.
func row(c *models.Checked, claim *models.CheckedClaim) []string {
	var v models.CheckedVerdict
	if claim.Verdict != nil {
		v = *claim.Verdict
	}
	var override string
	if claim.Override != nil {
		override = stated(": ", claim.Override.By, claim.Override.Reason)
	}
	quotes := make([]string, len(claim.Places))
	for i, p := range claim.Places {
		quotes[i] = p.Quote
	}
	sources, locators, excerpts, relations := ground(claim.Evidence)
	return []string{clearance(c), strconv.Itoa(claim.Number), words(claim.Status), claim.Wording, listed(quotes), words(claim.Kind), words(claim.Risk),
		rating(claim), v.Explanation, v.Correction, words(claim.Resolution), listed(sources), listed(locators), listed(excerpts), listed(relations),
		approvers(claim), override}
}

// clearance stands in every row, because rows are copied into other sheets.
func clearance(c *models.Checked) string {
	revision := "revision " + strconv.Itoa(c.Article.Revision)
	if c.Draft {
		return "DRAFT, " + revision
	}
	return "Signed off, " + revision
}

// ground lists the evidence by column; the n-th line of each belongs to the
// n-th item.
func ground(items []models.CheckedEvidence) (sources, locators, excerpts, relations []string) {
	for i := range items {
		e := &items[i]
		relations = append(relations, words(e.Relation))
		if e.Source == nil {
			sources, locators, excerpts = append(sources, e.SearchedWhere), append(locators, e.SearchedHow), append(excerpts, e.Excerpt)
			continue
		}
		sources = append(sources, stated(", ", e.Source.Title, particulars(e.Source), e.Source.URL))
		locators, excerpts = append(locators, e.Locator), append(excerpts, e.Excerpt)
	}
	return sources, locators, excerpts, relations
}

// listed puts several items into one cell, a numbered line each.
func listed(items []string) string {
	if len(items) == 1 || strings.Join(items, "") == "" {
		return strings.Join(items, "")
	}
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = strconv.Itoa(i+1) + ". " + item
	}
	return strings.Join(lines, "\n")
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
