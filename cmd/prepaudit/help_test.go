package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/command"
	"prepaudit/cmd/prepaudit/network"
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

// The program that only probes the network refuses no variable of the whole program.
func TestVariablesOfBothPrograms(t *testing.T) {
	var environ []string
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			name := strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
			environ = append(environ, "PREPAUDIT_"+name+"=1")
		})
		for _, c := range cmd.Commands() {
			walk(c)
		}
	}
	walk(newRoot(process.System()))
	if len(environ) < 50 {
		t.Fatalf("%d variables", len(environ))
	}
	var out, said strings.Builder
	sys := &process.Sys{Stdout: &out, Stderr: &said, Environ: func() []string { return environ },
		LookupEnv: func(string) (string, bool) { return "", false }}
	file := "csv=" + filepath.Join(t.TempDir(), "firewall.csv")
	status := command.Run(t.Context(), sys, command.NewRoot(sys, "", nil, network.New(sys)),
		[]string{"network", "export", "-o", file})
	if status != process.StatusMet {
		t.Errorf("it ends with %d: %s", status, &said)
	}
	said.Reset()
	run(t.Context(), []string{"network", "export", "-o", file}, sys)
	if !strings.HasPrefix(said.String(), "Wrote ") || strings.Count(said.String(), "\n") > 1 {
		t.Errorf("the whole program says %s", &said)
	}
}
