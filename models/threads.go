package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"stet/models/message"
)

// errDone ends an act that has nothing to do any more, which is no error.
var errDone = errors.New("it is done already")

// inThread runs one act on the thread of a comment, which holds the article, and
// records it.
func (s *Store) inThread(ctx context.Context, actor User, id int64, action Action, do func(*Store, Article, *Comment) (Detail, error)) error {
	err := s.Tx(ctx, func(tx *Store) error {
		c, err := tx.comment(ctx, actor, id)
		if err != nil {
			return err
		}
		if c.AnswerTo != nil {
			if c, err = tx.comment(ctx, actor, *c.AnswerTo); err != nil {
				return err
			}
		}
		a, err := tx.allowThread(actor, c, action) // the article is locked before its parts
		if err != nil {
			return err
		}
		if err := first(tx.db.First(&c, c.ID).Error, "load comment", id); err != nil {
			return err
		}
		detail, err := do(tx, a, &c)
		if err != nil {
			return err
		}
		return tx.recordTalk(actor, c, action, detail)
	})
	if err != nil && !errors.Is(err, errDone) {
		return fmt.Errorf("%s %d: %w", action, id, err)
	}
	return nil
}

// allowThread asks whether the actor may do something in a thread. Whoever is
// asked may answer there as an editor may.
func (s *Store) allowThread(actor User, c Comment, action Action) (Article, error) {
	if action == CommentAnswered && c.Query && actor.Active {
		var a Article
		if err := first(s.db.First(&a, c.ArticleID).Error, "load article", c.ArticleID); err != nil {
			return a, err
		}
		if c.Asks(actor, a) && !actor.Role.MayWrite() {
			actor.Role = RoleEditor
		}
	}
	return s.allowArticle(actor, c.ArticleID, action)
}

// Comment loads one comment.
func (s *Store) Comment(ctx context.Context, actor User, id int64) (Comment, error) {
	return s.comment(ctx, actor, id)
}

// lastInThread names who last did an action in a thread.
func (s *Store) lastInThread(id int64, action Action) message.Message {
	var e Event
	if s.db.Where("comment_id = ? AND action = ?", id, action).Order("id DESC").Limit(1).Find(&e).Error != nil || e.ID == 0 {
		return message.New(somebody)
	}
	return s.who(e.ActorID)
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}

// Discussion reads what is said about an article as a whole and about words of
// its text, with a number of queries that does not depend on how much that is.
func (s *Store) Discussion(ctx context.Context, actor User, articleID int64) (Discussion, error) {
	var d Discussion
	a, err := s.Article(ctx, actor, articleID)
	if err != nil {
		return d, err
	}
	err = s.comments(ctx, actor).Where("article_id = ? AND claim_id IS NULL", articleID).Order("id").Find(&d.Comments).Error
	if err != nil {
		return d, fmt.Errorf("load the comments on article %d: %w", articleID, err)
	}
	d.Talk, err = s.talk(ctx, a, d.Comments)
	return d, err
}

// talk reads where comments are and what was done in their threads.
func (s *Store) talk(ctx context.Context, a Article, all []Comment) (Talk, error) {
	t := Talk{Places: map[int64]Anchor{}}
	var ids []int64
	for _, c := range all {
		if c.AnswerTo == nil {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		return t, nil
	}
	var places []Anchor
	if err := s.read.WithContext(ctx).Where("revision_id = ? AND comment_id IN ?", a.RevisionID, ids).Order("id").Find(&places).Error; err != nil {
		return t, fmt.Errorf("load the places of comments on article %d: %w", a.ID, err)
	}
	for _, p := range places { // the newest of each counts
		t.Places[*p.CommentID] = p
	}
	var turns []Event
	err := s.read.WithContext(ctx).Where("comment_id IN ? AND action IN ?", ids, []Action{CommentResolved, CommentReopened, CommentHanded}).Order("id").Find(&turns).Error
	if err != nil {
		return t, fmt.Errorf("load what was done in the threads of article %d: %w", a.ID, err)
	}
	if len(turns) == 0 {
		return t, nil
	}
	t.Turns, err = s.historyLines(ctx, turns)
	return t, err
}

// openComments counts the threads that are not settled, by claim, as far as they
// exist for the actor, and adds those on words of the text; queries that block
// stand in the way of a sign-off for everybody.
func (s *Store) openComments(ctx context.Context, actor User, w *Workspace, places []Anchor) (map[int64]int, error) {
	var open []struct {
		Comment
		Shown   bool
		Answers int
	}
	err := s.read.WithContext(ctx).Model(&Comment{}).Select(`comments.id, comments.claim_id, comments.query, comments.blocking, comments.legal, comments.due_at, comments.created_by, (?) AS shown,
			CASE WHEN comments.claim_id IS NULL THEN comments.body ELSE '' END AS body, (SELECT COUNT(*) FROM comments n WHERE n.answer_to = comments.id) AS answers`, shownTo(actor)).
		Where("article_id = ? AND resolved_at IS NULL AND answer_to IS NULL", w.Article.ID).Order("id").Find(&open).Error
	if err != nil {
		return nil, fmt.Errorf("count the comments of article %d: %w", w.Article.ID, err)
	}
	at := map[int64]Anchor{}
	for _, p := range places {
		if p.CommentID != nil {
			at[*p.CommentID] = p
		}
	}
	counts := map[int64]int{}
	for _, c := range open {
		if c.Blocking {
			w.Blockers++
		}
		if !c.Shown {
			continue
		}
		counts[value(c.ClaimID)]++
		if p, on := at[c.ID]; on && p.Method.Attached() {
			w.Remarks = append(w.Remarks, Remark{Comment: c.Comment, Answers: c.Answers, Anchor: p})
		}
	}
	w.Threads = counts[0]
	byPlace(w.Remarks)
	return counts, nil
}

// askedOf lists open queries to the actor that nobody but the actor has to say
// something to: where theirs is the last word, somebody else has to settle it. A
// search has none.
func (s *Store) askedOf(ctx context.Context, actor User, q DeskQuery) ([]AskedQuery, error) {
	var all []AskedQuery
	if q.Search != "" {
		return nil, nil
	}
	err := s.comments(ctx, actor).Select("comments.*, a.title").Joins("JOIN articles a ON a.id = comments.article_id").
		Where("comments.query AND comments.resolved_at IS NULL AND comments.answer_to IS NULL AND a.status <> 'killed'").
		Where("(comments.owner_id = ? OR comments.for_author AND a.author_id = ?)", actor.ID, actor.ID).
		Where("COALESCE((SELECT n.created_by FROM comments n WHERE n.id = (SELECT MAX(l.id) FROM comments l WHERE l.answer_to = comments.id)), 0) <> ?", actor.ID).
		Order("(comments.due_at IS NULL), comments.due_at, comments.id").Limit(deskAsked).Scan(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list what is asked of somebody: %w", err)
	}
	return all, nil
}
