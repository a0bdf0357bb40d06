package export

import (
	"fmt"
	"slices"
	"strconv"

	"stet/models"
)

// tableColumns are the columns of the appendix, with their widths in twentieths
// of a point.
var tableColumns = []struct {
	head  string
	width int
}{{"No.", 600}, {"Claim", 2700}, {"Verdict", 2500}, {"Evidence", 2500}, {"Decision", 1338}}

// appendix writes the table of all claims on a page of its own, those included
// that are not in the text any more, and the exceptions of the sign-off.
func (d *document) appendix() {
	d.line("StetAppendix", "Claims")
	d.line("StetCell", stated(" ", meant(d.c), withheld(d.c)))
	d.line("StetCell", coverage(d.c))
	if d.c.SignOff != nil && !d.c.Draft {
		for _, e := range d.c.SignOff.Exceptions {
			d.line("StetCell", "Exception: "+exception(e))
		}
	}
	for _, l := range toldReaders(d.c) {
		d.line("StetCell", l)
	}
	for _, l := range amended(d.c) {
		d.line("StetCell", "After publication: "+l)
	}
	for _, l := range remarks(d.c.Comments) {
		d.line("StetCell", "Comment: "+l)
	}
	if len(d.c.Claims) > 0 {
		d.table()
	}
	d.history()
}

// history lists what happened to the article.
func (d *document) history() {
	if len(d.c.History) == 0 {
		return
	}
	d.line("StetAppendix", "History")
	for i := range d.c.History {
		d.line("StetCell", happened(&d.c.History[i]))
	}
}

func (d *document) table() {
	d.add(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>`)
	if d.direction == "rtl" {
		d.add("<w:bidiVisual/>")
	}
	d.add(`<w:tblW w:w="9638" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`)
	for _, column := range tableColumns {
		d.add(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, column.width))
	}
	d.add("</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>")
	for i, column := range tableColumns {
		d.cell(i, func() {
			d.paragraph("StetCell", func() { d.add("<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>", column.head, "</w:t></w:r>") })
		})
	}
	d.add("</w:tr>\n")
	for i := range d.c.Claims {
		d.row(&d.c.Claims[i])
	}
	d.add("</w:tbl>")
	d.line("StetCell", "") // a table must not end the text
}

func (d *document) row(claim *models.CheckedClaim) {
	d.add("<w:tr>")
	for i, write := range []func(*models.CheckedClaim){d.numberCell, d.claimCell, d.verdictCell, d.evidenceCell, d.decisionCell} {
		d.cell(i, func() { write(claim) })
	}
	d.add("</w:tr>\n")
}

func (d *document) cell(column int, content func()) {
	d.add(fmt.Sprintf(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, tableColumns[column].width))
	content()
	d.add("</w:tc>")
}

func (d *document) numberCell(claim *models.CheckedClaim) {
	d.line("StetCell", strconv.Itoa(claim.Number))
}

func (d *document) claimCell(claim *models.CheckedClaim) {
	d.line("StetCell", claim.Wording)
	if len(claim.Places) == 0 {
		d.line("StetCell", "Not in the text any more.")
	}
}

func (d *document) verdictCell(claim *models.CheckedClaim) {
	d.line("StetCell", rating(claim))
	if v := claim.Verdict; v != nil && v.Explanation != "" {
		d.line("StetCell", v.Explanation)
	}
	if v := claim.Verdict; v != nil && v.Correction != "" {
		d.line("StetCell", "Correction: "+v.Correction)
	}
}

func (d *document) evidenceCell(claim *models.CheckedClaim) {
	if len(claim.Evidence) == 0 {
		d.line("StetCell", "None")
	}
	for i := range claim.Evidence {
		e := &claim.Evidence[i]
		d.line("StetCell", evidence(e))
		if link := evidenceLink(e); link != "" {
			d.link(link)
		}
		for _, l := range append([]string{stated(". ", terms(e.Source), traced(e.Source))}, copies(e)...) {
			if l != "" {
				d.line("StetCell", l)
			}
		}
		for _, a := range e.Archives {
			d.line("StetCell", "Archived: "+a.Archive)
			if link := web(a.URL); link != "" {
				d.link(link)
			}
		}
	}
	if l := origins(claim); l != "" {
		d.line("StetCell", l)
	}
	for _, l := range calculation(claim.Calculation) {
		d.line("StetCell", l)
	}
}

func (d *document) decisionCell(claim *models.CheckedClaim) {
	for _, l := range slices.Concat(decided(claim), prefixedEach("Second verdict: ", seconds(claim)), course(claim), replies(claim), ticked(claim), remarks(claim.Comments)) {
		d.line("StetCell", l)
	}
}

// link writes an address as a link.
func (d *document) link(address string) {
	d.links = append(d.links, address)
	d.paragraph("StetCell", func() {
		d.add(fmt.Sprintf(`<w:hyperlink r:id="link%d"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>`, len(d.links)))
		d.escape(address)
		d.add("</w:t></w:r></w:hyperlink>")
	})
}
