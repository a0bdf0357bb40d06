package web

import (
	"errors"
	"fmt"

	"stet/app/capture"
	"stet/app/inbox"
	"stet/models"
	"stet/views"
)

// uploadCapture keeps a page that somebody saved, as the capture of an item of
// evidence.
func (v *visit) uploadCapture() error {
	id, f := v.id("e"), views.CopyFields{URL: v.typed("url")}
	saved, err := v.savedPage(f.URL)
	var c models.Capture
	if err == nil {
		c, err = v.Store.UploadCapture(v.ctx(), v.user, id, saved)
	}
	if err != nil {
		return v.mendCopy(err, id, f)
	}
	return v.lead(fmt.Sprintf("/captures/%d", c.ID))
}

// savedPage reads the file that was handed in. One that is no saved page is
// wrong in its field; none is the Store's to refuse.
func (v *visit) savedPage(address string) (models.UploadedCapture, error) {
	files := v.uploads("saved")
	if len(files) == 0 {
		return models.UploadedCapture{URL: address}, nil
	}
	data, err := v.bytesOf(files[0], v.MaxUpload)
	if err != nil {
		return models.UploadedCapture{}, err
	}
	page, err := capture.ReadSaved(data, address)
	if unread := (*capture.Error)(nil); errors.As(err, &unread) {
		return models.UploadedCapture{}, wrong("saved", unread.Reason)
	}
	if err != nil {
		return models.UploadedCapture{}, err
	}
	read := inbox.Readable(page.Body, page.Declared, address, v.options())
	return models.UploadedCapture{URL: address, FileName: files[0].Filename, Upload: data, Body: page.Body, Readable: read.Document.Text, SavedAt: page.At,
		Page: models.CapturePage{FinalURL: page.URL, MediaType: page.Type, Title: read.Title}}, nil
}

// addArchiveLink names a copy of a page in an archive outside.
func (v *visit) addArchiveLink() error {
	id, f := v.id("e"), views.CopyFields{Archive: v.typed("archive")}
	if _, err := v.Store.AddArchiveLink(v.ctx(), v.user, id, f.Archive); err != nil {
		return v.mendCopy(err, id, f)
	}
	return v.lead(fmt.Sprintf("/evidence/%d#copies", id))
}

// removeArchiveLink takes it off again.
func (v *visit) removeArchiveLink() error {
	l, err := v.Store.RemoveArchiveLink(v.ctx(), v.user, v.id("l"))
	if err != nil {
		return err
	}
	return v.lead(fmt.Sprintf("/evidence/%d#copies", l.EvidenceID))
}

// mendCopy shows an item of evidence again, with what is wrong about a copy.
func (v *visit) mendCopy(err error, id int64, f views.CopyFields) error {
	return v.mend(err, func(wrong views.Errors) (views.Page, error) {
		e, err := v.Store.EvidenceItem(v.ctx(), v.user, id)
		if err != nil {
			return nil, err
		}
		page, err := v.evidencePage(e.ClaimID, &e, views.EvidenceFieldsOf(e), nil)
		page.Copy, page.CopyErrors = f, wrong
		return page, err
	})
}
