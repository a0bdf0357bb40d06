package models

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// A restricted article exists for the people named for it and for nobody else:
// whoever is not one of them is answered as if it and all that belongs to it had
// never been. Every question that an actor asks of what belongs to articles goes
// through one of the four below.

// itself is the program, under the name of who began what it goes on with.
func itself(userID int64) User { return User{ID: userID, seesAll: true} }

// NamedPerson is somebody for whom a restricted article exists.
type NamedPerson struct {
	ArticleID int64
	UserID    int64
	NamedBy   int64
	NamedAt   time.Time
}

// TableName is that of the table.
func (NamedPerson) TableName() string { return "article_people" }

// hiddenFrom asks for the articles that do not exist for somebody. For the
// operator, who has the database itself, they all do.
func hiddenFrom(actor User) clause.Expr {
	if actor.seesAll {
		return gorm.Expr("SELECT id FROM articles WHERE FALSE")
	}
	return gorm.Expr("SELECT id FROM articles WHERE restricted AND id NOT IN (SELECT article_id FROM article_people WHERE user_id = ?)", actor.ID)
}

// hiddenSources asks for the sources that do not exist for somebody: those that
// articles name, or once did, which all are hidden from them.
func hiddenSources(actor User) clause.Expr {
	hidden := hiddenFrom(actor)
	return gorm.Expr(`SELECT n.source_id FROM source_articles n WHERE n.article_id IN (?)
		AND NOT EXISTS (SELECT 1 FROM source_articles o WHERE o.source_id = n.source_id AND o.article_id NOT IN (?))`, hidden, hidden)
}

// seen asks for rows that belong to articles, those that exist for the actor.
func (s *Store) seen(ctx context.Context, actor User) *gorm.DB {
	return s.read.WithContext(ctx).Where("article_id NOT IN (?)", hiddenFrom(actor))
}

// seenSources asks for sources, those that exist for the actor.
func (s *Store) seenSources(ctx context.Context, actor User) *gorm.DB {
	return s.read.WithContext(ctx).Where("sources.id NOT IN (?)", hiddenSources(actor))
}

// exists answers ErrNotFound for an article that does not exist for the actor.
func (s *Store) exists(actor User, a Article) error {
	if !a.Restricted || actor.seesAll {
		return nil
	}
	return first(s.read.Where("article_id = ? AND user_id = ?", a.ID, actor.ID).First(&NamedPerson{}).Error, "load article", a.ID)
}

// mayBeChosen reports whether an id is none, or that of somebody for whom the
// article exists, 0 for one that is not made yet.
func (s *Store) mayBeChosen(id *int64, articleID int64) bool {
	if id == nil {
		return true
	}
	var n int64
	err := s.db.Model(&User{}).Where("id = ? AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = ? AND a.restricted AND NOT EXISTS (SELECT 1 FROM article_people p WHERE p.article_id = a.id AND p.user_id = users.id))", *id, articleID).Count(&n).Error
	return err == nil && n == 1
}

// Restriction says for whom an article exists.
type Restriction struct {
	Article  Article
	Named    []NamedPerson // by name; none while the article is everybody's
	People   map[int64]User
	Needed   int // the most reviewers that a claim in it wants
	Deciding int // named people who could approve: active reviewers who did not write it
}

// Others are the active people who are not named yet, by name.
func (r Restriction) Others() []User {
	var all []User
	for _, u := range r.People {
		if u.Active && u.Email != operatorEmail && !slices.ContainsFunc(r.Named, func(n NamedPerson) bool { return n.UserID == u.ID }) {
			all = append(all, u)
		}
	}
	slices.SortFunc(all, byNameOfUser)
	return all
}

// Short is how many reviewers have to be named yet before every claim can be
// approved, at the least.
func (r Restriction) Short() int {
	if !r.Article.Restricted {
		return 0
	}
	return max(0, r.Needed-r.Deciding)
}

// Keeps reports whether somebody of the named who may change the list is left
// when one of them goes.
func (r Restriction) Keeps(without int64) bool {
	return slices.ContainsFunc(r.Named, func(n NamedPerson) bool {
		u := r.People[n.UserID]
		return n.UserID != without && u.Active && u.Role.MayWrite()
	})
}

func byNameOfUser(a, b User) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), int(a.ID-b.ID))
}

// seenJobs asks for the jobs of articles that exist for the actor, and for their
// own that are of none.
func (s *Store) seenJobs(ctx context.Context, actor User) *gorm.DB {
	return s.read.WithContext(ctx).Where("(article_id IS NOT NULL AND article_id NOT IN (?) OR article_id IS NULL AND created_by = ?)", hiddenFrom(actor), actor.ID)
}
