package command

import (
	"fmt"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/graph/crash"
)

// crashError is a mistake of this program that ended a command. What the command had begun to write is gone by now.
type crashError struct {
	*crash.Panic
	command   string // with the names of its flags: their values may name people
	requestID string
}

func (e *crashError) Error() string {
	return fmt.Sprintf("this is a bug in prepaudit; no file was written: %v", e.Panic)
}

// RequestID is what Microsoft's support asks for, or "".
func (e *crashError) RequestID() string { return e.requestID }

// Hint says what to report, and where.
func (e *crashError) Hint() string {
	return fmt.Sprintf("report it by the form \"Something goes wrong\" of the project's issues, with the lines above and:\n"+
		"prepaudit %s on %s/%s, command `%s`\n"+
		"the same with --verbose prints where it happened, if the command has that flag; remove secrets and names",
		process.Version(), runtime.GOOS, runtime.GOARCH, e.command)
}

// guard has a panic of a command, and of those below it, end as an error.
func guard(sys *process.Sys, cmd *cobra.Command) {
	for _, c := range cmd.Commands() {
		guard(sys, c)
	}
	run := cmd.RunE
	if run == nil {
		return
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) (err error) {
		defer func() {
			if p := crash.Caught(recover()); p != nil {
				err = crashed(sys, cmd, p)
			}
		}()
		return run(cmd, args)
	}
}

func crashed(sys *process.Sys, cmd *cobra.Command, p *crash.Panic) error {
	e := &crashError{Panic: p, command: cmd.CommandPath()}
	cmd.Flags().Visit(func(f *pflag.Flag) { e.command += " --" + f.Name })
	if sys.LastRequestID != nil {
		e.requestID = sys.LastRequestID()
	}
	if verbose, err := cmd.Flags().GetBool("verbose"); err == nil && verbose {
		sys.Tell(strings.TrimRight(string(p.Stack), "\n"))
	}
	return e
}
