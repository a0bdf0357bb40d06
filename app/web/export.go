package web

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"stet/app/export"
	"stet/app/packet"
	"stet/models"
	"stet/views"
)

// showExport offers the formats a checked article leaves in.
func (v *visit) showExport() error {
	page, err := v.exportPage(nil)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, page)
}

// exportPage is the page of formats; refusals say which cannot be made.
func (v *visit) exportPage(refusals map[string]string) (views.ExportPage, error) {
	a, err := v.Store.Article(v.ctx(), v.user, v.id("a"))
	page := views.ExportPage{Chrome: v.chrome("Export: %s", a.Title), Article: a, Audience: v.audience()}
	for _, f := range export.Formats {
		page.Formats = append(page.Formats, views.Format{Name: f.Name, Label: f.Label, What: f.About, For: f.Audience(page.Audience), Refusal: refusals[f.Name], Slow: f.Slow && long(a)})
	}
	page.Formats = append(page.Formats, views.Format{Name: packet.FormatName, Label: formatLabel(packet.FormatName), What: packet.About, For: page.Audience, Slow: true})
	if err != nil {
		return page, err
	}
	return page, v.addJobs(&page)
}

// long reports whether a slow format of the article is made while its reader
// does something else.
func long(a models.Article) bool { return a.Sentences > 500 || a.ClaimsMade > 100 }

// addJobs lists the files of the article that were asked for lately.
func (v *visit) addJobs(page *views.ExportPage) error {
	jobs, err := v.Store.ArticleJobs(v.ctx(), v.user, page.Article.ID)
	if err != nil {
		return err
	}
	people, err := v.Store.Users(v.ctx())
	for _, j := range jobs {
		if j.Kind == models.JobExport {
			page.Jobs = append(page.Jobs, v.jobLine(j, people))
		}
	}
	return err
}

// audience is for whom an export is asked for; the newsroom where nobody says.
func (v *visit) audience() models.Audience {
	return models.Audience(cmp.Or(v.asked("for"), string(models.ForInternal)))
}

// export sends a checked article in one format, made whole before it is sent.
func (v *visit) export() error {
	at := slices.IndexFunc(export.Formats, func(f export.Format) bool { return f.Name == v.Param("format") })
	if at < 0 {
		return fmt.Errorf("export as %q: %w", v.Param("format"), models.ErrNotFound)
	}
	format := export.Formats[at]
	audience := format.Audience(v.audience())
	checked, err := v.Store.Checked(v.ctx(), v.user, v.id("a"), audience)
	if err != nil {
		return err
	}
	var made bytes.Buffer
	if err := export.Write(v.ctx(), &made, format.Name, checked, nil); err != nil {
		return v.mendExport(err, format.Name)
	}
	if err := v.Store.RecordExport(v.ctx(), v.user, v.id("a"), format.Name, audience); err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Disposition", named("attachment", export.FileName(format.Name, checked)))
	h.Set("Content-Security-Policy", filePolicy)
	return v.Blob(http.StatusOK, format.MediaType, made.Bytes())
}

// mendExport says on the page of formats why one cannot be made.
func (v *visit) mendExport(err error, format string) error {
	if refused := (export.Refused{}); errors.As(err, &refused) {
		err = wrong(format, refused.Message())
	}
	return v.mend(err, func(refusals views.Errors) (views.Page, error) { return v.exportPage(refusals) })
}
