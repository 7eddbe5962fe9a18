package main

import (
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// Backticks in the text of a flag are the name of its value: one that takes none has none.
func TestFlagsWithoutValue(t *testing.T) {
	flags := 0
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Value.Type() != "bool" {
				return
			}
			flags++
			if name, _ := pflag.UnquoteUsage(f); name != "" {
				t.Errorf("%s shows --%s %s", cmd.CommandPath(), f.Name, name)
			}
		})
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot(process.System()))
	if flags < 10 {
		t.Errorf("%d flags without a value", flags)
	}
}
