package models

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// errNotBackup is what a file gets that Backup did not write.
var errNotBackup = refuse("This file is not a backup of Stet, or it is damaged. Choose a file that the backup command wrote.")

// restoreBatch is how many rows go into one INSERT.
const restoreBatch = 100

// Restore fills an empty data folder (and, with PostgreSQL, an empty database)
// from a backup. It is done whole or not at all: a folder or a database that
// holds something already is refused and left as it is.
func Restore(ctx context.Context, o Options, r io.Reader) error {
	target := o.Data
	inFiles := !isPostgres(o.Database)
	if err := emptyFolder(target); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	o.Data = target + ".restoring"
	if err := os.RemoveAll(o.Data); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer os.RemoveAll(o.Data)
	if err := restoreInto(ctx, o, r); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := os.MkdirAll(target, 0o700); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	parts := []string{"files"}
	if inFiles {
		parts = append(parts, databaseFile)
	}
	for _, name := range parts {
		if err := os.Rename(filepath.Join(o.Data, name), filepath.Join(target, name)); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return nil
}

// emptyFolder refuses a data folder that is in use or holds a database or files.
func emptyFolder(path string) error {
	if _, err := os.Stat(filepath.Join(path, databaseFile)); err == nil {
		return refuse("The data folder %s already holds a newsroom. Restore into an empty folder with --data, then use that one.", path)
	}
	files := filepath.Join(path, "files")
	entries, err := os.ReadDir(files)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err == nil && len(entries) > 0 {
		return refuse("The data folder %s already holds evidence files. Restore into an empty folder with --data.", path)
	}
	if err == nil {
		err = os.Remove(files)
	}
	return err
}

func restoreInto(ctx context.Context, o Options, r io.Reader) (err error) {
	s, err := openBare(o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Tx(ctx, func(tx *Store) error {
		var users int64
		if err := tx.db.Model(&User{}).Count(&users).Error; err != nil {
			return err
		}
		if users > 0 {
			return refuse("The PostgreSQL database already holds a newsroom. Restore into an empty one.")
		}
		return tx.restore(r)
	})
}

func (s *Store) restore(r io.Reader) error {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return errNotBackup
	}
	err = s.restoreArchive(tar.NewReader(zipped))
	if _, damaged := io.Copy(io.Discard, zipped); damaged != nil { // the checksum stands at the end
		return errNotBackup
	}
	if err != nil {
		return err
	}
	return s.afterRestore()
}

func (s *Store) restoreArchive(archive *tar.Reader) error {
	if err := s.restoreHead(archive); err != nil {
		return err
	}
	names := map[string]bool{}
	for {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return s.whole(names)
		}
		if err != nil {
			return errNotBackup
		}
		if err := s.restoreEntry(h.Name, archive); err != nil {
			return fmt.Errorf("%s: %w", h.Name, err)
		}
		names[h.Name] = true
	}
}

// whole refuses a backup that lacks a table, or a file that a row names.
func (s *Store) whole(names map[string]bool) error {
	files, err := keptFiles(s.db)
	if err != nil {
		return err
	}
	for _, table := range backupTables {
		if !names[tableEntry(table)] {
			return errNotBackup
		}
	}
	for _, sha := range files {
		if !names[fileEntry(sha)] {
			return errNotBackup
		}
	}
	return nil
}

func (s *Store) restoreHead(archive *tar.Reader) error {
	h, err := archive.Next()
	if err != nil || h.Name != "backup.json" {
		return errNotBackup
	}
	var head backupHead
	if err := json.NewDecoder(io.LimitReader(archive, 1<<16)).Decode(&head); err != nil || head.Format != "stet.backup" {
		return errNotBackup
	}
	at, err := schemaVersion(s.db)
	if err != nil {
		return err
	}
	if head.Version > backupVersion || head.Schema > at {
		return refuse("This backup was made by a newer Stet. Restore it with that version.")
	}
	if head.Schema < at {
		return refuse("This backup was made by an older Stet. Restore it with that version, then start this one on the folder: it brings the database up to date.")
	}
	return nil
}

