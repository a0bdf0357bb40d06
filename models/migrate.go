package models

import (
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"stet/migrations"
)

// migration is one numbered file of SQL.
type migration struct {
	number int
	name   string
	sql    string
}

// migrate brings the database up to the newest migration of its engine. It
// refuses a database that is newer than the program, and one that is older when
// it may not be changed because another process is using it.
func migrate(db *gorm.DB, engine string, may bool) error {
	all, err := loadMigrations(engine)
	if err != nil {
		return err
	}
	if err := db.Exec("CREATE TABLE IF NOT EXISTS schema_versions (number INTEGER PRIMARY KEY)").Error; err != nil {
		return fmt.Errorf("prepare migrations: %w", err)
	}
	at, err := schemaVersion(db)
	if err != nil {
		return err
	}
	if newest := all[len(all)-1].number; at > newest {
		return refuse("The database was written by a newer Stet (its version is %d, this program knows %d). Start the newer program, or restore a backup made with this one.", at, newest)
	}
	for _, m := range all {
		if m.number <= at {
			continue
		}
		if !may {
			return refuse("The database was written by an older Stet, which is still using it. Stop that one, then start this one.")
		}
		if err := apply(db, m); err != nil {
			return err
		}
	}
	return nil
}

// apply runs one migration in a transaction of its own, past gorm: a file holds
// many statements, which cannot be prepared as one.
func apply(db *gorm.DB, m migration) error {
	pool, err := db.DB()
	if err != nil {
		return fmt.Errorf("apply migration %s: %w", m.name, err)
	}
	tx, err := pool.Begin()
	if err != nil {
		return fmt.Errorf("apply migration %s: %w", m.name, err)
	}
	defer tx.Rollback() // does nothing after Commit
	for _, sql := range []string{m.sql, fmt.Sprintf("INSERT INTO schema_versions (number) VALUES (%d)", m.number)} {
		if _, err := tx.Exec(sql); err != nil {
			return fmt.Errorf("apply migration %s: %w", m.name, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("apply migration %s: %w", m.name, err)
	}
	return nil
}

func schemaVersion(db *gorm.DB) (int, error) {
	var at int
	err := db.Raw("SELECT COALESCE(MAX(number), 0) FROM schema_versions").Scan(&at).Error
	if err != nil {
		return 0, fmt.Errorf("read the database's version: %w", err)
	}
	return at, nil
}

// loadMigrations reads the embedded files of an engine in their order.
func loadMigrations(engine string) ([]migration, error) {
	names, err := fs.Glob(migrations.Files, engine+"/*.sql")
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("find the migrations of %s: %w", engine, err)
	}
	var all []migration
	for _, name := range names {
		sql, err := migrations.Files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", name, err)
		}
		digits, _, _ := strings.Cut(strings.TrimPrefix(name, engine+"/"), "_")
		number, err := strconv.Atoi(digits)
		if err != nil {
			return nil, fmt.Errorf("number of migration %s: %w", name, err)
		}
		all = append(all, migration{number, name, string(sql)})
	}
	return all, nil
}
