package views

import (
	"stet/models"
	"stet/models/message"
)

// copyPages are the pages about copies of a page that people hand in.
func copyPages(editor Chrome, detail *models.ClaimDetail) map[string]Page {
	return map[string]Page{
		"evidence, copies": EvidencePage{Chrome: editor, Detail: detail, Evidence: &models.Evidence{ID: 2, Source: &models.Source{Title: long}}, Copy: CopyFields{URL: long, Archive: long}, CopyErrors: wrong,
			Archives: []models.ArchiveLink{{ID: 1, EvidenceID: 2, URL: "https://perma.cc/AB12-CD34?a=<b>", By: models.User{Name: "<U>"}}}},
		"capture, handed in":           CapturePage{Chrome: editor, Detail: handedIn()},
		"capture, pictured":            CapturePage{Chrome: editor, Detail: pictured(models.CapturePicture{Status: models.CaptureKept, SHA256: "34", Size: 12345, Width: 1280, Height: 9000, At: &testNow})},
		"capture, being pictured":      CapturePage{Chrome: editor, Detail: pictured(models.CapturePicture{Status: models.CaptureWaiting})},
		"capture, that has no picture": CapturePage{Chrome: editor, Detail: pictured(models.CapturePicture{Status: models.CaptureFailed, Reason: message.New("The <browser> failed.")})},
		"capture, being archived":      CapturePage{Chrome: editor, Detail: beingArchived()},
	}
}

// handedIn is a capture that somebody uploaded, and that was damaged since.
func handedIn() models.CaptureDetail {
	d := captureOf(models.CaptureKept, "", models.Excerpt{})
	c := &d.Capture
	c.Uploaded, c.FileName, c.UploadSHA256, c.Damage, c.VerifiedAt, c.FinalURL = true, "<b>.wacz", "12", models.DamageAltered, &testNow, ""
	c.ArchiveStatus, c.ArchiveReason, d.AsksArchive = models.CaptureFailed, message.New("The <site> did not answer."), true
	d.Archives = []models.ArchiveLink{{URL: "https://web.archive.org/web/2026/https://example.org/<a>", By: models.User{Name: "<U>"}}, {URL: "https://archive.example/1", Asked: true, By: models.User{Name: "<U>"}}}
	return d
}

// pictured is a capture with a picture, or without.
func pictured(p models.CapturePicture) models.CaptureDetail {
	d := captureOf(models.CaptureKept, "", models.Excerpt{})
	d.Capture.Picture, d.TakesPicture = p, true
	return d
}

// beingArchived is a capture that an archive outside is being asked to save.
func beingArchived() models.CaptureDetail {
	d := captureOf(models.CaptureKept, "", models.Excerpt{})
	d.Capture.ArchiveStatus, d.AsksArchive = models.CaptureWaiting, true
	return d
}
