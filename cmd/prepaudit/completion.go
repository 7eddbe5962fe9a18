package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// complete completes the values of a flag.
func complete(cmd *cobra.Command, flag string, words func() []string) {
	must(cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return words(), cobra.ShellCompDirectiveNoFileComp
	}))
}

// completeOutput completes -o: a format, then a file.
func completeOutput(cmd *cobra.Command) {
	must(cmd.RegisterFlagCompletionFunc("output", func(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if strings.Contains(typed, "=") {
			return nil, cobra.ShellCompDirectiveDefault
		}
		var words []string
		for _, name := range formatNames() {
			words = append(words, name+"=")
		}
		return words, cobra.ShellCompDirectiveNoSpace
	}))
}

// must panics where a completion is given to a flag that does not exist: a mistake in this program.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
