package web

import (
	"bytes"
	"fmt"
	"net/http"
	"time"

	"stet/app/export"
	"stet/models"
	"stet/views"
)

// showNumbers shows what the newsroom's work comes to.
func (v *visit) showNumbers() error {
	page := views.NumbersPage{Chrome: v.chrome("Numbers"), From: v.asked("from"), To: v.asked("to"), Section: v.asked("section")}
	query, err := v.numbersQuery()
	if err == nil {
		page.Numbers, err = v.Store.Numbers(v.ctx(), v.user, query)
	}
	if err != nil {
		return v.mend(err, func(wrong views.Errors) (views.Page, error) {
			page.Errors = wrong
			return page, nil
		})
	}
	return v.show(http.StatusOK, page)
}

// numbersQuery is what is asked for: days in the visitor's zone, the last one with it.
func (v *visit) numbersQuery() (models.NumbersQuery, error) {
	q := models.NumbersQuery{Section: v.asked("section")}
	for name, at := range map[string]*time.Time{"from": &q.From, "to": &q.To} {
		after := 0
		if name == "to" {
			after = 1
		}
		t, err := v.day(name, v.asked(name), after)
		if err != nil {
			return q, err
		}
		if t != nil {
			*at = *t
		}
	}
	return q, nil
}

// serveNumbers sends the numbers as a file.
func (v *visit) serveNumbers() error {
	query, err := v.numbersQuery()
	if err != nil {
		return v.showNumbers()
	}
	numbers, err := v.Store.Numbers(v.ctx(), v.user, query)
	if err != nil {
		return err
	}
	var made bytes.Buffer
	mediaType, format := "text/csv; charset=utf-8", v.Param("format")
	switch format {
	case "csv":
		err = export.NumbersCSV(&made, numbers)
	case "xlsx":
		mediaType, err = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", export.NumbersXLSX(&made, numbers)
	default:
		err = fmt.Errorf("write numbers as %q: %w", format, models.ErrNotFound)
	}
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Disposition", named("attachment", "numbers."+format))
	h.Set("Content-Security-Policy", filePolicy)
	return v.Blob(http.StatusOK, mediaType, made.Bytes())
}