func (s *Store) restoreEntry(name string, content io.Reader) error {
	if sha, ok := strings.CutPrefix(name, "files/"); ok {
		got, _, err := s.blobs.Put(content, 1<<62)
		if err == nil && got != sha {
			return errNotBackup
		}
		return err
	}
	table := strings.TrimSuffix(strings.TrimPrefix(name, "tables/"), ".jsonl")
	if !slices.Contains(backupTables, table) {
		return errNotBackup
	}
	return s.restoreTable(table, content)
}

// restoreTable reads the lines of a table. Columns that the database works out
// by itself are left to it.
func (s *Store) restoreTable(table string, content io.Reader) error {
	lines := json.NewDecoder(bufio.NewReader(content))
	lines.UseNumber()
	var columns []string
	if err := lines.Decode(&columns); err != nil {
		return errNotBackup
	}
	kinds, err := s.columnKinds(table)
	if err != nil {
		return err
	}
	var rows []map[string]any
	for lines.More() {
		var values []any
		if err := lines.Decode(&values); err != nil || len(values) != len(columns) {
			return errNotBackup
		}
		row := map[string]any{}
		for i, c := range columns {
			if row[c], err = restored(kinds[c], values[i]); err != nil {
				return err
			}
		}
		if table == "articles" {
			delete(row, "due_at")
		}
		if rows = append(rows, row); len(rows) == restoreBatch {
			if err := s.db.Table(table).Create(rows).Error; err != nil {
				return err
			}
			rows = nil
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return s.db.Table(table).Create(rows).Error
}

// columnKinds are the database's types of a table's columns.
func (s *Store) columnKinds(table string) (map[string]string, error) {
	rows, err := s.db.Table(table).Where("1 = 0").Rows()
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	types, err := rows.ColumnTypes()
	if err != nil {
		return nil, err
	}
	kinds := map[string]string{}
	for _, t := range types {
		kinds[t.Name()] = t.DatabaseTypeName()
	}
	return kinds, rows.Err()
}

// restored turns a JSON value back into what the column takes.
func restored(kind string, v any) (any, error) {
	switch v := v.(type) {
	case json.Number:
		n, err := v.Int64()
		if kind == "BOOL" {
			return n != 0, err
		}
		return n, err
	case string:
		if strings.HasPrefix(kind, "TIMESTAMP") {
			at, err := time.Parse(time.RFC3339Nano, v)
			return at.UTC(), err
		}
	}
	return v, nil
}

// afterRestore lets jobs begin anew that were under way, for the files that
// jobs made are not in a backup, and PostgreSQL count on from the ids that came in.
func (s *Store) afterRestore() error {
	for sql, args := range map[string][]any{
		"UPDATE jobs SET status = ?, lease = '', free_at = ? WHERE status = ?": {JobQueued, s.now(), JobRunning},
		"UPDATE jobs SET result_sha256 = ''":                                   nil,
	} {
		if err := s.db.Exec(sql, args...).Error; err != nil {
			return fmt.Errorf("free the jobs: %w", err)
		}
	}
	if s.engine != enginePostgres {
		return nil
	}
	for _, table := range backupTables {
		if slices.Contains([]string{"settings", "coverage", "dismissed_suggestions", "article_people", "checklist_lines", "second_draws", "second_looks", "section_members", "assign_rules", "event_claims"}, table) {
			continue // without an id
		}
		err := s.db.Exec(fmt.Sprintf("SELECT setval(pg_get_serial_sequence('%s', 'id'), GREATEST((SELECT MAX(id) FROM %s), 1))", table, table)).Error
		if err != nil {
			return fmt.Errorf("count on in %s: %w", table, err)
		}
	}
	return nil
}
