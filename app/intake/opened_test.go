package intake

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestOnePageOfAPDFIsReadAndTheNearestWhereThereIsNoSuch(t *testing.T) {
	t.Parallel()
	pdf := pdfOf("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 7 0 R>>>>>>",
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F 7 0 R>>>>>>",
		streamOf("", "BT /F 12 Tf 72 720 Td (The first page is about trams.) Tj ET"),
		streamOf("", "BT /F 12 Tf 72 720 Td (The second page says 31,412 people.) Tj ET"),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
	for asked, want := range map[int]string{1: "The first page is about trams.", 2: "The second page says 31,412 people.", 0: "The first page is about trams.", 9: "The second page says 31,412 people."} {
		p, err := ReadPDFPage(pdf, asked, Options{Cache: pdfCache(t)})
		if err != nil || p.Pages != 2 || strings.Join(p.Paragraphs, "|") != want {
			t.Errorf("page %d: %+v, %v", asked, p, err)
		}
	}
	var e *Error
	if _, err := ReadPDFPage([]byte("%PDF-1.7 1 0 obj nothing"), 1, Options{Cache: pdfCache(t)}); !errors.As(err, &e) {
		t.Errorf("a broken one answers %v", err)
	}
}

func TestAnyTableIsReadWhateverItIsAbout(t *testing.T) {
	t.Parallel()
	tables, err := ReadTables([]byte("line;boardings\nharbour;\"31,412\"\n"), Options{})
	if err != nil || len(tables) != 1 || tables[0].Rows[1][1] != "31,412" {
		t.Errorf("a text: %v, %v", tables, err)
	}
	f := excelize.NewFile()
	defer f.Close()
	_, err = f.NewSheet("Zahlen 2024")
	if err != nil || f.SetCellValue("Zahlen 2024", "B4", 31412) != nil || f.SetCellValue("Sheet1", "A1", "x") != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	tables, err = ReadTables(b.Bytes(), Options{})
	if err != nil || len(tables) != 2 || tables[1].Name != "Zahlen 2024" || tables[1].Rows[3][1] != "31412" {
		t.Errorf("a workbook: %v, %v", tables, err)
	}
	var e *Error
	for _, wrong := range [][]byte{[]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), []byte("PK\x03\x04broken"), bytes.Repeat([]byte("a,"), maxSheet)} {
		if _, err := ReadTables(wrong, Options{}); !errors.As(err, &e) {
			t.Errorf("%.10q answers %v", wrong, err)
		}
	}
}
