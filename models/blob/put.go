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
)

// Put stores what r holds and returns its name and its size in bytes. When it
// returns, the file is on the disk. It returns a TooLarge error beyond max
// bytes, and then nothing is kept.
func (d *Dir) Put(r io.Reader, max int64) (sha string, size int64, err error) {
	f, err := os.CreateTemp(d.path, unfinished)
	if err != nil {
		return "", 0, fmt.Errorf("store a file: %w", err)
	}
	sha, size, err = fill(f, r, max)
	if err == nil {
		err = d.settle(f.Name(), sha)
	}
	if err != nil {
		os.Remove(f.Name()) // what cannot be removed now is swept by the next Open
		return "", 0, fmt.Errorf("store a file: %w", err)
	}
	return sha, size, nil
}

// fill copies r into f, through the hash, and waits until the disk has it.
func fill(f *os.File, r io.Reader, max int64) (sha string, size int64, err error) {
	defer func() { err = errors.Join(err, f.Close()) }()
	hash := sha256.New()
	size, err = io.Copy(io.MultiWriter(f, hash), io.LimitReader(r, max))
	if err != nil {
		return "", 0, err
	}
	if more, err := io.CopyN(io.Discard, r, 1); more > 0 {
		return "", 0, &TooLarge{Max: max}
	} else if err != io.EOF {
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
