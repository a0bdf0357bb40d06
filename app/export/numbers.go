package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"stet/models"
)

// NumbersCSV writes all tables of numbers, a line for each number: table, row,
// column, unit, number.
func NumbersCSV(w io.Writer, n models.Numbers) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return fmt.Errorf("write the numbers as CSV: %w", err)
	}
	rows := [][]string{{"table", "row", "column", "unit", "number"}}
	for _, t := range n.Tables {
		for _, r := range t.Rows {
			for i, c := range t.Columns {
				if v := r.Values[i]; v != nil {
					rows = append(rows, []string{neutral(string(t.Title)), neutral(string(r.Label)), neutral(string(c.Title())), string(c.Unit), c.Unit.Write(v)})
				}
			}
		}
	}
	if err := csv.NewWriter(w).WriteAll(rows); err != nil {
		return fmt.Errorf("write the numbers as CSV: %w", err)
	}
	return nil
}

// NumbersXLSX writes a workbook with a sheet for each table of numbers.
func NumbersXLSX(w io.Writer, n models.Numbers) error {
	book := &workbook{File: excelize.NewFile()}
	defer book.Close()
	book.addStyles()
	for i, t := range n.Tables {
		if i == 0 {
			book.try(book.SetSheetName("Sheet1", sheetName(t)))
		} else {
			_, err := book.NewSheet(sheetName(t))
			book.try(err)
		}
		book.numbers(t)
	}
	var made bytes.Buffer
	book.try(book.Write(&made))
	if book.err != nil {
		return fmt.Errorf("write the numbers as a workbook: %w", book.err)
	}
	_, err := made.WriteTo(w)
	return err
}

// sheetName is the title of a table as far as the name of a sheet goes: 31 characters.
func sheetName(t models.Table) string { return fmt.Sprintf("%.31s", t.Title) }

// numbers fills the sheet of a table: what it says, its columns, its rows.
func (w *workbook) numbers(t models.Table) {
	sheet := sheetName(t)
	w.try(w.SetColWidth(sheet, "A", "A", 36))
	w.try(w.SetColWidth(sheet, "B", "J", 16))
	w.put(sheet, 1, 1, string(t.Title), w.styles.head)
	for i, c := range t.Columns {
		w.put(sheet, i+2, 1, string(c.Title())+", "+string(c.Unit), w.styles.head)
	}
	for i, r := range t.Rows {
		w.put(sheet, 1, i+2, string(r.Label), w.styles.text)
		for j, v := range r.Values {
			if v != nil {
				cell, err := excelize.CoordinatesToCellName(j+2, i+2)
				w.try(err)
				w.try(w.SetCellFloat(sheet, cell, *v, 2, 64))
			}
		}
	}
	w.put(sheet, 1, len(t.Rows)+3, string(t.Says), w.styles.text)
}
