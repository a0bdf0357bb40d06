package packet_test

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"stet/models"
	"stet/models/message"
)

// drawCopies keeps the page of an item, or fails to, and names copies outside.
func (d *desk) drawCopies(t *rapid.T, e models.Evidence) {
	if e.Source == nil || e.Source.Confidential() {
		return
	}
	ctx, s := d.T.Context(), d.Store
	all := d.Detail(e.ClaimID).Evidence
	if k := all[len(all)-1].Capture; k != nil && k.Status == models.CaptureWaiting {
		if rapid.Bool().Draw(t, "failed") {
			must(d.T, s.CaptureNotKept(ctx, k.ID, message.New("The site said no.")))
		} else {
			p, err := s.KeepPage(models.CapturePage{FinalURL: k.URL + "?", Hops: 2, Remote: "192.0.2.1:443", MediaType: "text/html", Title: "Minutes"}, []byte(fmt.Sprint("<p>", k.ID)), fmt.Sprint(k.ID), []byte("WARC"))
			must(d.T, err)
			must(d.T, s.CaptureKept(ctx, k.ID, p, time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)))
			must(d.T, s.CaptureChecked(ctx, k.ID, rapid.SampledFrom(models.Drifts).Draw(t, "drift")))
		}
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "handed in") {
		saved := []byte(fmt.Sprint("<p>saved ", i, rapid.StringMatching(`[a-c]?`).Draw(t, "saved")))
		u := models.UploadedCapture{URL: fmt.Sprint("https://example.org/saved/", i), FileName: rapid.StringMatching(`[a-z ./\\é-]{1,9}`).Draw(t, "file name"), Upload: saved, Body: saved, Page: models.CapturePage{MediaType: "text/html"}}
		_, err := s.UploadCapture(ctx, d.Editor, e.ID, u)
		must(d.T, err)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "archives") {
		_, err := s.AddArchiveLink(ctx, d.Editor, e.ID, fmt.Sprint("https://perma.cc/", i, "-", e.ID))
		must(d.T, err)
	}
}

// drawOrigin sometimes lets a source have its facts from another.
func (d *desk) drawOrigin(t *rapid.T, e models.Evidence) {
	if e.Source == nil || e.Source.Confidential() || !rapid.Bool().Draw(t, "traced") {
		return
	}
	known, err := d.Store.SourcesOf(d.T.Context(), d.Editor, d.article.ID)
	must(d.T, err)
	from := rapid.SampledFrom(known).Draw(t, "origin")
	if from.OriginID != nil || from.ID == e.Source.ID || from.Confidential() || from.Attribution == models.OffRecord { // of which nothing leaves
		return
	}
	o, f := e.Source, models.SourceForm{Version: e.Source.Version, Title: e.Source.Title, Type: e.Source.Type, Tier: e.Source.Tier, URL: e.Source.URL, Attribution: e.Source.Attribution, Agreed: e.Source.Agreed, OriginID: from.ID}
	_, err = d.Store.EditSource(d.T.Context(), d.Editor, o.ID, f)
	must(d.T, err)
}

// drawReplies names who must be asked, and notes what came of it.
func (d *desk) drawReplies(t *rapid.T, c models.Claim) {
	ctx, s := d.T.Context(), d.Store
	for i := range rapid.IntRange(0, 2).Draw(t, "asked") {
		r, err := s.NameReply(ctx, d.Editor, c.ID, models.ReplyForm{Who: fmt.Sprint("Person ", i), Address: "somewhere"})
		must(d.T, err)
		deadline := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
		for _, step := range []models.ContactForm{{Step: models.StepAttempt, Channel: models.ChannelEmail, Said: "Is it true?", Deadline: &deadline},
			{Step: models.StepAnswer, Channel: models.ChannelPhone, Said: "It is."}, {Step: models.StepReflected, Said: "In the last paragraph."}} {
			if !rapid.Bool().Draw(t, "goes on") {
				break
			}
			must(d.T, s.NoteContact(ctx, d.Editor, r.ID, step))
		}
	}
}
