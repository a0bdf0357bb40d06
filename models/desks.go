package models

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
)

const (
	deskPage    = 30  // articles on one page of the desk
	deskWaiting = 4   // claims of the queue shown on the desk
	maxWho      = 3   // faces shown beside an article
	maxFound    = 20  // claims found by a search
	deskAsked   = 10  // queries shown on the desk
	maxSections = 100 // offered as a filter
)

// Desk reads one page of the desk with a number of queries that depends
// neither on the number of articles nor on that of their claims.
func (s *Store) Desk(ctx context.Context, actor User, q DeskQuery) (Desk, error) {
	q = q.settled()
	d := Desk{Query: q}
	var err error
	if d.People, err = s.people(ctx); err != nil {
		return d, err
	}
	if err := s.deskRows(ctx, actor, &d); err != nil {
		return d, err
	}
	if err := s.deskCounts(ctx, actor, &d); err != nil {
		return d, err
	}
	queue, err := s.Queue(ctx, actor, QueueDeadline)
	if err != nil {
		return d, err
	}
	d.WaitingN, d.Waiting = len(queue), queue[:min(deskWaiting, len(queue))]
	if d.Asked, err = s.askedOf(ctx, actor, d.Query); err != nil {
		return d, err
	}
	if d.Sections, d.Own, err = s.sectionsFor(ctx, actor); err != nil || d.Query.Search != "" {
		return d, err
	}
	if d.standsIn(actor, s.now()) {
		d.StandIn, err = s.standIn(ctx, actor)
	}
	return d, err
}

// standsIn reports whether the actor stands in for anybody now.
func (d Desk) standsIn(actor User, now time.Time) bool {
	for _, u := range d.People {
		if u.AwayAt(now) && sameID(u.StandInID, &actor.ID) {
			return true
		}
	}
	return false
}

// settled puts the usual choice where none was made, or an unknown one.
func (q DeskQuery) settled() DeskQuery {
	if !slices.Contains(DeskTabs, q.Tab) {
		q.Tab = DeskOpen
	}
	if !slices.Contains(DeskSorts, q.Sort) {
		q.Sort = SortDeadline
		if q.Tab == DeskDone {
			q.Sort = SortNewest
		}
	}
	q.Search, q.Section, q.After = tidy(q.Search), tidy(q.Section), tidy(q.After)
	return q
}

// deskRow is an article with the key that sorts it.
type deskRow struct {
	Article
	DueAt time.Time
}

func (s *Store) deskRows(ctx context.Context, actor User, d *Desk) error {
	q := s.read.WithContext(ctx).Table("articles").Select("articles.*, articles.due_at").Where("id NOT IN (?)", hiddenFrom(actor)).Limit(deskPage + 1)
	var err error
	if d.Query.Search != "" {
		if q, err = s.searched(ctx, actor, q, d); err != nil {
			return err
		}
	} else {
		q = inTab(q, d.Query.Tab, actor)
	}
	q = inSection(q, d.Query, actor)
	if q, err = ordered(q, d.Query); err != nil {
		return err
	}
	var rows []deskRow
	if err := q.Find(&rows).Error; err != nil {
		return fmt.Errorf("read the desk: %w", err)
	}
	if len(rows) > deskPage {
		rows = rows[:deskPage]
		d.Next = rows[deskPage-1].cursor(d.Query.Sort)
	}
	for _, r := range rows {
		d.Rows = append(d.Rows, DeskRow{Article: r.Article, Looks: map[Look]int{}, Counts: map[ClaimStatus]int{}})
	}
	return nil
}

// inSection narrows the articles to those of a section. Where none was asked for,
// members see those of their own sections, but all that is theirs and all that is
// searched for.
func inSection(q *gorm.DB, d DeskQuery, actor User) *gorm.DB {
	switch own := ownSections(actor); {
	case d.Section == AllSections, d.Section == "" && (d.Search != "" || d.Tab == DeskMine):
		return q
	case d.Section == "":
		return q.Where("(section IN (?) OR NOT EXISTS (?))", own, own)
	}
	return q.Where("section = ?", d.Section)
}

