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
func (s *Store) searched(ctx context.Context, actor User, q *gorm.DB, d *Desk) (*gorm.DB, error) {
	words := searchWords(d.Query.Search)
	if len(words) == 0 {
		return q.Where("1 = 0"), nil
	}
	query := s.searchQuery(words)
	var err error
	d.Claims, err = s.findClaims(ctx, actor, query)
	if s.engine == engineSQLite {
		return q.Where("id IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)", query), err
	}
	return q.Where("to_tsvector('simple', title) @@ to_tsquery('simple', ?)", query), err
}

// searchQuery asks for every word, and takes the last, which may not be typed
// to its end, for the beginning of one. To ask that of each would read the lists
// of the frequent words to their ends.
func (s *Store) searchQuery(words []string) string {
	if s.engine == engineSQLite {
		return `"` + strings.Join(words, `" "`) + `"*`
	}
	return strings.Join(words, " & ") + ":*"
}

// findClaims lists the newest claims that hold the words.
func (s *Store) findClaims(ctx context.Context, actor User, query string) ([]FoundClaim, error) {
	from := "claim_search f JOIN claims c ON c.id = f.rowid JOIN articles a ON a.id = c.article_id WHERE f.wording MATCH ? AND c.status <> 'withdrawn' AND a.id NOT IN (?) ORDER BY f.rowid DESC"
	if s.engine == enginePostgres {
		from = "claims c JOIN articles a ON a.id = c.article_id WHERE to_tsvector('simple', c.wording) @@ to_tsquery('simple', ?) AND c.status <> 'withdrawn' AND a.id NOT IN (?) ORDER BY c.id DESC"
	}
	var found []FoundClaim
	err := s.read.WithContext(ctx).Raw("SELECT c.id, c.article_id, c.number, c.wording, "+shownStatus+" AS status, "+shownLook+" AS look, a.title FROM "+from+" LIMIT ?", blindTo(actor), blindTo(actor), query, hiddenFrom(actor), maxFound).Scan(&found).Error
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
