package blob

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// RemoveOld takes a stored file away, if it was last stored before a moment. So
// what somebody stores anew, just when it is to be removed, is kept: by this
// process or by another one.
func (d *Dir) RemoveOld(sha string, before time.Time) error {
	name, err := d.file(sha)
	if err != nil {
		return err
	}
	free, err := d.lock(syscall.LOCK_EX)
	if err != nil {
		return fmt.Errorf("remove file %s: %w", sha, err)
	}
	defer free()
	about, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !about.ModTime().Before(before) {
		return nil
	}
	if err == nil {
		err = os.Remove(name)
	}
	if err != nil {
		return fmt.Errorf("remove file %s: %w", sha, err)
	}
	return nil
}

// lock holds off those who remove files (LOCK_SH), or those who store them too
// (LOCK_EX), in every process, until free is called.
func (d *Dir) lock(how int) (free func(), err error) {
	f, err := os.Open(d.path)
	if err != nil {
		return nil, err
	}
	for err = syscall.EINTR; errors.Is(err, syscall.EINTR); {
		err = syscall.Flock(int(f.Fd()), how)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil // which gives the lock back
}
