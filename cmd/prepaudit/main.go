// Command prepaudit audits a Microsoft tenant against the requirements of Windows Autopilot device
// preparation. This package is the command line: flags, files, exit statuses. It judges nothing.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"
)

// Exit statuses, in the order in which one hides another: 130, 2, 1, 3, 4, 0.
const (
	statusMet         = 0   // every selected required rule is met
	statusFailed      = 1   // the run failed; no file was written or replaced
	statusUsage       = 2   // the command line is wrong; nothing was read
	statusUnmet       = 3   // some required rule is not met
	statusUndecided   = 4   // nothing known is unmet, but a required rule was not evaluated, or not to the end
	statusInterrupted = 130 // Ctrl-C; no file was written or replaced
)

func main() {
	// What is kept is small and what passes through is garbage soon: collecting it earlier costs no
	// time and a third less memory (68 to 52 MiB for a million users).
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(30)
	}
	// A reader that went away (| head) must be an error like any other, so that no file stays behind.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	sys := system()
	context.AfterFunc(ctx, func() {
		stop() // a second Ctrl-C ends the process at once
		time.Sleep(patience)
		if f := sys.worst.Load(); f != nil {
			(*f)()
		}
		fmt.Fprintln(os.Stderr, "prepaudit: interrupted while a report could not be written; no file was written")
		os.Exit(statusInterrupted)
	})
	os.Exit(run(ctx, os.Args[1:], sys))
}

// patience is how long an interrupted run may take to end by itself. One that writes to a pipe that
// nobody reads never does.
const patience = 2 * time.Second

// run is the program less the process, for tests.
func run(ctx context.Context, args []string, sys *sys) int {
	root := newRoot(sys)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return statusMet
	}
	if v, ok := errors.AsType[verdictError](err); ok {
		return int(v)
	}
	switch {
	case ctx.Err() != nil:
		if _, ok := errors.AsType[interruptedError](err); !ok {
			err = interruptedError("0 users")
		}
		say(sys, err)
		return statusInterrupted
	case isUsage(err):
		say(sys, err)
		return statusUsage
	}
	say(sys, err)
	return statusFailed
}

// verdictError carries the exit status of a run that worked and whose report says why.
type verdictError int

func (v verdictError) Error() string { return fmt.Sprintf("exit status %d", int(v)) }

// usageError is a command line that cannot be meant.
type usageError struct{ err error }

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

func usagef(format string, a ...any) error { return usageError{fmt.Errorf(format, a...)} }

func isUsage(err error) bool {
	_, ok := errors.AsType[usageError](err)
	return ok
}

// hintError adds a line that says what to do.
type hintError struct {
	err  error
	hint string
}

func (e hintError) Error() string { return e.err.Error() }
func (e hintError) Unwrap() error { return e.err }
func (e hintError) Hint() string  { return e.hint }

// hintOf finds the hint of an error, wherever it was made.
func hintOf(err error) string {
	h, ok := errors.AsType[interface {
		error
		Hint() string
	}](err)
	if !ok {
		return ""
	}
	return h.Hint()
}

// say prints an error on one line, and its hint on the next.
func say(sys *sys, err error) {
	fmt.Fprintf(sys.stderr, "prepaudit: %s\n", printable(strings.ReplaceAll(err.Error(), "\n", "; ")))
	if id := requestID(err); id != "" {
		fmt.Fprintf(sys.stderr, "request-id: %s\n", printable(id))
	}
	for line := range strings.SplitSeq(hintOf(err), "\n") {
		if line != "" {
			fmt.Fprintf(sys.stderr, "hint: %s\n", printable(line))
		}
	}
}
