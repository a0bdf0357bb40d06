package models

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// byLink says of an answer that it came in by a link for the author.
const byLink = "link"

// ForAuthor is what an article asks of its author, as they see it, and the links
// by which they answer.
type ForAuthor struct {
	Article  Article
	Comments []Comment        // the open queries with their answers, the oldest first
	Words    map[int64]string // by query: the words it is about; none for the article as a whole
	Links    []Inquiry        // the newest first; for those who make them
	People   map[int64]User
}

// ForAuthor reads what an article asks of its author: for the author, and for
// those who write to see what the author sees. Whoever is neither is refused.
func (s *Store) ForAuthor(ctx context.Context, actor User, articleID int64) (ForAuthor, error) {
	var f ForAuthor
	var err error
	if f.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return f, err
	}
	if !actor.Role.MayWrite() && !sameID(f.Article.AuthorID, &actor.ID) {
		return f, refuse("These questions are for the author of the article, and for those who work on it.")
	}
	queries, err := s.queriesOfAuthor(ctx, f.Article)
	if err != nil {
		return f, err
	}
	if f.Words, err = s.wordsAsked(ctx, f.Article, queries); err != nil {
		return f, err
	}
	var ids []int64
	for _, q := range queries {
		ids = append(ids, q.ID)
	}
	var answers []Comment
	if err := s.read.WithContext(ctx).Where("answer_to IN ? AND NOT legal", ids).Order("id").Find(&answers).Error; err != nil {
		return f, fmt.Errorf("load the answers about article %d: %w", articleID, err)
	}
	f.Comments = append(queries, answers...)
	if f.People, err = s.people(ctx); err != nil || !actor.Role.MayWrite() {
		return f, err
	}
	f.Links, err = s.inquiriesWhere(s.read.WithContext(ctx).Where("article_id = ? AND claim_id IS NULL", articleID))
	slices.Reverse(f.Links)
	return f, err
}

// queriesOfAuthor are the open queries to the author. Those in the lane of legal
// are asked and answered there alone.
func (s *Store) queriesOfAuthor(ctx context.Context, a Article) ([]Comment, error) {
	var all []Comment
	err := s.read.WithContext(ctx).Where("article_id = ? AND query AND NOT legal AND answer_to IS NULL AND resolved_at IS NULL AND (for_author OR owner_id = ?)", a.ID, value(a.AuthorID)).
		Where("claim_id IS NULL OR claim_id IN (SELECT id FROM claims WHERE withdrawn_at IS NULL)").Order("id").Find(&all).Error
	if err != nil {
		return nil, fmt.Errorf("list what the author of article %d is asked: %w", a.ID, err)
	}
	return all, nil
}

// wordsAsked are the words of the text that queries are about, by query.
func (s *Store) wordsAsked(ctx context.Context, a Article, queries []Comment) (map[int64]string, error) {
	words := map[int64]string{}
	var ids, claims []int64
	for _, q := range queries {
		ids, claims = append(ids, q.ID), append(claims, value(q.ClaimID))
	}
	var places []Anchor
	err := s.read.WithContext(ctx).Where("revision_id = ? AND method <> 'removed' AND (comment_id IN ? OR claim_id IN ?)", a.RevisionID, ids, claims).Order("place DESC, id").Find(&places).Error
	if err != nil {
		return nil, fmt.Errorf("load the words that article %d asks about: %w", a.ID, err)
	}
	of := map[[2]int64]string{}
	for _, p := range places { // the newest row of the first place counts
		of[[2]int64{value(p.CommentID), value(p.ClaimID)}] = p.Quote
	}
	for _, q := range queries {
		if q.ClaimID == nil {
			words[q.ID] = of[[2]int64{q.ID, 0}]
		} else {
			words[q.ID] = of[[2]int64{0, *q.ClaimID}]
		}
	}
	return words, nil
}

// askedOfAuthor is what whoever has a link for the author is shown.
func (s *Store) askedOfAuthor(ctx context.Context, a Article) ([]Asked, error) {
	queries, err := s.queriesOfAuthor(ctx, a)
	if err != nil {
		return nil, err
	}
	words, err := s.wordsAsked(ctx, a, queries)
	if err != nil {
		return nil, err
	}
	var came []struct {
		AnswerTo  int64
		CreatedAt time.Time
	}
	err = s.read.WithContext(ctx).Model(&Comment{}).Select("answer_to", "created_at").Where("article_id = ? AND inquiry_id IS NOT NULL", a.ID).Order("id").Scan(&came).Error
	if err != nil {
		return nil, fmt.Errorf("look for answers by links: %w", err)
	}
	var all []Asked
	for _, q := range queries {
		asked := Asked{ID: q.ID, Ask: q.Body, Words: words[q.ID], DueAt: q.DueAt}
		for _, c := range came {
			if c.AnswerTo == q.ID {
				asked.Answered = &c.CreatedAt
			}
		}
		all = append(all, asked)
	}
	return all, nil
}

