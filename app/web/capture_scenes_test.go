package web_test

import (
	"fmt"

	"stet/models"
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
	s.must(s.Store.ArchiveNotSaved(s.T.Context(), k, "The site did not answer."))
	return at, fields
}
