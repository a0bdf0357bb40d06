package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"

	"stet/app/capture"
	"stet/app/export"
	"stet/app/intake"
	"stet/app/packet"
	"stet/app/picture"
	"stet/app/work"
	"stet/models"
)

// handlers says how each kind of job is done, and which are done one at a time:
// there is one browser.
func handlers(store *models.Store, fetcher *capture.Fetcher, camera *picture.Camera, limits intake.Limits) (all, alone work.Handlers) {
	all = work.Handlers{models.JobExport: exporter{store}.do}
	if fetcher == nil {
		return all, nil
	}
	c := capturer{store, fetcher, limits}
	all[models.JobCapture], all[models.JobRecheck], all[models.JobArchive] = c.keep, c.recheck, c.archive
	all[models.JobStamp] = stamper{store, fetcher, rand.Reader}.do
	if camera == nil {
		return all, nil
	}
	return all, work.Handlers{models.JobPicture: photographer{c, camera}.picture}
}

// exporter makes files of articles.
type exporter struct{ store *models.Store }

// do makes the file that somebody asked for, and notes in the history that the
// article left Stet.
func (e exporter) do(ctx context.Context, job models.Job, tell func(done, total int64)) (work.Outcome, error) {
	var form models.ExportForm
	if err := job.Read(&form); err != nil {
		return work.Outcome{}, err
	}
	actor, err := e.store.User(ctx, job.CreatedBy)
	if err != nil {
		return work.Outcome{}, err
	}
	f, err := e.file(ctx, actor, *job.ArticleID, form)
	if err != nil {
		return work.Outcome{}, err
	}
	result, err := e.store.MakeResult(f.name, f.mediaType, func(w io.Writer) error { return f.write(ctx, w, tell) })
	if refused := (export.Refused{}); errors.As(err, &refused) {
		err = &models.Refused{Reason: refused.Message()}
	}
	return work.Outcome{Result: result, Effect: func(ctx context.Context, tx *models.Store) error {
		return tx.RecordExport(ctx, actor, *job.ArticleID, form.Format, f.audience)
	}}, err
}

// file is a file of an article that is yet to be written.
type file struct {
	name, mediaType string
	audience        models.Audience
	write           func(ctx context.Context, w io.Writer, tell func(done, total int64)) error
}

// file prepares a file of an article: in one of the formats, or the packet of
// them all.
func (e exporter) file(ctx context.Context, actor models.User, articleID int64, form models.ExportForm) (file, error) {
	if form.Format == packet.FormatName {
		return e.packet(ctx, actor, articleID, form.For)
	}
	format, err := export.Find(form.Format)
	if err != nil {
		return file{}, err
	}
	audience := format.Audience(form.For)
	checked, err := e.store.Checked(ctx, actor, articleID, audience)
	return file{export.FileName(format.Name, checked), format.MediaType, audience, func(ctx context.Context, w io.Writer, tell func(done, total int64)) error {
		return export.Write(ctx, w, format.Name, checked, func(done, total int) { tell(int64(done), int64(total)) })
	}}, err
}

func (e exporter) packet(ctx context.Context, actor models.User, articleID int64, audience models.Audience) (file, error) {
	c := packet.Contents{By: actor.Name, Stet: version(), Open: e.store.OpenChecked}
	var err error
	if c.Checked, err = e.store.Checked(ctx, actor, articleID, audience); err != nil {
		return file{}, err
	}
	c.Public, err = e.store.Checked(ctx, actor, articleID, models.ForPublic)
	return file{packet.FileName(c.Checked), packet.MediaType, audience, func(ctx context.Context, w io.Writer, tell func(done, total int64)) error {
		_, err := packet.Write(ctx, w, c, tell)
		return err
	}}, err
}