// LinkAuthor makes a link by which the author answers what the article asks them
// without an account, and returns its token, which is shown this once. A nil
// until is a week from now.
func (s *Store) LinkAuthor(ctx context.Context, actor User, articleID int64, until *time.Time) (string, error) {
	token, err := s.newToken()
	if err != nil {
		return "", fmt.Errorf("make a link: %w", err)
	}
	err = s.Tx(ctx, func(tx *Store) error {
		a, err := tx.allowArticle(actor, articleID, InquirySent)
		if err != nil {
			return err
		}
		i := Inquiry{ArticleID: a.ID, TokenHash: hashToken(token), Who: a.Byline, CreatedBy: actor.ID, CreatedAt: tx.now()}
		if i.ExpiresAt = i.CreatedAt.Add(inquiryLasts); until != nil {
			i.ExpiresAt = until.UTC()
		}
		c := checks{}
		c.period(i)
		if err := c.err(); err != nil {
			return err
		}
		if err := tx.db.Create(&i).Error; err != nil {
			return err
		}
		return tx.record(actor, &a.ID, nil, InquirySent, Detail{})
	})
	if err != nil {
		return "", fmt.Errorf("make a link for the author of article %d: %w", articleID, err)
	}
	return token, nil
}

func (s *Store) revokeAuthorLink(ctx context.Context, actor User, i Inquiry) error {
	return s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.allowArticle(actor, i.ArticleID, InquiryRevoked); err != nil {
			return err
		}
		if err := tx.closeLink(actor, i.ID); err != nil {
			return fmt.Errorf("close link %d: %w", i.ID, err)
		}
		return tx.record(actor, &i.ArticleID, nil, InquiryRevoked, Detail{})
	})
}

// AnswerAsAuthor takes in what the author answers by a link, by query; all of it
// or nothing. It returns ErrNotFound for a link that takes no answers, and an
// Invalid that names the queries by their ids.
func (s *Store) AnswerAsAuthor(ctx context.Context, token, address string, said map[int64]string) error {
	if err := s.countTry(ctx, address); err != nil {
		return err
	}
	return s.throughLink(ctx, token, func(tx *Store, i Inquiry, a Article) error {
		if !i.ForAuthor() {
			return fmt.Errorf("answer by a link: %w", ErrNotFound)
		}
		queries, err := tx.queriesOfAuthor(ctx, a)
		if err != nil {
			return err
		}
		answers, err := i.answers(queries, said)
		if err != nil {
			return err
		}
		var came int64
		if err := tx.db.Model(&Comment{}).Where("inquiry_id = ?", i.ID).Count(&came).Error; err != nil {
			return fmt.Errorf("count the answers by a link: %w", err)
		}
		if int(came)+len(answers) > mostByAuthor {
			return refuse("More has been answered by this link than it takes. Ask whoever gave it to you for a new one.")
		}
		return tx.takeAnswers(ctx, i, answers)
	})
}

// answers are what an author says, in the order of the queries.
func (i Inquiry) answers(queries []Comment, said map[int64]string) ([]Comment, error) {
	c := checks{}
	var all []Comment
	left := len(said)
	for _, q := range queries {
		body, any := said[q.ID]
		if !any {
			continue
		}
		left--
		answer := q.answer(tidy(body))
		answer.InquiryID = &i.ID
		c.need(len(answer.Body) <= maxField, fmt.Sprint(q.ID), "This is too long. Keep it under 20,000 characters.")
		if answer.Body != "" {
			all = append(all, answer)
		}
	}
	c.need(left == 0, "gone", "Something you answered is not asked any more. What you wrote about it stands below, and was not sent.")
	c.need(len(all) > 0 || len(c) > 0, "said", "Write an answer first.")
	return all, c.err()
}

// takeAnswers stores answers under the name of who made the link, without the
// names that the vault keeps.
func (s *Store) takeAnswers(ctx context.Context, i Inquiry, answers []Comment) error {
	for _, c := range answers {
		c.CreatedBy, c.CreatedAt = i.CreatedBy, s.now()
		if err := s.unsay(&c.Body, i); err != nil {
			return err
		}
		if err := s.db.Create(&c).Error; err != nil {
			return fmt.Errorf("store an answer: %w", err)
		}
		if err := s.recordTalk(User{ID: i.CreatedBy}, c, CommentAnswered, Detail{Is: byLink}); err != nil {
			return err
		}
	}
	return s.noteUse(ctx, i)
}
