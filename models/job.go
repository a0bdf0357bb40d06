package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"stet/models/message"
)

// JobKind says what a job does.
type JobKind string

// The kinds of jobs.
const (
	JobExport  JobKind = "export"  // makes a file of an article; its payload is an ExportForm
	JobCapture JobKind = "capture" // keeps a web page; its payload is a CaptureTask
	JobRecheck JobKind = "recheck" // looks whether a page that was kept is still the same; its payload is a CaptureTask
	JobPicture JobKind = "picture" // takes a picture of a page that was kept; its payload is a CaptureTask
	JobArchive JobKind = "archive" // asks an archive outside to save a page that was kept; its payload is a CaptureTask
	JobStamp   JobKind = "stamp"   // asks for a time-stamp; its payload is a StampTask
	JobMail    JobKind = "mail"    // mails somebody's notices; its payload is a MailTask
	JobWebhook JobKind = "webhook" // tells a program outside of events; its payload is a WebhookTask
)

// JobKinds lists every kind of job.
var JobKinds = []JobKind{JobExport, JobCapture, JobRecheck, JobArchive, JobStamp, JobPicture, JobMail, JobWebhook}

// JobStatus says where a job stands.
type JobStatus string

// The statuses of a job. The last three are final.
const (
	JobQueued    JobStatus = "queued"
	JobRunning   JobStatus = "running"
	JobDone      JobStatus = "done"
	JobFailed    JobStatus = "failed"
	JobCancelled JobStatus = "cancelled"
)

// JobStatuses lists every status of a job.
var JobStatuses = []JobStatus{JobQueued, JobRunning, JobDone, JobFailed, JobCancelled}

const (
	// JobKept is how long a job and its file are kept after its end.
	JobKept = 7 * 24 * time.Hour

	// MaxAttempts is how often a job is tried before it has failed.
	MaxAttempts = 5

	// jobLease is how long a worker has a job without renewing its lease.
	// Whoever runs it must do that well before.
	jobLease = 30 * time.Second

	// firstRetry is the wait after the first failed attempt; each further one is
	// four times as long.
	firstRetry = 10 * time.Second
)

// ErrJobLost says that a job is no longer the caller's: its lease ran out and
// another worker took it, or it has ended.
var ErrJobLost = errors.New("the job belongs to another worker by now")

// Passing is a failure of a job that may pass, such as a site that does not
// answer: the job is tried again. Any other error but Refused is tried again
// too, without a word about why.
type Passing struct {
	Reason message.Message // for people
	Err    error           // for the log; may be nil
}

// Error gives the reason and the cause.
func (p *Passing) Error() string {
	if p.Err == nil {
		return p.Reason.String()
	}
	return p.Reason.String() + " " + p.Err.Error()
}

// Unwrap is the cause.
func (p *Passing) Unwrap() error { return p.Err }

// Job is long work that somebody asked for. It is done by a worker some time
// after the act that wanted it, also when the program has been restarted
// meanwhile. Nothing may point to a job, for it is swept JobKept after its end.
type Job struct {
	ID         int64
	Kind       JobKind
	ArticleID  *int64 // nil where it is about none
	Payload    string // JSON, never a confidential source
	Status     JobStatus
	Cancelling bool            // asked for; whoever runs it has yet to see it
	Done       int64           // steps
	Total      int64           // steps; 0 is not known yet
	Attempts   int             // how often a worker has taken it
	Lease      string          // of whoever runs it
	FreeAt     time.Time       // from when it may be taken: a queued one waits till then, of a running one the lease ends
	Error      message.Message // about the last attempt
	Result     JobResult       `gorm:"embedded;embeddedPrefix:result_"`
	CreatedBy  int64
	CreatedAt  time.Time
	EndedAt    *time.Time
}

// JobResult is the file that a job made; it is empty where a job makes none.
type JobResult struct {
	SHA256    string `gorm:"column:sha256"` // its name in the blob store
	Name      string // to be saved under
	MediaType string `gorm:"column:type"`
	Size      int64  // bytes
}

// Over reports whether the job has ended, one way or another.
func (j Job) Over() bool { return j.EndedAt != nil }

// Expires is when the job and its file are swept; zero while it has not ended.
func (j Job) Expires() time.Time {
	if j.EndedAt == nil {
		return time.Time{}
	}
	return j.EndedAt.Add(JobKept)
}

// Read puts the payload into the value that into points to.
func (j Job) Read(into any) error {
	if err := json.Unmarshal([]byte(j.Payload), into); err != nil {
		return fmt.Errorf("read the payload of job %d: %w", j.ID, err)
	}
	return nil
}

// refusal says, as a sentence, why the actor may not have the file of the job;
// it is empty when they may.
func (j Job) refusal(actor User) message.Key {
	var form ExportForm
	if j.Kind == JobExport && j.Read(&form) == nil {
		return form.For.Refusal(actor)
	}
	return ""
}

// broken is all that people are told of an error of ours.
const broken message.Key = "Something went wrong on our side. It has been noted."

// fail takes down a failed attempt: the job is tried again later, unless no
// further attempt can help.
func (j *Job) fail(cause error, now time.Time) {
	var refused *Refused
	var wrong *Invalid
	var passing *Passing
	j.Error = message.New(broken)
	switch {
	case errors.As(cause, &refused):
		j.Error = refused.Reason
	case errors.As(cause, &wrong):
		j.Error = message.Plain(wrong.Error())
	case errors.As(cause, &passing):
		j.Error = passing.Reason
	}
	if refused != nil || wrong != nil || j.Attempts >= MaxAttempts {
		j.end(JobFailed, now)
		return
	}
	wait := firstRetry
	for range j.Attempts - 1 {
		wait *= 4
	}
	j.wait(now.Add(wait))
}

// wait puts the job back into the queue.
func (j *Job) wait(until time.Time) {
	j.Status, j.Lease, j.FreeAt = JobQueued, "", until
}

// end ends the job.
func (j *Job) end(as JobStatus, now time.Time) {
	j.Status, j.Lease, j.Cancelling, j.EndedAt = as, "", false, &now
}
