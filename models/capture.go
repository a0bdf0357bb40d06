package models

import (
	"time"

	"stet/models/message"
)

// CaptureStatus says whether a page was kept.
type CaptureStatus string

// The statuses of a capture.
const (
	CaptureWaiting CaptureStatus = "waiting"
	CaptureKept    CaptureStatus = "kept"
	CaptureFailed  CaptureStatus = "failed" // said so, and can be asked for again
)

// CaptureStatuses lists every status of a capture.
var CaptureStatuses = []CaptureStatus{CaptureWaiting, CaptureKept, CaptureFailed}

// Drift says how a page differs from what was kept of it.
type Drift string

// The ways in which a page drifts.
const (
	NoDrift      Drift = ""
	DriftChanged Drift = "changed" // its text is another
	DriftGone    Drift = "gone"    // it cannot be had any more
)

// Drifts lists every one.
var Drifts = []Drift{NoDrift, DriftChanged, DriftGone}

// recheckAfter is how long a page is left alone before it is looked at again.
const recheckAfter = 7 * 24 * time.Hour

// Capture is what a web page said when it was attached as evidence: the bytes
// as received, its readable text, and everything that went over the wire as
// WARC, each by its SHA-256.
type Capture struct {
	ID         int64
	ArticleID  int64
	EvidenceID int64
	URL        string `gorm:"column:url"` // as it was asked for
	Status     CaptureStatus
	Reason     message.Message // why it was not kept
	CapturePage
	FetchedAt *time.Time // of one that was handed in, when it was saved, if its file says so

	Uploaded     bool   // handed in by CreatedBy at CreatedAt, not fetched
	FileName     string // of the file that was handed in
	UploadSHA256 string `gorm:"column:upload_sha256"` // that file
	CreatedBy    int64
	CreatedAt    time.Time
	KeptBy       string     // who kept it and in which newsroom, where it came in with a packet that CreatedBy brought
	CheckedAt    *time.Time // when the address was last looked at again
	Drift        Drift
	DriftAt      *time.Time

	Picture CapturePicture `gorm:"embedded;embeddedPrefix:picture_"`

	ArchiveStatus CaptureStatus   // of the copy that an archive outside was asked for; "" where none was
	ArchiveReason message.Message // why there is none

	Damage     Damage     // of its files, when they were last hashed
	VerifiedAt *time.Time // when that was; nil for never
}

// CapturePage is what is known of a page that was kept.
type CapturePage struct {
	FinalURL    string `gorm:"column:final_url"` // after the last redirect
	Hops        int    // answers on the way there, the last one included
	Remote      string // address and port that answered last
	Certificate string // SHA-256 of the server's certificate, "" without TLS
	MediaType   string // by the content
	Title       string
	Size        int64  // bytes of the page
	BodySHA256  string `gorm:"column:body_sha256"` // the page as received, unpacked
	TextSHA256  string `gorm:"column:text_sha256"` // its readable text in UTF-8, "" where there is none
	WARCSHA256  string `gorm:"column:warc_sha256"`
}

// CaptureTask is the payload of the jobs that capture a page and look at it again.
type CaptureTask struct {
	Capture int64 `json:"capture"`
}

// CaptureDetail is a capture with all that its page shows.
type CaptureDetail struct {
	Capture  Capture
	Evidence Evidence
	Claim    Claim
	By       User   // who asked for it
	Text     string // readable, "" where there is none
	Excerpt  Excerpt
	Archives []ArchiveLink // copies outside

	AsksArchive  bool // an archive outside may be asked for one more
	TakesPicture bool // a picture may be asked for
}
