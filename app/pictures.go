package main

import (
	"context"
	"errors"

	"stet/app/picture"
	"stet/app/work"
	"stet/models"
	"stet/models/message"
)

// picturePatience is how often a browser that fails is started for one picture.
const picturePatience = 3

// photographer takes pictures of the pages that evidence comes from.
type photographer struct {
	capturer
	camera *picture.Camera
}

// picture takes the picture of a page that was kept. A browser that fails is
// tried a few times; nothing waits for it.
func (p photographer) picture(ctx context.Context, job models.Job, _ func(done, total int64)) (work.Outcome, error) {
	of, err := p.store.JobCapture(ctx, job)
	if err != nil {
		return work.Outcome{}, err
	}
	address, err := p.store.PictureRequest(ctx, of.ID)
	if refused := (*models.Refused)(nil); errors.As(err, &refused) {
		return p.untaken(ctx, of, refused.Reason)
	}
	if err != nil {
		return work.Outcome{}, err
	}
	taken, err := p.camera.Take(ctx, address)
	if said := (*picture.Error)(nil); errors.As(err, &said) {
		if ctx.Err() == nil && said.Err != nil && job.Attempts < picturePatience {
			return work.Outcome{}, &models.Passing{Reason: said.Reason, Err: said.Err}
		}
		return p.untaken(ctx, of, said.Reason)
	}
	if err != nil {
		return work.Outcome{}, err
	}
	kept, err := p.store.KeepPicture(taken.PNG, taken.Width, taken.Height)
	if err != nil {
		return work.Outcome{}, err
	}
	return p.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.PictureTaken(ctx, of.ID, kept) })
}

func (p photographer) untaken(ctx context.Context, of models.Capture, reason message.Message) (work.Outcome, error) {
	return p.outcome(ctx, func(ctx context.Context, tx *models.Store) error { return tx.PictureNotTaken(ctx, of.ID, reason) })
}
