package models

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

const (
	databaseFile = "stet.db"
	readers      = 4
	writersPG    = 16
)

// gormConfig keeps gorm quiet: errors are returned, and a log could hold what
// must not leave the newsroom.
func (s *Store) gormConfig() *gorm.Config {
	return &gorm.Config{
		Logger:                 logger.Discard,
		SkipDefaultTransaction: true,
		TranslateError:         true,
		NowFunc:                s.now,
	}
}

// openSQLite opens one connection that writes and a pool of readers. Every
// commit reaches the disk before it is acknowledged (synchronous FULL).
func (s *Store) openSQLite(path string) error {
	s.engine = engineSQLite
	var err error
	if s.db, err = s.openSQLitePool(path, "immediate", 1); err != nil {
		return err
	}
	s.read, err = s.openSQLitePool(path, "deferred", readers)
	return err
}

func (s *Store) openSQLitePool(path, lock string, size int) (*gorm.DB, error) {
	q := url.Values{"_txlock": {lock}, "_time_format": {"sqlite"}, "_pragma": {
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "busy_timeout(10000)", "cache_size(-16000)", "temp_store(MEMORY)", "secure_delete(1)"}}
	connector, err := newKeeping("file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode())
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	pool := sql.OpenDB(connector)
	db, err := gorm.Open(&sqlite.Dialector{Conn: pool}, s.gormConfig())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), pool.Close())
	}
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return db, nil
}

// openPostgres uses one pool for reading and writing; two handles on it tell a
// transaction from none.
func (s *Store) openPostgres(address string) error {
	s.engine, s.address = enginePostgres, address
	db, err := gorm.Open(postgres.Open(address), s.gormConfig())
	if err != nil {
		return fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("open the PostgreSQL database: %w", err)
	}
	pool.SetMaxOpenConns(writersPG)
	pool.SetMaxIdleConns(writersPG)
	s.db, s.read = db, db.Session(&gorm.Session{})
	return nil
}
