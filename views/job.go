package views

import (
	"html/template"

	"stet/models"
	"stet/models/message"
)

// JobPage shows how far long work is, and what came of it.
type JobPage struct {
	Chrome
	Job     models.Job
	What    string          // the job in words: "Packet for the newsroom"
	Article *models.Article // nil where it is about none
	By      string          // who asked for it
}

// JobPart is the part of the page of a job that changes.
type JobPart struct{ JobPage }

// JobLine is one job of a list.
type JobLine struct {
	Job  models.Job
	What string
	By   string
}

// jobWords says how a job stands.
var jobWords = map[models.JobStatus]message.Key{models.JobQueued: "Waiting for its turn", models.JobRunning: "Under way", models.JobDone: "Done",
	models.JobFailed: "It did not work", models.JobCancelled: "Cancelled"}

func jobStatus(l message.Language, j models.Job) string {
	switch {
	case j.Cancelling:
		return l.Say("Being cancelled")
	case j.Status == models.JobQueued && j.Attempts > 0:
		return l.Say("Waiting for another attempt")
	}
	return l.Say(jobWords[j.Status])
}

// Status says how the job stands.
func (p JobPage) Status() string { return jobStatus(p.Language, p.Job) }

// Status says how the job stands.
func (l JobLine) Status(lang message.Language) string { return jobStatus(lang, l.Job) }

// Icon is the icon of the job's status.
func (p JobPage) Icon() string {
	return map[models.JobStatus]string{models.JobQueued: "i-clock", models.JobRunning: "i-clock", models.JobDone: "s-done", models.JobFailed: "i-alert", models.JobCancelled: "i-close"}[p.Job.Status]
}

// Percent is how much of a running job is done, from 0 to 100; -1 while that is
// not known.
func (p JobPage) Percent() int64 {
	if p.Job.Total <= 0 {
		return -1
	}
	return 100 * p.Job.Done / p.Job.Total
}

// Retries says which attempt comes next, "" before the first.
func (p JobPage) Retries() template.HTML {
	if p.Job.Attempts == 0 || p.Job.Status != models.JobQueued {
		return ""
	}
	return sayAround(p.Language, "Attempt %d of %d follows %s.", p.Job.Attempts+1, models.MaxAttempts, p.When(p.Job.FreeAt))
}

// MayCancel reports whether the user may ask for the job's end now.
func (p JobPage) MayCancel() bool {
	return !p.Job.Over() && !p.Job.Cancelling && (p.Me() == p.Job.CreatedBy || p.MayWrite())
}

// Again is the page where the job can be asked for anew.
func (p JobPage) Again() string {
	if p.Article == nil {
		return "/"
	}
	return "/articles/" + id(p.Article.ID) + "/export"
}
