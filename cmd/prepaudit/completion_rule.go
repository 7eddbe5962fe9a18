//go:build !netonly

package main

import (
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
