package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"stet/models"
)

// making is a newsroom where somebody has asked for a packet.
func making(t *testing.T, audience models.Audience) (*newsroom, models.Job) {
	t.Helper()
	n := open(t)
	a := n.Article(tram)
	n.as(n.Reviewer).post(path("/articles/%d/export/packet", a.ID), "for", string(audience)).leads("/jobs/1")
	j, err := n.Store.TakeJob(t.Context(), models.JobExport)
	if err != nil {
		t.Fatal(err)
	}
	return n, j
}

func (n *newsroom) finish(j models.Job) {
	n.t.Helper()
	result, err := n.Store.MakeResult("Straße.zip", "application/zip", func(w io.Writer) error { _, err := io.WriteString(w, "packet"); return err })
	if err == nil {
		err = n.Store.FinishJob(n.t.Context(), j, result, nil)
	}
	if err != nil {
		n.t.Fatal(err)
	}
}

func TestAPacketIsAskedForWatchedAndTakenAway(t *testing.T) {
	t.Parallel()
	n, j := making(t, models.ForInternal)
	viewer := n.as(n.Viewer)
	if _, err := n.Store.KeepJob(t.Context(), j, 3, 4); err != nil {
		t.Fatal(err)
	}
	viewer.get("/jobs/1").status(http.StatusOK).holds("Packet for the newsroom", "Rita Reviewer", `value="75"`).lacks("job-cancel")
	viewer.get("/jobs/1/file").status(http.StatusNotFound)
	viewer.header.Set("X-Stet-Part", "1")
	viewer.get("/jobs/1").status(http.StatusOK).holds(`id="job"`).lacks("<main")
	viewer.header.Del("X-Stet-Part")
	n.finish(j)
	viewer.get("/jobs/1").holds("/jobs/1/file", "Straße.zip")
	viewer.get("/articles/1/export").holds("Made lately", "/jobs/1")
	got := viewer.get("/jobs/1/file").status(http.StatusOK).holds("packet")
	if h := got.Header(); h.Get("Content-Type") != "application/zip" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("it is sent with %v", h)
	}
}

func TestAFileForLegalIsForReviewersAlone(t *testing.T) {
	t.Parallel()
	n, j := making(t, models.ForLegal)
	n.finish(j)
	n.as(n.Other).get("/jobs/1/file").status(http.StatusOK)
	for _, who := range []models.User{n.Editor, n.Viewer, n.Admin} {
		n.as(who).get("/jobs/1/file").status(http.StatusForbidden).lacks("packet\n")
	}
	n.as(n.Editor).post("/articles/1/export/packet", "for", "legal").status(http.StatusForbidden)
	n.as(n.Editor).post("/articles/1/export/packet", "for", "anybody").status(http.StatusUnprocessableEntity)
	n.as(n.Editor).post("/articles/1/export/nothing", "for", "internal").status(http.StatusNotFound)
	n.as(n.Editor).post("/articles/9/export/packet", "for", "internal").status(http.StatusNotFound)
}

func TestAJobIsCancelledByWhoAskedAndByWhoWrites(t *testing.T) {
	t.Parallel()
	n, _ := making(t, models.ForInternal)
	n.as(n.Viewer).post("/jobs/1/cancel").status(http.StatusForbidden)
	n.as(n.Second).post("/jobs/1/cancel").leads("/jobs/1")
	n.as(n.Viewer).get("/jobs/1").holds("Being cancelled")
	viewer := n.as(n.Viewer)
	viewer.post("/articles/1/export/packet", "for", "internal").leads("/jobs/2")
	viewer.post("/jobs/2/cancel").leads("/jobs/2")
	viewer.get("/jobs/2").holds("Cancelled", "Nothing was made")
	viewer.get("/jobs/3").status(http.StatusNotFound)
}
