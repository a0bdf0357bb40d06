package models

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// copyName and copyType are those of the file that a kept page becomes.
const (
	copyName = "copy %d of the page.warc.gz"
	copyType = "application/gzip"
)

// sealCopies takes the kept pages of a source off what everybody can read, for a
// source that is confidential now: of evidence that rests on it, each becomes one
// more file of the item, which the vault's key then seals like the others; of
// evidence that rested on it once, a page at its address goes. So do the links to
// archives outside, which hold the address. It returns the hashes of what was kept.
func (s *Store) sealCopies(o Source, address string) ([]string, error) {
	resting := gorm.Expr("evidence_id IN (SELECT id FROM evidence WHERE source_id = ?)", o.ID)
	if err := s.copiesToFiles(resting); err != nil {
		return nil, err
	}
	gone, err := s.removeCopies(resting)
	if err != nil || address == "" {
		return gone, err
	}
	more, err := s.removeCopies(gorm.Expr("(url = ? OR final_url = ?)", address, address))
	return append(gone, more...), err
}

// sealCopiesOf is sealCopies for one item that rests on a confidential source
// from now on; the new files are among those of the item.
func (s *Store) sealCopiesOf(e *Evidence) ([]string, error) {
	if e.ID == 0 || e.Source == nil || !e.Source.Confidential() {
		return nil, nil
	}
	of := gorm.Expr("evidence_id = ?", e.ID)
	if err := s.copiesToFiles(of); err != nil {
		return nil, err
	}
	known := []int64{0}
	for _, f := range e.Files {
		known = append(known, f.ID)
	}
	var made []File
	if err := s.db.Where("evidence_id = ? AND id NOT IN ?", e.ID, known).Order("id").Find(&made).Error; err != nil {
		return nil, fmt.Errorf("list the files of evidence %d: %w", e.ID, err)
	}
	e.Files = append(made, e.Files...) // those that came with the form are added last
	return s.removeCopies(of)
}

// copiesToFiles makes a file of each page that is kept: what went over the wire,
// or what was handed in.
func (s *Store) copiesToFiles(which clause.Expr) error {
	var kept []Capture
	if err := s.db.Where(which).Where("status = ?", CaptureKept).Order("id").Find(&kept).Error; err != nil {
		return fmt.Errorf("list the copies to be sealed: %w", err)
	}
	for _, c := range kept {
		f := File{EvidenceID: c.EvidenceID, SHA256: cmp.Or(c.UploadSHA256, c.WARCSHA256, c.BodySHA256), Name: cmp.Or(c.FileName, fmt.Sprintf(copyName, c.ID)), MediaType: copyType, CreatedBy: c.CreatedBy, CreatedAt: c.CreatedAt}
		var err error
		if f.Size, err = s.sizeOf(f.SHA256); err == nil {
			err = s.db.Create(&f).Error
		}
		if err != nil {
			return fmt.Errorf("make a file of copy %d: %w", c.ID, err)
		}
	}
	return nil
}

// removeCopies deletes copies of pages and the links to archives beside them.
func (s *Store) removeCopies(which clause.Expr) ([]string, error) {
	var gone []string
	for _, c := range fileColumns {
		if c.table != "captures" {
			continue
		}
		var some []string
		if err := s.db.Table(c.table).Where(which).Where(c.column+" <> ''").Distinct(c.column).Pluck(c.column, &some).Error; err != nil {
			return nil, fmt.Errorf("list the files of copies: %w", err)
		}
		gone = append(gone, some...)
	}
	var items []int64
	if err := s.db.Table("captures").Where(which).Distinct("evidence_id").Pluck("evidence_id", &items).Error; err != nil {
		return nil, fmt.Errorf("list the evidence of copies: %w", err)
	}
	if err := s.db.Exec("DELETE FROM archive_links WHERE evidence_id IN ?", append(items, 0)).Error; err != nil {
		return nil, fmt.Errorf("remove the links to archives: %w", err)
	}
	return slices.Compact(slices.Sorted(slices.Values(gone))), s.db.Where(which).Delete(&Capture{}).Error
}

// sizeOf is the size of a kept file in bytes.
func (s *Store) sizeOf(sha string) (int64, error) {
	r, err := s.blobs.Open(sha)
	if err != nil {
		return 0, err
	}
	size, err := r.Seek(0, io.SeekEnd)
	return size, errors.Join(err, r.Close())
}
