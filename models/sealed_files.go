package models

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/gabriel-vasile/mimetype"

	"stet/models/vault"
)

// put stores the bytes of an evidence file: those of a confidential source as
// the vault's key seals them, so that neither the folder nor a backup shows them.
func (s *Store) put(r io.Reader, sealed bool) (sha string, size int64, err error) {
	if !sealed {
		return s.blobs.Put(r, s.maxFile)
	}
	key, err := s.vaultKey()
	if err != nil {
		return "", 0, err
	}
	largest, err := vault.SealedSize(s.maxFile)
	if err != nil {
		return "", 0, err
	}
	counted := &counter{from: r}
	closed, err := key.SealFile(s.random, counted)
	if err != nil {
		return "", 0, err
	}
	sha, _, err = s.blobs.Put(closed, largest)
	return sha, counted.bytes, err
}

// counter counts the bytes that are read through it.
type counter struct {
	from  io.Reader
	bytes int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.bytes += int64(n)
	return n, err
}

// contents opens the bytes of a file as they came, whoever asks.
func (s *Store) contents(f File) (io.ReadSeekCloser, error) {
	kept, err := s.blobs.Open(f.SHA256)
	if err != nil || !f.Sealed {
		return kept, err
	}
	key, err := s.vaultKey()
	if err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	size, err := kept.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, errors.Join(err, kept.Close())
	}
	open, err := key.OpenFile(kept, size)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open file %d: %w", f.ID, err), kept.Close())
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{open, kept}, nil
}

// sealedFileName binds a sealed name to what it is.
const sealedFileName = "name of a file"

// hideName leaves in the name of a file what sort it is and nothing else.
func (s *Store) hideName(f *File) error {
	key, err := s.vaultKey()
	if err != nil {
		return err
	}
	if f.SealedName, err = key.Seal(s.random, []byte(f.Name), sealedFileName); err != nil {
		return err
	}
	f.Name = "confidential"
	if kind := mimetype.Lookup(f.MediaType); kind != nil {
		f.Name += kind.Extension()
	}
	return nil
}

// showName gives a file its name back.
func (s *Store) showName(f *File) error {
	key, err := s.vaultKey()
	if err != nil {
		return err
	}
	name, err := key.Open(f.SealedName, sealedFileName)
	if err != nil {
		return fmt.Errorf("open the name of file %d: %w", f.ID, err)
	}
	f.Name, f.SealedName = string(name), ""
	return nil
}

// keepFiles brings the files of an item into the state that its source asks for.
func (s *Store) keepFiles(e *Evidence) (gone []string, err error) {
	sealed := e.Source != nil && e.Source.Confidential()
	for i := range e.Files {
		if e.Files[i].Sealed == sealed {
			continue
		}
		one, err := s.keepAs(e.Files[i:i+1], sealed)
		if err != nil {
			return nil, err
		}
		gone = append(gone, one...)
	}
	return gone, nil
}

// keepFilesOf seals the files of a source that is confidential and opens those
// of one that is not any more. It returns the hashes under which they were kept.
func (s *Store) keepFilesOf(o Source) ([]string, error) {
	var files []File
	ofSource := s.db.Model(&Evidence{}).Select("id").Where("source_id = ?", o.ID)
	if err := s.db.Where("evidence_id IN (?) AND sealed <> ?", ofSource, o.Confidential()).Order("id").Find(&files).Error; err != nil {
		return nil, fmt.Errorf("list the files of source %d: %w", o.ID, err)
	}
	return s.keepAs(files, o.Confidential())
}

// keepAs stores files anew, sealed or not.
func (s *Store) keepAs(files []File, sealed bool) (gone []string, err error) {
	for i := range files {
		f := &files[i]
		gone = append(gone, f.SHA256)
		r, err := s.contents(*f)
		if err != nil {
			return nil, err
		}
		f.SHA256, _, err = s.put(r, sealed)
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, fmt.Errorf("keep file %d: %w", f.ID, err)
		}
		rename := s.showName
		if f.Sealed = sealed; sealed {
			rename = s.hideName
		}
		if err := rename(f); err != nil {
			return nil, err
		}
		if err := s.db.Model(&File{}).Where("id = ?", f.ID).Select("sha256", "sealed", "name", "sealed_name").Updates(*f).Error; err != nil {
			return nil, fmt.Errorf("keep file %d: %w", f.ID, err)
		}
	}
	return gone, nil
}

// forget takes away, after the transaction, the bytes that no row names any
// more.
func (s *Store) forget(gone []string) error {
	if s.inTx() {
		return nil // of a caller who takes nothing public back
	}
	s.attaching.Lock() // nobody has stored a file and not yet its row
	defer s.attaching.Unlock()
	unnamed, err := s.unnamedFiles(context.Background(), gone)
	if err != nil {
		return fmt.Errorf("look for the files that are named still: %w", err)
	}
	for _, sha := range unnamed {
		if err := s.blobs.Remove(sha); err != nil {
			return err
		}
	}
	return nil
}

// emptyLog empties SQLite's log, which has pages as they were before. Readers
// may keep some of it until they are done; the next change takes it then.
func (s *Store) emptyLog() error {
	if s.engine != engineSQLite || s.inTx() {
		return nil
	}
	if err := s.db.Exec("PRAGMA wal_checkpoint(TRUNCATE)").Error; err != nil {
		return fmt.Errorf("empty the log of the database: %w", err)
	}
	return nil
}

// OpenFile opens the bytes of an evidence file. One of a confidential source is
// opened only by the people who were named for it, each time recorded.
func (s *Store) OpenFile(ctx context.Context, actor User, fileID int64) (File, io.ReadSeekCloser, error) {
	var f File
	if err := first(s.read.WithContext(ctx).Where("evidence_id IN (?)", s.seen(ctx, actor).Model(&Evidence{}).Select("id")).First(&f, fileID).Error, "load file", fileID); err != nil {
		return f, nil, err
	}
	if f.Sealed {
		if err := errors.Join(s.openSealed(ctx, actor, f), s.showName(&f)); err != nil {
			return File{}, nil, fmt.Errorf("open file %d: %w", fileID, err)
		}
	}
	r, err := s.contents(f)
	return f, r, err
}

func (s *Store) openSealed(ctx context.Context, actor User, f File) error {
	return s.Tx(ctx, func(tx *Store) error {
		e, err := tx.EvidenceItem(ctx, actor, f.EvidenceID)
		if err != nil {
			return err
		}
		if err := tx.mayOpen(actor, value(e.SourceID)); err != nil {
			return err
		}
		return tx.record(actor, &e.ArticleID, &e.ClaimID, EvidenceOpened, Detail{Source: e.SourceID})
	})
}
