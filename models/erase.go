package models

import (
	"fmt"
	"slices"
)

// part is the rows of a table that go with an article.
type part struct{ table, where string }

// partsOf are the parts of an article, each before what it points to. They are
// read from the database: a table that names the article loses its rows
// whichever it is.
func (s *Store) partsOf() ([]part, error) {
	tables, err := s.db.Migrator().GetTables()
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	others := map[string]string{
		"files":    "evidence_id IN (SELECT id FROM evidence WHERE article_id = ?)",
		"verdicts": "claim_id IN (SELECT id FROM claims WHERE article_id = ?)",
		"reviews":  "claim_id IN (SELECT id FROM claims WHERE article_id = ?)",
		"coverage": "revision_id IN (SELECT id FROM revisions WHERE article_id = ?)",
		"articles": "id = ?",
	}
	order := slices.Clone(backupTables)
	slices.Reverse(order)
	for _, t := range tables {
		if !slices.Contains(order, t) {
			order = slices.Insert(order, 0, t) // of the moment: nothing points there
		}
	}
	var all []part
	for _, t := range order {
		switch where := others[t]; {
		case t == "deletions" || !slices.Contains(tables, t):
		case t == "events":
			all = append(all, part{t, "article_id IS NULL AND comment_id IN (SELECT id FROM comments WHERE article_id = ?)"}, part{t, "article_id = ?"})
		case where != "":
			all = append(all, part{t, where})
		case s.db.Migrator().HasColumn(t, "article_id"):
			all = append(all, part{t, "article_id = ?"})
		}
	}
	return all, nil
}

// eraseArticle deletes an article with everything in it, and the sources that
// nothing else rests on. It returns the hashes of the files that were named.
func (s *Store) eraseArticle(d DueDeletion, days int) ([]string, error) {
	id := d.SubjectID
	parts, err := s.partsOf()
	if err != nil {
		return nil, err
	}
	sources, err := s.sourcesNamedIn(id)
	if err != nil {
		return nil, err
	}
	log := Deletion{Class: d.Class, ArticleID: &id, SubjectID: id, Days: days, ListedAt: d.ListedAt, At: s.now(), Restricted: d.Restricted}
	for _, p := range parts {
		var n int64
		if err := s.db.Table(p.table).Where(p.where, id).Count(&n).Error; err != nil {
			return nil, fmt.Errorf("count %s: %w", p.table, err)
		}
		log.RowCount += n
	}
	gone, err := s.filesOf(parts, id)
	if err != nil {
		return nil, err
	}
	log.FileCount = int64(len(gone))
	if err := s.db.Create(&log).Error; err != nil { // first: the database lets go of what its log names
		return nil, fmt.Errorf("log the deletion: %w", err)
	}
	for _, p := range parts {
		if err := s.db.Exec("DELETE FROM "+p.table+" WHERE "+p.where, id).Error; err != nil {
			return nil, fmt.Errorf("delete from %s: %w", p.table, err)
		}
	}
	return gone, s.eraseSources(sources, d, days)
}

