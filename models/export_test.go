package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
)

// What the tests of the package see and nobody else: the rows themselves.

// AllFacts are the facts of every claim of an article, as the rules see them.
func (s *Store) AllFacts(a Article) ([]Facts, error) {
	all, err := s.factsOf(a)
	facts := make([]Facts, 0, len(all))
	for _, f := range all {
		facts = append(facts, f.Facts)
	}
	return facts, err
}

// ViewStatuses is what the SQL view says of every claim of an article.
func (s *Store) ViewStatuses(articleID int64) (map[int64]ClaimStatus, error) {
	var rows []struct {
		ClaimID int64
		Status  ClaimStatus
	}
	err := s.db.Raw("SELECT v.claim_id, v.status FROM claim_status v JOIN claims c ON c.id = v.claim_id WHERE c.article_id = ?", articleID).Scan(&rows).Error
	byID := map[int64]ClaimStatus{}
	for _, r := range rows {
		byID[r.ClaimID] = r.Status
	}
	return byID, err
}

// Exec runs SQL past every rule.
func (s *Store) Exec(sql string, args ...any) error { return s.db.Exec(sql, args...).Error }

// Strings runs a query with one column of text.
func (s *Store) Strings(sql string, args ...any) ([]string, error) {
	var all []string
	err := s.db.Raw(sql, args...).Scan(&all).Error
	return all, err
}

// BackupTables lists what a backup holds.
func BackupTables() []string { return backupTables }

// NewestMigration is the number of the database that this program writes.
func NewestMigration() int {
	all, err := loadMigrations(engineSQLite)
	if err != nil {
		panic(err)
	}
	return all[len(all)-1].number
}

// FileColumns lists the columns that name files, as "table.column".
func FileColumns() []string {
	var all []string
	for _, c := range fileColumns {
		all = append(all, c.table+"."+c.column)
	}
	slices.Sort(all)
	return all
}

// Now is the Store's time.
func (s *Store) Now() time.Time { return s.now() }

// Background is a context for what runs inside a transaction.
func (s *Store) Background() context.Context { return s.db.Statement.Context }

// JobRow is a job as it is kept.
func (s *Store) JobRow(id int64) (Job, error) {
	var j Job
	return j, s.db.First(&j, id).Error
}

// Enqueue queues a job as an act would.
func (s *Store) Enqueue(ctx context.Context, actor User, articleID *int64, payload any) (j Job, err error) {
	err = s.Tx(ctx, func(tx *Store) error {
		j, err = tx.enqueue(actor, JobExport, articleID, payload)
		return err
	})
	return j, err
}

// Watch counts the queries that the Store makes from now on.
func (s *Store) Watch() *atomic.Int64 {
	var n atomic.Int64
	count := func(*gorm.DB) { n.Add(1) }
	for i, db := range []*gorm.DB{s.read, s.db} {
		if i > 0 && s.engine == enginePostgres {
			continue // one pool, with one set of callbacks
		}
		c := db.Callback()
		for _, err := range []error{c.Query().After("gorm:query").Register("count", count), c.Raw().After("gorm:raw").Register("count", count),
			c.Row().After("gorm:row").Register("count", count)} {
			if err != nil {
				panic(err)
			}
		}
	}
	return &n
}

// Person adds somebody without a password, which takes no time.
func (s *Store) Person(ctx context.Context, u User) (User, error) {
	u.Active = true
	return u, s.createUser(&u)
}

// Keeps reports whether the blob store has the bytes.
func (s *Store) Keeps(data string) bool {
	sum := sha256.Sum256([]byte(data))
	r, err := s.blobs.Open(hex.EncodeToString(sum[:]))
	if err != nil {
		return false
	}
	return r.Close() == nil
}

// Blind lists the claims of an article whose first verdict is hidden from
// somebody: by the rule, and by the SQL.
func (s *Store) Blind(who User, articleID int64) (rule, sql []int64, err error) {
	ctx := context.Background()
	a, err := s.Article(ctx, itself(0), articleID)
	if err != nil {
		return nil, nil, err
	}
	all, err := s.factsOf(a)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range all {
		second, err := s.second(ctx, f.Claim.ID)
		if err != nil {
			return nil, nil, err
		}
		if (Standing{Article: a, Facts: f.Facts, Second: second}).BlindTo(who) {
			rule = append(rule, f.Claim.ID)
		}
	}
	blind, err := s.blindClaims(ctx, who, articleID)
	return rule, slices.Sorted(maps.Keys(blind)), err
}
