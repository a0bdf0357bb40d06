// Package locator understands where in a source evidence stands: a page, a time
// in a recording, a cell or a range of a table. What people typed stays as it is;
// only what is plain is understood. Everything here is pure.
package locator

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Place is what a locator says. It may say several things at once: which of them
// matters depends on the file it is opened in.
type Place struct {
	Page  int           // from 1, 0 for none
	Timed bool          // From and To are said
	From  time.Duration // from the start of the recording
	To    time.Duration // 0 for none
	Cells *Range        // nil for none
}

// Range is cells of a table, the corners included.
type Range struct {
	Sheet               string // "" for the first
	Column, Row         int    // of the first corner, from 1
	LastColumn, LastRow int    // of the other, from 1
}

// Bounds of what is understood.
const (
	maxLength = 2000 // bytes of a locator
	maxPage   = 99_999
	maxColumn = 16_384 // XFD, the last of a workbook
	maxRow    = 1_048_576
)

var (
	// pageWords are what pages are called; one letter wants its full stop.
	pageWords = regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}])(?:pages?|pp?\.?|pg\.?|seiten?|s\.|página|pág\.?|pagina|pag\.?|sida|sid\.?|side|str\.?|strona|страницы?|стр\.?|с\.)\s*(\d{1,5})(?:\s*[-–—]\s*\d{1,5})?(?:$|[^\p{L}\p{N}])`)

	clock   = regexp.MustCompile(`(?:^|[^\p{L}\p{N}:.,])(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,]\d{1,3})?(?:$|[^\p{L}\p{N}:])`)
	minutes = regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}])(?:(\d{1,3})\s*(?:h|hours?|std\.?)\s*)?(\d{1,3})\s*(?:m|min|mins|minutes?|minuten?|мин)\.?\s*(?:(\d{1,2})\s*(?:s|sec|seconds?|sek|sekunden?|сек)\.?)?(?:$|[^\p{L}\p{N}])`)

	cells = regexp.MustCompile(`(?:^|[^\p{L}\p{N}$!:])(?:(?:'((?:[^']|'')+)'|([\p{L}_][\p{L}\p{N}_.]*))!)?\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?(?:$|[^\p{L}\p{N}(!:])`)
)

// Read understands a locator. What it names twice, in two ways, is not plain
// and so not understood.
func Read(s string) Place {
	var p Place
	if len(s) > maxLength {
		return p
	}
	p.Page = page(s)
	p.From, p.To, p.Timed = times(s)
	p.Cells = cellsOf(s)
	return p
}

// all finds every match, with its groups. The sign between two belongs to both.
func all(r *regexp.Regexp, s string) [][]string {
	var found [][]string
	for {
		at := r.FindStringSubmatchIndex(s)
		if at == nil {
			return found
		}
		found = append(found, r.FindStringSubmatch(s))
		end := at[1]
		if last, size := utf8.DecodeLastRuneInString(s[:end]); end < len(s) && !unicode.IsLetter(last) && !unicode.IsDigit(last) && end-size > at[0] {
			end -= size
		}
		s = s[end:]
	}
}

func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

func page(s string) int {
	found := 0
	for _, m := range all(pageWords, s) {
		n := number(m[1])
		if found != 0 && n != found {
			return 0
		}
		found = n
	}
	if n, err := strconv.Atoi(strings.TrimSpace(s)); found == 0 && err == nil && n > 0 {
		found = n // nothing but a number
	}
	return min(found, maxPage)
}

// times are the one time that is said, or the two that a range has.
func times(s string) (from, to time.Duration, ok bool) {
	found := all(clock, s)
	if len(found) == 0 {
		found = all(minutes, s)
	}
	switch len(found) {
	case 1:
		return length(found[0]), 0, true
	case 2:
		from, to = length(found[0]), length(found[1])
		return from, to, from < to
	}
	return 0, 0, false
}

func length(m []string) time.Duration {
	return time.Duration(number(m[1]))*time.Hour + time.Duration(number(m[2]))*time.Minute + time.Duration(number(m[3]))*time.Second
}

func cellsOf(s string) *Range {
	found := all(cells, s)
	if len(found) != 1 {
		return nil
	}
	m := found[0]
	r := Range{Sheet: m[2], Column: Column(m[3]), Row: number(m[4])}
	if m[1] != "" {
		r.Sheet = strings.ReplaceAll(m[1], "''", "'")
	}
	r.LastColumn, r.LastRow = r.Column, r.Row
	if m[5] != "" {
		r.LastColumn, r.LastRow = Column(m[5]), number(m[6])
	}
	r.Column, r.LastColumn = min(r.Column, r.LastColumn), max(r.Column, r.LastColumn)
	r.Row, r.LastRow = min(r.Row, r.LastRow), max(r.Row, r.LastRow)
	if r.LastColumn > maxColumn || r.LastRow > maxRow {
		return nil
	}
	return &r
}

// Column is the number, from 1, of the column that a spreadsheet calls by
// letters: 1 of A, 28 of AB.
func Column(letters string) int {
	n := 0
	for _, r := range letters {
		n = n*26 + int(r-'A') + 1
	}
	return n
}

// Letters are what a spreadsheet calls a column.
func Letters(column int) string {
	s := ""
	for ; column > 0; column = (column - 1) / 26 {
		s = string(rune('A'+(column-1)%26)) + s
	}
	return s
}

// Holds reports whether a cell is in the range.
func (r *Range) Holds(column, row int) bool {
	return r != nil && r.Column <= column && column <= r.LastColumn && r.Row <= row && row <= r.LastRow
}

// Fragment is a place in a recording as a media fragment (W3C Media Fragments
// URI 1.0, section 4.2.1), "" without one.
func (p Place) Fragment() string {
	if !p.Timed {
		return ""
	}
	s := "#t=" + strconv.Itoa(int(p.From/time.Second))
	if p.To > 0 {
		s += "," + strconv.Itoa(int(p.To/time.Second))
	}
	return s
}
