//go:build !windows

package output

import (
	"os"
	"syscall"
)

// lock marks a file as that of a run that is alive, until release: the lock ends with the process, however it ends.
// Where the file system has no locks there is none.
func lock(path string) (release func()) {
	f, err := os.Open(path)
	if err != nil {
		return func() {}
	}
	_ = syscall.Flock(int(f.Fd()), syscall.LOCK_SH|syscall.LOCK_NB)
	return func() { f.Close() }
}

// removeDead removes a file that no run has a lock on.
func removeDead(path string) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		os.Remove(path)
	}
}
