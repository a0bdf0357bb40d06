// Package blob keeps files by the SHA-256 of their bytes, so that what was
// attached once is kept once and can be shown to be unaltered.
package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const unfinished = "unfinished-" // prefix of files that are still being written

// ErrAltered says that the bytes of a file no longer have the hash of its name.
var ErrAltered = errors.New("the bytes are not those that were stored")

// ErrName says that a name is not a SHA-256 in 64 lower-case hexadecimal digits.
var ErrName = errors.New("not the name of a stored file")

// TooLarge says that a file has more bytes than it may have.
type TooLarge struct{ Max int64 } // bytes

func (e *TooLarge) Error() string {
	return fmt.Sprintf("the file is larger than %d bytes", e.Max)
}

// File is a stored file, open to be read from any place.
type File interface {
	io.ReadSeekCloser
	io.ReaderAt
}

// Dir is a folder of files. A file whose SHA-256 is "abcd…" lies at ab/cd….
// Its methods may be called at once from many places.
type Dir struct{ path string }

// Open makes the folder where it is missing.
func Open(path string) (*Dir, error) {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of files: %w", err)
	}
	return &Dir{path: path}, nil
}

// Sweep takes away what a crash left half written. Nobody else may have the
// folder open, for what another is still writing looks the same.
func (d *Dir) Sweep() error {
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return fmt.Errorf("sweep the folder of files: %w", err)
	}
	for _, e := range entries {
		if isUnfinished(e.Name()) {
			if err := os.Remove(filepath.Join(d.path, e.Name())); err != nil {
				return fmt.Errorf("sweep the folder of files: %w", err)
			}
		}
	}
	return nil
}

// Open opens a stored file. The error wraps ErrName for what is no name, and
// fs.ErrNotExist for a file that is not there.
func (d *Dir) Open(sha string) (File, error) {
	name, err := d.file(sha)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open file %s: %w", sha, err)
	}
	return f, nil
}

// Remove takes a stored file away. One that is not there is no error.
func (d *Dir) Remove(sha string) error {
	path, err := d.file(sha)
	if err == nil {
		err = os.Remove(path)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove file %s: %w", sha, err)
	}
	return nil
}

// Verify reads a stored file to its end. The error wraps ErrAltered when the
// bytes do not have the hash they are stored under.
func (d *Dir) Verify(sha string) error {
	f, err := d.Open(sha)
	if err != nil {
		return err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return fmt.Errorf("read file %s: %w", sha, err)
	}
	if hex.EncodeToString(hash.Sum(nil)) != sha {
		return fmt.Errorf("verify file %s: %w", sha, ErrAltered)
	}
	return nil
}

// Walk visits every stored file in the order of the names, with its size in
// bytes and when it was last stored. It stops at the first error and returns it.
func (d *Dir) Walk(visit func(sha string, size int64, at time.Time) error) error {
	return filepath.WalkDir(d.path, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("walk the folder of files: %w", err)
		}
		sha := filepath.Base(filepath.Dir(path)) + e.Name()
		if want, err := d.file(sha); err != nil || want != path || e.IsDir() {
			return nil // not one of ours
		}
		info, err := e.Info()
		if err != nil {
			return fmt.Errorf("walk the folder of files: %w", err)
		}
		return visit(sha, info.Size(), info.ModTime())
	})
}

// file is where a stored file lies. Only a hash names one, so that no name
// leads out of the folder.
func (d *Dir) file(sha string) (string, error) {
	if !isName(sha) {
		return "", fmt.Errorf("%q: %w", sha, ErrName)
	}
	return filepath.Join(d.path, sha[:2], sha[2:]), nil
}

func isName(sha string) bool {
	for _, r := range sha {
		if (r < '0' || r > '9') && (r < 'a' || r > 'f') {
			return false
		}
	}
	return len(sha) == 2*sha256.Size
}
