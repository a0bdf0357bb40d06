package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Put stores what r holds and returns its name and its size in bytes. When it
// returns, the file is on the disk. It returns a TooLarge error beyond max
// bytes, and then nothing is kept.
func (d *Dir) Put(r io.Reader, max int64) (sha string, size int64, err error) {
	return d.Fill(func(w io.Writer) error {
		if _, err := io.Copy(w, io.LimitReader(r, max)); err != nil {
			return err
		}
		if more, err := io.CopyN(io.Discard, r, 1); more > 0 {
			return &TooLarge{Max: max}
		} else if err != io.EOF {
			return err
		}
		return nil
	})
}

// Fill stores what write writes and returns its name and its size in bytes.
// When it returns, the file is on the disk. Nothing is kept when write fails.
func (d *Dir) Fill(write func(io.Writer) error) (sha string, size int64, err error) {
	f, err := os.CreateTemp(d.path, unfinished)
	if err != nil {
		return "", 0, fmt.Errorf("store a file: %w", err)
	}
	sha, size, err = fill(f, write)
	if err == nil {
		err = d.settle(f.Name(), sha)
	}
	if err != nil {
		os.Remove(f.Name()) // what cannot be removed now is swept by the next Open
		return "", 0, fmt.Errorf("store a file: %w", err)
	}
	return sha, size, nil
}

// fill lets write write into f, through the hash, and waits until the disk has it.
func fill(f *os.File, write func(io.Writer) error) (sha string, size int64, err error) {
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	if err := write(io.MultiWriter(f, hash)); err != nil {
		return "", 0, err
	}
	if size, err = f.Seek(0, io.SeekCurrent); err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(hash.Sum(nil)), size, f.Sync()
}

// settle gives a finished file its name. A file of the same name holds the same
// bytes and is replaced, which also mends one that was damaged.
func (d *Dir) settle(from, sha string) error {
	to, err := d.file(sha)
	if err != nil {
		return err
	}
	free, err := d.lock(syscall.LOCK_SH)
	if err != nil {
		return err
	}
	defer free()
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return errors.Join(SyncFolder(filepath.Dir(to)), SyncFolder(d.path))
}

// SyncFolder waits until the disk has the names in a folder, which the sync of
// a file alone does not promise.
func SyncFolder(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

func isUnfinished(name string) bool { return strings.HasPrefix(name, unfinished) }
