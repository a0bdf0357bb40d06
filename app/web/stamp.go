package web

import (
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"

	"stet/models/stamp"
)

// serveEvidenceList sends what a sign-off rests on, as the list of hashes that
// is time-stamped.
func (v *visit) serveEvidenceList() error {
	signed, list, err := v.Store.OpenEvidenceList(v.ctx(), v.user, v.id("n"))
	if err != nil {
		return err
	}
	return v.save(fmt.Sprintf("evidence-list-%d.txt", signed.ID), "text/plain; charset=utf-8", signed.CreatedAt, list)
}

// serveTimeStamp sends the answer of the time-stamping authority as it came.
func (v *visit) serveTimeStamp() error {
	t, answer, err := v.Store.OpenTimeStamp(v.ctx(), v.user, v.id("n"))
	if err != nil {
		return err
	}
	return v.save(fmt.Sprintf("time-stamp-%d.tsr", t.SignOffID), stamp.ReplyType, t.CreatedAt, answer)
}

// save sends a file to be saved, with the bytes that its hash is of.
func (v *visit) save(name, mediaType string, at time.Time, data io.ReadSeekCloser) error {
	defer data.Close()
	h := v.Response().Header()
	h.Set("Content-Type", mediaType)
	h.Set("Content-Disposition", named("attachment", name))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set(gzhttp.HeaderNoCompression, "1")
	http.ServeContent(v.Response(), v.Request(), "", at, data)
	return nil
}

// retryStamp asks once more for a time-stamp that was not had.
func (v *visit) retryStamp() error {
	signed, err := v.Store.RetryStamp(v.ctx(), v.user, v.id("n"))
	if err != nil {
		return err
	}
	v.flash("The time-stamp is asked for. Look again in a moment.")
	return v.lead(fmt.Sprintf("/articles/%d/sign-off", signed.ArticleID))
}
