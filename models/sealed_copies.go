package models

import (
	"cmp"
	"errors"
	"fmt"
	"io"
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
	const resting = "evidence_id IN (SELECT id FROM evidence WHERE source_id = ?)"
	if err := s.copiesToFiles(resting, o.ID); err != nil {
		return nil, err
	}
	gone, err := s.removeCopies(resting, resting, o.ID)
	if err != nil || address == "" {
		return gone, err
	}
	const there = "? IN (url, final_url)"
	more, err := s.removeCopies(there, "evidence_id IN (SELECT evidence_id FROM captures WHERE "+there+")", address)
	return append(gone, more...), err
}

// sealCopiesOf is sealCopies for one item that rests on a confidential source
// from now on; the new files are among those of the item.
func (s *Store) sealCopiesOf(e *Evidence) ([]string, error) {
	if e.ID == 0 || e.Source == nil || !e.Source.Confidential() {
		return nil, nil
	}
	const its = "evidence_id = ?"
	if err := s.copiesToFiles(its, e.ID); err != nil {
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
	return s.removeCopies(its, its, e.ID)
}

// copiesToFiles makes a file of each page that is kept: what went over the wire,
// or what was handed in.
func (s *Store) copiesToFiles(which string, of int64) error {
	var kept []Capture
	if err := s.db.Where(which, of).Where("status = ?", CaptureKept).Order("id").Find(&kept).Error; err != nil {
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

// removeCopies deletes copies of pages and links to archives, and returns the
// hashes of what was kept. Both conditions ask the same of a row.
func (s *Store) removeCopies(copies, links string, of any) ([]string, error) {
	gone, err := s.filesOf([]part{{"captures", copies}}, of)
	if err != nil {
		return nil, err
	}
	for _, p := range []part{{"archive_links", links}, {"captures", copies}} {
		if err := s.db.Exec("DELETE FROM "+p.table+" WHERE "+p.where, of).Error; err != nil {
			return nil, fmt.Errorf("remove the copies of pages: %w", err)
		}
	}
	return gone, nil
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
