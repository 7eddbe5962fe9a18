package command

import (
	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
)

// Complete completes the values of a flag.
func Complete(cmd *cobra.Command, flag string, words func() []string) {
	Must(cmd.RegisterFlagCompletionFunc(flag,
		func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return words(), cobra.ShellCompDirectiveNoFileComp
		}))
}

// Choose completes the values of a flag that takes no others.
func Choose(cmd *cobra.Command, flag string, words func() []string) {
	Complete(cmd, flag, words)
	f := cmd.Flag(flag)
	if f.Annotations == nil {
		f.Annotations = map[string][]string{}
	}
	f.Annotations[process.Words] = words()
}

// Must panics where a completion is given to a flag that does not exist: a mistake in this program.
func Must(err error) {
	if err != nil {
		panic(err)
	}
}
