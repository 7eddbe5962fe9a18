package probe

import "syscall"

// What the operating system calls the ways in which a connection fails: WSAECONNREFUSED,
// WSAECONNRESET and WSAECONNABORTED, to which package syscall gives other numbers.
var (
	refusedCodes = []syscall.Errno{10061}
	resetCodes   = []syscall.Errno{10054, 10053}
)
