package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// The lane of legal. A thread in it exists for people who are of legal, for
// whoever wrote in it, and for whom it asks now; for everybody else it never
// was, but that a query in it which blocks the sign-off is counted. It leaves in
// no export, whoever makes it. Its events name the comment alone and neither
// article nor claim, so that nobody comes upon them who asks what happened to
// those. Every question for comments goes through one of the two below, but for
// those that leave the lane out altogether.

// inLane says of comments whether they exist for the actor.
func inLane(actor User) clause.Expr {
	if actor.seesAll {
		return gorm.Expr("TRUE")
	}
	return gorm.Expr(`(NOT comments.legal OR EXISTS (SELECT 1 FROM users u WHERE u.id = ? AND u.legal)
		OR COALESCE(comments.answer_to, comments.id) IN (SELECT COALESCE(t.answer_to, t.id) FROM comments t WHERE t.legal AND t.article_id = comments.article_id AND (t.created_by = ? OR t.owner_id = ?)))`,
		actor.ID, actor.ID, actor.ID)
}

// shownTo says of comments whether the actor reads them: they are in no lane that
// does not exist for them, and tell nothing of a verdict that is hidden from them.
func shownTo(actor User) clause.Expr {
	return gorm.Expr("? AND comments.id NOT IN (?)", inLane(actor), unsaidTo(actor))
}

// comments asks for comments, those that the actor reads.
func (s *Store) comments(ctx context.Context, actor User) *gorm.DB {
	return s.seen(ctx, actor).Model(&Comment{}).Where("?", shownTo(actor))
}

// comment loads one comment, if the actor reads it.
func (s *Store) comment(ctx context.Context, actor User, id int64) (Comment, error) {
	var c Comment
	err := first(s.comments(ctx, actor).First(&c, id).Error, "load comment", id)
	return c, err
}

// recordTalk records what was done in the thread of a comment.
func (s *Store) recordTalk(actor User, c Comment, action Action, d Detail) error {
	thread := c.Thread()
	d.Thread = &thread
	if d.Comment == 0 {
		d.Comment = c.ID
	}
	if !c.Legal {
		return s.record(actor, &c.ArticleID, c.ClaimID, action, d)
	}
	s.touch(c.ArticleID)
	return s.record(actor, nil, nil, action, d)
}

// Hears reports whether a line of the history exists for somebody who may see
// its article.
func (s *Store) Hears(ctx context.Context, actor User, l HistoryLine) (bool, error) {
	if !l.InLane() {
		return true, nil
	}
	var n int64
	if err := s.comments(ctx, actor).Where("comments.id = ?", *l.CommentID).Count(&n).Error; err != nil {
		return false, fmt.Errorf("ask who hears of event %d: %w", l.ID, err)
	}
	return n > 0, nil
}

// placeLane adds to lines of the lane which claims and articles they are about.
func (s *Store) placeLane(lines []HistoryLine) error {
	var ids []int64
	for _, l := range lines {
		if l.InLane() {
			ids = append(ids, *l.CommentID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	var about []Comment
	if err := s.read.Select("id", "claim_id").Where("id IN ?", ids).Find(&about).Error; err != nil {
		return fmt.Errorf("load what was discussed: %w", err)
	}
	claims := map[int64]*int64{}
	for _, c := range about {
		claims[c.ID] = c.ClaimID
	}
	for i := range lines {
		if lines[i].InLane() {
			lines[i].ClaimID = claims[*lines[i].CommentID]
		}
	}
	return nil
}
