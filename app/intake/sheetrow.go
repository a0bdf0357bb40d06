package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"stet/models/text"
)

// confidential is all that a table of Stet's says of a confidential source.
const confidential = "confidential source"

// row is what the cells say; said reports whether they say anything.
func (h head) row(cells []string) (row Row, said bool) {
	by := map[topic][]string{}
	for i, cell := range cells[:min(len(cells), len(h.topics))] {
		if cell = h.plain(tidyCell(cell)); cell != "" {
			by[h.topics[i]] = append(by[h.topics[i]], cell)
			said = true
		}
	}
	all := func(about topic) string { return strings.Join(by[about], "\n") }
	row = Row{Fact: all(aboutFact), Verdict: all(aboutVerdict), Explanation: all(aboutExplanation), Correction: all(aboutCorrection), Status: all(aboutStatus), Note: all(aboutNote),
		Kind: constant(all(aboutKind)), Risk: constant(all(aboutRisk))}
	if !h.own {
		row.Quotes, row.Grounds = by[aboutQuote], foreignGrounds(by)
		return row, said
	}
	row.Quotes = unlisted(all(aboutQuote), 0)
	if row.Verdict == "No verdict" {
		row.Verdict = ""
	}
	row.Grounds = ownGrounds(all(aboutSource), all(aboutLocator), all(aboutExcerpt), all(aboutRelations))
	return row, said
}

// plain takes the apostrophe off that keeps a spreadsheet from calculating. In
// texts that Stet wrote it stands before every cell that begins with one, too.
func (h head) plain(cell string) string {
	rest, marked := strings.CutPrefix(cell, "'")
	if marked && (h.own && h.written || rest != "" && strings.ContainsRune("=+-@\t'", rune(rest[0]))) {
		return rest
	}
	return cell
}

// constant is a value as Stet names it: "Data set" is data_set.
func constant(s string) string { return strings.ReplaceAll(strings.ToLower(s), " ", "_") }

// foreignGrounds reads the sources of somebody's own sheet: one on each line of a
// cell, each with its address in the same words or in a column of its own.
func foreignGrounds(by map[topic][]string) []Ground {
	var all []Ground
	for _, cell := range by[aboutSource] {
		for _, line := range cut(cell) {
			all = append(all, groundOf(line))
		}
	}
	links := addresses([]text.Part{{Text: strings.Join(by[aboutLink], "\n")}})
	if len(all) == 1 && len(links) == 1 && all[0].Address == "" {
		all[0].Address, links = links[0], nil
	}
	for _, address := range links {
		if !slices.ContainsFunc(all, func(g Ground) bool { return g.Address == address }) {
			all = append(all, Ground{Address: address})
		}
	}
	if len(all) > 0 {
		all[0].Locator, all[0].Excerpt = strings.Join(by[aboutLocator], "\n"), strings.Join(by[aboutExcerpt], "\n")
		all[0].Relation = constant(strings.Join(by[aboutRelations], "\n"))
	}
	return all
}

// groundOf is a source with the address among its words, if there is one.
func groundOf(line string) Ground {
	found := bareAddress.FindString(line)
	if found == "" {
		return Ground{Source: line}
	}
	found = trimAddress(found)
	address, ok := text.Address(found)
	if !ok {
		return Ground{Source: line}
	}
	before, after, _ := strings.Cut(line, found)
	title := strings.Join(strings.Fields(strings.TrimRight(before, " ,;:–—-(<[")+" "+strings.TrimLeft(after, " ,;.)>]")), " ")
	return Ground{Source: title, Address: address}
}

// ownGrounds reads the evidence of a row that Stet wrote: the n-th item of each
// cell belongs to the n-th item.
func ownGrounds(sources, locators, excerpts, relations string) []Ground {
	kinds := unlisted(relations, 0)
	n := len(kinds)
	from, where, says := unlisted(sources, n), unlisted(locators, n), unlisted(excerpts, n)
	var all []Ground
	for i, k := range kinds {
		g := Ground{Relation: constant(k), Source: from[i], Locator: where[i], Excerpt: says[i]}
		if g.Relation != "nothing_found" && g.Source != confidential {
			named := groundOf(g.Source)
			g.Source, g.Address = named.Source, named.Address
		}
		all = append(all, g)
	}
	return all
}

var numberedLine = regexp.MustCompile(`^(\d+)\. ?`)

// unlisted reads a cell with several items, a numbered line each, whose further
// lines are set in. With n it has that many; without it is taken for what it
// looks like.
func unlisted(cell string, n int) []string {
	var items []string
	for line := range strings.SplitSeq(cell, "\n") {
		m := numberedLine.FindStringSubmatch(line)
		if m != nil && m[1] == strconv.Itoa(len(items)+1) {
			items = append(items, line[len(m[0]):])
		} else if len(items) > 0 {
			items[len(items)-1] += "\n" + strings.TrimPrefix(line, "   ")
		}
	}
	switch {
	case n == 0 && len(items) > 1 || n > 1 && len(items) == n:
		return items
	case n == 0 && cell == "":
		return nil
	case n == 0:
		return []string{cell}
	}
	return append([]string{cell}, make([]string, n-1)...)
}
