package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/klauspost/compress/gzhttp"

	"stet/app/export"
	"stet/app/packet"
	"stet/models"
	"stet/models/message"
	"stet/views"
)

// requestExport has a file of an article made that takes its time.
func (v *visit) requestExport() error {
	format := v.Param("format")
	if formatLabel(format) == "" {
		return models.ErrNotFound
	}
	job, err := v.Store.RequestExport(v.ctx(), v.user, v.id("a"), models.ExportForm{Format: format, For: models.Audience(v.typed("for"))})
	if err != nil {
		return err
	}
	return v.toJob(job.ID)
}

func (v *visit) toJob(id int64) error { return v.lead("/jobs/" + strconv.FormatInt(id, 10)) }

// showJob shows how far a job is, or the part of its page that changes.
func (v *visit) showJob() error {
	job, err := v.Store.Job(v.ctx(), v.user, v.id("j"))
	if err != nil {
		return err
	}
	people, err := v.Store.Users(v.ctx())
	if err != nil {
		return err
	}
	line := v.jobLine(job, people)
	page := views.JobPage{Chrome: v.chrome("%s", line.What), Job: job, What: line.What, By: line.By}
	if job.ArticleID != nil {
		a, err := v.Store.Article(v.ctx(), v.user, *job.ArticleID)
		if err != nil {
			return err
		}
		page.Article = &a
	}
	if v.inPart() {
		return v.show(http.StatusOK, views.JobPart{JobPage: page})
	}
	return v.show(http.StatusOK, page)
}

// jobNames say what a job makes that is no export.
var jobNames = map[models.JobKind]message.Key{models.JobCapture: "Copy of a page", models.JobRecheck: "A look whether a page has changed", models.JobArchive: "Copy in an archive outside",
	models.JobStamp: "Time-stamp of a sign-off", models.JobPicture: "Picture of a page", models.JobMail: "Mail", models.JobWebhook: "Webhook"}

// jobLine puts a job into words.
func (v *visit) jobLine(job models.Job, people []models.User) views.JobLine {
	line := views.JobLine{Job: job, What: v.say(jobNames[job.Kind]), By: v.say("Somebody")}
	var form models.ExportForm
	if job.Kind == models.JobExport && job.Read(&form) == nil {
		line.What = views.LabelFor(v.language(), formatLabel(form.Format), form.For)
	}
	if at := slices.IndexFunc(people, func(u models.User) bool { return u.ID == job.CreatedBy }); at >= 0 {
		line.By = people[at].Name
	}
	return line
}

// formatLabel is how people read a format, "" for one that there is not.
func formatLabel(name string) message.Key {
	if name == packet.FormatName {
		return "Packet"
	}
	format, _ := export.Find(name)
	return format.Label
}

// cancelJob asks for the end of a job.
func (v *visit) cancelJob() error {
	if err := v.Store.CancelJob(v.ctx(), v.user, v.id("j")); err != nil {
		return err
	}
	return v.toJob(v.id("j"))
}

// serveJobFile sends the file that a job made, to be saved.
func (v *visit) serveJobFile() error {
	job, data, err := v.Store.OpenJobResult(v.ctx(), v.user, v.id("j"))
	if err != nil {
		return err
	}
	defer data.Close()
	h := v.Response().Header()
	h.Set("Content-Type", job.Result.MediaType)
	h.Set("Content-Disposition", named("attachment", job.Result.Name))
	h.Set("Content-Security-Policy", filePolicy)
	h.Set("ETag", `"`+job.Result.SHA256+`"`)
	h.Set(gzhttp.HeaderNoCompression, "1") // it may be large, and parts of it are asked for
	http.ServeContent(v.Response(), v.Request(), "", *job.EndedAt, data)
	return nil
}
