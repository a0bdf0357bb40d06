package web_test

import (
	"fmt"

	"stet/models"
	"stet/models/message"
)

// archiveFailed is a write on what an archive outside was asked to save in vain.
func archiveFailed(s *scene) (string, []string) {
	set, err := s.Store.Settings(s.T.Context())
	s.must(err)
	set.ArchiveSave = models.WaybackSave
	s.must(s.Store.EditSettings(s.T.Context(), s.Admin, set))
	at, fields := ofCapture("archive", "kept")(s)
	var k int64
	_, err = fmt.Sscanf(at, "/captures/%d/", &k)
	s.must(err)
	s.must(s.Store.ArchiveNotSaved(s.T.Context(), k, message.New("The site did not answer.")))
	return at, fields
}

// unpictured is a write on a page of which no picture was taken.
func unpictured(s *scene) (string, []string) {
	c := s.claim()
	s.Evidence(c.ID)
	k := s.Detail(c.ID).Evidence[0].Capture
	s.must(s.Store.CaptureKept(s.T.Context(), k.ID, models.CapturePage{Hops: 1, MediaType: "text/html"}, k.CreatedAt))
	s.must(s.Store.PictureNotTaken(s.T.Context(), k.ID, message.New("The browser failed.")))
	return path("/captures/%d/picture", k.ID), nil
}
