package process

import (
	"errors"
	"runtime"
	"syscall"
)

// ClosedPipe reports that nobody reads any more what err could not write.
func ClosedPipe(err error) bool {
	if runtime.GOOS == "windows" {
		const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232) // of winerror.h
		return errors.Is(err, brokenPipe) || errors.Is(err, noData)
	}
	return errors.Is(err, syscall.EPIPE)
}
