// Package models holds Stet's entities, rules and queries. It is the only place
// that knows the database. Rules are pure functions on values; the Store loads,
// asks, saves and records the event, in one transaction.
package models

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"

	"stet/models/blob"
)

// Options says where the Store keeps its data and what it takes from outside.
type Options struct {
	Data     string           // folder of the database and the evidence files
	Database string           // "" is SQLite in Data; or a postgres:// address
	Clock    func() time.Time // nil is time.Now
	Random   io.Reader        // nil is crypto/rand
	VaultKey string           // file with the key of the vault; "" is the data folder's name with ".key" added
	MaxFile  int64            // bytes of an evidence file; 0 is 50 MB
	Capture  bool             // pages that evidence comes from are fetched and kept
	Pictures bool             // and pictures of them are taken
	URL      string           // where people reach Stet, without a slash at the end: links in mails and to programs outside begin with it; may be empty
	Mail     bool             // notices are mailed; wants the URL
	Beside   bool             // may work beside a server that has the folder, as commands do
}

// Store keeps everything. Its methods may be called at once from many places.
type Store struct {
	db        *gorm.DB // writes; inside Tx the transaction
	read      *gorm.DB // reads; inside Tx the transaction
	engine    string
	clock     func() time.Time
	random    io.Reader
	maxFile   int64
	blobs     *blob.Dir
	capture   bool
	pictures  bool
	mail      bool
	url       string
	keys      *keyring
	names     *vaultNames
	attaching *sync.RWMutex // held while a file is stored and its row is not
	documents *documents
	scales    *sync.Map           // Scale by id
	ratings   *sync.Map           // Rating by id
	fresh     map[int64]*prepared // inside Tx: texts of revisions made there, which may yet be rolled back
	articles  *bells              // ring when something happens to an article, or somebody comes or goes
	touched   *[]int64            // inside Tx: articles whose bell is to ring after the commit
	callers   *bells              // ring when somebody has other notices
	called    *[]int64            // inside Tx: people whose bell is to ring after the commit
	acts      *acts               // inside Tx: what was recorded that somebody is told of
	address   string              // of the PostgreSQL database
	jobs      *bell               // rings when there is something to do for those who run jobs
	queued    *bool               // inside Tx: set when the bell is to ring after the commit
	lock      io.Closer
}

const (
	engineSQLite   = "sqlite"
	enginePostgres = "postgres"
	defaultMaxFile = 50 << 20
)

// Open opens the data folder, takes hold of it for this process and brings the
// database up to date. It returns a Refused error when another process has the
// folder, or when the database is newer than the program. With Beside it may
// open a folder that another process has, as long as the database is up to date.
func Open(o Options) (*Store, error) {
	s, err := openBare(o)
	if err != nil {
		return nil, err
	}
	if err := s.seedScales(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Data, err), s.Close())
	}
	if err := s.seedChecklists(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Data, err), s.Close())
	}
	if err := s.concealKnown(); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Data, err), s.Close())
	}
	if _, err := s.Scales(context.Background()); err != nil { // to have them at hand
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Data, err), s.Close())
	}
	return s, nil
}

// openBare opens a Store whose database may still hold nothing at all.
func openBare(o Options) (*Store, error) {
	s := &Store{capture: o.Capture, pictures: o.Capture && o.Pictures, mail: o.Mail, url: o.URL, keys: &keyring{path: cmp.Or(o.VaultKey, filepath.Clean(o.Data)+".key")}, names: &vaultNames{}, attaching: &sync.RWMutex{}, clock: o.Clock, random: o.Random, maxFile: o.MaxFile, documents: newDocuments(), scales: &sync.Map{}, ratings: &sync.Map{}, jobs: newBell(), articles: &bells{}, callers: &bells{}}
	if s.clock == nil {
		s.clock = time.Now
	}
	if s.random == nil {
		s.random = rand.Reader
	}
	if s.maxFile == 0 {
		s.maxFile = defaultMaxFile
	}
	if err := s.open(o); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", o.Data, err), s.Close())
	}
	return s, nil
}

func (s *Store) open(o Options) error {
	if err := os.MkdirAll(o.Data, 0o700); err != nil {
		return fmt.Errorf("make the data folder: %w", err)
	}
	var err error
	if s.lock, err = lockFolder(o.Data); err != nil && !o.Beside {
		return err
	}
	if s.blobs, err = blob.Open(filepath.Join(o.Data, "files")); err != nil {
		return err
	}
	if s.lock != nil {
		if err := s.blobs.Sweep(); err != nil {
			return err
		}
	}
	if isPostgres(o.Database) {
		err = s.openPostgres(o.Database)
	} else {
		err = s.openSQLite(filepath.Join(o.Data, databaseFile))
	}
	if err != nil {
		return err
	}
	return migrate(s.db, s.engine, s.lock != nil)
}

// isPostgres reports whether an address names a PostgreSQL database.
func isPostgres(address string) bool {
	return strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://")
}

// Close lets go of the database and of the data folder.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.read, s.db} {
		if db == nil {
			continue
		}
		pool, err := db.DB()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, pool.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

// Tx runs do in one transaction; its Store reads and writes inside it. Nested
// calls join the transaction they are in.
func (s *Store) Tx(ctx context.Context, do func(*Store) error) error {
	if s.inTx() {
		return do(s)
	}
	var queued bool
	var touched, called []int64
	err := s.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		inner := *s
		inner.db, inner.read, inner.fresh, inner.queued, inner.touched, inner.called, inner.acts = tx, tx, map[int64]*prepared{}, &queued, &touched, &called, &acts{}
		if err := do(&inner); err != nil {
			return err
		}
		if err := inner.tellAll(); err != nil {
			return err
		}
		return inner.announce(touched, called)
	})
	if err != nil {
		return err
	}
	if queued {
		s.jobs.ring()
	}
	for _, id := range touched {
		s.articles.ring(id)
	}
	for _, id := range called {
		s.callers.ring(id)
	}
	return nil
}

// tellAll tells people and programs outside of what the transaction has recorded.
func (s *Store) tellAll() error {
	if err := s.notify(); err != nil {
		return err
	}
	return s.queueDeliveries()
}

func (s *Store) inTx() bool { return s.db == s.read }

// now is the time in UTC, in the microseconds that both engines keep.
func (s *Store) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// record adds a line to the history, in the transaction of the act itself.
func (s *Store) record(actor User, articleID, claimID *int64, action Action, detail Detail) error {
	_, err := s.recorded(actor, articleID, claimID, action, detail)
	return err
}

// recorded is record for an event that more is said of.
func (s *Store) recorded(actor User, articleID, claimID *int64, action Action, detail Detail) (Event, error) {
	data, err := json.Marshal(detail)
	if err != nil {
		return Event{}, fmt.Errorf("record %s: %w", action, err)
	}
	e := Event{At: s.now(), ActorID: actor.ID, ArticleID: articleID, ClaimID: claimID, SourceID: detail.Source, CommentID: detail.Thread, Action: action, Data: string(data)}
	if err := s.db.Create(&e).Error; err != nil {
		return e, fmt.Errorf("record %s: %w", action, err)
	}
	if articleID != nil {
		s.touch(*articleID)
	}
	if s.acts != nil {
		s.acts.note(e, detail)
	}
	return e, nil
}

// first turns gorm's "record not found" into ErrNotFound.
func first(err error, what string, id any) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("%s %v: %w", what, id, err)
	}
	return nil
}
