// Package command is what every command line of prepaudit has in common: how a program of commands runs and ends, how
// its flags are read, and what it says where they are wrong. It knows no command but that of the version.
package command

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

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// Main runs a program until it ends or is interrupted, and exits.
func Main(sys *process.Sys, root *cobra.Command) {
	// What is kept is small and what passes through is garbage soon: collecting it earlier costs no
	// time and a third less memory (68 to 52 MiB for a million users).
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(30)
	}
	// A reader that went away (| head) must be an error like any other, so that no file stays behind.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, func() {
		stop() // a second Ctrl-C ends the process at once
		time.Sleep(patience)
		sys.Worst()
		fmt.Fprintln(os.Stderr, "prepaudit: interrupted while a report could not be written; no file was written")
		os.Exit(process.StatusInterrupted)
	})
	os.Exit(Run(ctx, sys, root, os.Args[1:]))
}

// patience is how long an interrupted run may take to end by itself. One that writes to a pipe that
// nobody reads never does.
const patience = 1500 * time.Millisecond

// Run is Main less the process: it gives the exit status.
func Run(ctx context.Context, sys *process.Sys, root *cobra.Command, args []string) int {
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return process.StatusMet
	}
	if status, ok := process.VerdictOf(err); ok {
		return status
	}
	switch {
	case ctx.Err() != nil:
		if _, ok := errors.AsType[process.InterruptedError](err); !ok {
			err = process.InterruptedError("0 users")
		}
		Say(sys, err)
		return process.StatusInterrupted
	case process.IsUsage(err):
		Say(sys, err)
		return process.StatusUsage
	}
	Say(sys, err)
	return process.StatusFailed
}

// Say prints an error on one line, and its hint on the next.
func Say(sys *process.Sys, err error) {
	fmt.Fprintf(sys.Stderr, "prepaudit: %s\n", process.Printable(strings.ReplaceAll(err.Error(), "\n", "; ")))
	if id := process.RequestIDOf(err); id != "" {
		fmt.Fprintf(sys.Stderr, "request-id: %s\n", process.Printable(id))
	}
	for line := range strings.SplitSeq(process.HintOf(err), "\n") {
		if line != "" {
			fmt.Fprintf(sys.Stderr, "hint: %s\n", process.Printable(line))
		}
	}
}
