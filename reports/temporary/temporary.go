// Package temporary makes the files that hold users while a report is written.
package temporary

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

const pattern = "prepaudit-*.tmp"

// File makes a file that no killed run leaves behind, since it holds users: it has no name any more where a file that is
// open can do without one. Windows takes no name away, and keeps files that are open: there what others left is removed.
func File() (*os.File, error) {
	left, err := filepath.Glob(filepath.Join(os.TempDir(), pattern))
	if err != nil {
		return nil, err
	}
	for _, name := range left {
		os.Remove(name)
	}
	f, err := os.CreateTemp("", pattern)
	if err == nil {
		os.Remove(f.Name())
	}
	return f, err
}

// Close closes a file of File, and removes it where it still has a name.
func Close(f *os.File) error {
	err := f.Close()
	if gone := os.Remove(f.Name()); !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
