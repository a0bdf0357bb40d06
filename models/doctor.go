package models

import (
	"context"
	"fmt"
	"slices"
)

// Finding is one thing that is not as it should be.
type Finding struct {
	Sort string // "database", "file", "text", "status", "coverage", "version"
	What string // a sentence
}

// Doctor looks for damage: the database's own integrity, files that are missing
// or altered, texts that no longer match their hash, and cached values that
// differ from what the rows say.
func (s *Store) Doctor(ctx context.Context) ([]Finding, error) {
	var all []Finding
	for _, check := range []func(context.Context) ([]Finding, error){s.checkDatabase, s.checkVersions, s.checkFiles, s.checkStamps, s.checkTexts, s.checkStatuses, s.checkWaiting, s.checkCoverage} {
		found, err := check(ctx)
		if ctx.Err() != nil {
			return all, fmt.Errorf("look for damage: %w", ctx.Err())
		}
		if err != nil { // what cannot be read is damaged, and the other checks go on
			found = append(found, Finding{"database", "Something cannot be read: " + err.Error()})
		}
		all = append(all, found...)
	}
	return all, nil
}

func (s *Store) checkDatabase(ctx context.Context) ([]Finding, error) {
	if s.engine != engineSQLite {
		return nil, nil // PostgreSQL checks its pages itself
	}
	var lines []string
	if err := s.read.WithContext(ctx).Raw("PRAGMA integrity_check").Scan(&lines).Error; err != nil {
		return []Finding{{"database", "The database file is damaged: " + err.Error()}}, nil
	}
	var broken []struct{ Table string }
	if err := s.read.WithContext(ctx).Raw("PRAGMA foreign_key_check").Scan(&broken).Error; err != nil {
		return nil, fmt.Errorf("check the references: %w", err)
	}
	var all []Finding
	for _, l := range lines {
		if l != "ok" {
			all = append(all, Finding{"database", "The database file is damaged: " + l})
		}
	}
	for _, b := range broken {
		all = append(all, Finding{"database", "A row of " + b.Table + " points to a row that is missing."})
	}
	return all, nil
}

func (s *Store) checkVersions(ctx context.Context) ([]Finding, error) {
	want, err := loadMigrations(s.engine)
	if err != nil {
		return nil, err
	}
	at, err := schemaVersion(s.read.WithContext(ctx))
	if err != nil || at == want[len(want)-1].number {
		return nil, err
	}
	return []Finding{{"version", fmt.Sprintf("The database is at version %d, the program expects %d.", at, want[len(want)-1].number)}}, nil
}

func (s *Store) checkFiles(ctx context.Context) ([]Finding, error) {
	var files []File
	if err := s.read.WithContext(ctx).Order("id").Find(&files).Error; err != nil {
		return nil, fmt.Errorf("list the files: %w", err)
	}
	var all []Finding
	for _, f := range files {
		if _, err := s.damage(f.hashes()); err != nil {
			all = append(all, Finding{"file", fmt.Sprintf("Evidence file %d of evidence %d is missing or altered (%v).", f.ID, f.EvidenceID, err)})
		}
	}
	var captures []Capture
	if err := s.read.WithContext(ctx).Where("status = ?", CaptureKept).Order("id").Find(&captures).Error; err != nil {
		return nil, fmt.Errorf("list the captures: %w", err)
	}
	for _, c := range captures {
		if _, err := s.damage(c.hashes()); err != nil {
			all = append(all, Finding{"file", fmt.Sprintf("What capture %d kept of a page is missing or altered (%v).", c.ID, err)})
		}
	}
	var jobs []Job
	if err := s.read.WithContext(ctx).Where("result_sha256 <> ''").Order("id").Find(&jobs).Error; err != nil {
		return nil, fmt.Errorf("list the files of jobs: %w", err)
	}
	for _, j := range jobs {
		if err := s.blobs.Verify(j.Result.SHA256); err != nil {
			all = append(all, Finding{"file", fmt.Sprintf("The file that job %d made is missing or altered (%v). Ask for it again.", j.ID, err)})
		}
	}
	return all, nil
}

func (s *Store) checkTexts(ctx context.Context) ([]Finding, error) {
	rows, err := s.read.WithContext(ctx).Model(&Revision{}).Select("id", "article_id", "number", "text", "sha256").Rows()
	if err != nil {
		return nil, fmt.Errorf("read the revisions: %w", err)
	}
	defer rows.Close()
	var all []Finding
	for rows.Next() {
		var r Revision
		if err := rows.Scan(&r.ID, &r.ArticleID, &r.Number, &r.Text, &r.SHA256); err != nil {
			return nil, fmt.Errorf("read the revisions: %w", err)
		}
		if textHash(r.Text) != r.SHA256 {
			all = append(all, Finding{"text", fmt.Sprintf("Revision %d of article %d was altered.", r.Number, r.ArticleID)})
		}
	}
	return all, rows.Err()
}

func (s *Store) checkStatuses(ctx context.Context) ([]Finding, error) {
	var wrong []struct {
		ID         int64
		Is, Should string
	}
	err := s.read.WithContext(ctx).Raw(`SELECT c.id, c.status AS "is", v.status AS should FROM claims c JOIN claim_status v ON v.claim_id = c.id WHERE c.status <> v.status`).Scan(&wrong).Error
	if err != nil {
		return nil, fmt.Errorf("compare the statuses: %w", err)
	}
	var all []Finding
	for _, w := range wrong {
		all = append(all, Finding{"status", fmt.Sprintf("Claim %d is kept as %s, its rows say %s.", w.ID, w.Is, w.Should)})
	}
	return all, nil
}

func (s *Store) checkWaiting(ctx context.Context) ([]Finding, error) {
	var wrong []int64
	err := s.read.WithContext(ctx).Raw(`SELECT id FROM articles WHERE waiting <> (SELECT COUNT(*) FROM claims c WHERE c.article_id = articles.id AND c.status IN ('in_review', 'stale'))`).Scan(&wrong).Error
	if err != nil {
		return nil, fmt.Errorf("count what waits: %w", err)
	}
	var all []Finding
	for _, id := range wrong {
		all = append(all, Finding{"status", fmt.Sprintf("Article %d counts its waiting claims wrongly.", id)})
	}
	return all, nil
}

// checkCoverage counts the coverage of every newest revision anew.
func (s *Store) checkCoverage(ctx context.Context) ([]Finding, error) {
	var articles []Article
	if err := s.read.WithContext(ctx).Find(&articles).Error; err != nil {
		return nil, fmt.Errorf("list the articles: %w", err)
	}
	var all []Finding
	for _, a := range articles {
		same, err := s.sameCoverage(a)
		if err != nil {
			return nil, err
		}
		if !same {
			all = append(all, Finding{"coverage", fmt.Sprintf("Article %d counts its covered sentences wrongly.", a.ID)})
		}
	}
	return all, nil
}

func (s *Store) sameCoverage(a Article) (bool, error) {
	p, err := s.prepare(a.RevisionID)
	if err != nil {
		return false, err
	}
	places, err := s.placesOf(a.RevisionID)
	if err != nil {
		return false, err
	}
	live, err := s.liveAnchors(a, places)
	if err != nil {
		return false, err
	}
	var kept []sentenceCoverage
	if err := s.read.Where("revision_id = ? AND claims + skips > 0", a.RevisionID).Order("sentence").Find(&kept).Error; err != nil {
		return false, fmt.Errorf("read the coverage of article %d: %w", a.ID, err)
	}
	return slices.Equal(kept, tally(p.document, a.RevisionID, live)), nil
}