// filesOf are the hashes of the files that rows of parts name; of is what their
// conditions ask for.
func (s *Store) filesOf(parts []part, of any) ([]string, error) {
	var all []string
	for _, c := range fileColumns {
		at := slices.IndexFunc(parts, func(p part) bool { return p.table == c.table })
		if at < 0 {
			continue
		}
		var some []string
		if err := s.db.Table(c.table).Where(parts[at].where, of).Where(c.column+" <> ''").Distinct(c.column).Pluck(c.column, &some).Error; err != nil {
			return nil, fmt.Errorf("list the files of %s: %w", c.table, err)
		}
		all = append(all, some...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// sourcesNamedIn are the sources that an article names, and those that were
// merged into them.
func (s *Store) sourcesNamedIn(articleID int64) ([]int64, error) {
	var ids []int64
	err := s.db.Raw(`WITH RECURSIVE named (id) AS (
			SELECT source_id FROM evidence WHERE article_id = ? AND source_id IS NOT NULL UNION SELECT source_id FROM replies WHERE article_id = ? AND source_id IS NOT NULL
			UNION SELECT source_id FROM inquiries WHERE article_id = ? AND source_id IS NOT NULL UNION SELECT source_id FROM events WHERE article_id = ? AND source_id IS NOT NULL
			UNION SELECT o.id FROM sources o JOIN named n ON o.merged_into = n.id)
		SELECT id FROM named ORDER BY id`, articleID, articleID, articleID, articleID).Scan(&ids).Error
	if err != nil {
		return nil, fmt.Errorf("list the sources of article %d: %w", articleID, err)
	}
	return ids, nil
}

// unused says of a source that nothing names it and no hold is on it.
const unused = `NOT EXISTS (SELECT 1 FROM evidence WHERE source_id = o.id) AND NOT EXISTS (SELECT 1 FROM replies WHERE source_id = o.id) AND NOT EXISTS (SELECT 1 FROM inquiries WHERE source_id = o.id)
	AND NOT EXISTS (SELECT 1 FROM events WHERE source_id = o.id AND article_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM sources x WHERE x.merged_into = o.id OR x.origin_id = o.id)
	AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.source_id = o.id AND h.lifted_at IS NULL)`

// eraseSources deletes those of the sources that nothing else names, with what
// the vault has of them; one that others lead to after those.
func (s *Store) eraseSources(ids []int64, d DueDeletion, days int) error {
	for {
		var free []int64
		if err := s.db.Raw("SELECT o.id FROM sources o WHERE o.id IN ? AND "+unused, ids).Scan(&free).Error; err != nil {
			return fmt.Errorf("look for sources that nothing rests on: %w", err)
		}
		if len(free) == 0 {
			return nil
		}
		for _, id := range free {
			if err := s.eraseSource(id, d, days); err != nil {
				return fmt.Errorf("delete source %d: %w", id, err)
			}
		}
	}
}

func (s *Store) eraseSource(id int64, d DueDeletion, days int) error {
	parts := []part{{"identity_readers", "source_id = ?"}, {"identities", "source_id = ?"}, {"holds", "source_id = ?"}, {"events", "source_id = ?"}, {"sources", "id = ?"}}
	log := Deletion{Class: ClassSources, SourceID: &id, SubjectID: id, Days: days, ListedAt: d.ListedAt, At: s.now(), Restricted: d.Restricted}
	for _, p := range parts {
		var n int64
		if err := s.db.Table(p.table).Where(p.where, id).Count(&n).Error; err != nil {
			return err
		}
		log.RowCount += n
	}
	if err := s.db.Create(&log).Error; err != nil {
		return err
	}
	for _, p := range parts {
		if err := s.db.Exec("DELETE FROM "+p.table+" WHERE "+p.where, id).Error; err != nil {
			return err
		}
	}
	return nil
}

// eraseCapture deletes what was kept of a page.
func (s *Store) eraseCapture(d DueDeletion, days int) ([]string, error) {
	parts := []part{{"captures", "id = ?"}}
	gone, err := s.filesOf(parts, d.SubjectID)
	if err != nil {
		return nil, err
	}
	log := Deletion{Class: d.Class, SubjectID: d.SubjectID, Days: days, RowCount: 1, FileCount: int64(len(gone)), ListedAt: d.ListedAt, At: s.now(), Restricted: d.Restricted}
	if err := s.db.Create(&log).Error; err != nil {
		return nil, err
	}
	return gone, s.db.Exec("DELETE FROM captures WHERE id = ?", d.SubjectID).Error
}

// eraseIdentity deletes what the vault has of a source; the source stays under
// its alias.
func (s *Store) eraseIdentity(d DueDeletion, days int) error {
	log := Deletion{Class: d.Class, SubjectID: d.SubjectID, Days: days, RowCount: 1, ListedAt: d.ListedAt, At: s.now(), Restricted: d.Restricted}
	if err := s.db.Create(&log).Error; err != nil {
		return err
	}
	for _, table := range []string{"identity_readers", "identities"} {
		if err := s.db.Exec("DELETE FROM "+table+" WHERE source_id = ?", d.SubjectID).Error; err != nil {
			return err
		}
	}
	return nil
}
