package views

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"stet/models"
	"stet/models/message"
)

func jobPages() map[string]Page {
	editor, viewer := chromeFor(1), chromeFor(3)
	page := func(c Chrome, j models.Job) JobPage {
		j.ID, j.CreatedAt = 7, testNow
		return JobPage{Chrome: c, Job: j, What: "Packet for the newsroom", Article: &models.Article{ID: 3, Title: "<The tram>"}, By: "Maya <Roth>"}
	}
	over := testNow.Add(time.Minute)
	lone := page(viewer, models.Job{Status: models.JobFailed, EndedAt: &over, Error: message.New("A file is <missing>.")})
	lone.Article = nil
	return map[string]Page{
		"job, queued":     page(editor, models.Job{Status: models.JobQueued}),
		"job, retried":    page(editor, models.Job{Status: models.JobQueued, Attempts: 2, Error: message.New("The site <does> not answer."), FreeAt: over}),
		"job, begun":      page(editor, models.Job{Status: models.JobRunning}),
		"job, under way":  JobPart{page(viewer, models.Job{Status: models.JobRunning, Done: 3, Total: 7})},
		"job, cancelling": page(editor, models.Job{Status: models.JobRunning, Done: 3, Total: 7, Cancelling: true}),
		"job, done":       page(viewer, models.Job{Status: models.JobDone, EndedAt: &over, Result: models.JobResult{SHA256: "ab12", Name: "<tram>.zip", Size: 12_345_678}}),
		"job, restored":   page(viewer, models.Job{Status: models.JobDone, EndedAt: &over, Result: models.JobResult{Name: "tram.zip"}}),
		"job, failed":     page(viewer, models.Job{Status: models.JobFailed, EndedAt: &over, Error: message.New("A file is <missing>.")}),
		"job, of nothing": lone,
		"job, cancelled":  page(viewer, models.Job{Status: models.JobCancelled, EndedAt: &over}),
	}
}

func TestThePageOfAJobSaysHowItStandsAndWhatToDo(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"job, queued":     {"Waiting for its turn", "Cancel", "data-moving"},
		"job, retried":    {"The site &lt;does&gt; not answer.", "Attempt 3 of 5 follows"},
		"job, begun":      {`<progress aria-labelledby="job-h" max="100"></progress>`},
		"job, under way":  {`value="42"`, "42 %", "See how far it is"},
		"job, cancelling": {"Being cancelled"},
		"job, done":       {`href="/jobs/7/file"`, "12 MB", "kept until"},
		"job, restored":   {"not here any more", `href="/articles/3/export"`},
		"job, failed":     {"A file is &lt;missing&gt;.", `href="/articles/3/export"`},
		"job, cancelled":  {"Nothing was made"},
	} {
		var b bytes.Buffer
		if err := Render(&b, jobPages()[name]); err != nil {
			t.Fatal(err)
		}
		for _, words := range want {
			if !strings.Contains(b.String(), words) {
				t.Errorf("%s does not say %q:\n%s", name, words, b.String())
			}
		}
		if cancel := strings.Contains(b.String(), "job-cancel"); cancel != (name == "job, queued" || name == "job, retried" || name == "job, begun") {
			t.Errorf("%s: the button to cancel is there: %v", name, cancel)
		}
	}
}
