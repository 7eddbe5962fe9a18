package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"prepaudit/cmd/prepaudit/process"
)

// NewRoot is a program of the commands; help is what its first page says of it, and groups are those of the commands.
func NewRoot(sys *process.Sys, help string, groups Groups, commands ...*cobra.Command) *cobra.Command {
	root := &cobra.Command{
		Use:   "prepaudit",
		Short: "Audit a Microsoft tenant for Windows Autopilot device preparation",
		Long: help + `

You can set every flag with an environment variable: PREPAUDIT_EXCLUDE_UPN is
--exclude-upn. Put each of several values on its own line. A variable that looks
like a misspelled flag is an error.`,
		Version:       process.Version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := strangeVariables(cmd, sys); err != nil {
				return err
			}
			if err := FromEnvironment(cmd, sys.LookupEnv); err != nil {
				return err
			}
			return noEmptyFlags(cmd)
		},
	}
	root.SetOut(sys.Stdout)
	root.SetErr(sys.Stderr)
	root.SetVersionTemplate(versionText())
	root.SetFlagErrorFunc(flagError)
	// Without -v, which is --verbose elsewhere.
	root.Flags().Bool("version", false, "print the version")
	logFlag(root, sys)
	root.SetUsageFunc(usage(sys, groups))
	root.AddCommand(commands...)
	for _, c := range append(root.Commands(), root) {
		if c.Args == nil && c.HasSubCommands() {
			c.Args, c.RunE = NoSuchCommand, func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
	}
	guard(sys, root)
	return root
}

// NoSuchCommand takes no argument, and suggests the command that one may have meant.
func NoSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	err := process.Usagef("there is no command %q in %q", args[0], cmd.CommandPath())
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return process.WithHint(err, fmt.Sprintf("did you mean %q?", cmd.CommandPath()+" "+near[0]))
	}
	return process.WithHint(err, fmt.Sprintf("`%s --help` lists the commands", cmd.CommandPath()))
}

// variable is the environment variable of a flag.
func variable(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// neverEmpty are flags whose empty variable must not turn a rehearsal into an audit of the live tenant, nor pseudonyms
// into names, nor people who were chosen into all of them.
var neverEmpty = []string{"from", "demo", "graph-url", "redact", "config"}

// fromVariable is the annotation of a flag that a variable set.
const fromVariable = "variable"

// VariableOf is the variable that set a flag; "" for none.
func VariableOf(f *pflag.Flag) string {
	return strings.Join(f.Annotations[fromVariable], "")
}

// exclusive are flags of which one rules the others out: where the command line has one, a variable or a configuration of
// another doesn't count. Package config has the same list for its layers.
var exclusive = [][]string{{"scope", "group"}, {"from", "demo", "graph-url"}}

// ruledOut reports whether the command line has a flag that rules out another one.
func ruledOut(typed map[string]bool, name string) bool {
	return slices.ContainsFunc(exclusive, func(group []string) bool {
		return slices.Contains(group, name) && slices.ContainsFunc(group, func(other string) bool { return typed[other] })
	})
}

// FromEnvironment sets the flags that the command line left alone.
func FromEnvironment(cmd *cobra.Command, lookupenv func(string) (string, bool)) error {
	var bad error
	typed := map[string]bool{}
	cmd.Flags().Visit(func(f *pflag.Flag) { typed[f.Name] = true })
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		value, set := lookupenv(variable(f.Name))
		if set && value == "" && !f.Changed && slices.Contains(neverEmpty, f.Name) {
			bad = process.WithHint(process.Usagef("variable %s is empty", variable(f.Name)),
				"unset it, or give it a value: "+usageOf(f))
		}
		if !set || f.Changed || ruledOut(typed, f.Name) || value == "" || f.Name == "help" || f.Name == "version" || bad != nil {
			return
		}
		for line := range strings.Lines(value) {
			if line = strings.TrimRight(line, "\r\n"); line == "" {
				continue
			}
			Must(cmd.Flags().SetAnnotation(f.Name, fromVariable, []string{variable(f.Name)}))
			if err := cmd.Flags().Set(f.Name, line); err != nil {
				err := process.Usagef("variable %s: --%s %q: it takes %s", variable(f.Name), f.Name, line, kindOf(f))
				bad = process.WithHint(err, usageOf(f))
			}
		}
	})
	return bad
}
