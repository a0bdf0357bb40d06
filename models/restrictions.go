package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Restriction loads for whom an article exists.
func (s *Store) Restriction(ctx context.Context, actor User, articleID int64) (Restriction, error) {
	var r Restriction
	var err error
	if r.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return r, err
	}
	if r.People, err = s.people(ctx); err != nil {
		return r, err
	}
	if err := s.read.WithContext(ctx).Where("article_id = ?", articleID).Find(&r.Named).Error; err != nil {
		return r, fmt.Errorf("list who is named for article %d: %w", articleID, err)
	}
	slices.SortFunc(r.Named, func(a, b NamedPerson) int { return byNameOfUser(r.People[a.UserID], r.People[b.UserID]) })
	for _, n := range r.Named {
		if u := r.People[n.UserID]; u.Active && u.Role.MayReview() && !sameID(&u.ID, r.Article.AuthorID) {
			r.Deciding++
		}
	}
	err = s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(reviewers_needed), 1) FROM claims WHERE article_id = ? AND withdrawn_at IS NULL", articleID).Scan(&r.Needed).Error
	if err != nil {
		return r, fmt.Errorf("count the reviewers that article %d wants: %w", articleID, err)
	}
	return r, nil
}

// RestrictArticle lets an article exist for named people alone: those who are
// given, whoever restricts it, and its author where that is an account.
func (s *Store) RestrictArticle(ctx context.Context, actor User, id int64, people []int64) error {
	return s.changeRestriction(ctx, actor, id, ArticleRestricted, func(tx *Store, r *Restriction) (Detail, error) {
		if r.Article.Restricted {
			return Detail{}, refuse("The article is restricted already. Name people one by one.")
		}
		if actor.seesAll {
			return Detail{}, refuse("Nobody signs in as the operator, so nobody could see the article. Restrict it as somebody, with --as.")
		}
		named := append([]int64{actor.ID}, people...)
		if r.Article.AuthorID != nil {
			named = append(named, *r.Article.AuthorID)
		}
		slices.Sort(named)
		var names []string
		for _, userID := range slices.Compact(named) {
			u, known := r.People[userID]
			if !known || !u.Active && !sameID(&userID, r.Article.AuthorID) {
				return Detail{}, invalid("people", "Choose from the list who may see the article.")
			}
			if err := tx.namePerson(actor, id, userID); err != nil {
				return Detail{}, err
			}
			names = append(names, u.Name)
		}
		return Detail{Name: strings.Join(names, ", ")}, tx.setRestricted(id, true)
	})
}

// LiftRestriction lets the article exist for everybody again.
func (s *Store) LiftRestriction(ctx context.Context, actor User, id int64) error {
	return s.changeRestriction(ctx, actor, id, ArticleUnrestricted, func(tx *Store, r *Restriction) (Detail, error) {
		if !r.Article.Restricted {
			return Detail{}, notRestricted
		}
		if err := tx.db.Where("article_id = ?", id).Delete(&NamedPerson{}).Error; err != nil {
			return Detail{}, err
		}
		return Detail{}, tx.setRestricted(id, false)
	})
}

// NamePerson lets a restricted article exist for one more person.
func (s *Store) NamePerson(ctx context.Context, actor User, id, userID int64) error {
	return s.changeRestriction(ctx, actor, id, PersonNamed, func(tx *Store, r *Restriction) (Detail, error) {
		if !r.Article.Restricted {
			return Detail{}, notRestricted
		}
		at := slices.IndexFunc(r.Others(), func(u User) bool { return u.ID == userID })
		if at < 0 {
			return Detail{}, invalid("person", "Choose somebody from the list who is not named yet.")
		}
		return Detail{Name: r.People[userID].Name}, tx.namePerson(actor, id, userID)
	})
}

// RemovePerson takes somebody off the list. Somebody who may change it stays on
// it: what nobody can see is lost.
func (s *Store) RemovePerson(ctx context.Context, actor User, id, userID int64) error {
	return s.changeRestriction(ctx, actor, id, PersonRemoved, func(tx *Store, r *Restriction) (Detail, error) {
		switch {
		case !slices.ContainsFunc(r.Named, func(n NamedPerson) bool { return n.UserID == userID }):
			return Detail{}, fmt.Errorf("find person %d: %w", userID, ErrNotFound)
		case !r.Keeps(userID):
			return Detail{}, refuse("An editor or a reviewer has to stay, so that somebody can name others. Name another one first.")
		}
		gone := tx.db.Where("article_id = ? AND user_id = ?", id, userID).Delete(&NamedPerson{})
		if gone.Error != nil {
			return Detail{}, gone.Error
		}
		here := tx.db.Exec("DELETE FROM presences WHERE article_id = ? AND user_id = ?", id, userID)
		return Detail{Name: r.People[userID].Name}, here.Error
	})
}

// notRestricted is what a list of names gets that there is not.
var notRestricted = refuse("The article is not restricted: everybody sees it.")

// changeRestriction runs one act on for whom an article exists.
func (s *Store) changeRestriction(ctx context.Context, actor User, id int64, action Action, do func(*Store, *Restriction) (Detail, error)) error {
	err := s.Tx(ctx, func(tx *Store) error {
		if _, err := tx.allowArticle(actor, id, action); err != nil {
			return err
		}
		r, err := tx.Restriction(ctx, actor, id)
		if err != nil {
			return err
		}
		detail, err := do(tx, &r)
		if err != nil {
			return err
		}
		return tx.record(actor, &id, nil, action, detail)
	})
	if err != nil {
		return fmt.Errorf("%s %d: %w", action, id, err)
	}
	return nil
}

func (s *Store) namePerson(actor User, articleID, userID int64) error {
	if err := s.db.Create(&NamedPerson{ArticleID: articleID, UserID: userID, NamedBy: actor.ID, NamedAt: s.now()}).Error; err != nil {
		return fmt.Errorf("name person %d: %w", userID, err)
	}
	return nil
}

// setRestricted takes the mark on or off; forms of the article stay good.
func (s *Store) setRestricted(articleID int64, restricted bool) error {
	if err := s.db.Model(&Article{}).Where("id = ?", articleID).Update("restricted", restricted).Error; err != nil {
		return fmt.Errorf("mark article %d: %w", articleID, err)
	}
	return nil
}
