package web

import (
	"bytes"
	"fmt"
	"net/http"

	"stet/app/export"
	"stet/app/inbox"
	"stet/app/intake"
	"stet/models"
	"stet/views"
)

// sheetRows is how many waiting rows a page lists.
const sheetRows = 50

// showSheet shows the form for a sheet of claims, and the rows that wait.
func (v *visit) showSheet() error {
	page, err := v.sheetPage()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

func (v *visit) sheetPage() (views.SheetPage, error) {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return views.SheetPage{}, err
	}
	page := views.SheetPage{Chrome: v.chrome("Sheet of claims: %s", a.Title), Article: a}
	if _, page.Document, err = v.Store.Revision(v.ctx(), v.user, a.ID, 0); err != nil {
		return page, err
	}
	if page.Rows, page.Waiting, err = v.Store.WaitingRows(v.ctx(), v.user, a.ID, sheetRows); err != nil {
		return page, err
	}
	return page, v.Store.OfferPlaces(v.ctx(), v.user, a.ID, page.Rows)
}

// importSheet takes the rows of a sheet in and says what became of them.
func (v *visit) importSheet() error {
	sheet, err := v.sentSheet()
	var report models.SheetReport
	if err == nil {
		report, err = v.Store.ImportSheet(v.ctx(), v.user, v.id("a"), inbox.Rows(sheet.Rows))
	}
	if err != nil {
		return v.mendSheet(err, 0)
	}
	v.flashAll(views.SheetWords(report), sheet.LeftOut)
	return v.toSheet()
}

func (v *visit) toSheet() error { return v.lead(fmt.Sprintf("/articles/%d/sheet", v.id("a"))) }

// sentSheet reads the uploaded sheet, or else the rows that were pasted.
func (v *visit) sentSheet() (sheet intake.Sheet, err error) {
	files := v.uploads("file")
	if len(files) == 0 {
		if v.typed("rows") == "" {
			return sheet, invalid("file", "Choose the file of the sheet, or paste its rows.")
		}
		sheet, err = intake.ReadSheet("", []byte(v.typed("rows")), intake.Options{Limits: v.Limits})
		return sheet, atField("rows", err)
	}
	data, err := v.bytesOf(files[0], v.Limits.MaxFile)
	if err != nil {
		return sheet, err
	}
	sheet, err = intake.ReadSheet(files[0].Filename, data, v.options())
	return sheet, atField("file", err)
}

// mendSheet answers what is wrong with an upload, or with the words for a row.
func (v *visit) mendSheet(err error, row int64) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		page, err := v.sheetPage()
		page.Wrong, page.Words, page.Pasted, page.Errors = row, v.typed("words"), v.typed("rows"), wrong
		return page, err
	})
}

// placeRow makes a claim of a waiting row on the place chosen, or on the words
// that were typed.
func (v *visit) placeRow() error {
	articleID, rowID := v.id("a"), v.id("r")
	var sel models.Selection
	var err error
	if v.typed("block") != "" {
		sel, err = v.selection(articleID)
	} else {
		sel, err = v.Store.FindWords(v.ctx(), v.user, articleID, v.typed("words"))
	}
	var claim models.Claim
	if err == nil {
		claim, err = v.Store.PlaceRow(v.ctx(), v.user, articleID, rowID, sel)
	}
	if err != nil {
		return v.mendSheet(err, rowID)
	}
	v.flash("The row is claim %d.", claim.Number)
	return v.toSheet()
}

// dropRow sets a waiting row aside.
func (v *visit) dropRow() error {
	if err := v.Store.DropRow(v.ctx(), v.user, v.id("a"), v.id("r")); err != nil {
		return err
	}
	v.flash("The row is set aside.")
	return v.toSheet()
}

// downloadRows sends the rows that wait, as a sheet that can be read back.
func (v *visit) downloadRows() error {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	if err != nil {
		return err
	}
	rows, _, err := v.Store.WaitingRows(v.ctx(), v.user, a.ID, 0)
	if err != nil {
		return err
	}
	var made bytes.Buffer
	if err := export.WriteRows(&made, rows); err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Disposition", named("attachment", fmt.Sprintf("article-%d-waiting-rows.csv", a.ID)))
	h.Set("Content-Security-Policy", filePolicy)
	return v.Blob(http.StatusOK, "text/csv; charset=utf-8", made.Bytes())
}
