package intake

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// workbook makes an XLSX of the rows.
func workbook(t testing.TB, tables ...[][]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, table := range tables {
		name := fmt.Sprintf("Sheet%d", i+1)
		if i > 0 {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for n, row := range table {
			cells := make([]any, len(row))
			for k, c := range row {
				cells[k] = c
			}
			if err := f.SetSheetRow(name, fmt.Sprintf("A%d", n+1), &cells); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sheetOf(t testing.TB, name string, data []byte) Sheet {
	t.Helper()
	s, err := ReadSheet(name, data, Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

const plainSheet = `Fact;Quote;Source;Status;Note
31,412 people a day;"it carried 31,412 people";"Annual report 2025, https://port.example/report.";True;"Table 3,
page 9"
;"in 2019";;checked by Ines;
;;;;

The tram costs nothing;;"City budget
https://city.example/budget";False;
`

var plainRows = []Row{
	{Line: 2, Fact: "31,412 people a day", Quotes: []string{"it carried 31,412 people"}, Status: "True", Note: "Table 3,\npage 9",
		Grounds: []Ground{{Source: "Annual report 2025", Address: "https://port.example/report"}}},
	{Line: 3, Quotes: []string{"in 2019"}, Status: "checked by Ines"},
	{Line: 5, Fact: "The tram costs nothing", Status: "False", Grounds: []Ground{{Source: "City budget"}, {Address: "https://city.example/budget"}}},
}

func TestASheetIsReadWithEverySeparatorAndInEveryEncoding(t *testing.T) {
	t.Parallel()
	utf16, err := utf.UTF16(utf.LittleEndian, utf.UseBOM).NewEncoder().String(plainSheet)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"semicolons.csv": plainSheet,
		"marked.csv":     "\ufeff" + plainSheet,
		"crlf.csv":       strings.ReplaceAll(plainSheet, "\n", "\r\n"),
		"tabs.tsv":       strings.NewReplacer(";", "\t").Replace(plainSheet),
		"bars.csv":       strings.NewReplacer(";", "|").Replace(plainSheet),
		"utf16.csv":      utf16,
		"unnamed":        plainSheet,
	} {
		if !IsSheet(name, []byte(data)) {
			t.Errorf("%s is not taken for a sheet", name)
		}
		s := sheetOf(t, name, []byte(data))
		if !reflect.DeepEqual(s.Rows, plainRows) || s.Own || len(inEnglish(s.LeftOut)) > 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
	commas := "fact,quote,source,status,note\n\"31,412 people a day\",\"it carried 31,412 people\",,True,\n"
	if s := sheetOf(t, "commas.csv", []byte(commas)); s.Rows[0].Fact != "31,412 people a day" {
		t.Errorf("commas: %+v", s.Rows)
	}
	if s := sheetOf(t, "sep.csv", []byte("sep=;\n"+plainSheet)); s.Rows[0].Line != 3 || s.Rows[0].Note != plainRows[0].Note {
		t.Errorf("with its separator named: %+v", s.Rows[0])
	}
}

func TestASheetInAnOldEncodingIsRead(t *testing.T) {
	t.Parallel()
	german := "Aussage;Zitat;Quelle;Bewertung;Anmerkung\nDie Straßenbahn fährt täglich;\"fährt täglich über die Brücke\";Öffentlicher Haushalt;Richtig;Für später prüfen\n"
	latin, err := charmap.Windows1252.NewEncoder().String(german)
	if err != nil {
		t.Fatal(err)
	}
	s := sheetOf(t, "alt.csv", []byte(latin))
	if want := (Row{Line: 2, Fact: "Die Straßenbahn fährt täglich", Quotes: []string{"fährt täglich über die Brücke"}, Verdict: "Richtig", Note: "Für später prüfen", Grounds: []Ground{{Source: "Öffentlicher Haushalt"}}}); !reflect.DeepEqual(s.Rows, []Row{want}) || s.Encoding == "" {
		t.Errorf("%+v", s)
	}
	russian := "Утверждение;Цитата;Источник;Вердикт;Комментарий\nТрамвай открыли в 2019 году;открыли в 2019 году;Отчёт порта;Верно;Проверить\n"
	cyrillic, err := charmap.Windows1251.NewEncoder().String(russian)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := ReadSheet("рус.csv", []byte(cyrillic), Options{Encoding: "windows-1251"}); err != nil || s.Rows[0].Verdict != "Верно" || s.Rows[0].Note != "Проверить" {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestAWorkbookIsReadFromTheSheetThatNamesItsColumns(t *testing.T) {
	t.Parallel()
	data := workbook(t, [][]string{{"Read me first"}}, [][]string{{"Checks of the tram article"}, {}, {"No.", "Claim to check", "Exact words:", "Source 1", "Source 2", "Link", "Page", "Verdict (draft)", "Deadline"},
		{"1", "31,412 people", "it carried 31,412 people", "Annual report", "A clerk", "https://port.example/report", "p. 9", "true", "Monday"}, {"2", "", "", "", "", "", "", "", "soon"}})
	if !IsSheet("x.xlsx", data) {
		t.Error("a workbook is not taken for a sheet")
	}
	s := sheetOf(t, "x.xlsx", data)
	want := Row{Line: 4, Fact: "31,412 people", Quotes: []string{"it carried 31,412 people"}, Verdict: "true",
		Grounds: []Ground{{Source: "Annual report", Locator: "p. 9"}, {Source: "A clerk"}, {Address: "https://port.example/report"}}}
	if !reflect.DeepEqual(s.Rows, []Row{want}) {
		t.Errorf("%+v", s.Rows)
	}
	if got := strings.Join(inEnglish(s.LeftOut), " "); got != "Columns that were not read: “No.”, “Deadline”. 1 row has neither a fact nor a quote, and stayed behind." {
		t.Errorf("left out: %s", got)
	}
}

func TestColumnsAreKnownByManyNames(t *testing.T) {
	t.Parallel()
	for heading, want := range map[string]topic{
		"FACT": aboutFact, "Claims": aboutFact, "Behauptung": aboutFact, "УТВЕРЖДЕНИЕ": aboutFact, "Afirmación": aboutFact, "Fact *": aboutFact, "# Fact": aboutFact,
		"Wording": aboutFact, "Textstelle": aboutQuote, "Цитата:": aboutQuote, "citation": aboutQuote, "Source (URL or title)": aboutSource, "Quellen": aboutSource, "source_2": aboutSource,
		"URL": aboutLink, "Verdict?": aboutVerdict, "Bewertung": aboutVerdict, "Вердикт": aboutVerdict, "Fact-check": aboutVerdict, "Status": aboutStatus, "Erledigt": aboutStatus,
		"Notes": aboutNote, "Anmerkungen": aboutNote, "комментарий": aboutNote, "Begründung": aboutExplanation, "Seite": aboutLocator,
		"Deadline": aboutNothing, "": aboutNothing, "3": aboutNothing,
	} {
		if got := topics[headingOf(heading)]; got != want {
			t.Errorf("%q is about %d, want %d", heading, got, want)
		}
	}
}

func TestAnApostropheAgainstFormulasIsTakenOff(t *testing.T) {
	t.Parallel()
	s := sheetOf(t, "x.csv", []byte("fact,quote\n'=SUM(A1),'-3 per cent\n'Tis so,''quoted\n'90s music,plain\n"))
	for i, want := range []Row{{Fact: "=SUM(A1)", Quotes: []string{"-3 per cent"}}, {Fact: "'Tis so", Quotes: []string{"'quoted"}}, {Fact: "'90s music", Quotes: []string{"plain"}}} {
		want.Line = i + 2
		if !reflect.DeepEqual(s.Rows[i], want) {
			t.Errorf("%+v, want %+v", s.Rows[i], want)
		}
	}
}

func TestAnArticleIsNoSheetAndASheetIsNoArticle(t *testing.T) {
	t.Parallel()
	for name, article := range map[string]string{"a.txt": "Facts, figures, and the tram\n\nIt opened in 1998.", "b.md": "# Fact\n\nIt opened.", "c.txt": "fact\nIt opened."} {
		if IsSheet(name, []byte(article)) {
			t.Errorf("%q is taken for a sheet", article)
		}
	}
	for name, data := range map[string][]byte{"a.docx": docx(t, paragraphs("fact", "quote")), "a.zip": pack(t, part{"x", "y"}), "broken": []byte("PK\x03\x04")} {
		if IsSheet(name, data) {
			t.Errorf("%s is taken for a sheet", name)
		}
	}
}

func TestWhatIsNoSheetIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	many := "fact\n" + strings.Repeat("It opened.\n", maxRows+1)
	for want, data := range map[string][]byte{
		"empty":                 nil,
		"No column is called":   []byte("one,two\n1,2\n"),
		"No row has a fact":     []byte("fact,quote\n,\n"),
		"more than 10,000 rows": []byte(many),
		"not a sheet":           []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		"at most 8.0 MB":        []byte("fact\n" + strings.Repeat("x", maxSheet)),
		"old Excel":             append([]byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}, make([]byte, 2048)...),
		"not a workbook":        docx(t, paragraphs("fact")),
		"damaged":               workbook(t, [][]string{{"fact"}, {"x"}})[:3000],
	} {
		_, err := ReadSheet("x", data, Options{})
		if reason := (*Error)(nil); !errors.As(err, &reason) || !strings.Contains(reason.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}
