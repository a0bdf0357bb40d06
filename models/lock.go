package models

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
)

// lockFolder takes hold of a data folder until the result is closed or the
// process ends, so that two programs never write to one folder.
// It returns a Refused error when another process has it.
func lockFolder(path string) (io.Closer, error) {
	f, err := os.OpenFile(filepath.Join(path, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, refuse("Another Stet is already using the data folder %s. Stop it first, or choose another folder with --data.", path)
	}
	return f, nil
}
