package models

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// articleChannel is where processes tell one another of articles, by number, and
// of people whose notices are others now, by number after a mark.
const (
	articleChannel = "stet_articles"
	personMark     = "u"
)

// How often another process's writes are looked for where nobody tells of them,
// and how long to wait before listening again where that broke.
const (
	lookEvery  = 500 * time.Millisecond
	hearsAgain = time.Second
)

// Hear rings the bells of articles that other processes write to, until ctx
// ends: on PostgreSQL they tell one another, on SQLite the history is looked at.
// What goes wrong is told and tried again; then every bell rings once, for
// something may have been missed.
func (s *Store) Hear(ctx context.Context, failed func(error)) {
	hear := s.hearSQLite
	if s.engine == enginePostgres {
		hear = s.hearPostgres
	}
	for ctx.Err() == nil {
		if err := hear(ctx); err != nil && ctx.Err() == nil {
			failed(fmt.Errorf("hear of other processes: %w", err))
		}
		select {
		case <-ctx.Done():
		case <-time.After(hearsAgain):
		}
	}
}

func (s *Store) hearPostgres(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.address)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, "LISTEN "+articleChannel); err != nil {
		return err
	}
	s.ringAll()
	for {
		told, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		of, payload := s.articles, told.Payload
		if person, is := strings.CutPrefix(payload, personMark); is {
			of, payload = s.callers, person
		}
		if id, err := strconv.ParseInt(payload, 10, 64); err == nil {
			of.ring(id)
		}
	}
}

func (s *Store) hearSQLite(ctx context.Context) error {
	var last int64
	if err := s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(id), 0) FROM events").Scan(&last).Error; err != nil {
		return err
	}
	s.ringAll()
	for tick := time.NewTicker(lookEvery); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return nil
		case <-tick.C:
		}
		var fresh []Event
		if err := s.read.WithContext(ctx).Raw("SELECT e.id, COALESCE(e.article_id, m.article_id) AS article_id FROM events e LEFT JOIN comments m ON m.id = e.comment_id WHERE e.id > ? ORDER BY e.id", last).Scan(&fresh).Error; err != nil {
			tick.Stop()
			return err
		}
		if err := s.ringForPeople(ctx, fresh); err != nil {
			tick.Stop()
			return err
		}
		for _, e := range fresh {
			if last = e.ID; e.ArticleID != nil {
				s.articles.ring(*e.ArticleID)
			}
		}
	}
}

// ringForPeople rings for those who have notices by the events.
func (s *Store) ringForPeople(ctx context.Context, fresh []Event) error {
	if len(fresh) == 0 {
		return nil
	}
	var people []int64
	err := s.read.WithContext(ctx).Model(&Notice{}).Where("event_id BETWEEN ? AND ?", fresh[0].ID, fresh[len(fresh)-1].ID).Distinct("user_id").Pluck("user_id", &people).Error
	for _, id := range people {
		s.callers.ring(id)
	}
	return err
}

func (s *Store) ringAll() {
	s.articles.ringAll()
	s.callers.ringAll()
}
