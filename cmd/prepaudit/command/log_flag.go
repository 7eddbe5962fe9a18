package command

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// logFlag is that of every command, though only the help of those that take their time lists it. Its variable counts
// from the beginning, so that a mistake in a flag is said in this format too; of the arguments typedFormat says so.
func logFlag(root *cobra.Command, sys *process.Sys) {
	sys.JSONLog = sys.Getenv(variable(logFormatName)) == "json"
	root.PersistentFlags().Var(logFormat{sys}, logFormatName, "write standard error as text or, for the collector of a job, "+
		"as json: one object a line")
	Choose(root, logFormatName, func() []string { return process.LogFormats })
}

const logFormatName = "log-format"

// typedFormat has what the arguments ask for count before they are parsed: parsing ends at the first mistake.
func typedFormat(sys *process.Sys, args []string) {
	for i, arg := range args {
		if arg == "--" {
			return
		}
		format, ok := strings.CutPrefix(arg, "--"+logFormatName+"=")
		if arg == "--"+logFormatName && i+1 < len(args) {
			format, ok = args[i+1], true
		}
		if ok && slices.Contains(process.LogFormats, format) {
			sys.JSONLog = format == "json"
		}
	}
}

type logFormat struct{ sys *process.Sys }

func (l logFormat) Type() string { return "FORMAT" }

func (l logFormat) String() string {
	if l.sys != nil && l.sys.JSONLog {
		return "json"
	}
	return "text"
}

func (l logFormat) Set(format string) error {
	if err := process.OneOf("--"+logFormatName, format, process.LogFormats); err != nil {
		return err
	}
	l.sys.JSONLog = format == "json"
	return nil
}
