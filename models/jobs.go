package models

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
)

// recentJobs is how many jobs of an article are listed.
const recentJobs = 10

// enqueue puts a job into the queue, in the transaction of the act that wants
// it: either both happen or neither. The same work that the same person has
// asked for and that nobody has begun is not queued a second time.
func (s *Store) enqueue(actor User, kind JobKind, articleID *int64, payload any) (Job, error) {
	data, err := json.Marshal(payload)
	if err != nil {
		return Job{}, fmt.Errorf("queue %s: %w", kind, err)
	}
	var same []Job
	q := s.db.Where("kind = ? AND payload = ? AND created_by = ? AND status = ?", kind, string(data), actor.ID, JobQueued)
	if articleID != nil {
		q = q.Where("article_id = ?", *articleID)
	} else {
		q = q.Where("article_id IS NULL")
	}
	if err := q.Limit(1).Find(&same).Error; err != nil {
		return Job{}, fmt.Errorf("queue %s: %w", kind, err)
	}
	if len(same) > 0 {
		return same[0], nil
	}
	now := s.now()
	j := Job{Kind: kind, ArticleID: articleID, Payload: string(data), Status: JobQueued, FreeAt: now, CreatedBy: actor.ID, CreatedAt: now}
	if err := s.db.Create(&j).Error; err != nil {
		return Job{}, fmt.Errorf("queue %s: %w", kind, err)
	}
	*s.queued = true
	return j, nil
}

// Job loads a job. Whoever reads its article may see it; one without an article
// is seen by whoever asked for it. It returns ErrNotFound to anybody else.
func (s *Store) Job(ctx context.Context, actor User, id int64) (Job, error) {
	var j Job
	if err := first(s.seenJobs(ctx, actor).First(&j, id).Error, "load job", id); err != nil {
		return Job{}, err
	}
	return j, nil
}

// ArticleJobs lists the newest jobs of an article, the newest first.
func (s *Store) ArticleJobs(ctx context.Context, actor User, articleID int64) ([]Job, error) {
	if _, err := s.Article(ctx, actor, articleID); err != nil {
		return nil, err
	}
	var all []Job
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Order("id DESC").Limit(recentJobs).Find(&all).Error; err != nil {
		return nil, fmt.Errorf("list the jobs of article %d: %w", articleID, err)
	}
	return all, nil
}

// OpenJobResult opens the file that a job made, for those who could have asked
// for it. It returns ErrNotFound where there is none.
func (s *Store) OpenJobResult(ctx context.Context, actor User, id int64) (Job, io.ReadSeekCloser, error) {
	j, err := s.Job(ctx, actor, id)
	if err != nil {
		return j, nil, err
	}
	if j.Result.SHA256 == "" {
		return j, nil, fmt.Errorf("open the file of job %d: %w", id, ErrNotFound)
	}
	if reason := j.refusal(actor); reason != "" {
		return j, nil, refuse(reason)
	}
	if err := s.mayHold(ctx, actor, j); err != nil {
		return j, nil, err
	}
	r, err := s.blobs.Open(j.Result.SHA256)
	return j, r, err
}

// mayHold refuses a file that somebody else had made, in which a verdict may
// stand that is hidden from the actor.
func (s *Store) mayHold(ctx context.Context, actor User, j Job) error {
	if j.ArticleID == nil || j.CreatedBy == actor.ID {
		return nil
	}
	blind, err := s.blindClaims(ctx, actor, *j.ArticleID)
	if err == nil && len(blind) > 0 {
		err = refuse("This file may show a verdict that you are to give a second one to. Have one made for you.")
	}
	return err
}

// CancelJob asks for the end of a job. One that nobody has begun ends at once;
// whoever runs another one sees it within moments. One that has ended stays as
// it is. Whoever asked for the job may, and whoever writes articles.
func (s *Store) CancelJob(ctx context.Context, actor User, id int64) error {
	return s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.Job(ctx, actor, id); err != nil {
			return err
		}
		var j Job
		if err := first(tx.locking("").First(&j, id).Error, "load job", id); err != nil {
			return err
		}
		if !actor.Active || j.CreatedBy != actor.ID && !actor.Role.MayWrite() {
			return refuse("Only who asked for this can cancel it, or somebody with the editor role.")
		}
		switch j.Status {
		case JobQueued:
			j.end(JobCancelled, tx.now())
		case JobRunning:
			j.Cancelling = true
		}
		*tx.queued = true
		return tx.saveJob(j)
	})
}

// MakeResult keeps what write writes as the file of a job. The file is named by
// the outcome of the job; one that no job names in the end is swept.
func (s *Store) MakeResult(name, mediaType string, write func(io.Writer) error) (JobResult, error) {
	sha, size, err := s.blobs.Fill(write)
	if err != nil {
		return JobResult{}, fmt.Errorf("make %s: %w", name, err)
	}
	return JobResult{SHA256: sha, Name: fileName(name), MediaType: mediaType, Size: size}, nil
}
