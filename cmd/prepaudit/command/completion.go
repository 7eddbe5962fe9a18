package command

import "github.com/spf13/cobra"

// Complete completes the values of a flag.
func Complete(cmd *cobra.Command, flag string, words func() []string) {
	Must(cmd.RegisterFlagCompletionFunc(flag,
		func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return words(), cobra.ShellCompDirectiveNoFileComp
		}))
}

// Must panics where a completion is given to a flag that does not exist: a mistake in this program.
func Must(err error) {
	if err != nil {
		panic(err)
	}
}
