package views

import (
	"strings"
	"testing"

	"stet/models"
	"stet/models/locator"
	"stet/models/message"
	"stet/models/text"
)

// opened is a file of an item of evidence, opened at the item's locator.
func opened(c Chrome, as Showing, where, excerpt string) OpenedPage {
	return OpenedPage{Chrome: c, Shows: as, Place: locator.Read(where), Claim: models.Claim{ID: 4, Number: 2}, File: models.File{ID: 3, Name: "<a>.x"},
		Evidence: models.Evidence{ID: 1, Locator: where, Excerpt: excerpt, Source: &models.Source{Title: long}}}
}

var counts = []Table{{Name: "Sheet1", Rows: [][]string{{"x"}}}, {Name: "Zahlen", Rows: [][]string{{"line", "boardings"}, {}, {"<harbour>", "31,412"}, {"canal", "9,000"}}}}

func tableAt(c Chrome, where, excerpt string) OpenedPage {
	p := opened(c, AsTable, where, excerpt)
	p.Tables = counts
	p.FindCells()
	return p
}

func openedPages(c Chrome) map[string]Page {
	pdf, bare, words, broken := opened(c, AsPDF, "p. 2", "31,412 <people>"), opened(c, AsPDF, "", ""), opened(c, AsText, "", "other words here"), opened(c, AsTable, "B3", "x")
	pdf.Page, pdf.Pages, bare.Page, bare.Pages, broken.Trouble = 2, 3, 1, 1, "The workbook is <damaged>."
	pdf.Text(text.Build([]text.Part{{Text: "It carried 31,412 <people>."}}))
	words.Text(text.Build([]text.Part{{Text: "Quite other words stand here."}}))
	return map[string]Page{"opened, PDF": pdf, "opened, PDF of pictures": bare, "opened, text": words, "opened, damaged": broken,
		"opened, table": tableAt(c, "Zahlen!B3", "31,412"), "opened, no such cell": tableAt(c, "Zahlen!B99", "31,412"), "opened, empty table": opened(c, AsTable, "B3", ""),
		"opened, audio": opened(c, AsAudio, "12:31–12:40", ""), "opened, video": opened(c, AsVideo, "", ""), "opened, sealed": opened(c, AsSealed, "", ""), "opened, unknown": opened(c, AsNothing, "", "")}
}

func TestATableIsShownWithItsCellMarkedAndTheExcerptLookedForInIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ where, excerpt, says, marked string }{
		{"Zahlen!B3", "31,412", "The excerpt stands in these cells word for word.", "31,412"},
		{"zahlen!A3:B3", "<harbour> 31,412", "The excerpt stands in these cells word for word.", "&lt;harbour&gt;"},
		{"Zahlen!B4", "31,412", "The excerpt is not in these cells.", "9,000"},
		{"the second row", "31,412", "The excerpt stands in these cells word for word.", "31,412"}, // found by its words
		{"the second row", "77", "The excerpt is not in these cells.", ""},
		{"Zahlen!B2", "31,412", "The excerpt is not in these cells.", "(empty)"},
	} {
		p := tableAt(chromeFor(1), c.where, c.excerpt)
		page := rendered(t, p)
		if p.ExcerptSays() != c.says || c.marked != "" && !strings.Contains(page, `<td dir="auto" id="place"><mark>`+c.marked) || c.marked == "" && strings.Contains(page, "<mark>") {
			t.Errorf("%s, %s: %q", c.where, c.excerpt, p.ExcerptSays())
		}
	}
}

func TestALargeTableIsShownAroundItsPlaceOnly(t *testing.T) {
	t.Parallel()
	var rows [][]string
	for range 1000 {
		rows = append(rows, strings.Split(strings.Repeat("x,", 200), ","))
	}
	p := opened(chromeFor(1), AsTable, "DA500", "")
	p.Tables = []Table{{Rows: rows}}
	p.FindCells()
	all := p.TableRows()
	if heads := p.Heads(); len(all) != 41 || all[0].N != 480 || len(heads) != 25 || heads[12] != "DA" || !all[20].Cells[12].First {
		t.Errorf("%d rows from %d, columns %v", len(all), all[0].N, heads)
	}
}

func TestAFileOpensAtThePlaceThatItsKindKnows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ where, media, says, source string }{
		{"p. 12", "application/pdf", "Open at page 12", "/files/3#page=12"},
		{"12:31", "audio/mpeg", "Play from 0:12:31", "/files/3#t=751"},
		{"12:31–12:40", "video/mp4", "Play from 0:12:31", "/files/3#t=751,760"},
		{"12:31", "application/pdf", "Open", ""},
		{"B4", "text/csv", "Open at B4", ""},
		{"the end", "audio/mpeg", "Open", "/files/3"},
	} {
		e := models.Evidence{Locator: c.where}
		if got := opensAt(message.English, e, models.File{MediaType: c.media}); got != c.says {
			t.Errorf("%s of %s: %q", c.where, c.media, got)
		}
		p := opened(chromeFor(1), map[string]Showing{"application/pdf": AsPDF, "audio/mpeg": AsAudio, "video/mp4": AsVideo, "text/csv": AsTable}[c.media], c.where, "")
		p.Page = p.Place.Page
		if c.source != "" && p.Source() != c.source {
			t.Errorf("%s of %s is at %q", c.where, c.media, p.Source())
		}
	}
	if opensAt(message.English, models.Evidence{Locator: "12:31"}, models.File{MediaType: "audio/mpeg", Sealed: true}) != "" {
		t.Error("a sealed file is offered to be opened")
	}
}
