package main

import (
	"strings"

	"github.com/spf13/cobra"

	"prepaudit/rules"
)

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.Catalog() {
		ids = append(ids, r.ID+"\t"+r.Title)
	}
	return ids
}

// suggest completes the first argument of a command.
func suggest(words func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return words(), cobra.ShellCompDirectiveNoFileComp
	}
}

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
