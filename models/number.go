package models

import (
	"strconv"
	"time"

	"stet/models/message"
)

// smallestGroup is how many people must have worked on what a line of the numbers
// counts; lines of fewer are put together, so that nobody is ranked.
const smallestGroup = 5

// NumbersQuery says which articles the numbers are about: those begun from From
// on and before To (zero: whenever), of a section ("": of all).
type NumbersQuery struct {
	From, To time.Time
	Section  string
}

// Numbers are what a newsroom's work comes to, without a word about persons.
type Numbers struct {
	Query    NumbersQuery
	Sections []string // that can be asked for
	Tables   []Table
}

// Table is one table of numbers, which can be drawn.
type Table struct {
	Name    string
	Title   message.Key
	Says    message.Key // what is counted, in a sentence
	Columns []Column
	Rows    []TableRow
	Draw    int  // how many of the columns, from the first, are drawn as bars
	Looks   bool // the drawn columns are looks of verdicts
}

// Column is a column of numbers.
type Column struct {
	Label message.Key
	Unit  Unit
	Look  Look // "" where it is none
}

// Unit says how a number is read.
type Unit string

// The units.
const (
	UnitCount Unit = "count"
	UnitShare Unit = "percent"
	UnitHours Unit = "hours"
	UnitRate  Unit = "per 1,000 words"
	UnitEach  Unit = "per 100 published articles"
	UnitAlpha Unit = "alpha"
)

// TableRow is a line of a table: a number for each column, nil where there is none.
type TableRow struct {
	Label  message.Key // a name of the newsroom’s is in no catalogue
	Values []*float64
}

// Write is a number as a spreadsheet reads it; "" for none.
func (u Unit) Write(v *float64) string {
	switch {
	case v == nil:
		return ""
	case u == UnitCount:
		return strconv.FormatFloat(*v, 'f', 0, 64)
	}
	if u == UnitAlpha {
		return strconv.FormatFloat(*v, 'f', 2, 64)
	}
	return strconv.FormatFloat(*v, 'f', 1, 64)
}

// amount is a number that there is.
func amount[T int | int64 | float64](n T) *float64 {
	f := float64(n)
	return &f
}

// share is a part of a whole in percent, nil of nothing.
func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	return amount(100 * float64(part) / float64(whole))
}

// perThousand is how many there are in 1,000 words, nil without words.
func perThousand(n, words int) *float64 {
	if words == 0 {
		return nil
	}
	return amount(1000 * float64(n) / float64(words))
}

// The lines that are no section.
const (
	allArticles     message.Key = "All articles"
	smallerSections message.Key = "Smaller sections together"
	noSection       message.Key = "No section"
)

// sectionLine is what is counted of a section.
type sectionLine struct {
	Section                                  string
	Articles, Sentences, Words               int
	Claimed, Skipped, People, Errors, Claims int
}

// merged puts the sections together that too few people worked on. What is then
// still too small is left out as a line and stands in the total alone.
func merged(lines []sectionLine) []sectionLine {
	var kept []sectionLine
	small := sectionLine{Section: string(smallerSections)}
	for _, l := range lines {
		if l.People >= smallestGroup {
			kept = append(kept, l)
			continue
		}
		small.add(l)
	}
	if small.Articles > 0 && len(kept) > 0 {
		kept = append(kept, small)
	}
	return kept
}

func (l *sectionLine) add(o sectionLine) {
	l.Articles, l.Sentences, l.Words, l.Claimed, l.Skipped = l.Articles+o.Articles, l.Sentences+o.Sentences, l.Words+o.Words, l.Claimed+o.Claimed, l.Skipped+o.Skipped
	l.Errors, l.Claims = l.Errors+o.Errors, l.Claims+o.Claims
}

// Title is the label of a column, or the name of its look.
func (c Column) Title() message.Key {
	if c.Label != "" {
		return c.Label
	}
	return c.Look.Label()
}
