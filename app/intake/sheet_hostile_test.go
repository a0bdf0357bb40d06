//go:build unix

package intake

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
)

// book is a workbook of one sheet under construction, part by part.
func book(t failer, sheet, texts string) []byte {
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return pack(t,
		part{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`},
		part{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relation + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		part{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + relation + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` + relation + `/sharedStrings" Target="sharedStrings.xml"/></Relationships>`},
		part{"xl/workbook.xml", `<workbook ` + main + ` xmlns:r="` + relation + `"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`},
		part{"xl/worksheets/sheet1.xml", `<worksheet ` + main + `><sheetData>` + sheet + `</sheetData></worksheet>`},
		part{"xl/sharedStrings.xml", `<sst ` + main + `>` + texts + `</sst>`},
	)
}

// cellsOf is a row of a sheet with texts in it.
func cellsOf(number int, texts ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, number)
	for i, s := range texts {
		fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, number, s)
	}
	return b.String() + `</row>`
}

func hostileSheets(t *testing.T) map[string]func() []byte {
	head := cellsOf(1, "fact", "quote")
	return map[string]func() []byte{
		"good.xlsx":                 func() []byte { return book(t, head+cellsOf(2, "It opened.", "opened"), "") },
		"endless texts.xlsx":        func() []byte { return book(t, head, strings.Repeat("<si/>", 3_000_000)) },
		"as many texts as fit.xlsx": func() []byte { return book(t, head+cellsOf(2, "a", "b"), strings.Repeat("<si><t>a</t></si>", 90_000)) },
		"rich texts.xlsx": func() []byte {
			return book(t, head+cellsOf(2, "a", "b"), "<si>"+strings.Repeat("<r><t/></r>", 120_000)+"</si>")
		},
		"one long text.xlsx": func() []byte { return book(t, head+cellsOf(2, strings.Repeat("a", 20_000_000), "b"), "") },
		"a bomb.xlsx":        func() []byte { return book(t, head+cellsOf(2, strings.Repeat("a ", 25_000_000), "b"), "") },
		"wide rows.xlsx": func() []byte {
			return book(t, head+repeated(10_000, `<row><c r="XFD1" t="inlineStr"><is><t>a</t></is></c></row>`), "")
		},
		"a far row.xlsx":    func() []byte { return book(t, head+cellsOf(1_048_576, "a", "b"), "") },
		"endless rows.xlsx": func() []byte { return book(t, head+strings.Repeat(`<row/>`, 900_000), "") },
		"deep.xlsx":         func() []byte { return book(t, head+`<row r="2"><c>`+strings.Repeat("<a>", 450_000), "") },
		"deep texts.xlsx":   func() []byte { return book(t, head, strings.Repeat("<si>", 390_000)) },
		"an index too far.xlsx": func() []byte {
			return book(t, head+`<row r="2"><c r="A2" t="s"><v>99999999999</v></c><c r="B2" t="s"><v>-1</v></c><c r="C2" t="e"><v>#REF!</v></c></row>`, "")
		},
		"entities.xlsx": func() []byte {
			return book(t, head+`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`+cellsOf(2, "&x;", "b"), "")
		},
		"a path.xlsx": func() []byte {
			return pack(t, part{"xl/workbook.xml", "<a/>"}, part{"../../evil.xml", "<a/>"}, part{"/etc/evil.xml", "<a/>"})
		},
		"only a name.xlsx":     func() []byte { return pack(t, part{"xl/workbook.xml", ""}) },
		"truncated.xlsx":       func() []byte { b := book(t, head+cellsOf(2, "a", "b"), ""); return b[:len(b)*2/3] },
		"one cell.csv":         func() []byte { return []byte("fact\n\"" + strings.Repeat("a\n", 3_900_000)) },
		"endless columns.csv":  func() []byte { return []byte("fact,quote\n" + strings.Repeat("a,", 3_900_000)) },
		"endless rows.csv":     func() []byte { return []byte("fact,quote\n" + strings.Repeat("a\n", 3_900_000)) },
		"endless headings.csv": func() []byte { return []byte(strings.Repeat("fact,", 1_500_000)) },
		"endless quotes.csv":   func() []byte { return []byte("fact,quote\n" + strings.Repeat(`"`, 7_900_000)) },
		"numbered lines.csv": func() []byte {
			return []byte("wording,quotes,rating,sources,locators,relations\n\"a\",\"" + strings.Repeat("1. a\n2. b\n", 3_000) + "\",,,,x\n")
		},
	}
}

// TestAHostileSheetTakesLittleAndLeavesNothing runs alone, as it counts.
func TestAHostileSheetTakesLittleAndLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	t.Setenv("TMPDIR", folder)
	for name, file := range hostileSheets(t) {
		data := file()
		var s Sheet
		var err error
		e := spent(t, func() { s, err = ReadSheet(name, data, Options{}) })
		if reason := (*Error)(nil); err != nil && (!errors.As(err, &reason) || !strings.HasSuffix(reason.Error(), ".")) {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%-26s %v: %d rows, %.90v", name, e, len(s.Rows), err)
		if e.peak > mostMemory || e.seconds > mostSeconds {
			t.Errorf("%s took %v", name, e)
		}
		if strings.Contains(fmt.Sprint(s), "root:") {
			t.Errorf("%s reads files of the machine", name)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
