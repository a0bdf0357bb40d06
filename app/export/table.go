package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stet/models"
)

// column is one of the tables' columns.
type column struct {
	name  string
	width float64           // characters
	not   []models.Audience // who does not see it
	cell  func(*models.Checked, *models.CheckedClaim) string
}

// everyColumn lists the columns of the tables in their order.
var everyColumn = []column{
	{"article", 28, nil, func(c *models.Checked, _ *models.CheckedClaim) string { return clearance(c) }},
	{"number", 8, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return strconv.Itoa(k.Number) }},
	{"status", 13, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return words(k.Status) }},
	{"wording", 44, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return k.Wording }},
	{"quotes", 44, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(quotesOf(k)) }},
	{"kind", 12, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return words(k.Kind) }},
	{"risk", 9, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return words(k.Risk) }},
	{"rating", 15, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return rating(k) }},
	{"explanation", 50, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return verdictOf(k).Explanation }},
	{"correction", 36, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return verdictOf(k).Correction }},
	{"resolution", 13, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return words(k.Resolution) }},
	{"sources", 40, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(ground(k, sourceCell)) }},
	{"locators", 22, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(ground(k, locatorCell)) }},
	{"excerpts", 50, nil, func(_ *models.Checked, k *models.CheckedClaim) string {
		return listed(ground(k, func(e *models.CheckedEvidence) string { return e.Excerpt }))
	}},
	{"relations", 14, nil, func(_ *models.Checked, k *models.CheckedClaim) string {
		return listed(ground(k, func(e *models.CheckedEvidence) string { return words(e.Relation) }))
	}},
	{"approved by", 22, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return approvers(k) }},
	{"override reason", 36, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return overridden(k) }},
	{"second verdict", 36, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(seconds(k)) }},
	{"comments", 44, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(remarks(k.Comments)) }},
	{"right of reply", 44, outside, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(replies(k)) }},
	{"versions and decisions", 60, notLegal, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(course(k)) }},
	{"archives", 40, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(ground(k, archiveCell)) }},
	{"copies", 50, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return listed(ground(k, copyCell)) }},
	{"origins", 24, nil, func(_ *models.Checked, k *models.CheckedClaim) string { return origins(k) }},
	{"calculation", 44, outside, func(_ *models.Checked, k *models.CheckedClaim) string {
		return strings.Join(calculation(k.Calculation), "\n")
	}},
}

// outside is who is not of the newsroom; legal is in its confidence.
var (
	outside  = []models.Audience{models.ForPublic}
	notLegal = []models.Audience{models.ForPublic, models.ForInternal}
)

// columnsFor are the columns that an audience sees.
func columnsFor(a models.Audience) []column {
	return slices.DeleteFunc(slices.Clone(everyColumn), func(c column) bool { return slices.Contains(c.not, a) })
}

// table is the head and a row for each claim.
func table(c *models.Checked) [][]string {
	shown := columnsFor(c.Audience)
	rows := make([][]string, len(c.Claims)+1)
	for _, column := range shown {
		rows[0] = append(rows[0], column.name)
		for i := range c.Claims {
			rows[i+1] = append(rows[i+1], column.cell(c, &c.Claims[i]))
		}
	}
	return rows
}

func quotesOf(k *models.CheckedClaim) []string {
	all := make([]string, len(k.Places))
	for i, p := range k.Places {
		all[i] = p.Quote
	}
	return all
}

// verdictOf is the newest verdict, or an empty one.
func verdictOf(k *models.CheckedClaim) models.CheckedVerdict {
	if k.Verdict == nil {
		return models.CheckedVerdict{}
	}
	return *k.Verdict
}

func overridden(k *models.CheckedClaim) string {
	if k.Override == nil {
		return ""
	}
	return stated(": ", k.Override.By, k.Override.Reason)
}

// ground lists the evidence for one column; the n-th line of each column belongs
// to the n-th item.
func ground(k *models.CheckedClaim, cell func(*models.CheckedEvidence) string) []string {
	all := make([]string, len(k.Evidence))
	for i := range k.Evidence {
		all[i] = cell(&k.Evidence[i])
	}
	return all
}

func sourceCell(e *models.CheckedEvidence) string {
	if e.Source == nil {
		return e.SearchedWhere
	}
	return stated(", ", e.Source.Title, particulars(e.Source), e.Source.URL)
}

func locatorCell(e *models.CheckedEvidence) string {
	if e.Source == nil {
		return e.SearchedHow
	}
	return e.Locator
}

// clearance stands in every row, because rows are copied into other sheets.
func clearance(c *models.Checked) string {
	head := "Signed off"
	if c.Draft {
		head = "DRAFT"
	}
	if c.Article.Restricted {
		head = "RESTRICTED, " + head
	}
	return fmt.Sprintf("%s, revision %d, %s", head, c.Article.Revision, whose(c.Audience))
}

// listed puts several items into one cell, a numbered line each. Their further
// lines are set in, so that nobody takes one for an item.
func listed(items []string) string {
	if len(items) == 1 || strings.Join(items, "") == "" {
		return strings.Join(items, "")
	}
	lines := make([]string, len(items))
	for i, item := range items {
		lines[i] = strconv.Itoa(i+1) + ". " + strings.ReplaceAll(item, "\n", "\n   ")
	}
	return strings.Join(lines, "\n")
}