// inTab narrows the articles to those of a tab.
func inTab(q *gorm.DB, tab DeskTab, actor User) *gorm.DB {
	switch tab {
	case DeskDone:
		return q.Where("status IN ?", []ArticleStatus{ArticleSignedOff, ArticlePublished})
	case DeskHeld:
		return q.Where("status IN ?", []ArticleStatus{ArticleOnHold, ArticleKilled})
	}
	q = q.Where("status = 'checking'")
	switch tab {
	case DeskMine:
		return q.Where("(author_id = ? OR created_by = ? OR id IN (SELECT article_id FROM claims WHERE assignee_id = ?))", actor.ID, actor.ID, actor.ID)
	case DeskInReview:
		return q.Where("waiting > 0")
	case DeskUnassigned:
		return q.Where("NOT EXISTS (SELECT 1 FROM claims c WHERE c.article_id = articles.id AND c.assignee_id IS NOT NULL)")
	}
	return q
}

// ordered sorts the articles and starts after the cursor: the key and the id of
// the last row of the page before.
func ordered(q *gorm.DB, d DeskQuery) (*gorm.DB, error) {
	key, idText, paged := strings.Cut(d.After, "~")
	id, err := strconv.ParseInt(idText, 10, 64)
	if d.After != "" && (!paged || err != nil) {
		return nil, fmt.Errorf("read the place on the desk: %w", ErrNotFound)
	}
	switch d.Sort {
	case SortNewest:
		if paged {
			q = q.Where("id < ?", id)
		}
		return q.Order("id DESC"), nil
	case SortTitle:
		if paged {
			q = q.Where("(title, id) > (?, ?)", key, id)
		}
		return q.Order("title, id"), nil
	}
	if paged {
		at, err := time.Parse(time.RFC3339Nano, key)
		if err != nil {
			return nil, fmt.Errorf("read the place on the desk: %w", ErrNotFound)
		}
		q = q.Where("(due_at, id) > (?, ?)", at.UTC(), id)
	}
	return q.Order("due_at, id"), nil
}

func (r deskRow) cursor(sort DeskSort) string {
	key := ""
	switch sort {
	case SortDeadline:
		key = r.DueAt.UTC().Format(time.RFC3339Nano)
	case SortTitle:
		key = r.Title
	}
	return key + "~" + strconv.FormatInt(r.ID, 10)
}

// deskCounts adds coverage, claims and people to the rows.
func (s *Store) deskCounts(ctx context.Context, actor User, d *Desk) error {
	at := map[int64]*DeskRow{}
	var ids, revisions []int64
	for i := range d.Rows {
		a := d.Rows[i].Article
		at[a.ID] = &d.Rows[i]
		ids, revisions = append(ids, a.ID), append(revisions, a.RevisionID)
	}
	var groups []deskGroup
	err := s.read.WithContext(ctx).Raw(`SELECT article_id, `+shownStatus+` AS status, `+shownLook+` AS look, assignee_id, COUNT(*) AS n,
			COUNT(CASE WHEN c.status = 'open' AND EXISTS (SELECT 1 FROM reviews b WHERE b.claim_id = c.id AND b.verdict_id = c.verdict_id AND b.decision = 'return') THEN 1 END) AS returned
		FROM claims c WHERE article_id IN ? GROUP BY 1, 2, 3, 4`, blindTo(actor), blindTo(actor), ids).Scan(&groups).Error
	if err != nil {
		return fmt.Errorf("count the claims on the desk: %w", err)
	}
	for _, g := range groups {
		at[g.ArticleID].count(g)
	}
	coverage, err := s.coverageOf(revisions...)
	if err != nil {
		return err
	}
	where, args := waitsFor(actor)
	forMe, err := s.countBy(ctx, "SELECT a.id AS claim_id, COUNT(*) AS n FROM articles a JOIN claims c ON c.article_id = a.id WHERE a.id IN ? AND a.status = 'checking' AND "+where+" GROUP BY a.id",
		slices.Concat([]any{ids}, args)...)
	for id, row := range at {
		row.Coverage = coverage[row.Article.RevisionID]
		row.Coverage.Sentences = row.Article.Sentences
		row.ForMe = forMe[id]
	}
	return err
}

// deskGroup counts the claims of an article that are alike.
type deskGroup struct {
	ArticleID  int64
	Status     ClaimStatus
	Look       Look
	AssigneeID *int64
	N          int
	Returned   int
}

func (r *DeskRow) count(g deskGroup) {
	r.Counts[g.Status] += g.N
	if g.Status == ClaimWithdrawn {
		return
	}
	r.Claims += g.N
	r.Returned += g.Returned
	r.Looks[g.Look] += g.N
	if g.Status == ClaimApproved {
		r.Decided += g.N
	}
	if g.AssigneeID != nil && len(r.Who) < maxWho && !slices.Contains(r.Who, *g.AssigneeID) {
		r.Who = append(r.Who, *g.AssigneeID)
	}
}
