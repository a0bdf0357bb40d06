package models

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"gorm.io/gorm"
)

// backupVersion is the version of the backup format. A reader refuses a higher one.
const backupVersion = 1

// backupTables lists what a backup holds, each table after those it points to.
// Sessions and sign-in attempts stay behind: a backup signs nobody in.
var backupTables = []string{
	"settings",
	"users",
	"invitations",
	"scales",
	"ratings",
	"checklists",
	"checklist_items",
	"checklist_lines",
	"sections",
	"section_members",
	"assign_rules",
	"articles",
	"article_people",
	"revisions",
	"claims",
	"skips",
	"coverage",
	"dismissed_suggestions",
	"sources",
	"identities",
	"identity_readers",
	"evidence",
	"files",
	"captures",
	"archive_links",
	"verdicts",
	"reviews",
	"ticks",
	"replies",
	"contacts",
	"inquiries",
	"comments",
	"second_draws",
	"second_looks",
	"second_verdicts",
	"anchors",
	"answers",
	"sheet_rows",
	"amendments",
	"sign_offs",
	"time_stamps",
	"events",
	"event_claims",
	"jobs",
	"holds",
	"due_deletions",
	"deletions",
	"notices",
	"webhooks",
	"deliveries",
	"attempts",
}

// backupHead is the first entry of a backup, "backup.json".
type backupHead struct {
	Format  string    `json:"format"` // always "stet.backup"
	Version int       `json:"version"`
	Schema  int       `json:"schema"` // number of the newest migration
	MadeAt  time.Time `json:"madeAt"`
}

func tableEntry(table string) string { return "tables/" + table + ".jsonl" }

func fileEntry(sha string) string { return "files/" + sha }

// Backup writes everything to w as a gzipped tar: a head, one file of JSON lines
// for each table, and the evidence files. It reads one snapshot, so it is
// consistent while others write, and it does not depend on the engine: a backup
// made on SQLite can be restored into PostgreSQL.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	archive := tar.NewWriter(zipped)
	err = s.read.WithContext(ctx).Transaction(func(snapshot *gorm.DB) error {
		return s.backup(snapshot, archive)
	}, &sql.TxOptions{ReadOnly: s.engine == enginePostgres, Isolation: s.snapshotLevel()})
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	if err := archive.Close(); err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	return zipped.Close()
}

func (s *Store) snapshotLevel() sql.IsolationLevel {
	if s.engine == enginePostgres {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault // a reading transaction of SQLite is a snapshot
}

func (s *Store) backup(snapshot *gorm.DB, archive *tar.Writer) error {
	schema, err := schemaVersion(snapshot)
	if err != nil {
		return err
	}
	head, err := json.Marshal(backupHead{Format: "stet.backup", Version: backupVersion, Schema: schema, MadeAt: s.now()})
	if err != nil {
		return err
	}
	if err := addEntry(archive, "backup.json", head, s.now()); err != nil {
		return err
	}
	for _, table := range backupTables {
		if err := s.backupTable(snapshot, archive, table); err != nil {
			return fmt.Errorf("table %s: %w", table, err)
		}
	}
	hashes, err := keptFiles(snapshot)
	if err != nil {
		return err
	}
	for _, sha := range hashes {
		if err := s.backupFile(archive, sha); err != nil {
			return fmt.Errorf("evidence file %s: %w", sha, err)
		}
	}
	return nil
}

// backupTable goes through a temporary file, because a tar entry states its
// length first and a table may be larger than memory.
func (s *Store) backupTable(snapshot *gorm.DB, archive *tar.Writer, table string) error {
	spool, err := os.CreateTemp("", "stet-backup-")
	if err != nil {
		return err
	}
	defer os.Remove(spool.Name())
	defer spool.Close()
	lines := bufio.NewWriter(spool)
	if err := dumpTable(snapshot, lines, table); err != nil {
		return err
	}
	if err := lines.Flush(); err != nil {
		return err
	}
	size, err := spool.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if _, err := spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: tableEntry(table), Mode: 0o600, Size: size, ModTime: s.now()}); err != nil {
		return err
	}
	_, err = io.Copy(archive, spool)
	return err
}

// dumpTable writes a table as lines of JSON: the names of the columns, then the rows.
func dumpTable(db *gorm.DB, w io.Writer, table string) error {
	rows, err := db.Table(table).Rows()
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	out := json.NewEncoder(w)
	if err := out.Encode(columns); err != nil {
		return err
	}
	values := make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		if err := out.Encode(values); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Store) backupFile(archive *tar.Writer, sha string) error {
	f, err := s.blobs.Open(sha)
	if err != nil {
		return err
	}
	defer f.Close()
	size, err := f.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if err := archive.WriteHeader(&tar.Header{Name: fileEntry(sha), Mode: 0o600, Size: size, ModTime: s.now()}); err != nil {
		return err
	}
	_, err = io.Copy(archive, f)
	return err
}

func addEntry(archive *tar.Writer, name string, content []byte, at time.Time) error {
	if err := archive.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content)), ModTime: at}); err != nil {
		return err
	}
	_, err := archive.Write(content)
	return err
}
