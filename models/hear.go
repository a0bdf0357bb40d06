package models

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
)

// articleChannel is where processes tell one another of articles.
const articleChannel = "stet_articles"

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
	s.articles.ringAll()
	for {
		told, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		if id, err := strconv.ParseInt(told.Payload, 10, 64); err == nil {
			s.articles.ring(id)
		}
	}
}

func (s *Store) hearSQLite(ctx context.Context) error {
	var last int64
	if err := s.read.WithContext(ctx).Raw("SELECT COALESCE(MAX(id), 0) FROM events").Scan(&last).Error; err != nil {
		return err
	}
	s.articles.ringAll()
	for tick := time.NewTicker(lookEvery); ; {
		select {
		case <-ctx.Done():
			tick.Stop()
			return nil
		case <-tick.C:
		}
		var fresh []Event
		if err := s.read.WithContext(ctx).Select("id", "article_id").Where("id > ?", last).Order("id").Find(&fresh).Error; err != nil {
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
