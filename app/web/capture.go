package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"stet/models"
	"stet/models/message"
	"stet/views"
)

// showCapture shows what was kept of a page, at the excerpt.
func (v *visit) showCapture() error {
	d, err := v.Store.CaptureDetail(v.ctx(), v.user, v.id("k"))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, views.CapturePage{Chrome: v.chrome("What was kept of a page"), Detail: d})
}

// serveCapture sends what was kept of a page to be saved: a page from elsewhere
// is never shown by us, where its scripts would be ours.
func (v *visit) serveCapture() error {
	part := v.Param("part")
	c, data, err := v.Store.OpenCapture(v.ctx(), v.user, v.id("k"), part)
	if err != nil {
		return err
	}
	defer data.Close()
	name := fmt.Sprintf("capture-%d%s", c.ID, map[string]string{"warc": ".warc.gz", "page": views.ExtensionOf(c.MediaType), "picture": ".png"}[part])
	if part == "upload" {
		name = c.FileName
	}
	h := v.Response().Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", named("attachment", name))
	if part == "picture" { // which our browser took, and whose page shows it
		h.Set("Content-Type", "image/png")
		h.Set("Content-Disposition", named("inline", name))
	}
	h.Set("Content-Security-Policy", filePolicy)
	h.Set(gzhttp.HeaderNoCompression, "1")
	http.ServeContent(v.Response(), v.Request(), "", c.CreatedAt, data)
	return nil
}

// retryCapture asks once more for a page that was not kept.
func (v *visit) retryCapture() error {
	return v.askCapture(v.Store.RetryCapture, "The page is asked for. Look again in a moment.")
}

// recheckCapture asks whether a page is still what was kept of it.
func (v *visit) recheckCapture() error {
	return v.askCapture(v.Store.RecheckCapture, "The page is asked for. Look again in a moment.")
}

// archiveCapture asks an archive outside to save a page.
func (v *visit) archiveCapture() error {
	return v.askCapture(v.Store.AskArchive, "The copy is asked for. Look again in a moment.")
}

// pictureCapture asks for a picture of a page.
func (v *visit) pictureCapture() error {
	return v.askCapture(v.Store.AskPicture, "The picture is asked for. Look again in a moment.")
}

func (v *visit) askCapture(ask func(context.Context, models.User, int64) (models.Capture, error), told message.Key) error {
	c, err := ask(v.ctx(), v.user, v.id("k"))
	if err != nil {
		return err
	}
	v.flash(told)
	return v.lead(fmt.Sprintf("/captures/%d", c.ID))
}
