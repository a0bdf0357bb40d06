package models

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"gorm.io/gorm"
)

// searched narrows the articles to those whose title holds the words, and adds
// the claims whose wording does.
func (s *Store) searched(ctx context.Context, q *gorm.DB, d *Desk) (*gorm.DB, error) {
	words := searchWords(d.Query.Search)
	if len(words) == 0 {
		return q.Where("1 = 0"), nil
	}
	find, query := s.matcher(words)
	var err error
	d.Claims, err = s.findClaims(ctx, find, query)
	if s.engine == engineSQLite {
		return q.Where("id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)", query), err
	}
	return q.Where("to_tsvector('simple', title) @@ to_tsquery('simple', ?)", query), err
}

// matcher is the condition on claims that finds the words, and its argument:
// every word must begin a word of the text.
func (s *Store) matcher(words []string) (condition, query string) {
	if s.engine == engineSQLite {
		return "c.id IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ?)", `"` + strings.Join(words, `"* "`) + `"*`
	}
	return "to_tsvector('simple', c.wording) @@ to_tsquery('simple', ?)", strings.Join(words, ":* & ") + ":*"
}

func (s *Store) findClaims(ctx context.Context, find, query string) ([]FoundClaim, error) {
	var found []FoundClaim
	err := s.read.WithContext(ctx).Raw("SELECT c.id, c.article_id, c.number, c.wording, c.status, c.look, a.title FROM claims c JOIN articles a ON a.id = c.article_id WHERE "+
		find+" AND c.status <> 'withdrawn' ORDER BY c.id DESC LIMIT ?", query, maxFound).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("search claims: %w", err)
	}
	return found, nil
}

// searchWords are the runs of letters, marks and digits in a search: nothing
// that a query language could understand.
func searchWords(s string) []string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	return words[:min(len(words), 10)]
}
