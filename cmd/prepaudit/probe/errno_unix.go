//go:build !windows

package probe

import "syscall"

// What the operating system calls the ways in which a connection fails.
var (
	refusedCodes = []syscall.Errno{syscall.ECONNREFUSED}
	resetCodes   = []syscall.Errno{syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE}
)
