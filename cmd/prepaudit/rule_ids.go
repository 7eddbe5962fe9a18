package main

import (
	"github.com/spf13/cobra"

	"prepaudit/cmd/prepaudit/process"
	"prepaudit/rules"
)

func ruleIDs() []string {
	var ids []string
	for _, r := range rules.Catalog() {
		ids = append(ids, r.ID+"\t"+r.Title)
	}
	return ids
}

// unknownRule is the error of rules.Select or rules.Lookup, with the rule that one of the words may have meant.
func unknownRule(err error, words []string) error {
	hint := "`prepaudit rules list` says what each rule is"
	for _, word := range words {
		if _, err := rules.Select([]string{word}, nil, nil); err != nil {
			var ids []string
			for _, r := range rules.Catalog() {
				ids = append(ids, r.ID)
			}
			hint = process.DidYouMean(word, ids, hint)
			break
		}
	}
	return process.WithHint(process.Usage(err), hint)
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
