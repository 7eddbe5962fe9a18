package output

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
)

// temporaryName is what files are called that are not in their places yet, and what they replace while that is kept.
var temporaryName = regexp.MustCompile(`^\..+\.prepaudit-\d+(\.old)?$`)

// temporary makes a file beside path, and marks it as that of a run that is alive until release.
func temporary(path string) (f *os.File, release func(), err error) {
	sweep(filepath.Dir(path))
	for range 10 {
		f, err = os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".prepaudit-*")
		if err != nil {
			return nil, nil, err
		}
		release = lock(f.Name())
		if _, err = os.Lstat(f.Name()); err == nil {
			return f, release, nil
		}
		release() // another run swept before there was a lock
		f.Close()
	}
	return nil, nil, errors.New("the temporary file is removed again and again")
}

// sweep removes what runs left in a folder that were killed. It holds users. What cannot be removed stays.
func sweep(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Type().IsRegular() && temporaryName.MatchString(e.Name()) {
			removeDead(filepath.Join(dir, e.Name()))
		}
	}
}
