package command

import (
	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// logFlag is that of every command, though only the help of those that take their time lists it. It counts from where
// it is read, and its variable before that, so that a mistake in another flag is said in this format too.
func logFlag(root *cobra.Command, sys *process.Sys) {
	sys.JSONLog = sys.Getenv(variable(logFormatName)) == "json"
	root.PersistentFlags().Var(logFormat{sys}, logFormatName, "write standard error as text or, for the collector of a job, "+
		"as json: one object a line; audit then prints no table unless -o asks for one")
	Choose(root, logFormatName, func() []string { return process.LogFormats })
}

const logFormatName = "log-format"

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
