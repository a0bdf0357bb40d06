package models

import (
	"context"
	"fmt"
	"slices"
)

// Assigning is all that the page shows on which claims are given to people.
type Assigning struct {
	Article     Article
	Section     Section // that the article names; without an id where it names none of these
	Claims      []Claim // on which something is left to do, by number
	People      map[int64]User
	Loads       []Load       // of all who may get a claim or have one, by name
	Assignables []Assignable // by name
	Rules       []AssignRule // in order
	Sections    map[int64]string
	Shares      []Share // what the rules say of the claims that nobody has
}

// Assigning reads what claims of an article there are to be given to people, and
// what the rules would do.
func (s *Store) Assigning(ctx context.Context, actor User, articleID int64) (Assigning, error) {
	var b Assigning
	var err error
	if b.Article, err = s.Article(ctx, actor, articleID); err != nil {
		return b, err
	}
	err = s.read.WithContext(ctx).Where("article_id = ? AND status IN ?", articleID, []ClaimStatus{ClaimOpen, ClaimInReview, ClaimStale}).Order("number").Find(&b.Claims).Error
	if err != nil {
		return b, fmt.Errorf("load the claims of article %d: %w", articleID, err)
	}
	if err := s.addAssignables(ctx, actor, &b); err != nil {
		return b, err
	}
	unassigned := slices.DeleteFunc(slices.Clone(b.Claims), func(c Claim) bool { return c.AssigneeID != nil || c.Status == ClaimInReview })
	if len(b.Rules) > 0 {
		b.Shares = ShareOut(b.Rules, unassigned, b.Article, b.Section.ID, b.Assignables, s.now())
	}
	return b, s.hideFirsts(ctx, actor, articleID, b.Claims)
}

// addAssignables adds who could get claims of the article, and the rules.
func (s *Store) addAssignables(ctx context.Context, actor User, b *Assigning) error {
	var err error
	if b.People, err = s.people(ctx); err != nil {
		return err
	}
	if b.Rules, err = s.AssignRules(ctx); err != nil {
		return err
	}
	sections, err := s.Sections(ctx, actor)
	if err != nil {
		return err
	}
	of := map[int64][]int64{}
	b.Sections = map[int64]string{}
	for _, x := range sections {
		if b.Sections[x.ID] = x.Name; x.Name == b.Article.Section {
			b.Section = x
		}
		for _, userID := range x.Members {
			of[userID] = append(of[userID], x.ID)
		}
	}
	var named []int64
	if b.Article.Restricted {
		err := s.read.WithContext(ctx).Model(&NamedPerson{}).Where("article_id = ?", b.Article.ID).Pluck("user_id", &named).Error
		if err != nil {
			return fmt.Errorf("list who is named for article %d: %w", b.Article.ID, err)
		}
	}
	counts, err := s.loads(ctx, actor)
	if err != nil {
		return err
	}
	for _, u := range b.People {
		load := counts[u.ID]
		load.User = u
		c := Assignable{User: u, Open: load.Open, Sections: of[u.ID], Outside: b.Article.Restricted && !slices.Contains(named, u.ID)}
		if why := c.Unfit(b.Article, s.now()); why == UnfitRole || why == UnfitOutside {
			continue
		}
		b.Assignables, b.Loads = append(b.Assignables, c), append(b.Loads, load)
	}
	slices.SortFunc(b.Assignables, func(a, b Assignable) int { return byNameOfUser(a.User, b.User) })
	slices.SortFunc(b.Loads, byNameOfLoad)
	return nil
}

// Loads says what each person who may write has to do, by name. Articles that do
// not exist for the actor are not counted.
func (s *Store) Loads(ctx context.Context, actor User) ([]Load, error) {
	people, err := s.people(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := s.loads(ctx, actor)
	if err != nil {
		return nil, err
	}
	var all []Load
	for _, u := range people {
		load, has := counts[u.ID]
		if load.User = u; has || u.Active && u.Role.MayWrite() && u.Email != operatorEmail {
			all = append(all, load)
		}
	}
	slices.SortFunc(all, byNameOfLoad)
	return all, nil
}

// loads counts what people have to do, by their ids.
func (s *Store) loads(ctx context.Context, actor User) (map[int64]Load, error) {
	var rows []struct {
		UserID                  int64
		Open, InReview, Overdue int
	}
	err := s.read.WithContext(ctx).Raw(`SELECT c.assignee_id AS user_id, COUNT(CASE WHEN c.status <> 'in_review' THEN 1 END) AS open,
			COUNT(CASE WHEN c.status = 'in_review' THEN 1 END) AS in_review, COUNT(CASE WHEN c.due_at < ? THEN 1 END) AS overdue
		FROM claims c JOIN articles a ON a.id = c.article_id
		WHERE c.assignee_id IS NOT NULL AND c.status IN ('open', 'in_review', 'stale') AND a.status = 'checking' AND a.id NOT IN (?) GROUP BY c.assignee_id`, s.now(), hiddenFrom(actor)).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count what people have to do: %w", err)
	}
	all := map[int64]Load{}
	for _, r := range rows {
		all[r.UserID] = Load{Open: r.Open, InReview: r.InReview, Overdue: r.Overdue}
	}
	return all, nil
}
