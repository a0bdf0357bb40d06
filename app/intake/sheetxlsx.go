package intake

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Limits of a workbook, beyond those of a sheet. They are counted, whatever the
// archive declares: the library keeps every part in memory, a hundred bytes for
// every element of some, and an empty cell for all that a row leaves out.
const (
	maxUnzipped = 24_000_000 // bytes of all parts
	maxTags     = 1_000_000  // of one part
	maxTexts    = 400_000    // tags of the part with the texts
	maxRun      = 1_000_000  // bytes of one tag or one text
	maxWidth    = 1_000      // columns
	maxTables   = 20         // sheets that are looked at
)

// readWorkbook reads the sheets of a workbook of Excel (ECMA-376) up to the
// first one with a head.
func readWorkbook(data []byte) ([][][]string, error) {
	var tables [][][]string
	err := eachTable(data, func(t Table) (more bool) {
		tables = append(tables, t.Rows)
		return findHead(t.Rows) < 0
	})
	if err != nil {
		return nil, err
	}
	return tables, nil
}

// eachTable reads the sheets of a workbook, one after the other, for as long as
// more are wanted.
func eachTable(data []byte, take func(Table) (more bool)) error {
	if err := checkWorkbook(data); err != nil {
		return err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxUnzipped})
	if err != nil {
		return damagedWorkbook()
	}
	defer f.Close()
	names := f.GetSheetList()
	for _, name := range names[:min(len(names), maxTables)] {
		rows, err := readTable(f, name)
		if err != nil {
			return err
		}
		if !take(Table{name, rows}) {
			return nil
		}
	}
	return nil
}

// readTable reads the rows of a sheet, those without cells included: the lines
// keep their numbers.
func readTable(f *excelize.File, name string) ([][]string, error) {
	rows, err := f.Rows(name)
	if err != nil {
		return nil, nil // a chart
	}
	defer rows.Close()
	var table [][]string
	for full := 0; rows.Next(); {
		cells, err := rows.Columns()
		if err != nil {
			return nil, refuse("The sheet “%s” is damaged. Open the workbook, save it again as .xlsx, and choose that file.", oneLine(name))
		}
		if hasRow(cells) {
			full++
		}
		table = append(table, slices.Clone(cells[:min(len(cells), maxColumns)]))
		if full > maxRows+headRows || len(table) > 10*maxRows {
			break
		}
	}
	return table, rows.Error()
}

// checkWorkbook counts what the archive holds.
func checkWorkbook(data []byte) error {
	a, err := openArchive(data)
	if err != nil {
		return damagedWorkbook()
	}
	if !a.has("xl/workbook.xml") {
		return refuse("This is not a workbook of Excel." + mendSheet)
	}
	s := partScanner{room: maxUnzipped}
	for name, part := range a.parts {
		if part.Flags&1 != 0 {
			return locked()
		}
		if a.twice[name] {
			return refuse("The workbook holds two parts under one name, and programs differ in which they show. Save it again as .xlsx, and choose that file.")
		}
		if err := s.scan(name, part); err != nil {
			return err
		}
	}
	return nil
}

func damagedWorkbook() error {
	return refuse("The workbook is damaged or incomplete. Open it in a spreadsheet, save it again as .xlsx, and choose that file.")
}

func bigWorkbook() error {
	return refuse("The workbook is far bigger inside than any sheet of claims. Copy the sheet into a new workbook, or save it as .csv, and choose that file.")
}

// partScanner looks through the parts of a workbook for what would take the
// library too long or too much memory.
type partScanner struct {
	room int // bytes that may still come
	tags int // of the present part
	run  []byte
	size int // bytes of the present tag or text
}

func (s *partScanner) scan(name string, part *zip.File) error {
	r, err := part.Open()
	if err != nil {
		return damagedWorkbook()
	}
	defer r.Close()
	xml, most := strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels"), maxTags
	if strings.HasSuffix(name, "sharedstrings.xml") {
		most = maxTexts
	}
	s.tags, s.size, s.run = 0, 0, s.run[:0]
	buffer := make([]byte, 64_000)
	for {
		n, err := r.Read(buffer)
		if s.room -= n; s.room < 0 || xml && !s.look(buffer[:n], most) {
			return bigWorkbook()
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damagedWorkbook()
		}
	}
}

// look reads a piece of a part tag by tag; it is false where that is too much.
func (s *partScanner) look(piece []byte, most int) bool {
	for len(piece) > 0 {
		i := bytes.IndexAny(piece, "<>")
		end := i < 0
		if end {
			i = len(piece) - 1
		}
		if s.size += i + 1; s.size > maxRun {
			return false
		}
		if room := 200 - len(s.run); room > 0 {
			s.run = append(s.run, piece[:min(i+1, room)]...)
		}
		if !end {
			if piece[i] == '>' {
				if s.tags++; s.tags > most || column(s.run) > maxWidth {
					return false
				}
			}
			s.run, s.size = s.run[:0], 0
		}
		piece = piece[i+1:]
	}
	return true
}

var cellName = regexp.MustCompile(`^(?:\w+:)?c\s(?:.*\s)?r="([A-Z]+)\d*"`)

// column is the number of the column that a cell's tag names, 0 for another tag.
func column(tag []byte) int {
	m := cellName.FindSubmatch(tag)
	if m == nil {
		return 0
	}
	n := 0
	for _, letter := range m[1][:min(len(m[1]), 4)] {
		n = 26*n + int(letter-'A') + 1
	}
	return n
}
